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

    /// Accounts whose outcome nobody knows: they are in no other number.
    struct Unknown: Codable {
        /// That had a score, and why nobody knows; of them, in the lowest band at the last.
        let accounts, vanished, leftWithoutDay, paused, lowest: Int
        /// That left on a day nobody says, and never had a score.
        let leftBefore: Int
        /// What the recall would be if all that had a score had been lost.
        let recallAtWorst: Double?
    }

    let version: Int
    let horizonDays: Int
    let months: [String]
    let models, otherModels: [String]
    let accounts, rows: Int
    let isJudged: Bool
    let lost, left, shrank, lostAndLowest, lostAndLowestAtLast, lostWithoutScore: Int
    let lowest, lowestAndKept, lowestAndTreated, lowestAndLostLater: Int
    let unknown: Unknown
    let recall, recallAtLast, falseAlarmShare: Double?
    let edges: [Edge]
    let auc, aucLow, aucHigh: Double?
    /// Scores that are in none of what follows `auc`: somebody had called because of an alert.
    let treated: Int
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
        (lostAndLowest, lostAndLowestAtLast) = (before.lostAndLowest, before.lostAndLowestAtLast)
        lostWithoutScore = before.lostWithoutScore
        (lowest, lowestAndKept) = (before.lowest, before.lowestAndKept)
        (lowestAndTreated, lowestAndLostLater) = (before.lowestAndTreated, before.lowestAndLostLater)
        unknown = Unknown(before, isJudged: isJudged)
        treated = backtest.treated
        recall = isJudged ? before.recall : nil
        recallAtLast = isJudged ? before.recallAtLast : nil
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
        let share = backtest.assumed == 1 ? "all" : "\(percent(backtest.assumed)) of the"
        let before = backtest.beforehand
        let ofModels = run.otherModels.map { "Model '\($0)' has other bands; see it with --model \($0)." }
        return [
            before.unknownAccounts > 0 ? before.unknownWords(isJudged: backtest.isJudged) : nil,
            before.undated > 0
                ? "\(counted(before.undated, "account")) left on a day that nobody says, and had no score before: they are in "
                    + "no month, and there were more losses than are counted here. `churned_at` of an account would say when, "
                    + "or `ended_at` of its subscriptions."
                : nil,
            run.limit.words(first: backtest.months.first),
            backtest.assumed > 0
                ? "Of \(share) accounts it is assumed what was known of them: they came with a first load, and "
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

extension BacktestReport.Unknown {
    fileprivate init(_ before: Beforehand, isJudged: Bool) {
        self.init(
            accounts: before.unknownAccounts, vanished: before.unknown[.vanished] ?? 0,
            leftWithoutDay: before.unknown[.leftWithoutDay] ?? 0, paused: before.unknown[.paused] ?? 0,
            lowest: before.unknownAndLowest, leftBefore: before.undated,
            recallAtWorst: isJudged ? before.recallAtWorst : nil)
    }
}

extension Beforehand {
    /// How many, why, and how far off what is said may be for it.
    fileprivate func unknownWords(isJudged: Bool) -> String {
        let reasons = Outcome.Unknown.allCases.compactMap { why in
            unknown[why].map { count in
                count == unknownAccounts
                    ? "\(count == 1 ? "it" : "they") \(Self.words(why, count))" : "\(count) \(Self.words(why, count))"
            }
        }
        let condition = "had \(unknownAccounts == 1 ? "it" : "all of them") been lost"
        let worst =
            isJudged
            ? "\(condition), \(lostAndLowest + unknownAndLowest) of \(lost + unknownAccounts) would have been seen coming, and "
                + "not \(lostAndLowest) of \(lost)"
            : "\(condition), it would be \(counted(lost + unknownAccounts, "lost account"))"
        return "What became of \(counted(unknownAccounts, "account")) with a score nobody knows: "
            + reasons.joined(separator: ", ")
            + ". The months of theirs that hang on it are in no number above; \(worst)."
    }

    private static func words(_ why: Outcome.Unknown, _ count: Int) -> String {
        switch why {
        case .vanished: "\(count == 1 ? "is" : "are") in no source any more"
        case .leftWithoutDay: "left on a day that nobody says"
        case .paused: "\(count == 1 ? "is" : "are") on a pause that may yet end or be churn"
        }
    }
}

extension BacktestSpan.Limit {
    /// Why it goes no further back than to its first month.
    fileprivate func words(first month: Day?) -> String? {
        guard let month else { return nil }
        switch self {
        case .asTold: return nil
        case .begins(let kind, let day):
            return
                "It goes back to \(month) and no further: the first '\(kind)' is of \(day), and what is counted takes "
                + "\(BacktestSpan.daysLookedBack) days to be whole."
        case .fewScores(let day, let withScore, let all):
            return "It goes back to \(month) and no further: at the end of \(day), \(withScore) of "
                + "\(counted(all, "account")) had a score."
        }
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
            ("lost_and_lowest", lostAndLowest), ("lost_and_lowest_at_last", lostAndLowestAtLast),
            ("lost_without_score", lostWithoutScore), ("lowest", lowest),
            ("lowest_and_kept", lowestAndKept), ("lowest_and_treated", lowestAndTreated),
            ("lowest_and_lost_later", lowestAndLostLater), ("treated", treated), ("unknown", unknown.accounts),
            ("unknown_vanished", unknown.vanished), ("unknown_left_without_day", unknown.leftWithoutDay),
            ("unknown_paused", unknown.paused), ("unknown_lowest", unknown.lowest),
            ("left_before_without_day", unknown.leftBefore),
        ]
        let rates: [(String, Double?)] = [
            ("recall", recall), ("recall_at_last", recallAtLast), ("recall_at_worst", unknown.recallAtWorst),
            ("false_alarm_share", falseAlarmShare),
            ("auc", auc), ("auc_low", aucLow),
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
