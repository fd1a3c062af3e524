import ArgumentParser
import BellwetherConfig
import BellwetherDaemon
import BellwetherStore
import Foundation

/// The command line: verbs a person says.
@main
struct BellwetherCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bellwether",
        abstract: "Watches customers' health, and tells the right person early enough to act.",
        version: "bellwether \(Bellwether.version)",
        subcommands: [
            InitCommand.self, RunCommand.self, CheckCommand.self, TestCommand.self, ExplainCommand.self,
            StatusCommand.self, ReportCommand.self,
            ReloadCommand.self, ConfirmCommand.self, NotifyCommand.self, UnmatchedCommand.self, SourcesCommand.self,
            DescribeCommand.self,
            SampleCommand.self, ToldCommand.self, WhyNotCommand.self, AlertsCommand.self, SilenceCommand.self,
            SnoozeCommand.self, AckCommand.self, TasksCommand.self, OutboxCommand.self, RouteCommand.self,
            BackupCommand.self,
            DoctorCommand.self, ReplayCommand.self, DiffCommand.self, BacktestCommand.self, SuggestWeightsCommand.self,
        ])

    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var verb = command as? any AsyncParsableCommand { try await verb.run() } else { try command.run() }
        } catch let error as StoreError {
            say(error)
            exit(withError: error.exit)
        } catch let error as UnreadableFile {
            say(error)
            exit(withError: error.exit)
        } catch {
            exit(withError: error)
        }
    }
}

/// Where the configuration and the credentials are.
struct InstallationOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config = "/etc/bellwether/bellwether.yaml"

    @Option(
        name: .long,
        help: ArgumentHelp("The folder of credential files; systemd's where it gives one.", valueName: "dir"))
    var credentials: String?

    var credentialsFolder: String? {
        credentials ?? ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    }
}
