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

    func run() async throws {
        let config = out + "/bellwether.yaml"
        guard !FileManager.default.fileExists(atPath: config) else {
            say("bellwether: '\(config)' is there already, and stays as it is; name another folder with --out")
            throw Exit.configuration
        }
        let proposed = try await proposal()
        guard proposed.count > 0 else { throw nothingKnown(proposed) }
        try write(proposed, to: config)
        let installation = try check(config)
        try await load(installation)
        try await show(try await scored(installation, by: config))
        print("Next: read \(config), then  bellwether run --config \(config)\(withCredentials)")
    }

    /// What else commands must be told to find a secret that was written.
    private var withCredentials: String { isPostgres ? " --credentials \(credentials)" : "" }

    private func nothingKnown(_ proposed: ProposedSources) -> ExitCode {
        for line in proposed.passedOver { say("  passed over: " + line) }
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
        try FileManager.default.createDirectory(atPath: credentials, withIntermediateDirectories: true)
        let file = credentials + "/database_url"
        try Data((source + "\n").utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        say("the URL lies in \(file) now; on the command line, others on this machine could see it")
    }

    private func looking(
        _ open: @escaping () async throws(QueryFailure) -> any QueryReader,
        as propose: (@escaping () async throws(QueryFailure) -> any QueryReader) async throws(QueryFailure) ->
            ProposedSources
    ) async throws -> ProposedSources {
        do throws(QueryFailure) { return try await propose(open) } catch {
            say("bellwether: \(error.words)")
            throw Exit.missingInput
        }
    }

    private var today: Day { (Zones.named(Self.timezone) ?? .utc).day(of: SystemClock().now()) }

    private var outside: Outside {
        Outside(transport: Curl(), credentials: Credentials(folder: credentials), clock: SystemClock())
    }

    private var credentials: String { out + "/credentials" }
}

// MARK: Writing

extension InitCommand {
    private func write(_ proposed: ProposedSources, to config: String) throws {
        let rules = try rulesFolder()
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        // What a link leads to is copied, and not the link: these are changed.
        let folder = URL(filePath: rules).resolvingSymlinksInPath().path
        try FileManager.default.copyItem(atPath: folder, toPath: out + "/rules")
        let passedOver = proposed.passedOver.map { line in
            "  # passed over: " + line.split(whereSeparator: \.isNewline).joined(separator: " ")
        }.joined(separator: "\n")
        let text = """
            # Written by `bellwether init`. Nothing here was guessed in secret: read it, and mend what is wrong; saving takes
            # effect while Bellwether runs. Every setting is shown in deploy/bellwether.yaml.

            state: state
            rules: rules
            timezone: \(Self.timezone)

            currency:
              # \(proposed.currency == nil ? "no column says in which currency amounts are" : "what most rows are in")
              reporting: \(proposed.currency ?? "EUR")

            # Who hears about Bellwether itself.
            operator: { receiver: terminal }

            \(people(proposed))# `bellwether sources test --config THIS-FILE\(withCredentials)` shows what the rows become.
            sources:
            \(proposed.yaml)\(passedOver.isEmpty ? "" : passedOver + "\n")
            receivers:
              # Prints; replace it by slack, email or webhook.
              - name: terminal
                console: {}

            route:
              receiver: terminal
              group_by: [alert, owner]

            """
        try Data(text.utf8).write(to: URL(filePath: config), options: .atomic)
        print("\(config): \(counted(proposed.count, "source"))")
        if let people = proposed.people {
            print("  \(URL(filePath: people).lastPathComponent) is taken for the list of the team")
        }
        for line in proposed.toDo { print("  to do: \(line)") }
        for line in proposed.passedOver { print("  passed over: \(line)") }
    }

    private func people(_ proposed: ProposedSources) -> String {
        guard let file = proposed.people else { return "" }
        let path = file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "# Who owns accounts, and how they are reached.\npeople: { csv: \"\(path)\" }\n\n"
    }

    private func rulesFolder() throws -> String {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = ["../../../rules", "../../rules"].map { program.appending(path: $0).standardizedFileURL.path }
        let candidates = [rules, "/usr/share/bellwether/rules"].compactMap { $0 } + beside
        let found = candidates.first { FileManager.default.fileExists(atPath: $0 + "/health.yaml") }
        guard let found else {
            say("bellwether: there are no rules to begin with; name their folder with --rules")
            throw Exit.missingInput
        }
        return found
    }

    /// The machine's own, else UTC.
    private static var timezone: String {
        let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")) ?? ""
        let name = link.components(separatedBy: "zoneinfo/").last ?? ""
        return Zones.named(name) == nil ? "UTC" : name
    }
}

// MARK: Trying

extension InitCommand {
    private func check(_ config: String) throws -> Installation {
        let reading = Installation.read(
            try InstallationFiles.load(configuration: config), credentials: Credentials(folder: credentials))
        if !reading.diagnostics.isEmpty { print(reading.rendered) }
        print("check: \(counted(reading.errorCount, "error")), \(counted(reading.warningCount, "warning"))")
        guard let installation = reading.installation else { throw Exit.findings }
        return installation
    }

    private func load(_ installation: Installation) async throws {
        let store = try Store.open(at: installation.daemon.state, as: .writer)
        let loader = SourceLoader(
            store: store, outside: outside, clock: SystemClock(), longestSettle: .seconds(2))
        for source in installation.sources {
            do throws(PollError) {
                print("  \(source.name): \(try await load(source, installation.policy, loader))")
            } catch {
                print("  \(source.name): \(error.description)")
            }
        }
    }

    /// Whoever begins has often just exported the files: they are read as soon as they have lain still for a moment. One
    /// that was still being written after all is read again by the daemon, once it has lain still for as long as its
    /// source says.
    private func load(
        _ source: SourceDefinition, _ policy: Policy, _ loader: SourceLoader
    ) async throws(PollError) -> String {
        for attempt in 1...30 {
            do throws(PollError) { return Self.words(for: try await loader.load(source, nil, under: policy)) } catch {
                guard case .stillChanging = error else { throw error }
                if attempt == 4 { print("  \(source.name): its file is being written; waiting until it lies still") }
                do { try await SystemClock().wait(.seconds(1)) } catch { throw .cancelled }
            }
        }
        return Self.words(for: try await loader.load(source, nil, under: policy))
    }

    private static func words(for outcome: LoadOutcome?) -> String {
        let counts = (outcome?.counts ?? [:]).sorted { $0.key < $1.key }.map { kind, counts in
            let unmatched = counts.unmatched > 0 ? " (\(counts.unmatched) of no known account)" : ""
            return "\(counts.added) \(kind)\(unmatched)"
        }
        return counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
    }

    /// With models that give scores from what there is, where those of the rules do not.
    private func scored(_ installation: Installation, by config: String) async throws -> Installation {
        let store = try Store.open(at: installation.daemon.state, as: .reader)
        let inquiries = Inquiries(store: store, installation: installation, now: SystemClock().now())
        let models = try await inquiries.firstModels()
        defer { for line in models.words { print(line) } }
        guard models.finding == .adapted, let (file, text) = try fileOfModels(),
            let written = models.written(over: text)
        else { return installation }
        try Data(written.utf8).write(to: file, options: .atomic)
        let reading = Installation.read(
            try InstallationFiles.load(configuration: config), credentials: Credentials(folder: credentials))
        guard let installation = reading.installation else {
            try Data(text.utf8).write(to: file, options: .atomic)
            print(reading.rendered)
            throw Exit.findings
        }
        return installation
    }

    /// The one of the rules written that holds the health models.
    private func fileOfModels() throws -> (file: URL, text: String)? {
        let folder = URL(filePath: out + "/rules")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        for name in names where name.hasSuffix(".yaml") {
            let file = folder.appending(path: name)
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.split(separator: "\n").contains(where: { $0.hasPrefix("health_models:") }) { return (file, text) }
        }
        return nil
    }

    private func show(_ installation: Installation) async throws {
        let store = try Store.open(at: installation.daemon.state, as: .reader)
        let inquiries = Inquiries(store: store, installation: installation, now: SystemClock().now())
        let stakes = try await inquiries.stakes(atMost: 10)
        guard !stakes.isEmpty else { return print("No account has a score yet: too little is known of them.") }
        print(stakes.allSatisfy { $0.score == nil } ? "The accounts there are:" : "Most at stake:")
        for stake in stakes { print(stake.text) }
    }
}
