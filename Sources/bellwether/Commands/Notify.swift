import ArgumentParser
import Foundation

/// `notify --test`: sends a message that says it is a test.
struct NotifyTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Sends a test message through a receiver, marked as one.")

    @OptionGroup var installation: InstallationOptions

    @Option(name: .long, help: ArgumentHelp("The receiver to try.", valueName: "receiver"))
    var test: String

    func run() async throws {
        let client = try ControlClient(at: installation)
        guard let reply = try await client.ask("POST", "notify-test", ["receiver": test]) else {
            say("bellwether: no daemon answers; is it running?")
            throw Exit.unreachable
        }
        guard reply.status == 200 else { throw refused(reply) }
        let queued = try JSONDecoder().decode(Queued.self, from: Data(reply.json)).queued
        guard queued > 0 else {
            say("bellwether: receiver '\(test)' has nobody to send a test to; give it a fallback")
            throw Exit.badData
        }
        print("queued \(counted(queued, "test message")) for \(test); `bellwether status` shows whether it went out")
    }
}
