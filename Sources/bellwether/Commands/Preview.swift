import ArgumentParser
import BellwetherDaemon

/// `notify preview`: what a receiver would be sent.
struct PreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Shows exactly what a receiver would be sent of an account by a rule.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The rule.")
    var rule: String

    @Argument(help: "The account's id, or the beginning of its name.")
    var account: String

    @Option(name: .long, help: "The receiver.")
    var receiver: String

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let preview = try await installation.answer(
            "preview", ["rule": rule, "account": account, "receiver": receiver]
        ) { try await $0.preview(rule, for: account, by: receiver) }
        if json { return try printJSON(preview) }
        if !preview.isFiring || preview.caution != nil {
            say("bellwether: \(preview.caution ?? "'\(rule)' does not fire for it"); this is what it would say")
        }
        print("\(preview.method) to \(preview.recipient) by \(preview.receiver)")
        print(preview.body)
        if let html = preview.html { print("\n\(html)") }
    }
}

/// `notify test NAME`, and its old spelling `notify --test NAME`.
struct NotifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify", abstract: "Tries a receiver, or shows what it would be sent.",
        subcommands: [NotifyTestCommand.self, PreviewCommand.self], defaultSubcommand: NotifyTestCommand.self)
}
