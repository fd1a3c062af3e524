import ArgumentParser
import BellwetherDaemon
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
}

/// Exit codes as sysexits has them (DAEMON 1.9).
enum Exit {
    static let findings = ExitCode(1)
    static let badData = ExitCode(65)
    static let missingInput = ExitCode(66)
    static let unreachable = ExitCode(69)
    static let internalError = ExitCode(70)
    static let cannotCreate = ExitCode(73)
    static let tryAgain = ExitCode(75)
    static let notPermitted = ExitCode(77)
    static let configuration = ExitCode(78)
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
