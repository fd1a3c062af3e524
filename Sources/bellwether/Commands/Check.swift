import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore
import Diagnostics
import Foundation
import Trials

/// `check`: says everything that is wrong with an installation or with single rule files, at once.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks the configuration and all rules; or only the rule files and folders named.")

    /// For rules that held for nobody, or for everybody.
    private static let daysLookedAt = 90

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "Rule files, or folders of them. Without any, the whole installation is checked.")
    var paths: [String] = []

    func run() async throws {
        let reading = paths.isEmpty ? try installation.read() : try RuleFolder.read(paths).reading
        let meaning = try await meaning(of: reading.installation)
        let whole = InstallationReading(
            installation: reading.installation,
            diagnostics: (reading.diagnostics + (meaning?.diagnostics ?? [])).inOrder(), texts: reading.texts)
        if !whole.diagnostics.isEmpty { print(whole.rendered) }
        print(summary(of: whole, meaning))
        if whole.errorCount > 0 { throw Exit.findings }
    }

    /// What sound files mean for the accounts that the state knows, or by themselves where there is no state yet.
    private func meaning(of sound: Installation?) async throws -> Meaning? {
        guard let sound else { return nil }
        do throws(StoreError) {
            let store = try Store.open(at: sound.daemon.state, as: .reader)
            return try await meaning(of: sound, on: store)
        } catch .missing {
            return Meaning(of: sound, on: today(of: sound), secrets: credentials)
        } catch {
            say("bellwether: \(error.description); the files alone were checked")
            return Meaning(of: sound, on: today(of: sound), secrets: credentials)
        }
    }

    private var credentials: Credentials? { installation.credentialsFolder.map { Credentials(folder: $0) } }

    private func today(of installation: Installation) -> Day {
        installation.policy.zone.day(of: SystemClock().now())
    }

    private func meaning(of sound: Installation, on store: Store) async throws(StoreError) -> Meaning {
        let inquiries = Inquiries(store: store, installation: sound, now: SystemClock().now())
        let (turn, history) = try await inquiries.turn()
        let (policy, now) = (sound.policy, turn.metrics.asOf.now)
        let kept = try await store.history(policy.needs(overDays: Self.daysLookedAt), asOf: now)
        let past = try await store.past(
            of: turn.accounts, given: kept, for: [policy], overDays: Self.daysLookedAt, at: now)
        // The present is looked at beside the past.
        async let held = HeldDays(of: policy, in: past, overDays: Self.daysLookedAt, at: now, over: .onThreads)
        var meaning = Meaning(of: sound, in: turn, given: history, secrets: credentials)
        meaning.add(await held, under: policy)
        if let kept = try await store.lastSoundPolicy(), kept.fingerprint != sound.fingerprint,
            let running = InstallationFiles(kept).flatMap({ Installation.read($0, credentials: nil).installation })
        {
            meaning.add(renamedSince: running.policy, of: policy, on: turn.metrics.asOf.today)
        }
        return meaning
    }

    private func summary(of reading: InstallationReading, _ meaning: Meaning?) -> String {
        let notes = reading.noteCount > 0 ? ", \(counted(reading.noteCount, "note"))" : ""
        let mistakes = "\(counted(reading.errorCount, "error")), \(counted(reading.warningCount, "warning"))\(notes)"
        let running = reading.errorCount > 0 && paths.isEmpty ? " The running rules are unchanged." : ""
        guard let installation = reading.installation else { return "\(mistakes).\(running)" }
        return "\(mistakes); \(extent(of: installation, meaning)).\(running)"
    }

    private func extent(of installation: Installation, _ meaning: Meaning?) -> String {
        let rules = counted(installation.policy.rules.rules.count, "rule")
        let forms = meaning.map { " in \($0.forms.messages.inProse) messages" } ?? ""
        let receivers = counted(installation.receivers.count, "receiver") + forms
        if let trial = meaning?.trial, trial.accounts > 0 {
            let accounts = "\(trial.accounts.inProse) account\(trial.accounts == 1 ? "" : "s")"
            return "\(rules), \(counted(trial.templates, "template")) rendered for \(accounts), \(receivers)"
        }
        return "\(rules), \(counted(installation.sources.count, "source")), \(receivers)"
    }
}

func counted(_ count: Int, _ noun: String, _ nouns: String? = nil) -> String {
    "\(Wording.grouped(Int64(count))) \(count == 1 ? noun : nouns ?? noun + "s")"
}

extension RuleFolder {
    /// Rule files, and folders of them, by themselves.
    static func read(_ paths: [String]) throws -> RuleFolder {
        let files = try paths.flatMap { path in
            FileSystem.isFolder(path) ? try FileSystem.yamlFiles(below: path) : [path]
        }
        return read(try files.map { File(name: $0, bytes: try FileSystem.bytes(of: $0)) }, zone: Zones.named)
    }

    var reading: InstallationReading {
        InstallationReading(installation: nil, diagnostics: diagnostics, texts: texts)
    }
}
