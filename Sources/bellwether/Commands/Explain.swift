import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import Foundation

/// `explain`: why an account stands where it does, and what every rule makes of it.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Says why an account stands where it does, and who was told.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The account's id, or the beginning of its name; or a group, such as owner:kim or portfolio.")
    var account: String

    @Argument(help: "Only this rule.")
    var rule: String?

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func run() async throws {
        let explained = if let asked = try await asked() { asked } else { try await computed() }
        if json {
            try printJSON(explained)
        } else {
            print(ExplanationText(explained, zone: Zones.named(explained.timezone) ?? .utc).text)
        }
    }

    private func asked() async throws -> Inquiries.Explained? {
        var arguments = ["account": account]
        arguments["rule"] = rule
        let client = try ControlClient(at: installation)
        guard let reply = try await client.ask("GET", "explain", arguments) else { return nil }
        guard reply.status == 200 else { throw refused(reply) }
        return try JSONDecoder().decode(Inquiries.Explained.self, from: Data(reply.json))
    }

    private func computed() async throws -> Inquiries.Explained {
        do {
            return try await installation.inquiries().explain(account, rule: rule)
        } catch let refusal as Inquiries.Refusal {
            say("bellwether: \(refusal.words)")
            throw Exit.badData
        }
    }
}

/// Says what the daemon said against it, and ends the verb.
func refused(_ reply: ControlClient.Reply) -> ExitCode {
    let problem = try? JSONDecoder().decode(Problem.self, from: Data(reply.json))
    say("bellwether: \(problem?.detail ?? "the daemon answered \(reply.status)")")
    switch reply.status {
    case 422: return Exit.badData
    case 503: return Exit.tryAgain
    default: return Exit.internalError
    }
}
