package import BellwetherConfig
package import BellwetherCore
import BellwetherReceivers
package import BellwetherStore
import Diagnostics
import Glibc
package import Logging
import ServiceLifecycle

/// Reads the files again when they change, on SIGHUP and when asked; swaps the installation whole, or keeps the old
/// one and says why.
package actor Reloader {
    package enum Outcome: Sendable {
        /// The files on the disk are those in force.
        case unchanged(rules: Int)
        case reloaded(rules: Int, warnings: String)
        /// Everything that is wrong, as a person reads it; the errors first.
        case refused(String)
    }

    private let path: String
    private let credentials: Credentials
    private let installations: Installations
    private let store: Store
    private let desk: OperatorDesk
    private let state: DaemonState
    private let evaluator: Bell
    private let courier: Bell
    private let clock: any WallClock
    private let systemd: Systemd
    private let logger: Logger
    /// What was wrong with the files on the disk when they were last refused: the same mistakes are told once, wherever
    /// lines move meanwhile.
    private var refused: String?

    package init(
        path: String, credentials: Credentials, installations: Installations, store: Store, desk: OperatorDesk,
        state: DaemonState, waking evaluator: Bell, _ courier: Bell, clock: any WallClock, systemd: Systemd,
        logger: Logger,
        refused: String? = nil
    ) {
        self.path = path
        self.refused = refused
        self.credentials = credentials
        self.installations = installations
        self.store = store
        self.desk = desk
        self.state = state
        self.evaluator = evaluator
        self.courier = courier
        self.clock = clock
        self.systemd = systemd
        self.logger = logger
    }

    package func reload() async -> Outcome {
        systemd.reloading()
        let outcome = await attempt()
        switch outcome {
        case .unchanged(let rules): systemd.ready(status: "\(rules) rules in force")
        case .reloaded(let rules, _): systemd.ready(status: "\(rules) rules reloaded")
        case .refused: systemd.ready(status: "new files refused; running on the last sound ones")
        }
        return outcome
    }

    private func attempt() async -> Outcome {
        let files: InstallationFiles
        do throws(UnreadableFile) { files = try InstallationFiles.load(configuration: path) } catch {
            return await refuse(error.description, errors: error.description, for: error.description)
        }
        let current = await installations.current
        if files.fingerprint == current.fingerprint {
            await noteSound()
            await state.filesAreSound()
            await tryReceivers(of: current, insteadOf: current)
            return .unchanged(rules: current.policy.rules.rules.count)
        }
        if let lost = files.lostRules(since: current.files) { return await refuse(lost, errors: lost, for: lost) }
        let reading = Installation.read(files, credentials: credentials)
        guard let installation = reading.installation else {
            return await refuse(
                reading.renderedErrorsFirst, errors: reading.renderedErrors, for: reading.mistakes)
        }
        if installation.daemon.state != current.daemon.state || installation.daemon.http != current.daemon.http {
            logger.warning("restart needed", metadata: ["reason": "'state' and 'http' take effect at the next start"])
        }
        let renamings = installation.renamings(since: current, at: clock.now())
        for renaming in renamings {
            logger.warning("rule has another name", metadata: ["was": "\(renaming.old)", "is": "\(renaming.new)"])
            await desk.say("rule \(renaming.new)", renaming.lines)
        }
        let whole = InstallationReading(
            installation: installation,
            diagnostics: (reading.diagnostics + renamings.map(Diagnostic.renamed)).inOrder(), texts: reading.texts)
        await take(installation, warnings: whole.rendered)
        await tryReceivers(of: installation, insteadOf: current)
        return .reloaded(rules: installation.policy.rules.rules.count, warnings: whole.rendered)
    }

    private func take(_ installation: Installation, warnings: String) async {
        await installations.replace(with: installation)
        await noteSound()
        let now = clock.now()
        await state.reloaded(at: now)
        do throws(StoreError) { try await store.keep(installation.sound(at: now)) } catch {
            logger.error("sound files cannot be kept", metadata: ["reason": "\(error)"])
        }
        logger.notice("files reloaded", metadata: ["rules": "\(installation.policy.rules.rules.count)"])
        evaluator.ring(.reload)
    }

    /// What was changed of a receiver that did not work may have mended it, also behind its credential; so all of them are
    /// tried at once, one that is reached in another way as if it had never failed.
    private func tryReceivers(of new: Installation, insteadOf old: Installation) async {
        let changed = new.receivers.filter { name, receiver in old.receivers[name]?.goes(asDoes: receiver) == false }
        do throws(StoreError) {
            try await store.closeCircuits(of: Set(changed.keys))
            try await store.tryAtOnce(Set(new.receivers.keys), under: new.policy.routing, at: clock.now())
        } catch {
            logger.warning("receivers are not tried at once", metadata: ["reason": "\(error)"])
        }
        courier.ring(.outbox)
    }

    /// Whoever heard that the files are broken hears that they are not any more.
    private func noteSound() async {
        guard refused != nil else { return }
        refused = nil
        await desk.say("files", ["The files on the disk are sound again, and in force."])
        evaluator.ring(.asked)
    }

    /// Whoever asked hears everything; the operator and the log, what has to be mended.
    private func refuse(_ words: String, errors: String, for mistakes: String) async -> Outcome {
        await state.refusedFiles(at: clock.now(), because: errors)
        guard refused != mistakes else { return .refused(words) }
        refused = mistakes
        let broken = DaemonState.BrokenFiles.mistakes(in: errors)
        logger.error("files refused", metadata: ["reason": "\(broken.joined(separator: "; "))"])
        await desk.say(
            "files",
            ["The files on the disk are broken; the last sound ones stay in force."]
                + errors.split(separator: "\n").prefix(12).map(String.init))
        evaluator.ring(.asked)
        return .refused(words)
    }
}

extension Installation {
    /// Rules that have another name than before, and do not say so.
    func renamings(since before: Installation, at now: Moment) -> [Renaming] {
        policy.rules.renamings(since: before.policy.rules, on: policy.zone.day(of: now))
    }

    /// Its files, as the store keeps them for a start with broken ones.
    package func sound(at now: Moment) -> SoundPolicy {
        var kept: [String: [UInt8]] = ["main:" + files.main.name: files.main.bytes]
        for file in files.rules { kept["rule:" + file.name] = file.bytes }
        if let people = files.people { kept["people:" + people.name] = people.bytes }
        kept["folder:"] = Array(files.folder.utf8)
        return SoundPolicy(fingerprint: fingerprint, files: kept, keptAt: now)
    }
}

extension InstallationFiles {
    /// The files that were sound when the store kept them.
    package init?(_ policy: SoundPolicy) {
        func files(_ kind: String) -> [File] {
            policy.files.filter { $0.key.hasPrefix(kind) }.sorted { $0.key < $1.key }
                .map { File(name: String($0.key.dropFirst(kind.count)), bytes: $0.value) }
        }
        guard let main = files("main:").first, let folder = policy.files["folder:"] else { return nil }
        self.init(
            main: main, rules: files("rule:"), people: files("people:").first,
            folder: String(decoding: folder, as: UTF8.self))
    }
}

/// Watches the files and SIGHUP, and has them read again.
package struct ReloadWatch: Service {
    private let reloader: Reloader
    private let watch: FileWatch
    private let clock: any WallClock

    package init(reloader: Reloader, watching watch: FileWatch, clock: any WallClock) {
        self.reloader = reloader
        self.watch = watch
        self.clock = clock
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    for await _ in Signals.stream(of: [SIGHUP]) { _ = await reloader.reload() }
                }
                group.addTask {
                    for await _ in watch.changes() {
                        // An editor writes several files one after another; what comes meanwhile is one more element.
                        do { try await clock.wait(.milliseconds(300)) } catch { return }
                        _ = await reloader.reload()
                    }
                }
            }
        }
    }
}
