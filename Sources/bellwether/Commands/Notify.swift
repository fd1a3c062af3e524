import ArgumentParser
import Foundation

/// `notify test`: sends a message that says it is a test.
struct NotifyTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Sends a test message through a receiver, marked as one.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The receiver to try.")
    var receiver: String?

    @Option(name: .long, help: ArgumentHelp("The receiver to try, as it was written before.", valueName: "receiver"))
    var test: String?

    func validate() throws {
        guard [receiver, test].compactMap(\.self).count == 1 else {
            throw ValidationError("name one receiver, such as 'bellwether notify test cs-chat'")
        }
    }

    func run() async throws {
        let name = receiver ?? test ?? ""
        let client = try ControlClient(at: installation)
        guard let reply = try await client.ask("POST", "notify-test", ["receiver": name]) else {
            say("bellwether: no daemon answers; is it running?")
            throw Exit.unreachable
        }
        guard reply.status == 200 else { throw refused(reply) }
        let queued = try JSONDecoder().decode(Queued.self, from: Data(reply.json)).queued
        guard queued > 0 else {
            say("bellwether: receiver '\(name)' has nobody to send a test to; give it a fallback")
            throw Exit.badData
        }
        print("queued \(counted(queued, "test message")) for \(name); `bellwether status` shows whether it went out")
    }
}
