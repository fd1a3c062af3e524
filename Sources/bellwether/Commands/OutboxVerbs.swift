import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon

/// `outbox`: what waits to be sent, and what could not be.
struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Shows messages that wait or could not be delivered; retries or drops one.",
        subcommands: [List.self, Show.self, Retry.self, Drop.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists what waits and what could not be delivered.")

        @OptionGroup var installation: InstallationOptions

        @Flag(name: .long, help: "Only what could not be delivered.")
        var dead = false

        @Flag(name: .long, help: "Prints JSON.")
        var json = false

        func run() async throws {
            let list = try await installation.answer("outbox", dead ? ["dead": "1"] : [:]) {
                try await $0.outbox(deadOnly: dead)
            }
            if json { return try printJSON(list) }
            guard !list.letters.isEmpty else { return print("nothing waits, and nothing is undelivered") }
            let zone = Zones.named(list.timezone) ?? .utc
            print(
                columns(
                    list.letters.map { letter in
                        [
                            "\(letter.number)", letter.state, Wording.local(letter.queuedAt, in: zone), letter.receiver,
                            letter.recipient, "\(letter.attempts) \(letter.attempts == 1 ? "try" : "tries")",
                            [letter.headline, letter.lastError ?? ""].filter { !$0.isEmpty }.joined(separator: "  # "),
                        ]
                    }))
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows one message, and every try at sending it.")

        @OptionGroup var installation: InstallationOptions

        @Argument(help: "Its number.")
        var number: Int

        @Flag(name: .long, help: "Prints JSON.")
        var json = false

        func run() async throws {
            let opened = try await installation.answer("letter", ["number": "\(number)"]) {
                try await $0.letter("\(number)")
            }
            if json { return try printJSON(opened) }
            let zone = Zones.named(opened.timezone) ?? .utc
            let letter = opened.letter
            let headline = Inert.row(letter.headline)
            print("\(letter.number)  \(letter.state)  to \(letter.recipient) by \(letter.receiver)  \(headline)")
            for one in opened.tries {
                let verdict = [one.verdict ?? "under way", one.detail ?? ""].filter { !$0.isEmpty }
                print(
                    "  try \(one.attempt)  \(Wording.local(one.begunAt, in: zone))  \(verdict.joined(separator: ": "))")
            }
            print("\n\(opened.text)")
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Sends one now, as it was.")

        @OptionGroup var installation: InstallationOptions

        @Argument(help: "Its number.")
        var number: Int

        @Flag(name: .long, help: "Sends it as it was written, also where what it tells of is over.")
        var force = false

        func run() async throws {
            var arguments = ["number": "\(number)"]
            if force { arguments["force"] = "1" }
            let changed: LetterChanged = try await installation.change("outbox-retry", arguments)
            print(
                "message \(changed.number) to \(changed.receiver) is sent now: \(Inert.row(changed.headline)); "
                    + "`bellwether outbox show \(changed.number)` says what comes of it")
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives one up for good.")

        @OptionGroup var installation: InstallationOptions

        @Argument(help: "Its number.")
        var number: Int

        func run() async throws {
            let changed: LetterChanged = try await installation.change("outbox-drop", ["number": "\(number)"])
            print("message \(changed.number) to \(changed.receiver) is dropped: \(Inert.row(changed.headline))")
        }
    }
}
