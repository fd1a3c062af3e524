/// What happens in the thirty days after the first afternoon. Day 0 is a Monday; at its end stands the change to
/// summer time.
struct Month {
    static let holiday = 18
    static let length = 30

    /// Five o'clock where the company is, in winter.
    static func morning(of day: Int) -> Instant { Instant(seconds: MonthRun.start + day * 86_400 - 4 * 3600) }

    /// Whose invoice is ten days late on which day.
    private let lateInvoices: [Int: Int] = {
        var days = [101: 1, 103: 5, 104: 6, 111: 8, 116: 15, 109: Month.holiday, 122: 22, 125: 27]
        // More for Dana in one day than a person should get.
        for number in 0..<12 { days[201 + number * 6] = 9 }
        // Those who are not to be told of do the same.
        days.merge([1101: 2, 1141: 3, 1181: 4]) { $1 }
        return days
    }()
    private let notices = [301: 4, 302: 12, 310: 19, 1110: 5, 1190: 6]

    func dayOfLateInvoice(of firm: Firm) -> Int? { lateInvoices[firm.number] }
    func dayOfNotice(of firm: Firm) -> Int? { notices[firm.number] }

    enum Happening {
        case complaints(Int)
        case solved(Int)
        case paid(Int)
        case churned(Int)
        case ownerChanges(from: Int, to: Int)
        case exportDies, exportReturns
        case ruleBreaks, ruleIsMended
        case snooze(Int), ack(Int)
    }

    let days: [Int: [Happening]] = [
        2: [.complaints(31), .complaints(1131)],
        3: [.ack(7), .snooze(14)],
        7: [.ruleBreaks],
        8: [.paid(114), .ruleIsMended],
        10: [.exportDies],
        11: [.solved(31)],
        14: [.exportReturns],
        15: [.ownerChanges(from: 5, to: 1)],
        16: [.churned(57)],
        17: [.complaints(81), .complaints(1131)],
    ]
}

extension World {
    /// What happens out there; what people do with Bellwether is theirs.
    func take(_ happening: Month.Happening, at moment: Instant) async throws {
        switch happening {
        case .complaints(let firm): complain(Firm.all[firm], times: 6, at: moment + -7200)
        case .solved(let firm): zendesk.solve(Firm.all[firm].organisation, at: moment + -7200)
        case .paid(let firm): try await stripe.paid("in_\(firm)a", at: moment + -7200)
        case .churned(let firm):
            hubspot.change(Firm.all[firm].company, at: moment + -7200, ["lifecyclestage": "former"])
        case .ownerChanges(let old, let new):
            for firm in Firm.all where firm.number % 6 == old {
                hubspot.change(firm.company, at: moment + -7200, ["hubspot_owner_id": "7\(new)"])
            }
        case .exportDies: try hide("contracts.csv")
        case .exportReturns: try bringBack("contracts.csv")
        case .ruleBreaks, .ruleIsMended, .snooze, .ack: break
        }
    }
}
