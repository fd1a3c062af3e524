import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherSources
import Curl

/// `sources`: what can be asked about sources.
struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "Looks at sources.", subcommands: [SourcesTestCommand.self])
}

/// `sources test`: the first rows of a source as they are mapped, and those that are refused; nothing is kept.
struct SourcesTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Reads the first rows of the sources, or of the one named, and shows what they become.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "The source's name; all of them where left out.")
    var name: String?

    @Option(name: .long, help: ArgumentHelp("How many rows of each kind are shown.", valueName: "n"))
    var rows = 5

    @Option(name: .long, help: ArgumentHelp("How many rows of each kind are read.", valueName: "n"))
    var most = 2_000

    func run() async throws {
        let installed = try installation.sound()
        let chosen = installed.sources.filter { name == nil || $0.name == name }
        guard !chosen.isEmpty else {
            let known = installed.sources.map { "'\($0.name)'" }.joined(separator: ", ")
            say("bellwether: there is no source '\(name ?? "")'; sources are \(known)")
            throw Exit.missingInput
        }
        let clock = SystemClock()
        let credentials = Credentials(folder: installation.credentialsFolder)
        let transport = ProxiedTransport(Curl(), credentials: credentials) { installed.daemon.proxy }
        let outside = Outside(transport: transport, credentials: credentials, clock: clock)
        var failed = false
        for source in chosen {
            let tasting = Tasting(
                source: source, zone: installed.policy.zone, reporting: installed.policy.reporting, outside: outside,
                now: clock.now())
            let (text, isGood) = await tasting.text(rows: rows, reading: most)
            print(text)
            failed = failed || !isGood
        }
        if failed { throw Exit.findings }
    }
}
