/// One account at the end of one month: how it was scored, and what became of it.
package struct BacktestRow: Sendable, Hashable {
    /// The account's slot.
    package let account: Int
    /// By its place among the months.
    package let month: Int
    package let model: Int
    package let tenths: Int?
    package let band: Int?
    package let outcome: Outcome
    package let isTreated: Bool
    /// Where the points of its measures begin in `BacktestRows.points`.
    let points: Int

    package init(
        account: Int, month: Int, model: Int = 0, tenths: Int?, band: Int?, outcome: Outcome, isTreated: Bool = false,
        points: Int = 0
    ) {
        self.account = account
        self.month = month
        self.model = model
        self.tenths = tenths
        self.band = band
        self.outcome = outcome
        self.isTreated = isTreated
        self.points = points
    }

    package var isLost: Bool { outcome.isLost }
    /// What it would show of a score is not what it shows: somebody stepped in, and it stayed.
    var isUndecided: Bool { isTreated && !isLost }
}

/// All rows of a backtest, month after month.
package struct BacktestRows: Sendable {
    /// The last day of each month.
    package private(set) var months: [Day] = []
    package private(set) var rows: [BacktestRow] = []
    private(set) var points: ContiguousArray<Float> = []
    private(set) var terms: [BandTerms] = []
    /// How many rows were made of accounts of which it is only assumed what was known.
    package private(set) var assumed = 0, scored = 0

    /// Terms that came up, by the band that their accounts were in.
    struct BandTerms: Sendable {
        var renewed = 0
        var lost = 0
    }

    package init() {}

    init(_ rows: [BacktestRow], months: [Day], points: ContiguousArray<Float> = []) {
        self.rows = rows
        self.months = months
        self.points = points
    }

    /// - Parameter period: the place of the month's horizon among those of the outcomes.
    package mutating func add(_ month: BacktestMonth, _ outcomes: Outcomes, period: Int) {
        let place = months.count
        months.append(month.day)
        let base = points.count
        points += month.points
        scored += month.accounts
        assumed += month.assumed
        for scored in month.scored {
            guard let outcome = outcomes.outcome(of: scored.slot, in: period) else { continue }
            rows.append(
                BacktestRow(
                    account: scored.slot, month: place, model: scored.model, tenths: scored.tenths, band: scored.band,
                    outcome: outcome, isTreated: outcomes.isTreated(scored.slot, in: period),
                    points: base + scored.points))
            guard let band = scored.band else { continue }
            while terms.count <= band { terms.append(BandTerms()) }
            let due = outcomes.terms(of: scored.slot, in: period)
            terms[band].renewed += due.renewed
            terms[band].lost += due.lost
        }
    }

    /// A measure's points in a row; nothing where nothing was known.
    func points(_ measure: Int, of row: BacktestRow) -> Double? {
        let value = points[row.points + measure]
        return value.isNaN ? nil : Double(value)
    }
}
