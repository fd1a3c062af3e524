package import BellwetherConfig
import BellwetherCore
package import BellwetherStore
package import Logging

/// What a daemon needs before its services can run: the state, and the installation in force.
package struct Start: Sendable {
    package let store: Store
    package let installations: Installations
    package let inbox = Inbox()
    package let desk = OperatorDesk()
    package let state: DaemonState
    package let evaluatorBell = Bell()
    package let courierBell = Bell()
    /// What was wrong with the files on the disk where they were refused: they are not refused, and told of, twice.
    package let refused: String?
    /// Signs the links in messages; kept in the state, so that a link outlives a restart.
    package let linkKey: [UInt8]

    /// Opens the state and reads the files; where those are broken, takes the last sound ones from the state.
    ///
    /// - Throws: `BrokenStart` where there is nothing to run on, `StoreError` where the state cannot be used.
    package init(
        path: String, credentials: Credentials, faults: FaultPlan = .none, clock: any WallClock, logger: Logger
    ) async throws {
        let now = clock.now()
        state = DaemonState(startedAt: now)
        var reading = Start.read(path, credentials)
        guard let folder = reading.state, reading.installation != nil || Store.exists(at: folder) else {
            throw BrokenStart(words: reading.words, unreadable: reading.unreadable)
        }
        store = try Store.open(at: folder, as: .writer, faults: faults)
        let restored = try await store.takeUpWhatWasTaken(at: now)
        linkKey = try await Self.linkKey(in: store)
        let last = try await store.lastSoundPolicy().flatMap { InstallationFiles($0) }
        if let files = reading.installation?.files, let lost = last.flatMap({ files.lostRules(since: $0) }) {
            reading = Read(unusable: lost, state: folder)
        }
        if let installation = reading.installation {
            try await store.keep(installation.sound(at: now))
            installations = Installations(installation)
            refused = nil
            await tell(restored, in: installation.policy.zone, logger)
            await lookAtNames(in: installation, since: last, at: now)
            try await lookAtClock(at: now, in: installation.policy.zone, logger)
            try await tryReceivers(of: installation, at: now)
            return
        }
        guard let last, let installation = Installation.read(last, credentials: credentials).installation else {
            throw BrokenStart(words: reading.words, unreadable: reading.unreadable)
        }
        installations = Installations(installation)
        refused = reading.mistakes
        await state.refusedFiles(at: now, because: reading.errors)
        await desk.say(
            "files",
            ["The files on the disk are broken; Bellwether started on the last sound ones."]
                + reading.errors.split(separator: "\n").prefix(12).map(String.init))
        let mistakes = DaemonState.BrokenFiles.mistakes(in: reading.errors)
        logger.error("files refused", metadata: ["reason": "\(mistakes.joined(separator: "; "))"])
        await tell(restored, in: installation.policy.zone, logger)
        try await lookAtClock(at: now, in: installation.policy.zone, logger)
        try await tryReceivers(of: installation, at: now)
    }

    /// A start reads credentials anew, which may be what a receiver that did not work was waiting for.
    private func tryReceivers(of installation: Installation, at now: Moment) async throws(StoreError) {
        try await store.tryAtOnce(Set(installation.receivers.keys), under: installation.policy.routing, at: now)
    }

    /// Whoever restored a state knows; whoever reads its messages may not.
    private func tell(_ restored: Restored?, in zone: Zone, _ logger: Logger) async {
        guard let restored else { return }
        logger.warning(
            "state was restored from a copy",
            metadata: ["copy_of": "\(restored.copyOf ?? .distantPast)", "unknown_messages": "\(restored.messages)"])
        await desk.say("restored", restored.words(in: zone))
    }

    /// Files may have been edited while nobody ran.
    private func lookAtNames(in installation: Installation, since last: InstallationFiles?, at now: Moment) async {
        guard let last, last.fingerprint != installation.fingerprint,
            let before = Installation.read(last, credentials: nil).installation
        else { return }
        for renaming in installation.renamings(since: before, at: now) {
            await desk.say("rule \(renaming.new)", renaming.lines)
        }
    }

    /// A clock that was set back while nobody ran is seen by what the state knows already; that is said once.
    private func lookAtClock(at now: Moment, in zone: Zone, _ logger: Logger) async throws(StoreError) {
        guard let newest = try await store.newestTurn(), newest > now + ClockWatch.tolerated else { return }
        let said = try await store.note(Note.clock).flatMap(Int64.init) ?? .min
        guard newest.seconds > said else { return }
        logger.warning("clock was set while nobody ran", metadata: ["by": "\((now - newest).components.seconds)s"])
        await desk.say("clock", ClockWatch.words(onStartAt: now, before: newest, in: zone))
        try await store.note(Note.clock, "\(newest.seconds)")
    }

    private static func linkKey(in store: Store) async throws(StoreError) -> [UInt8] {
        if let kept = try await store.note(Note.linkKey) {
            let digits = Array(kept)
            return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(digits[$0...$0 + 1]), radix: 16)
            }
        }
        var chance = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
        try await store.note(
            Note.linkKey, key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        return key
    }

    private struct Read {
        let installation: Installation?
        /// Where the state would be, as far as the files tell.
        let state: String?
        /// All that is to be said, the errors first; and the errors alone.
        let words, errors: String
        let mistakes: String
        let unreadable: UnreadableFile?

        init(_ reading: InstallationReading, state: String?) {
            installation = reading.installation
            self.state = installation?.daemon.state ?? state
            words = reading.renderedErrorsFirst
            errors = reading.renderedErrors
            mistakes = reading.mistakes
            unreadable = nil
        }

        init(unusable words: String, unreadable: UnreadableFile? = nil, state: String?) {
            installation = nil
            self.unreadable = unreadable
            self.state = state
            (self.words, errors, mistakes) = (words, words, words)
        }
    }

    private static func read(_ path: String, _ credentials: Credentials) -> Read {
        // A file that it points to may be missing; without the configuration itself nobody knows where the state is.
        let state = try? InstallationFiles.state(configuration: path)
        do throws(UnreadableFile) {
            let files = try InstallationFiles.load(configuration: path)
            return Read(Installation.read(files, credentials: credentials), state: state)
        } catch {
            return Read(unusable: error.description, unreadable: error, state: state)
        }
    }
}

/// The files are broken, and there is no sound policy to fall back to.
package struct BrokenStart: Error, Sendable, CustomStringConvertible {
    package let words: String
    /// Which file it is, where one cannot even be read.
    package let unreadable: UnreadableFile?

    package var description: String { words }
}
