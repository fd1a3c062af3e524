import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import Fitting
import Foundation

/// Which months are looked at, and by which models.
struct BacktestOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("How far ahead of a month's end an account may be lost: 90d, 26w.", valueName: "span"))
    var horizon = "90d"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The first day; as far back as most customers had a score, where not given.", valueName: "day"))
    var from: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The last day; the last month whose horizon is over, where not given.", valueName: "day"))
    var to: String?

    @Option(
        name: .long,
        help: ArgumentHelp("One health model; all that make the main score, where not given.", valueName: "name"))
    var model: String?

    func validate() throws {
        guard days != nil else {
            throw ValidationError("--horizon must be from 7d to 730d, such as 90d or 26w, not '\(horizon)'")
        }
        for text in [from, to].compactMap(\.self) where Day(text) == nil {
            throw ValidationError("--from and --to must be days such as 2026-03-02, not '\(text)'")
        }
        if let from = from.flatMap({ Day($0) }), let to = to.flatMap({ Day($0) }), to < from {
            throw ValidationError("--to must not lie before --from")
        }
    }

    private var days: Int? {
        guard let unit = horizon.last, let count = Int(horizon.dropLast()), (1...730).contains(count),
            let long = ["d": 1, "w": 7][unit]
        else { return nil }
        return (7...730).contains(count * long) ? count * long : nil
    }

    var span: BacktestSpan {
        var span = BacktestSpan()
        span.horizonDays = days ?? span.horizonDays
        (span.from, span.to) = (from.flatMap { Day($0) }, to.flatMap { Day($0) })
        return span
    }
}

extension InstallationOptions {
    /// The rows of a backtest; ends the verb where there are none.
    fileprivate func backtest(_ options: BacktestOptions) async throws -> Inquiries.BacktestRun {
        do {
            let run = try await inquiries().backtest(over: options.span, model: options.model) { month in
                MonthsDone.show(month)
            }
            MonthsDone.finish()
            guard !run.rows.rows.isEmpty else {
                say("bellwether: there is no month to look at; \(options.emptiness(run))")
                throw Exit.badData
            }
            return run
        } catch let refusal as Inquiries.Refusal {
            say("bellwether: \(refusal.words)")
            throw Exit.badData
        }
    }
}

extension BacktestOptions {
    /// Why there is none, and what could be done.
    fileprivate func emptiness(_ run: Inquiries.BacktestRun) -> String {
        if !run.rows.months.isEmpty { return "nobody paid at the end of any month whose outcome is known" }
        switch run.limit {
        case .fewScores(let day, _, 0):
            return
                "the last month whose \(span.horizonDays) days are over ends on \(day), and nobody was a customer then"
        case .fewScores(let day, let withScore, let all):
            return "the last month whose \(span.horizonDays) days are over ends on \(day), and only \(withScore) of "
                + "\(counted(all, "account")) had a score then; --from \(day) looks all the same"
        case .begins(let kind, let day):
            return "the first '\(kind)' is of \(day); "
                + wait(from: day + BacktestSpan.daysLookedBack, run)
                + "; a --from of your own looks further back, where nobody seems to have had any"
        case .asTold:
            return span.from.map { wait(from: $0, run) }
                ?? "no month's end lies \(span.horizonDays) days back"
        }
    }

    private func wait(from day: Day, _ run: Inquiries.BacktestRun) -> String {
        guard let first = span.firstMonth(from: day) else { return "no month's end lies after that" }
        let until = [
            span.to.map { "--to \($0)" }, run.knownThrough.map { "what became of accounts is known up to \($0)" },
        ]
        return
            "the first month's end that counts from then on is \(first.end), whose \(span.horizonDays) days are over on "
            + "\(first.judgedFrom)" + until.compactMap(\.self).map { " (\($0))" }.joined()
    }
}

/// One line on a terminal; elsewhere nothing.
private enum MonthsDone {
    private static var isShown: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    static func show(_ month: Day) { write("back to \(month)") }
    static func finish() { write("") }

    private static func write(_ text: String) {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) }
    }
}

/// `backtest`: whether scores told beforehand who would be lost.
struct BacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest", abstract: "Says whether scores told beforehand which accounts would be lost.",
        discussion: """
            At each month's end every paying account is scored by the health models as they are now, from what was known \
            then, and looked at again when the horizon is over: whether it left, or paid at least 30 % less. Facts count \
            as they were known at that moment; what a source brought with its first load counts from its own date, and \
            days of usage have no versions.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, csv, json
    }

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var options: BacktestOptions

    @Option(name: .long, help: "text, csv or json.")
    var format = Format.text

    func run() async throws {
        let run = try await installation.backtest(options)
        let backtest = Backtest(run.rows, by: run.models, horizonDays: options.span.horizonDays)
        let report = BacktestReport(backtest, run)
        switch format {
        case .text: print(BacktestText(backtest, report).text)
        case .csv: printExactly(report.csv, terminator: "")
        case .json: try printJSON(report)
        }
    }
}

/// `suggest-weights`: what weights would have told better.
struct SuggestWeightsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest-weights",
        abstract: "Suggests weights for a health model from what lost and kept accounts did; changes no file.",
        discussion: """
            Weights are learnt from earlier months and judged on later ones that they were not made from. What is \
            suggested stays near the weights there are, unless what happened speaks clearly.
            """)

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var options: BacktestOptions

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let run = try await installation.backtest(options)
        // The last main model takes everybody left: most accounts are its.
        guard let (place, model) = run.models.max(by: { $0.key < $1.key }) else { return }
        do {
            let suggestion = try WeightSuggestion(
                from: run.rows, for: model, at: place, horizonDays: options.span.horizonDays
            ) { start, function in
                try Minimum.place(from: start) { at in
                    let worth = function(at)
                    return (worth.value, worth.gradient)
                }
            }
            let text = SuggestionText(suggestion, horizonDays: options.span.horizonDays)
            if json { try printJSON(SuggestionReport(suggestion)) } else { print(text.text) }
        } catch let refusal as WeightSuggestion.Refusal {
            let words = SuggestionText.words(refusal, model: model.name)
            if json { return try printJSON(SuggestionReport(refusal, words, model: model.name)) }
            print(words)
        } catch let error as FittingError {
            say("bellwether: no best weights were found for model '\(model.name)' (\(error)); nothing is suggested")
            throw Exit.internalError
        }
    }
}
