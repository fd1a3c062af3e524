import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherSources
import BellwetherStore
import Foundation

extension InitCommand {
    func check(_ config: String) throws -> Installation {
        let reading = Installation.read(
            try InstallationFiles.load(configuration: config), credentials: Credentials(folder: credentials))
        if !reading.diagnostics.isEmpty { print(reading.rendered) }
        print("check: \(counted(reading.errorCount, "error")), \(counted(reading.warningCount, "warning"))")
        guard let installation = reading.installation else { throw Exit.findings }
        return installation
    }

    func load(_ installation: Installation) async throws {
        let store = try Store.open(at: installation.daemon.state, as: .writer)
        let loader = SourceLoader(
            store: store, outside: outside, clock: SystemClock(), longestSettle: .seconds(2))
        for source in installation.sources {
            do throws(PollError) {
                let outcome = try await load(source, installation.policy, loader)
                print("  \(source.name): \(Self.words(for: outcome))")
                if let hint = Self.hint(for: outcome) { print("    \(hint)") }
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
    ) async throws(PollError) -> LoadOutcome? {
        for attempt in 1...30 {
            do throws(PollError) { return try await loader.load(source, nil, under: policy) } catch {
                guard case .stillChanging = error else { throw error }
                if attempt == 4 { print("  \(source.name): its file is being written; waiting until it lies still") }
                do { try await SystemClock().wait(.seconds(1)) } catch { throw .cancelled }
            }
        }
        return try await loader.load(source, nil, under: policy)
    }

    /// What to do where hardly any row is of an account that is known.
    private static func hint(for outcome: LoadOutcome?) -> String? {
        let isLost = (outcome?.counts ?? [:]).values.contains { $0.added > 0 && $0.unmatched * 2 > $0.added }
        guard isLost else { return nil }
        return
            "it calls accounts otherwise than the list of accounts does: say which is which in a CSV file with the columns "
            + "`id` (its word) and `account` (the id in the list), and name that file as `account_map` of this source"
    }

    private static func words(for outcome: LoadOutcome?) -> String {
        let counts = (outcome?.counts ?? [:]).sorted { $0.key < $1.key }.map { kind, counts in
            let unmatched = counts.unmatched > 0 ? " (\(counts.unmatched) of no known account)" : ""
            return "\(counts.added) \(kind)\(unmatched)"
        }
        return counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
    }

    /// With models that give scores from what there is, where those of the rules do not.
    func scored(_ installation: Installation, by config: String) async throws -> Installation {
        let store = try Store.open(at: installation.daemon.state, as: .reader)
        let inquiries = Inquiries(store: store, installation: installation, now: SystemClock().now())
        let models = try await inquiries.firstModels()
        let found = try fileOfModels(config)
        guard models.finding == .adapted else {
            for line in models.words(in: found?.name ?? "the rules") { print(line) }
            return installation
        }
        guard let (name, text) = found, let written = models.written(over: text) else {
            print("The health models of these rules give few of the accounts a score, and stay as they are.")
            return installation
        }
        let path = InstallationFiles.absolute(name, from: out)
        try writing(path) { try Data(written.utf8).write(to: URL(filePath: path), options: .atomic) }
        let reading = Installation.read(
            try InstallationFiles.load(configuration: config), credentials: Credentials(folder: credentials))
        guard let installation = reading.installation else {
            try writing(path) { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) }
            print(reading.rendered)
            throw Exit.findings
        }
        for line in models.words(in: name) { print(line) }
        return installation
    }

    /// The one of the rules that holds the health models, wherever they are read from.
    private func fileOfModels(_ config: String) throws -> (name: String, text: String)? {
        let files = try InstallationFiles.load(configuration: config).rules
        return files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }.first { _, text in
            text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("health_models:") }
        }
    }

    func show(_ installation: Installation) async throws {
        let store = try Store.open(at: installation.daemon.state, as: .reader)
        let inquiries = Inquiries(store: store, installation: installation, now: SystemClock().now())
        let stakes = try await inquiries.stakes(atMost: 10)
        guard !stakes.isEmpty else { return print("No account has a score yet: too little is known of them.") }
        print(stakes.allSatisfy { $0.score == nil } ? "The accounts there are:" : "Most at stake:")
        for stake in stakes { print(stake.text) }
    }
}
