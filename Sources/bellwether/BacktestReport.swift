import BellwetherCore
import BellwetherDaemon

/// A backtest as other programs read it. A number that cannot be told is not there.
struct BacktestReport: Codable {
    struct Side: Codable {
        let lost, kept, treated: Int
    }

    struct Edge: Codable {
        let band: String
        /// Scores below this one count; nothing where bands go by rank.
        let below: Double?
        let under, above, unscored: Side
        let recall, precision, f1, falseAlarmShare: Double?
    }

    struct Measure: Codable {
        let model, measure: String
        let weight: Double
        let meanLost, meanKept: Double?
        let lost, kept: Int
    }

    struct Tenth: Codable {
        let rows, lost, lift: Double
    }

    struct Band: Codable {
        let band: String
        let renews: Double
        let rows, kept, terms, renewed: Int
        let renewedLow, renewedHigh: Double?
    }

    let version: Int
    let horizonDays: Int
    let months: [String]
    let models, otherModels: [String]
    let accounts, rows: Int
    let isJudged: Bool
    let lost, left, shrank, lostAndLowest, lostWithoutScore: Int
    let lowest, lowestAndKept, lowestAndTreated: Int
    let recall, falseAlarmShare: Double?
    let edges: [Edge]
    let auc, aucLow, aucHigh: Double?
    let seed: UInt64
    let tenths: [Tenth]
    let medianLeadDays: Double?
    let leadAccounts: Int?
    let measures: [Measure]
    let bands: [Band]
    let knowledge: [String]

    init(_ backtest: Backtest, _ run: Inquiries.BacktestRun) {
        let (before, judgement) = (backtest.beforehand, backtest.judgement)
        let isJudged = backtest.isJudged
        self.isJudged = isJudged
        version = 1
        horizonDays = backtest.horizonDays
        months = backtest.months.map { "\($0)" }
        models = run.models.sorted { $0.key < $1.key }.map(\.value.name)
        otherModels = run.otherModels
        (accounts, rows) = (backtest.accounts, backtest.rows)
        (lost, left, shrank) = (before.lost, before.left, before.shrank)
        (lostAndLowest, lostWithoutScore) = (before.lostAndLowest, before.lostWithoutScore)
        (lowest, lowestAndKept) = (before.lowest, before.lowestAndKept)
        lowestAndTreated = before.lowestAndTreated
        recall = isJudged ? before.recall : nil
        falseAlarmShare = isJudged ? before.falseAlarmShare : nil
        edges = backtest.edges.map { Edge($0, isJudged: isJudged) }
        (auc, aucLow, aucHigh) = (
            judgement?.auc, judgement?.aucInterval?.low, judgement?.aucInterval?.high
        )
        seed = Backtest.seed
        tenths = (judgement?.tenths ?? []).map { Tenth(rows: $0.rows, lost: $0.lost, lift: $0.lift) }
        (medianLeadDays, leadAccounts) = (judgement?.lead.median, judgement?.lead.accounts)
        measures = (judgement?.separations ?? []).map {
            Measure(
                model: $0.model, measure: $0.measure, weight: $0.weight, meanLost: $0.lost.points,
                meanKept: $0.kept.points, lost: $0.lost.count, kept: $0.kept.count)
        }
        bands = backtest.calibration.map {
            let renewals = $0.renewals
            return Band(
                band: $0.band.key, renews: $0.band.renews, rows: $0.rows, kept: $0.kept, terms: $0.terms,
                renewed: $0.renewed, renewedLow: renewals?.interval.low, renewedHigh: renewals?.interval.high)
        }
        knowledge = Self.knowledge(backtest, run)
    }

    private static func knowledge(_ backtest: Backtest, _ run: Inquiries.BacktestRun) -> [String] {
        let share = percent(backtest.assumed)
        let ofModels = run.otherModels.map { "Model '\($0)' has other bands; see it with --model \($0)." }
        return [
            backtest.assumed > 0
                ? "Of \(share) of the accounts it is assumed what was known of them: they came with a first load, and "
                    + "count from their own dates." : nil,
            run.knownThrough.map {
                "What became of accounts is known up to \($0): a source that tells of it was not read since."
            },
            "Days of usage have no versions: what came late counts as if it had come in time.",
            run.hasAnnouncements
                ? nil : "Nobody was told of any account yet, so nobody counts as called because of an alert.",
        ].compactMap(\.self) + ofModels
    }
}

extension BacktestReport.Edge {
    fileprivate init(_ edge: Backtest.Edge, isJudged: Bool) {
        let confusion = edge.confusion
        func side(_ side: Confusion.Side) -> BacktestReport.Side {
            .init(lost: side.lost, kept: side.kept, treated: side.treated)
        }
        self.init(
            band: edge.band.key, below: edge.tenths.map { Double($0) / 10 }, under: side(confusion.below),
            above: side(confusion.above), unscored: side(confusion.unscored),
            recall: isJudged ? confusion.recall : nil, precision: isJudged ? confusion.precision : nil,
            f1: isJudged ? confusion.f1 : nil, falseAlarmShare: isJudged ? confusion.falseAlarmShare : nil)
    }
}

extension BacktestReport {
    /// One long table: a value a line, by section, row and column.
    var csv: String {
        let counts: [(String, Int)] = [
            ("accounts", accounts), ("rows", rows), ("lost", lost), ("left", left), ("shrank", shrank),
            ("lost_and_lowest", lostAndLowest), ("lost_without_score", lostWithoutScore), ("lowest", lowest),
            ("lowest_and_kept", lowestAndKept), ("lowest_and_treated", lowestAndTreated),
        ]
        let rates: [(String, Double?)] = [
            ("recall", recall), ("false_alarm_share", falseAlarmShare), ("auc", auc), ("auc_low", aucLow),
            ("auc_high", aucHigh), ("median_lead_days", medianLeadDays),
        ]
        let lines =
            counts.map { ["all", "all", $0.0, "\($0.1)"] } + rates.map { ["all", "all", $0.0, Self.cell($0.1)] }
            + edges.flatMap(\.lines) + tenths.enumerated().flatMap { $1.lines($0 + 1) } + measures.flatMap(\.lines)
            + bands.flatMap(\.lines)
        return ReportTable.csv([["section", "row", "column", "value"]] + lines)
    }

    fileprivate static func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
}

extension BacktestReport.Edge {
    fileprivate var lines: [[String]] {
        let sides = [("under", under), ("above", above), ("unscored", unscored)].flatMap { name, side in
            [("lost", side.lost), ("kept", side.kept), ("treated", side.treated)].map { ("\(name)_\($0.0)", "\($0.1)") }
        }
        let rates = [("recall", recall), ("precision", precision), ("f1", f1)].map {
            ($0.0, BacktestReport.cell($0.1))
        }
        return (sides + rates).map { ["edges", band, $0.0, $0.1] }
    }
}

extension BacktestReport.Tenth {
    fileprivate func lines(_ number: Int) -> [[String]] {
        [("rows", rows), ("lost", lost), ("lift", lift)].map { ["tenths", "\(number)", $0.0, "\($0.1)"] }
    }
}

extension BacktestReport.Measure {
    fileprivate var lines: [[String]] {
        [
            ("weight", "\(weight)"), ("mean_lost", BacktestReport.cell(meanLost)),
            ("mean_kept", BacktestReport.cell(meanKept)), ("lost", "\(lost)"), ("kept", "\(kept)"),
        ].map { ["measures", "\(model).\(measure)", $0.0, $0.1] }
    }
}

extension BacktestReport.Band {
    fileprivate var lines: [[String]] {
        [
            ("renews", "\(renews)"), ("rows", "\(rows)"), ("kept", "\(kept)"), ("terms", "\(terms)"),
            ("renewed", "\(renewed)"),
        ].map { ["bands", band, $0.0, $0.1] }
    }
}

/// A share as people say it.
func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
