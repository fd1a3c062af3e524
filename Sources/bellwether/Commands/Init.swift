import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherSources
import BellwetherStore
import Curl
import Foundation

/// `init`: from a folder of exports, or a database, to a first score.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "Looks at a folder of exports or a database, writes a configuration for it, and shows who needs somebody.",
        discussion: """
            Nothing is guessed in secret: what it finds is written down as settings, with the reasons, for you to read.
            """)

    @Argument(help: "A folder of CSV files or one of them, a SQLite file, or the URL of a PostgreSQL database.")
    var source: String

    @Option(name: .long, help: ArgumentHelp("The folder to write to.", valueName: "dir"))
    var out = "bellwether"

    @Option(name: .long, help: ArgumentHelp("The folder of rules to begin with.", valueName: "dir"))
    var rules: String?

    mutating func run() async throws {
        for scheme in ["sqlite://", "sqlite:"] where source.hasPrefix(scheme) {
            source.removeFirst(scheme.count)
            break
        }
        let config = out + "/bellwether.yaml"
        guard !FileManager.default.fileExists(atPath: config) else {
            say("bellwether: '\(config)' is there already, and stays as it is; name another folder with --out")
            throw Exit.configuration
        }
        let rules = try rulesFolder()
        try checkPlace(besides: rules)
        let proposed = try await proposal()
        guard proposed.count > 0 else { throw nothingKnown(proposed) }
        try write(proposed, rules, to: config)
        let installation = try check(config)
        do {
            try await load(installation)
            try await show(try await scored(installation, by: config))
        } catch let error as StoreError {
            say(error)
            say(
                "  what was written is whole and stays; once that is mended, go on with  bellwether run --config "
                    + "\(config)\(withCredentials)")
            throw Exit.cannotCreate
        }
        print("Next: read \(config), then  bellwether run --config \(config)\(withCredentials)")
    }

    /// What else commands must be told to find a secret that was written.
    var withCredentials: String { isPostgres ? " --credentials \(credentials)" : "" }

    private func nothingKnown(_ proposed: ProposedSources) -> ExitCode {
        for line in proposed.passedOver { say("  passed over: " + Inert.row(line)) }
        guard proposed.passedOver.isEmpty else {
            say("bellwether: nothing in \(shownSource) can be told to be facts; see `bellwether describe facts`")
            return Exit.badData
        }
        say(
            isAddress
                ? "bellwether: there is no table in \(shownSource)"
                : "bellwether: there are no exports in \(shownSource); put a CSV file with your accounts there, and one with "
                    + "each of what you know of them: invoices, subscriptions, tickets, usage")
        return Exit.badData
    }

    /// Without a password that may stand in it.
    private var shownSource: String { isAddress ? "the database" : "'\(source)'" }

    private var isAddress: Bool { source.contains("://") }

    private var isPostgres: Bool { source.hasPrefix("postgres://") || source.hasPrefix("postgresql://") }

    private var absoluteSource: String {
        source.hasPrefix("/") ? source : FileManager.default.currentDirectoryPath + "/" + source
    }
}

// MARK: Looking

extension InitCommand {
    private func proposal() async throws -> ProposedSources {
        if isPostgres { return try await postgres() }
        guard !isAddress else {
            say(Self.words(forAddress: source))
            throw Exit.missingInput
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder) else {
            say("bellwether: '\(source)' is not there")
            throw Exit.missingInput
        }
        if let obstacle = Files.obstacle(to: source) {
            say("bellwether: '\(source)' cannot be read; \(obstacle)")
            throw Exit.missingInput
        }
        if isFolder.boolValue { return ProposedSources.files(in: absoluteSource) }
        if ["csv", "tsv", "txt"].contains(URL(filePath: source).pathExtension.lowercased()) {
            return ProposedSources.file(absoluteSource)
        }
        let outside = outside
        return try await looking { () throws(QueryFailure) in
            try await outside.sqlite(absoluteSource)
        } as: { open throws(QueryFailure) in
            try await ProposedSources.tables(
                of: .sqlite, opening: open, connection: "      path: \(YAMLText.quoted(absoluteSource))",
                zone: Self.timezone,
                today: today)
        }
    }

    /// What to do instead. Only the scheme is repeated: a password may stand in the rest.
    private static func words(forAddress source: String) -> String {
        let scheme = source.prefix { $0 != ":" }
        guard ["http", "https"].contains(scheme) else {
            return
                "bellwether: of databases, init looks into PostgreSQL (postgres://…) and SQLite files; what lies behind "
                + "\(scheme)://… can be exported as CSV"
        }
        return "bellwether: init looks at exports and databases; for a service, write a source with `preset: stripe`, "
            + "`hubspot` or `zendesk`, or with `http:`, and try it with `bellwether sources test`"
    }

    private func postgres() async throws -> ProposedSources {
        let url = source
        let proposed = try await looking { () throws(QueryFailure) in
            try await PostgresReader.open(url)
        } as: { open throws(QueryFailure) in
            try await ProposedSources.tables(
                of: .postgres, opening: open, connection: "      url: { credential: database_url }",
                zone: Self.timezone,
                today: today)
        }
        if proposed.count > 0 { try keepURL() }
        return proposed
    }

    /// Once it is known to be the right one.
    private func keepURL() throws {
        let file = credentials + "/database_url"
        try writing(file) {
            try FileManager.default.createDirectory(atPath: credentials, withIntermediateDirectories: true)
            try Data((source + "\n").utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        }
        say("the URL lies in \(file) now; on the command line, others on this machine could see it")
    }

    private func looking(
        _ open: @escaping () async throws(QueryFailure) -> any QueryReader,
        as propose: (@escaping () async throws(QueryFailure) -> any QueryReader) async throws(QueryFailure) ->
            ProposedSources
    ) async throws -> ProposedSources {
        do throws(QueryFailure) { return try await propose(open) } catch {
            say("bellwether: \(error.words)")
            if isPostgres, error.words.contains("cannot be reached") {
                say("  see that host and port in the URL are right, and that the server can be reached from here")
            }
            throw Exit.missingInput
        }
    }

    private var today: Day { (Zones.named(Self.timezone) ?? .utc).day(of: SystemClock().now()) }

    var outside: Outside {
        Outside(transport: Curl(), credentials: Credentials(folder: credentials), clock: SystemClock())
    }

    var credentials: String { out + "/credentials" }
}
