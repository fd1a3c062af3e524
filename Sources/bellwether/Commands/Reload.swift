import ArgumentParser
import Foundation

/// `reload`: has the daemon read its files again, and says what came of it.
struct ReloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Has the daemon read its files again; says what is wrong with them.")

    @OptionGroup var installation: InstallationOptions

    @Flag(name: .long, help: "Waits until it is done, and fails where the files are refused.")
    var wait = false

    func run() async throws {
        let client = try ControlClient(at: installation)
        guard let reply = try await client.ask("POST", "reload") else {
            say("bellwether: no daemon answers; is it running?")
            throw Exit.unreachable
        }
        let reloaded = try JSONDecoder().decode(Reloaded.self, from: Data(reply.json))
        if !reloaded.words.isEmpty { print(reloaded.words) }
        switch reloaded.outcome {
        case "reloaded": print("reloaded; \(counted(reloaded.rules ?? 0, "rule")) in force")
        case "unchanged": print("already in force; \(counted(reloaded.rules ?? 0, "rule"))")
        default:
            print("refused; the running rules are unchanged")
            if wait { throw Exit.findings }
        }
    }
}
