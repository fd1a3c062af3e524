/// One account at the end of one month: how it was scored, and what became of it.
package struct BacktestRow: Sendable, Hashable {
    package let outcome: Outcome
    package let isTreated: Bool
    // There are millions of rows where there are many accounts: none is wider than it has to be.
    private let slot, start: Int32
    private let place, modelPlace, score, bandPlace: Int16

    package init(
        account: Int, month: Int, model: Int = 0, tenths: Int?, band: Int?, outcome: Outcome, isTreated: Bool = false,
        points: Int = 0
    ) {
        (slot, start) = (Int32(account), Int32(points))
        (place, modelPlace) = (Int16(month), Int16(model))
        (score, bandPlace) = (Int16(tenths ?? -1), Int16(band ?? -1))
        self.outcome = outcome
        self.isTreated = isTreated
    }

    /// The account's slot.
    package var account: Int { Int(slot) }
    /// By its place among the months.
    package var month: Int { Int(place) }
    package var model: Int { Int(modelPlace) }
    package var tenths: Int? { score < 0 ? nil : Int(score) }
    package var band: Int? { bandPlace < 0 ? nil : Int(bandPlace) }
    /// Where the points of its measures begin in `BacktestRows.points`.
    var points: Int { Int(start) }
    package var isLost: Bool { outcome.isLost }
}

/// All rows of a backtest, month after month.
package struct BacktestRows: Sendable {
    /// The last day of each month.
    package private(set) var months: [Day] = []
    package private(set) var rows: [BacktestRow] = []
    private(set) var points = Points()
    private(set) var terms: [BandTerms] = []
    /// How many rows were made of accounts of which it is only assumed what was known.
    package private(set) var assumed = 0, scored = 0

    /// By account: whose outcome nobody knows, though it had a score and something to lose. The last such month counts.
    private(set) var unknown: [Int: Unknown] = [:]
    /// Accounts that left on a day that nobody says, and had no score at any month's end.
    private(set) var undated = 0

    /// What each measure gave, row after row; not a number where nothing was known.
    struct Points: Sendable {
        fileprivate(set) var values: ContiguousArray<Float> = []

        subscript(measure: Int, from start: Int) -> Double? {
            let value = values[start + measure]
            return value.isNaN ? nil : Double(value)
        }
    }

    package struct Unknown: Sendable, Hashable {
        package let why: Outcome.Unknown
        package let band: Int?
    }

    /// Terms that came up, by the band that their accounts were in.
    struct BandTerms: Sendable {
        var renewed = 0
        var lost = 0
    }

    package init() {}

    init(
        _ rows: [BacktestRow], months: [Day], points: ContiguousArray<Float> = [], unknown: [Int: Unknown] = [:],
        undated: Int = 0
    ) {
        self.rows = rows
        self.months = months
        self.points = Points(values: points)
        self.unknown = unknown
        self.undated = undated
    }

    /// - Parameter months: with the places of their horizons among those of the outcomes; the newest first. Each is let go
    ///   once its rows are made.
    package init(of months: consuming [(period: Int, month: BacktestMonth)], _ outcomes: Outcomes) {
        let sightings = Sightings(months.map(\.month))
        while let (period, month) = months.popLast() { add(month, outcomes, seen: sightings, period: period) }
        undated = outcomes.undated.count { unknown[$0] == nil && sightings.there[$0] == nil }
    }

    private mutating func add(
        _ month: BacktestMonth, _ outcomes: Outcomes, seen sightings: Sightings, period: Int
    ) {
        let place = months.count
        months.append(month.day)
        let base = points.values.count
        points.values += month.points
        scored += month.accounts
        assumed += month.assumed
        for scored in month.scored {
            let (slot, band) = (Int(scored.slot), scored.band.map { Int($0) })
            guard let outcome = outcomes.outcome(of: slot, in: period, seen: sightings) else { continue }
            if case .unknown(let why) = outcome {
                if scored.isPaying { unknown[slot] = Unknown(why: why, band: band) }
                continue
            }
            rows.append(
                BacktestRow(
                    account: slot, month: place, model: Int(scored.model), tenths: scored.tenths.map { Int($0) },
                    band: band, outcome: outcome, isTreated: outcomes.isTreated(slot, in: period),
                    points: base + Int(scored.points)))
            guard let band else { continue }
            while terms.count <= band { terms.append(BandTerms()) }
            let due = outcomes.terms(of: slot, in: period)
            terms[band].renewed += due.renewed
            terms[band].lost += due.lost
        }
    }

    /// Those of each account, month after month.
    func forEachAccount(_ body: (ArraySlice<BacktestRow>) -> Void) {
        let sorted = rows.sorted { ($0.account, $0.month) < ($1.account, $1.month) }
        var start = 0
        while start < sorted.count {
            let end = sorted[start...].firstIndex { $0.account != sorted[start].account } ?? sorted.count
            body(sorted[start..<end])
            start = end
        }
    }

    /// Those that show what scores are worth. Where somebody stepped in because of an alert, neither who stayed nor who
    /// was lost shows it: to leave out only those that stayed would make every score look better.
    var untreated: [BacktestRow] { rows.filter { !$0.isTreated } }

    /// A measure's points in a row; nothing where nothing was known.
    func points(_ measure: Int, of row: BacktestRow) -> Double? {
        points[measure, from: row.points]
    }
}
