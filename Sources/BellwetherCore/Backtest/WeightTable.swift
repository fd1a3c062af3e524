/// What the measures of one model gave, row by row, and what became of the accounts: what weights are learnt from.
struct WeightTable: Sendable {
    struct Row: Sendable {
        let isLost: Bool
        private let place, number, start: Int32

        fileprivate init(_ row: BacktestRow, account: Int) {
            isLost = row.isLost
            (place, number, start) = (Int32(row.month), Int32(account), Int32(row.points))
        }

        var month: Int { Int(place) }
        /// By a number below how many accounts there are.
        var account: Int { Int(number) }
        fileprivate var points: Int { Int(start) }
    }

    private(set) var rows: [Row]
    /// Those of the backtest itself: where there are millions of rows, nobody wants them twice.
    private let all: BacktestRows.Points
    let accounts: Int
    /// How much a row counts: horizons of months that follow each other overlap, and one loss lies in several of them.
    let share: Double

    init(of all: BacktestRows, by model: HealthModel, at place: Int, horizonDays: Int) {
        let judged = all.untreated.filter { $0.model == place }
        let slots = Set(judged.map(\.account)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: slots.enumerated().map { ($1, $0) })
        accounts = slots.count
        share = min(1, 30.4375 / Double(max(1, horizonDays)))
        rows = judged.map { Row($0, account: numbers[$0.account] ?? 0) }
        self.all = all.points
    }

    /// What a measure gave; nothing where nothing was known.
    func points(_ measure: Int, of row: Row) -> Double? { all[measure, from: row.points] }

    /// Only the months of these places.
    func months(_ wanted: Range<Int>) -> WeightTable {
        var some = self
        some.rows = rows.filter { wanted.contains($0.month) }
        return some
    }

    /// How many accounts were lost.
    var lost: Int { Set(rows.filter(\.isLost).map(\.account)).count }
}

extension WeightTable {
    /// The weighted mean of what is known, as a health model makes it; nothing where nothing of weight is known.
    func mean(of row: Row, weighing weights: [Double]) -> Double? {
        var (sum, whole) = (0.0, 0.0)
        for (place, weight) in weights.enumerated() where weight > 0 {
            guard let points = points(place, of: row) else { continue }
            sum += weight * points
            whole += weight
        }
        return whole > 0 ? sum / whole : nil
    }
}
