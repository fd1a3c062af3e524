import BellwetherCore
import BellwetherDaemon

/// A backtest as a person reads it: what it comes to first, then the numbers.
struct BacktestText {
    private let backtest: Backtest
    private let report: BacktestReport

    init(_ backtest: Backtest, _ report: BacktestReport) {
        self.backtest = backtest
        self.report = report
    }

    private var lowest: String { backtest.bands.first?.label ?? "the lowest band" }
    private var days: String { "\(backtest.horizonDays) days" }

    var text: String {
        ([backtest.isJudged ? summary : tooFew, looked] + (backtest.isJudged ? [order] : [])
            + [edges] + (backtest.isJudged ? [tenths, measures] : []) + [bands, known])
            .joined(separator: "\n\n")
    }

    // MARK: Sentences

    private var summary: String {
        let before = backtest.beforehand
        var lines = [
            "Of \(counted(before.lost, "account")) that \(was(before.lost)) lost, \(before.lostAndLowest) "
                + "\(was(before.lostAndLowest)) \(lowest) at the first month's end in the \(days) before: "
                + "\(percent(before.recall ?? 0)) were seen coming.",
            "At the last month's end before they were lost, \(before.lostAndLowestAtLast) "
                + "\(was(before.lostAndLowestAtLast)) (\(percent(before.recallAtLast ?? 0))).",
        ]
        if before.lowest > 0 {
            lines.append(
                "Of \(counted(before.lowest, "account")) that \(was(before.lowest)) ever \(lowest), \(before.lowestAndKept) "
                    + "stayed all the same: \(percent(before.falseAlarmShare ?? 0)) were false alarms.")
        } else {
            lines.append("No account was \(lowest) at any month's end.")
        }
        if before.lowestAndLostLater > 0 {
            lines.append(
                "\(before.lowestAndLostLater) more came up again and \(was(before.lowestAndLostLater)) lost later than "
                    + "\(days) after.")
        }
        if before.lowestAndTreated > 0 {
            lines.append(
                "\(before.lowestAndTreated) more stayed after somebody had called because of an alert; whether they would "
                    + "have left without, nobody knows.")
        }
        return (lines + [losses]).joined(separator: "\n")
    }

    private var losses: String {
        let before = backtest.beforehand
        let unscored =
            before.lostWithoutScore > 0 ? "; \(before.lostWithoutScore) of them had no score then" : ""
        return "Lost: \(before.left) left, \(before.shrank) came to pay at least 30 % less\(unscored)."
    }

    private var tooFew: String {
        let before = backtest.beforehand
        return """
            Too few to judge: \(counted(before.lost, "account")) \(was(before.lost)) lost, and with fewer than \
            \(Backtest.leastLost) chance decides what a rate comes to.
            \(losses) \(before.lostAndLowest) of them \(was(before.lostAndLowest)) \(lowest) at the first month's end in the \
            \(days) before, \(before.lostAndLowestAtLast) at the last.
            """
    }

    private var looked: String {
        let months = backtest.months
        let span =
            months.count == 1
            ? "of \(months[0])" : "of \(months.count) months, \(months[0]) to \(months[months.count - 1])"
        return "Looked at: \(counted(backtest.accounts, "account")) at the end \(span): "
            + "\(Wording.grouped(Int64(backtest.rows))) scores, as the models of today (\(models)) make them from what was "
            + "known then."
    }

    private var models: String { report.models.joined(separator: ", ") }

    private var order: String {
        guard let judgement = backtest.judgement else { return "" }
        var lines: [String] = []
        if let auc = judgement.auc {
            let interval = judgement.aucInterval.map {
                " (\(hundredths($0.low)) to \(hundredths($0.high)) in 95 of 100 such companies)"
            }
            lines.append(
                "Take one account that was lost and one that stayed: in \(hundredths(auc)) of 100 such pairs the lost one had "
                    + "the lower score\(interval ?? ""); chance gives 50.")
        }
        let lost = judgement.tenths.reduce(0) { $0 + $1.lost }
        if let lowest = judgement.tenths.first, lost > 0 {
            lines.append(
                "The lowest tenth of scores held \(percent(lowest.lost / lost)) of those that were lost; chance gives 10 %."
            )
        }
        if backtest.treated > 0 {
            lines.append(
                "\(grouped(backtest.treated)) scores are left out of this and of what is said of tenths and measures: "
                    + "somebody had called because of an alert.")
        }
        if let median = judgement.lead.median {
            lines.append(
                "Half of the \(counted(judgement.lead.accounts, "account")) that \(was(judgement.lead.accounts)) \(lowest) "
                    + "beforehand had been so for \(Int(median.rounded())) days or more when they were lost, as seen at "
                    + "months' ends.")
        }
        return lines.joined(separator: "\n")
    }

    // MARK: Tables

    private var edges: String {
        let head = ["scores", "lost", "stayed", "called, stayed"]
        let rates = backtest.isJudged ? ["caught", "right", "F1"] : []
        let rows = backtest.edges.flatMap { edge -> [[String]] in
            let confusion = edge.confusion
            let name = edge.tenths.map { "below \(score($0))" } ?? "\(edge.band.label) or lower"
            let other = edge.tenths.map { "\(score($0)) and up" } ?? "higher"
            let told =
                backtest.isJudged ? [share(confusion.recall), share(confusion.precision), number(confusion.f1)] : []
            let none = told.map { _ in "" }
            return [[name] + cells(confusion.below) + told, [other] + cells(confusion.above) + none]
        }
        let unscored = backtest.edges.first.map { cells($0.confusion.unscored) } ?? []
        let last = unscored.isEmpty ? [] : [["no score"] + unscored + rates.map { _ in "" }]
        return "Each account at each month's end, below and above the edges of bands"
            + (backtest.isJudged ? " (caught: recall; right: precision)" : "") + "\n\n"
            + table(head + rates, rows + last)
    }

    private var tenths: String {
        let tenths = backtest.judgement?.tenths ?? []
        guard !tenths.isEmpty else { return "Too few scores to put them into tenths." }
        return
            "The scores in tenths, the lowest first, and how many times as many were lost as in a tenth drawn blindly\n\n"
            + table(
                ["tenth", "scores", "lost", "times"],
                tenths.enumerated().map {
                    ["\($0 + 1)", whole($1.rows), whole($1.lost), DecimalText.fixed($1.lift, places: 1)]
                })
    }

    private var measures: String {
        let separations = backtest.judgement?.separations ?? []
        let hasSeveral = Set(separations.map(\.model)).count > 1
        return "What each measure gave those that were lost and those that stayed (points, and of how many scores)\n\n"
            + table(
                ["measure", "weight", "lost", "of", "stayed", "of", "apart"],
                separations.map { separation in
                    [
                        name(of: separation, hasSeveral),
                        weight(separation, among: separations), points(separation.lost.points),
                        grouped(separation.lost.count),
                        points(separation.kept.points), grouped(separation.kept.count), points(separation.difference),
                    ]
                }) + wrongWay(separations, hasSeveral)
    }

    private func weight(_ separation: Separation, among all: [Separation]) -> String {
        let sum = all.filter { $0.model == separation.model }.reduce(0) { $0 + $1.weight }
        return WeightSuggestion.text(separation.weight, ofSum: sum)
    }

    private func name(of separation: Separation, _ hasSeveral: Bool) -> String {
        hasSeveral ? "\(separation.model): \(separation.measure)" : separation.measure
    }

    private func wrongWay(_ separations: [Separation], _ hasSeveral: Bool) -> String {
        let wrong = separations.filter { ($0.difference ?? 0) < 0 }.map { "'\(name(of: $0, hasSeveral))'" }
        guard !wrong.isEmpty else { return "" }
        return "\n  By \(wrong.joined(separator: ", ")) those that were lost stood better than those that stayed."
    }

    private var bands: String {
        "What each band promises (`renews`), and what came of it\n\n"
            + table(
                ["band", "promises", "renewed", "of terms", "still there after \(days)", "of scores"],
                backtest.calibration.reversed().map { band in
                    let renewed = band.renewals.map {
                        "\(percent($0.share)) (\(percent($0.interval.low)) to \(percent($0.interval.high)))"
                    }
                    return [
                        band.band.label, percent(band.band.renews), renewed ?? "-", grouped(band.terms),
                        band.rows > 0 ? percent(Double(band.kept) / Double(band.rows)) : "-", grouped(band.rows),
                    ]
                })
    }

    private var known: String {
        let seed = backtest.isJudged ? ["Lots for the ranges were drawn with seed \(Backtest.seed)."] : []
        return "What was known\n\n" + (report.knowledge + seed).map { "  \($0)" }.joined(separator: "\n")
    }

    // MARK: Numbers

    private func cells(_ side: Confusion.Side) -> [String] { [side.lost, side.kept, side.treated].map(grouped) }
    private func score(_ tenths: Int) -> String { plain(Double(tenths) / 10) }
    private func share(_ value: Double?) -> String { value.map(percent) ?? "-" }
    private func number(_ value: Double?) -> String { value.map { DecimalText.fixed($0, places: 2) } ?? "-" }
    private func points(_ value: Double?) -> String { value.map { DecimalText.fixed($0, places: 1) } ?? "-" }
    private func whole(_ value: Double) -> String { grouped(Int(value.rounded())) }
    private func grouped(_ count: Int) -> String { Wording.grouped(Int64(count)) }
    private func hundredths(_ share: Double) -> String { "\(Int((share * 100).rounded()))" }
    private func was(_ count: Int) -> String { count == 1 ? "was" : "were" }
}

/// Without a decimal point where there is nothing behind it.
func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\((number * 100).rounded() / 100)"
}
