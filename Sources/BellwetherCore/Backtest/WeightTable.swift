/// What the measures of one model gave, row by row, and what became of the accounts: what weights are learnt from.
struct WeightTable: Sendable {
    struct Row: Sendable {
        let isLost: Bool
        let month: Int
        /// By a number below how many accounts there are.
        let account: Int
        /// Measure by measure; nothing where nothing was known.
        let points: [Double?]
    }

    private(set) var rows: [Row]
    let accounts: Int
    /// How much a row counts: horizons of months that follow each other overlap, and one loss lies in several of them.
    let share: Double

    init(of all: BacktestRows, by model: HealthModel, at place: Int, horizonDays: Int) {
        let judged = all.untreated.filter { $0.model == place }
        let slots = Set(judged.map(\.account)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: slots.enumerated().map { ($1, $0) })
        accounts = slots.count
        share = min(1, 30.4375 / Double(max(1, horizonDays)))
        rows = judged.map { row in
            Row(
                isLost: row.isLost, month: row.month, account: numbers[row.account] ?? 0,
                points: model.measures.indices.map { all.points($0, of: row) })
        }
    }

    /// Only the months of these places.
    func months(_ wanted: Range<Int>) -> WeightTable {
        var some = self
        some.rows = rows.filter { wanted.contains($0.month) }
        return some
    }

    /// How many accounts were lost.
    var lost: Int { Set(rows.filter(\.isLost).map(\.account)).count }
}

extension WeightTable.Row {
    /// The weighted mean of what is known, as a health model makes it; nothing where nothing of weight is known.
    func mean(weighing weights: [Double]) -> Double? {
        var (sum, whole) = (0.0, 0.0)
        for (place, weight) in weights.enumerated() where weight > 0 {
            guard let points = points[place] else { continue }
            sum += weight * points
            whole += weight
        }
        return whole > 0 ? sum / whole : nil
    }
}
