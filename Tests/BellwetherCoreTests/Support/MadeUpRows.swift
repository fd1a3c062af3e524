@testable import BellwetherCore

/// Rows of a backtest made up account by account, as bands at the ends of months.
struct MadeUpRows {
    private(set) var all: [BacktestRow] = []
    private var points: ContiguousArray<Float> = []
    private let months: [Day]
    private var accounts = 0

    init(months count: Int, from first: String = "2025-02-01") {
        months = (0..<count).map { Day.on(first).adding(months: $0) - 1 }
    }

    var rows: BacktestRows { BacktestRows(all, months: months, points: points) }

    /// - Parameters:
    ///   - lost: from which month on the loss lies within the horizon; it is 20 days after the last one given.
    mutating func add(
        bands: [Int?], lostIn lost: Int? = nil, treated: Bool = false, scores: [Int?]? = nil,
        points own: [[Float]]? = nil
    ) {
        for (month, band) in bands.enumerated() {
            let day = months[bands.count - 1] + 20
            let outcome: Outcome = lost.map { month + 1 >= $0 } == true ? .lost(.left, on: day) : .kept
            let start = points.count
            if let own { points += own[month] }
            all.append(
                BacktestRow(
                    account: accounts, month: month, tenths: scores?[month] ?? band.map { $0 * 300 + 100 }, band: band,
                    outcome: outcome, isTreated: treated, points: start))
        }
        accounts += 1
    }
}
