/// What the facts of some accounts come to at one moment, before any metric asks: many metrics look at the same facts,
/// and each kind is walked over once.
final class AccountDigests: Sendable {
    /// By the places of the accounts; empty where nobody asks for it.
    let invoices: [InvoiceDigest]
    let tickets: [TicketDigest]
    let surveys: [SurveyDigest]
    let usage: [UsageDigest]
    /// For those whose prices of today do not tell those of before, or that have costs to set against revenue.
    let timelines: [MRRTimeline?]

    init(of accounts: [AccountView], for catalogue: [Metric], in context: MeasuringContext) {
        func isAsked(_ kind: FactKind) -> Bool {
            context.delivers(kind) && catalogue.contains { $0.kinds.contains(kind) }
        }
        invoices = isAsked(.invoice) ? accounts.map { InvoiceDigest(of: $0, in: context) } : []
        var sample = ResolutionSample()
        tickets =
            isAsked(.ticket)
            ? accounts.map { TicketDigest(of: $0.ticketMarks, in: context, using: &sample) } : []
        var room = SurveyRoom()
        surveys =
            isAsked(.surveyResponse)
            ? accounts.map { SurveyDigest(of: $0.responseMarks, in: context, using: &room) } : []
        usage =
            isAsked(.usageDay) || isAsked(.userDay) || isAsked(.seatDay)
            ? UsageDigest.all(of: accounts, before: context.asOf.today) : []
        let readsRevenue = isAsked(.subscription)
        timelines = accounts.map { account in
            guard readsRevenue, account.hasCourse || !account.costs.isEmpty else { return nil }
            return MRRTimeline(of: account, in: context)
        }
    }
}
