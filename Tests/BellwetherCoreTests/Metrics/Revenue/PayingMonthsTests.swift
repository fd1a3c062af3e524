import Testing

@testable import BellwetherCore

@Suite struct PayingMonthsTests {
    @Test func `months are counted from this one back`() {
        let starts = PayingMonths.starts(before: .on("2026-03-25"))
        #expect(starts.count == 13)
        #expect(starts.first == .on("2026-03-01") && starts.last == .on("2025-03-01"))
        #expect(PayingMonths.starts(before: .on("2026-03-01")).first == .on("2026-03-01"))
    }

    /// What ledgers of single months say of the same accounts.
    @Test func `who paid and who was lost is what the ledger says of each month`() throws {
        var random = SeededRandom.printed("months that accounts paid in")
        let company = Company.ofComersAndGoers(120, &random)
        let context = company.context(at: "2026-03-25")
        let accounts = company.accounts
        let starts = PayingMonths.starts(before: context.asOf.today)
        var (paid, lost) = (0, 0)
        for slot in 0..<accounts.slotCount {
            let account = accounts[slot]
            let months = PayingMonths(column: try #require(PayingMonths.counted.measure(account, context).value))
            for month in 1...PayingMonths.count {
                let period = Period(starts[month]..<starts[month - 1])
                let ledger = AccountLedger(of: account, knownThen: nil, over: period, in: context)
                #expect(months.paid(month: month) == ledger.isActiveAtStart, "account \(slot), \(period.start)")
                #expect(months.isLost(month: month) == ledger.isLost, "account \(slot), \(period.start)")
                paid += ledger.isActiveAtStart ? 1 : 0
                lost += ledger.isLost ? 1 : 0
            }
        }
        #expect(paid > 100 && lost > 3)
    }
}

extension Company {
    /// Payers who come and go, pause, change their price by a new subscription or an order, or are on trial.
    fileprivate static func ofComersAndGoers(_ count: Int, _ random: inout SeededRandom) -> Company {
        var company = Company()
        func some(_ days: Int) -> Day { .on("2026-03-24") - random.below(days) }
        for slot in 0..<count {
            let (start, end) = (some(900), some(500))
            var subscription: [String: FactValue] = [:]
            var account: [String: FactValue] = [:]
            switch random.below(7) {
            case 0:
                account = ["status": "churned", "churned_at": .text("\(end)")]
                subscription = ["ended_at": .text("\(end)")]
            case 1:
                let pause = some(400)
                subscription = [
                    "paused_from": .text("\(pause)"), "paused_until": .text("\(pause + random.below(200))"),
                ]
            case 2: subscription = ["trial_ends_at": .text("\(start + 30)")]
            case 3: account = ["status": "trialing"]
            case 4: company.addPrice(slot: slot, "again\(slot)", 90, from: "\(end)")
            case 5:
                company.add(
                    .order, "o\(slot)", slot: slot,
                    ["at": .text("\(end)"), "mrr_change": .integer(-100_000_000), "subscription_id": .text("s\(slot)")])
            default: break
            }
            company.addPayer(slot: slot, 100, from: "\(start)", account, subscription)
        }
        return company
    }
}
