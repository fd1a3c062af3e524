import Columns

/// What accounts were worth at the start of a span at today's churn: beside what they are worth now, the difference is
/// their own doing (M20).
struct OwnLifetime: Sendable {
    static let path = "clv.forward"

    private let sight: Sight
    private let churn: ChurnRates
    private let worthNow: Numbers
    private let revenueThen: PastNumbers
    private let bandsNow, bandsThen: BandHistory.Telling?

    /// Nothing where no churn was counted.
    init?(over span: Span, in sight: Sight) {
        guard let churn = sight.metrics.churn, let models = sight.health?.models else { return nil }
        self.sight = sight
        self.churn = churn
        worthNow = sight.currentColumn(Self.path)
        revenueThen = sight.ago("revenue.mrr", span)
        let past = BandHistory(of: models, sight.history)
        bandsNow = past.told(before: sight.asOf.today, in: sight.asOf.zone)
        bandsThen = past.told(by: span.start(before: sight.asOf))
    }

    /// What has to be kept for it.
    static func lookBacks(over span: Span) -> [LookBack] {
        ["revenue.mrr", "health.band", LookBack.modelPath].map { LookBack($0, days: span.daysKept) }
    }

    func drops(of stretch: Stretch) -> NumberChunk {
        let now = worthNow.rows(stretch)
        let revenue = revenueThen.sweep(stretch)
        return NumberChunk(rows: stretch.rows.count) { row in
            if now.absences[row] != 0 { return now.measured(row) }
            if revenue.absences[row] != 0 { return revenue.measured(row) }
            let slot = stretch.slot(row)
            let segment = sight.accounts[slot].profile?.segment
            guard
                let then = churn.lifetimeValue(
                    ofMRR: revenue.values[row], inSegment: segment, band: bandThen(of: slot))
            else { return .absent(.noData) }
            return .known(max(0, then - now.values[row]))
        }
    }

    /// Where either band is not known, a move between them is not the account's.
    private func bandThen(of slot: Int) -> String? {
        guard let now = bandsNow?.band(of: slot) else { return nil }
        return bandsThen?.band(of: slot) ?? now
    }
}
