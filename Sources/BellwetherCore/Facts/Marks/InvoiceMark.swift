/// What metrics ask of an invoice, in few bytes: what its status says is found out once, when it is taken over.
///
/// Its money is as the row has it, until its account says what that is counted in.
struct InvoiceMark: Sendable {
    private struct Flags: OptionSet, Sendable {
        let rawValue: UInt8
        static let isWithdrawn = Flags(rawValue: 1)
        static let isUncollectible = Flags(rawValue: 2)
        static let isPaid = Flags(rawValue: 4)
        static let tellsReminders = Flags(rawValue: 8)
        static let wasReminded = Flags(rawValue: 16)
        static let tellsPaid = Flags(rawValue: 32)
        static let isAssumed = Flags(rawValue: 64)
    }

    /// Stands for a day that is not told.
    private static let noDay = Day(number: .min)

    private(set) var total: Int64
    private var paidMinor: Int64
    private let observed: Moment
    private let dated, dueOrIssued, paidOn: Day
    private(set) var currency: StatedCurrency
    private let flags: Flags

    init(_ invoice: Invoice) {
        total = invoice.totalMinor
        paidMinor = invoice.paidMinor ?? 0
        observed = invoice.knowledge.observed
        dated = invoice.issued ?? invoice.due ?? Self.noDay
        dueOrIssued = invoice.due ?? invoice.issued ?? Self.noDay
        paidOn = invoice.paid ?? Self.noDay
        currency = invoice.currency
        var flags: Flags = []
        func set(_ flag: Flags, _ isSo: Bool) { if isSo { flags.insert(flag) } }
        set(.isWithdrawn, invoice.isWithdrawn)
        set(.isUncollectible, invoice.status == "uncollectible")
        set(.isPaid, invoice.status == "paid")
        set(.tellsReminders, invoice.reminderCount != nil)
        set(.wasReminded, invoice.reminderCount ?? 0 > 0)
        set(.tellsPaid, invoice.paidMinor != nil)
        set(.isAssumed, invoice.knowledge.isAssumed)
        self.flags = flags
    }

    /// The same in minor units of the currency that it turns out to be in: money of several rows meets there.
    func inMinorUnits(of account: AccountView, in context: MeasuringContext) -> InvoiceMark {
        guard currency.isCountedOtherwise else { return self }
        let counted = context.currency(currency, of: account)
        let own = counted.inMinorUnits
        var mark = self
        mark.total = total.recounted(from: counted, as: own)
        mark.paidMinor = paidMinor.recounted(from: counted, as: own)
        mark.currency = .stated(own)
        return mark
    }

    var isUncollectible: Bool { flags.contains(.isUncollectible) }
    /// Whether it was seen by then that nobody expects it to be paid.
    func isGivenUp(by asOf: AsOf) -> Bool { isUncollectible && observed <= asOf.now }
    var tellsReminders: Bool { flags.contains(.tellsReminders) }
    var wasReminded: Bool { flags.contains(.wasReminded) }

    /// The due date; where there is none, the day it was issued.
    var due: Day? { dueOrIssued == Self.noDay ? nil : dueOrIssued }

    /// Neither a draft nor taken back, and known by now.
    func counts(at asOf: AsOf) -> Bool {
        guard !flags.contains(.isWithdrawn) else { return false }
        return dated == Self.noDay || knows(dated, at: asOf)
    }

    /// What it says itself of its payment: there is one date, which counts from its day on; without it, an undated sum.
    func payment(at asOf: AsOf) -> Payment {
        guard paidOn != Self.noDay else {
            return Payment(minor: flags.contains(.isPaid) ? total : paidMinor, day: nil)
        }
        guard knows(paidOn, at: asOf) else { return Payment(minor: 0, day: nil) }
        return Payment(minor: flags.contains(.tellsPaid) ? paidMinor : total, day: paidOn)
    }

    func tell(_ next: inout NextChange) { next.see(knowledge) }

    struct Payment: Sendable {
        let minor: Int64
        let day: Day?
    }

    private func knows(_ day: Day, at asOf: AsOf) -> Bool {
        asOf.knows(day, knowledge)
    }

    private var knowledge: Knowledge { Knowledge(observed: observed, isAssumed: flags.contains(.isAssumed)) }
}

extension Invoice {
    private static let withdrawn: Set = ["draft", "void", "voided", "deleted", "cancelled", "canceled"]

    /// The words of its status that mean something.
    static let words = withdrawn.union(["open", "paid", "uncollectible"])

    /// Never sent, or taken back.
    var isWithdrawn: Bool { status.map(Self.withdrawn.contains) ?? false }
}
