/// Whether scores told beforehand who would be lost.
package struct Backtest: Sendable {
    /// With fewer lost accounts nothing is judged: what ten of them did says nothing of the next ten.
    package static let leastLost = 20
    /// Lots are drawn from here, so that the same rows give the same numbers.
    package static let seed: UInt64 = 20_260_302

    package let horizonDays: Int
    package let months: [Day]
    /// The bands, the lowest first.
    package let bands: [HealthBand]
    /// Whether bands go by rank, and their edges are no scores.
    package let isByRank: Bool
    package let accounts: Int
    package let rows: Int
    package let assumed: Double
    /// How many scores are left out where it is asked what scores are worth: somebody called because of an alert.
    package let treated: Int
    /// Account by account: where each stood so long before it was lost.
    package let beforehand: Beforehand
    /// One for each band but the highest: below its upper end, month by month.
    package let edges: [Edge]
    /// Nothing where nothing can be judged.
    package let judgement: Judgement?
    package let calibration: [Calibration]

    package struct Edge: Sendable {
        /// The band below whose upper end this is.
        package let band: HealthBand
        /// The lowest score of the next band; nothing where bands go by rank.
        package let tenths: Int?
        package let confusion: Confusion
    }

    package struct Judgement: Sendable {
        package let auc: Double?
        package let aucInterval: Interval?
        package let tenths: [Tenth]
        package let lead: Lead
        package let separations: [Separation]
    }

    package struct Tenth: Sendable {
        package let rows, lost, lift: Double
    }

    package var isJudged: Bool { beforehand.lost >= Self.leastLost }

    /// - Parameter models: those that made the rows' scores, by their place; they have the same bands.
    package init(_ rows: BacktestRows, by models: [Int: HealthModel], horizonDays: Int) {
        self.horizonDays = horizonDays
        months = rows.months
        let ladder = models.min { $0.key < $1.key }?.value
        bands = ladder?.ladder ?? []
        isByRank = ladder?.ranks != nil
        accounts = Set(rows.rows.map(\.account)).count
        self.rows = rows.rows.count
        assumed = rows.scored == 0 ? 0 : Double(rows.assumed) / Double(rows.scored)
        treated = rows.rows.count { $0.isTreated && $0.tenths != nil }
        beforehand = Beforehand(rows)
        edges = Self.edges(rows, bands, isByRank: isByRank)
        calibration = Calibration.all(of: rows, bands)
        guard beforehand.lost >= Self.leastLost else {
            judgement = nil
            return
        }
        let ranking = Ranking(rows.ranked)
        judgement = Judgement(
            auc: ranking.auc, aucInterval: ranking.interval(seed: Self.seed),
            tenths: ranking.tenths.map { Tenth(rows: $0.rows, lost: $0.lost, lift: $0.lift) }, lead: Lead(rows),
            separations: models.sorted { $0.key < $1.key }.flatMap { Separation.all(of: rows, by: $1, at: $0) })
    }

    private static func edges(_ rows: BacktestRows, _ bands: [HealthBand], isByRank: Bool) -> [Edge] {
        bands.indices.dropLast().map { place in
            var confusion = Confusion()
            for row in rows.rows {
                if let band = row.band {
                    if band <= place {
                        confusion.below.add(isLost: row.isLost, isTreated: row.isTreated)
                    } else {
                        confusion.above.add(isLost: row.isLost, isTreated: row.isTreated)
                    }
                } else {
                    confusion.unscored.add(isLost: row.isLost, isTreated: row.isTreated)
                }
            }
            return Edge(
                band: bands[place], tenths: isByRank ? nil : bands[place + 1].fromTenths, confusion: confusion)
        }
    }
}

extension BacktestRows {
    /// Those that show something of their scores.
    var ranked: [Ranking.Entry] {
        let judged = untreated.filter { $0.tenths != nil }
        let numbers = Dictionary(
            uniqueKeysWithValues: Set(judged.map(\.account)).sorted().enumerated().map { ($1, $0) })
        return judged.map { row in
            Ranking.Entry(score: Double(row.tenths ?? 0), isLost: row.isLost, account: numbers[row.account] ?? 0)
        }
    }
}
