import ArgumentParser
import Foundation

/// `confirm`: lets go the messages that a rule's breaker holds back.
struct ConfirmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Sends what was held back because a rule fired for too many at once.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The rule.")
    var rule: String

    func run() async throws {
        let client = try ControlClient(at: installation)
        guard let reply = try await client.ask("POST", "confirm", ["rule": rule]) else {
            say("bellwether: no daemon answers; is it running?")
            throw Exit.unreachable
        }
        guard reply.status == 200 else { throw refused(reply) }
        let confirmed = try JSONDecoder().decode(Confirmed.self, from: Data(reply.json))
        print("\(counted(confirmed.released, "alert")) of \(confirmed.rule) will be told")
    }
}
