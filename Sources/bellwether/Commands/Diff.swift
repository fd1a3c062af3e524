import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore
import Diagnostics
import Foundation
import Trials

/// `diff`: what an edit would do, before it is saved where the daemon reads.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Shows what an edit of rules would do: today, and over past days.",
        usage: "bellwether diff [OLD] [NEW] [--days N] [--json] [--config FILE]",
        discussion: """
            Without folders, the rules that run are compared with the files as they are now; with one, they are \
            compared with that; with two, the first is compared with the second. A folder is an installation with its \
            'bellwether.yaml', or rules alone, which then stand in for those of --config.

            Scores and metrics of past days are those that history kept; scores are made again where a health model \
            differs. Accounts, invoices and contracts count as they are known today, judged as of each day.
            """)

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "One or two folders.")
    var folders: [String] = []

    @Option(name: .long, help: ArgumentHelp("How many past days.", valueName: "n"))
    var days = 90

    @Flag(name: .long, help: "Prints JSON.")
    var json = false

    func validate() throws {
        if folders.count > 2 { throw ValidationError("diff takes at most two folders") }
        guard (0...730).contains(days) else { throw ValidationError("--days must be from 0 to 730") }
    }

    func run() async throws {
        let new = try sound(in: folders.last)
        let store = try stateOrNothing(of: new)
        let old = try await folders.count == 2 ? sound(in: folders.first) : running(in: store)
        let now = SystemClock().now()
        let wanted = PolicyDifference.needs(old.policy, new.policy, overDays: days)
        var past = StoredPast(accounts: Accounts(), history: History())
        if let store {
            past = try await PastDays(store: store, installation: new, now: now).stored(
                wanted, for: [old.policy, new.policy], overDays: days + PolicyDifference.longestWarmUp)
        }
        let progress = Progress(of: days)
        let difference = PolicyDifference(
            from: old.side, to: new.side, in: past, overDays: days, at: now, over: .onThreads,
            advance: progress.show)
        progress.finish()
        let currency = new.policy.reporting.code
        if json { return try printJSON(DifferenceReport(difference, currency: currency)) }
        print(DifferenceText(difference, currency: currency, hasState: past.accounts.slotCount > 0).text)
    }

    /// Without a state the settings are all there is to compare.
    private func stateOrNothing(of installation: Installation) throws -> Store? {
        do {
            return try Store.open(at: installation.daemon.state, as: .reader)
        } catch {
            guard case .missing = error, folders.count == 2 else { throw error }
            say("bellwether: there is no state in '\(installation.daemon.state)' yet; the settings alone are compared")
            return nil
        }
    }

    /// What the daemon runs on: the files that were sound last.
    private func running(in store: Store?) async throws -> Installation {
        guard let policy = try await store?.lastSoundPolicy(), let files = InstallationFiles(policy) else {
            say("bellwether: no daemon has run on this state yet; name two folders to compare them")
            throw Exit.missingInput
        }
        return try sound(files)
    }

    private func sound(in folder: String?) throws -> Installation {
        guard let folder else { return try sound(try installation.files()) }
        let main = folder + "/bellwether.yaml"
        if FileManager.default.fileExists(atPath: main) {
            return try sound(try InstallationFiles.load(configuration: main))
        }
        let around = try installation.files()
        let rules = try FileSystem.yamlFiles(below: folder).map {
            InstallationFiles.File(name: $0, bytes: try FileSystem.bytes(of: $0))
        }
        return try sound(
            InstallationFiles(main: around.main, rules: rules, people: around.people, folder: around.folder))
    }

    private func sound(_ files: InstallationFiles) throws -> Installation {
        let reading = Installation.read(
            files, credentials: installation.credentialsFolder.map { Credentials(folder: $0) })
        guard let installation = reading.installation else {
            say(reading.rendered)
            throw Exit.configuration
        }
        return installation
    }
}

extension Installation {
    fileprivate var side: PolicyDifference.Side {
        PolicyDifference.Side(
            policy, files: ([files.main] + files.rules).map { RuleFolder.File(name: $0.name, bytes: $0.bytes) })
    }
}

/// The difference as other programs read it.
struct DifferenceReport: Codable {
    struct Setting: Codable {
        let path: [String]
        let old, new: String?
        let file: String
        let line: Int
    }

    struct Case: Codable {
        let rule, subject, name, title: String
    }

    struct Mail: Codable {
        let receiver, recipient, name: String
        let messages, accounts: Int
    }

    struct Outcomes: Codable {
        let alerts, churned: Int
    }

    struct Rule: Codable {
        /// Nothing for all of them together.
        let rule: String?
        let added, removed: Bool
        let fire, clear: [Case]
        let mrr: Double
        let messages: [Mail]
        let waitsForConfirmation: Bool
        let before, after, more, fewer: Outcomes
    }

    let version: Int
    let from, to, currency: String
    let daysKnown: Int
    let settings: [Setting]
    let rules: [Rule]
    let total: Rule
    let limits: [String]
    /// Rules that have another name and no `was`: the new name, by the old one.
    let renamed: [String: String]

    init(_ difference: PolicyDifference, currency: String) {
        version = 1
        (from, to) = ("\(difference.first)", "\(difference.last)")
        self.currency = currency
        daysKnown = difference.daysKnown
        settings = difference.changes.map {
            Setting(path: $0.path, old: $0.old, new: $0.new, file: $0.place.file, line: $0.place.line)
        }
        rules = difference.rules.map { Rule($0, called: $0.rule) }
        total = Rule(difference.total, called: nil)
        limits = difference.limits
        renamed = Dictionary(difference.renamings.map { ($0.old, $0.new) }) { first, _ in first }
    }
}

extension DifferenceReport.Rule {
    fileprivate init(_ difference: RuleDifference, called name: String?) {
        func cases(_ list: [RuleDifference.Case]) -> [DifferenceReport.Case] {
            list.map { .init(rule: $0.rule, subject: $0.subject.id, name: $0.name, title: $0.title) }
        }
        func outcomes(_ counts: RuleDifference.Outcomes) -> DifferenceReport.Outcomes {
            .init(alerts: counts.alerts, churned: counts.churned)
        }
        self.init(
            rule: name, added: !difference.wasThere, removed: !difference.isThere, fire: cases(difference.fires),
            clear: cases(difference.clears), mrr: difference.mrr,
            messages: difference.mails.map {
                .init(
                    receiver: $0.receiver, recipient: $0.recipient, name: $0.name, messages: $0.messages,
                    accounts: $0.accounts)
            }, waitsForConfirmation: difference.beyondBreaker != nil, before: outcomes(difference.before),
            after: outcomes(difference.after), more: outcomes(difference.more), fewer: outcomes(difference.fewer))
    }
}
