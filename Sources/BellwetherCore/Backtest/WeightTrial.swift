/// Two sets of weights beside each other on months that neither was made from.
struct WeightTrial: Sendable {
    let present, suggested: WeightSuggestion.Quality
    let aucGain, lossGain: WeightSuggestion.Gain

    /// Nothing where the months hold no loss, or nothing else, that both have a score for.
    init?(of suggested: [Double], beside present: [Double], on split: Split, by minimise: Minimising) throws {
        let rows = split.later.rows.compactMap { row -> Row? in
            guard let now = split.later.mean(of: row, weighing: present),
                let then = split.later.mean(of: row, weighing: suggested)
            else { return nil }
            return Row(isLost: row.isLost, account: row.account, scores: [now, then])
        }
        let links = try [present, suggested].map { try Self.link(on: split.earlier, weighing: $0, by: minimise) }
        let sides = links.indices.map { Side(rows, $0, by: links[$0]) }
        let everybody = [Double](repeating: 1, count: split.later.accounts)
        guard let before = sides[0].quality(counting: everybody), let after = sides[1].quality(counting: everybody)
        else { return nil }
        let resampling = Resampling(accounts: split.later.accounts, rows: rows.count, seed: Backtest.seed)
        let auc = resampling.interval { counts in
            sides[1].ranking.auc(counting: counts).flatMap { after in
                sides[0].ranking.auc(counting: counts).map { after - $0 }
            }
        }
        let loss = resampling.interval { counts in
            sides[0].logLoss(counting: counts).flatMap { before in
                sides[1].logLoss(counting: counts).map { before - $0 }
            }
        }
        guard let auc, let loss else { return nil }
        self.present = before
        self.suggested = after
        aucGain = WeightSuggestion.Gain(value: after.auc - before.auc, interval: auc)
        lossGain = WeightSuggestion.Gain(value: before.logLoss - after.logLoss, interval: loss)
    }

    private struct Row {
        let isLost: Bool
        let account: Int
        /// Under the weights of today, and under the suggested ones.
        let scores: [Double]
    }

    /// What a score is worth as a likelihood is learnt from the earlier months too, for both alike.
    private static func link(
        on table: WeightTable, weighing weights: [Double], by minimise: Minimising
    ) throws -> Link {
        let known = table.rows.compactMap { row in table.mean(of: row, weighing: weights).map { (row, $0 / Side.scale) }
        }
        return try Link(
            of: known.map(\.1), isLost: known.map { $0.0.isLost ? 1 : 0 }, share: table.share, by: minimise)
    }

    private struct Side {
        /// Points of a score in one step of its link.
        static let scale = 20.0

        let ranking: Ranking
        private let losses: [(account: Int, loss: Double)]

        init(_ rows: [Row], _ place: Int, by link: Link) {
            ranking = Ranking(
                rows.map { Ranking.Entry(score: $0.scores[place], isLost: $0.isLost, account: $0.account) })
            losses = rows.map { ($0.account, link.logLoss(of: $0.scores[place] / Self.scale, isLost: $0.isLost)) }
        }

        func logLoss(counting counts: [Double]) -> Double? {
            var (sum, whole) = (0.0, 0.0)
            for (account, loss) in losses {
                sum += counts[account] * loss
                whole += counts[account]
            }
            return whole > 0 ? sum / whole : nil
        }

        func quality(counting counts: [Double]) -> WeightSuggestion.Quality? {
            guard let auc = ranking.auc(counting: counts), let loss = logLoss(counting: counts) else { return nil }
            return WeightSuggestion.Quality(auc: auc, logLoss: loss)
        }
    }
}
