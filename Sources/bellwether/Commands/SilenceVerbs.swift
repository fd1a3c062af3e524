import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon

/// `silence`: what nobody wants to hear of for a while.
struct SilenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Silences alerts by their labels, until a date.",
        subcommands: [Add.self, List.self, Expire.self], defaultSubcommand: List.self)

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Silences what all matchers name, such as tier=\"Trial\" alert=~\"usage-.*\".")

        @OptionGroup var installation: InstallationOptions
        @OptionGroup var end: EndOptions
        @OptionGroup var word: WordOptions

        @Argument(help: "label=value, label!=value, label=~pattern or label!~pattern.")
        var matchers: [String]

        @Flag(name: .long, help: "Also values that no account, rule or source has yet.")
        var anyway = false

        func run() async throws {
            var arguments = word.arguments
            arguments["matchers"] = matchers.joined(separator: "\n")
            arguments["until"] = try end.text
            if anyway { arguments["anyway"] = "1" }
            let calmed: Calmed = try await installation.change("silence-add", arguments)
            print("silence \(calmed.number) until \(calmed.until ?? "it is lifted")")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists silences, snoozes and acknowledgements, those that end first at the top.")

        @OptionGroup var installation: InstallationOptions

        @Flag(name: .long, help: "Ended ones too.")
        var all = false

        @Flag(name: .long, help: "Prints JSON.")
        var json = false

        func run() async throws {
            let list = try await installation.answer("silences", all ? ["all": "1"] : [:]) {
                try await $0.silences(everything: all)
            }
            if json { return try printJSON(list) }
            guard !list.silences.isEmpty else { return print("nothing is silenced") }
            let zone = Zones.named(list.timezone) ?? .utc
            print(columns(list.silences.map { row($0, in: zone) }))
        }

        /// An account may have many alerts; the first few say which it is.
        private static func few(of titles: [String]) -> String {
            let rest = titles.count - 2
            return (titles.prefix(2) + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "; ")
        }

        private func row(_ silence: Inquiries.SilenceEntry, in zone: Zone) -> [String] {
            let what =
                silence.kind == "silence"
                ? silence.matchers.joined(separator: ", ") : Self.few(of: silence.about)
            let end =
                silence.endedAt.map { "\(silence.ending ?? "ended") \(Wording.local($0, in: zone))" }
                ?? silence.until.map { "until \(Wording.local($0, in: zone))" } ?? "until it gets worse"
            return [
                "\(silence.number)", silence.kind, end, "\(silence.covers)", silence.author,
                [what, silence.reason].filter { !$0.isEmpty }.joined(separator: "  # "),
            ]
        }
    }

    struct Expire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a silence, snooze or acknowledgement now; what still fires is told.")

        @OptionGroup var installation: InstallationOptions

        @Argument(help: "Its number.")
        var number: Int

        func run() async throws {
            let calmed: Calmed = try await installation.change("silence-expire", ["number": "\(number)"])
            print("\(calmed.kind) \(calmed.number) is over")
        }
    }
}

/// `snooze`: nothing more of this account until a date, or until it gets worse.
struct SnoozeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze", abstract: "Quiets what fires for an account until a date, or until it gets worse.")

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var end: EndOptions
    @OptionGroup var word: WordOptions

    @Argument(help: "The account's id, or the beginning of its name.")
    var account: String

    @Argument(help: "Only this rule.")
    var rule: String?

    func run() async throws {
        tell(try await installation.change("snooze", try calming(account, rule, end, word)), "snoozed")
    }
}

/// `ack`: somebody has it in hand.
struct AckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Says that somebody has an account in hand: no reminders and no escalation until it gets worse.",
        discussion: "With --outcome it also says what came of it, which can be said for 90 days after it is over.")

    @OptionGroup var installation: InstallationOptions
    @OptionGroup var end: EndOptions
    @OptionGroup var word: WordOptions

    @Argument(help: "The account's id, or the beginning of its name.")
    var account: String

    @Argument(help: "Only this rule.")
    var rule: String?

    @Option(
        name: .long,
        help: ArgumentHelp("What came of it: saved, lost, false_alarm, premature or no_action.", valueName: "outcome"))
    var outcome: String?

    func run() async throws {
        var arguments = try calming(account, rule, end, word)
        guard let outcome else {
            return tell(try await installation.change("ack", arguments), "acknowledged")
        }
        arguments["outcome"] = outcome
        let judged: Judged = try await installation.change("judge", arguments)
        let rules = Set(judged.rules).sorted().joined(separator: ", ")
        print("\(judged.outcome): \(rules)\(judged.calmed == nil ? " (over)" : "")")
        if let calmed = judged.calmed { tell(calmed, "acknowledged") }
    }
}

private func calming(
    _ account: String, _ rule: String?, _ end: EndOptions, _ word: WordOptions
) throws -> [String: String] {
    var arguments = word.arguments
    arguments["account"] = account
    arguments["rule"] = rule
    arguments["until"] = try end.text
    return arguments
}

private func tell(_ calmed: Calmed, _ participle: String) {
    let until = calmed.until.map { "until \($0), or until it gets worse" } ?? "until it gets worse"
    print("\(counted(calmed.alerts ?? 0, "alert")) \(participle) \(until) (\(calmed.number))")
}

/// When it ends.
struct EndOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("A day such as 2026-12-01, in the morning of which it ends.", valueName: "day"))
    var until: String?

    @Option(name: .customLong("for"), help: ArgumentHelp("A span such as 2w or 3bd.", valueName: "span"))
    var span: String?

    var text: String? {
        get throws {
            guard until == nil || span == nil else {
                say("bellwether: --until and --for exclude each other: say the day, or for how long")
                throw Exit.badData
            }
            return until ?? span
        }
    }
}

/// Who says so, and why.
struct WordOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Who says so; you, if left out.", valueName: "name"))
    var by: String?

    @Option(name: .long, help: "Why.")
    var reason: String?

    var arguments: [String: String] {
        var arguments: [String: String] = [:]
        arguments["by"] = by ?? whoTypes
        arguments["reason"] = reason
        return arguments
    }
}
