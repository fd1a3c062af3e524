package import BellwetherConfig
package import BellwetherCore
import BellwetherSources
package import BellwetherStore

/// Answers questions from what the store holds, for a daemon's control socket and for a verb without a daemon alike.
package struct Inquiries: Sendable {
    package let store: Store
    package let installation: Installation
    package let now: Moment
    /// Since when the files on the disk are not those in force, because they are broken.
    package let filesBrokenSince: Moment?

    package init(store: Store, installation: Installation, now: Moment, filesBrokenSince: Moment? = nil) {
        self.filesBrokenSince = filesBrokenSince
        self.store = store
        self.installation = installation
        self.now = now
    }

    package enum Refusal: Error, Sendable, Hashable {
        case nobody(String)
        case several(String, [String])
        case unknownRule(String, [String])
        /// Since when the files on the disk, which may have it, cannot be used.
        case notInForce(String, since: String)
        case unknownReceiver(String, [String])
        case unknownModel(String, [String])
        case nothingFires(String)
        case nothingToSay(String, String)
        /// The rule, and what it speaks of in place of accounts.
        case aboutGroups(String, GroupScope)
        case undescribed(String)
        case noMatcher, noEnd, noAuthor, noReason
        case badMatcher(String, String)
        /// What was probably meant, and all that there are.
        case unknownLabel(String, String?, [String])
        case unknownValue(LabelMatcher, String?, [String])
        case notATime(String)
        case past(String)
        case tooLong(String)
        case noLetter(String)
        case noSilence(String)
        case onItsWay(Int)
        /// Which message, and what it says.
        case isOver(Int, String)
        case noTasks(String)
        case noTask(String)
        case taskIsSettled(Int64, String)
        case noWhy
        case noOutcome(String)
    }

    package struct Explained: Sendable, Codable {
        package let version: Int
        package let asOf: Moment
        /// Whose days and hours people read.
        package let timezone: String
        package let account: AccountExplanation
        package let sources: [SourceAge]
        /// By alert id: who was told.
        package let told: [String: [Told]]
        package let otherNames: [KnownAs]
    }

    /// What another source calls the account, and by what it is known to be this one's.
    package struct KnownAs: Sendable, Hashable, Codable {
        package let source, id, because: String
    }

    package struct SourceAge: Sendable, Hashable, Codable {
        package let name: String
        package let state: String
        package let lastGoodLoad: Moment?
        package let kinds: [String]
        /// What the last try failed of, where the state does not say it: one failure takes nothing from what is known.
        package let lastFailure: String?

        /// Whether it was read at a moment still to come, by a clock that was set back since.
        package func isAhead(of now: Moment) -> Bool { lastGoodLoad.map { $0 > now + ClockWatch.tolerated } ?? false }
    }

    package struct Told: Sendable, Hashable, Codable {
        package let receiver, recipient: String
        package let opened: Moment
        package let arrival: Arrival
        package let closed: Moment?
        package let closingReason: String?
    }

    package func explain(_ account: String, rule: String?) async throws -> Explained {
        if let rule { _ = try self.rule(called: rule) }
        let (memory, sources) = try await Line.remembered(from: store, under: installation, at: now)
        let turn = Turn(from: memory, with: Facts(sources: sources), under: installation.policy, at: now)
        let explanation =
            try turn.explanation(ofGroup: account, rule: rule)
            ?? explanation(of: account, rule: rule, in: turn, given: memory.history)
        var told: [String: [Told]] = [:]
        for alert in explanation.alerts {
            for row in try await store.ledger(of: alert.alertID) {
                told[alert.alertID, default: []].append(
                    Told(
                        receiver: row.receiver, recipient: row.recipient, opened: row.openedAt,
                        arrival: try await store.arrival(of: row.openedBy), closed: row.closedAt,
                        closingReason: row.closingReason?.rawValue))
            }
        }
        return Explained(
            version: 1, asOf: now, timezone: installation.policy.zone.name, account: explanation,
            sources: sources.map { $0.age() },
            told: told, otherNames: try await otherNames(of: explanation.account, in: turn)
        )
    }

    private func otherNames(of account: String, in turn: Turn) async throws(StoreError) -> [KnownAs] {
        guard let slot = turn.accounts.slots[account] else { return [] }
        return try await store.otherNames(ofSlot: slot).map {
            KnownAs(source: $0.source, id: $0.id, because: $0.because)
        }
    }

    /// A rule that is tried in the shadow: until when, and what it would have told.
    package struct Shadow: Sendable, Codable {
        package let rule: String
        package let until: Moment
        package let opened, closed: Int
    }

    private func shadows() async throws -> [Shadow] {
        let memories = try await store.ruleMemories()
        return installation.policy.rules.rules.compactMap { rule in
            guard let run = memories[rule.id]?.shadow,
                let until = rule.end(of: run, by: installation.policy.rules.context.calendar)
            else { return nil }
            return Shadow(rule: rule.id, until: until, opened: run.opened, closed: run.closed)
        }
    }

    private func explanation(
        of account: String, rule: String?, in turn: Turn, given history: History
    ) throws -> AccountExplanation {
        let slots = turn.slots(called: account)
        guard let slot = slots.first else { throw Refusal.nobody(account) }
        guard slots.count == 1 else {
            throw Refusal.several(account, turn.accounts.named(slots))
        }
        return turn.explanation(of: slot, rule: rule, given: history, under: installation.policy)
    }

    package func status(of daemon: DaemonState?) async throws -> StatusReport {
        let dayStart = installation.policy.zone.start(of: installation.policy.zone.day(of: now))
        let summary = try await store.summary(countingDeliveriesSince: dayStart)
        let records = Dictionary(uniqueKeysWithValues: try await store.sources().map { ($0.name, $0) })
        let ages = installation.sources.map { source in
            let record = records[source.name]
            return source.standing(record, at: now, in: installation.policy.zone).age(failing: record?.failure?.because)
        }
        let unmatchedRows = try await unmatchedRows(known: await daemon?.data?.unmatchedRows)
        let overrides = installation.policy.rules.overrides
        let today = installation.policy.zone.day(of: now)
        let routing = installation.policy.routing
        let rehearsal = routing.quiet.rehearsal
        let tasks = try await store.taskCounts(at: now)
        let outages = try await store.outages()
        var waiting = 0
        if let rehearsal { waiting = try await store.waiting(forOthersThan: rehearsal) }
        return StatusReport(
            version: 1, now: now, daemon: await daemon?.report, rules: installation.policy.rules.rules.count,
            shadows: try await shadows(), overrides: overrides.count,
            endedOverrides: overrides.count { !$0.isInForce(on: today) },
            bandLabels: installation.policy.healthModels.bandLabels(
                among: Set(await daemon?.report.bands.keys.map(\.self) ?? [])),
            alerts: summary.alerts, held: summary.heldAlerts, unconfirmed: try await store.alertsWaitingForOperator(),
            outbox: summary.outbox,
            oldestInOutbox: summary.oldestInOutbox, sentToday: summary.deliveredSince,
            quarantined: summary.quarantined, stateBytes: summary.bytes, freeBytes: store.freeBytes,
            stateTrouble: await store.trouble?.description, sources: ages,
            unmatchedRows: unmatchedRows, ownerless: await daemon?.data?.ownerless ?? [],
            turnsAhead: try await store.turns(after: now + ClockWatch.tolerated),
            silenced: try await store.silencesInForce().count, openTasks: tasks.open, overdueTasks: tasks.overdue,
            rehearsal: rehearsal,
            timezone: installation.policy.zone.name, waitingForRehearsal: waiting,
            lateForHours: try await lateForHours(), refusing: try await store.refusingReceivers(),
            takingNothingSince: outages.mapValues(\.since),
            leftAloneUntil: outages.compactMapValues(\.circuit?.probeAt),
            mailboxes: try await mailboxes(),
            firstStartDone: try await store.note(Note.firstStart) != nil, restored: try await store.restored())
    }
}

extension Inquiries {
    /// A mailbox that takes nothing for now.
    package struct PutOff: Sendable, Codable {
        package let receiver, reader: String
        package let since: Moment
        package let reason: String
    }

    private func mailboxes() async throws(StoreError) -> [PutOff] {
        try await store.mailboxOutages().filter { $0.value.isLong(at: now) }.sorted { $0.key < $1.key }
            .map { taker, outage in
                PutOff(
                    receiver: taker.receiver, reader: taker.reader ?? "", since: outage.since, reason: outage.reason)
            }
    }

    /// Every fact is gone through for it, which the daemon does in its turns, and not whenever somebody asks.
    private func unmatchedRows(known: Int?) async throws(StoreError) -> Int {
        if let known { return known }
        return try await store.unmatched(reporting: installation.policy.reporting).reduce(0) { $0 + $1.rows }
    }
}

extension StatusReport {
    /// How much room is left for the state, where the system says it.
    package var space: Space? { freeBytes.map { Space(free: $0, taken: stateBytes) } }
}

extension StatusReport {
    /// When a receiver is tried that is left alone; its time may be there, and nothing to try it with.
    package func nextTry(of receiver: String, in zone: Zone) -> String? {
        leftAloneUntil[receiver].map { $0 < now ? "with its next message" : Wording.local($0, in: zone) }
    }
}

/// How the installation stands, for `status`.
package struct StatusReport: Sendable, Codable {
    package struct Daemon: Sendable, Codable {
        package let phase: String
        package let startedAt: Moment
        package let lastTurn: Moment?
        package let turnMilliseconds: Int?
        package let accounts: Int?
        /// By key.
        package let bands: [String: Int]
        package let nextTurn: Moment?
        /// What would go out now, but for its readers' hours.
        package let hoursAwaited: HoursAwaited?
        /// What its first start waits for, or does, in words.
        package let beginning: String?
        package let rulesSince: Moment
        package let filesBrokenSince: Moment?
    }

    package let version: Int
    package let now: Moment
    package let daemon: Daemon?
    package let rules: Int
    /// Rules that are tried and told to nobody.
    package let shadows: [Inquiries.Shadow]
    /// Exceptions from thresholds, and how many of them have ended.
    package let overrides, endedOverrides: Int
    /// What messages call each band, by its key.
    package let bandLabels: [String: String]
    package let alerts: [String: Int]
    package let held: Int
    /// By rule, how many of these wait until somebody confirms them.
    package let unconfirmed: [String: Int]
    package let outbox: [String: Int]
    package let oldestInOutbox: Moment?
    package let sentToday: Int
    package let quarantined: Int
    package let stateBytes: Int64
    /// What is left on its disk; nothing where the system does not say.
    package let freeBytes: Int64?
    /// Why nothing can be kept at the moment, such as a full disk.
    package let stateTrouble: String?
    package let sources: [Inquiries.SourceAge]
    package let unmatchedRows: Int
    /// What is said of accounts without an owner who can be reached, as far as the daemon has looked.
    package let ownerless: [String]
    /// Turns that are dated after now, by a clock that ran ahead.
    package let turnsAhead: TurnsAhead?
    /// Silences, snoozes and acknowledgements in force.
    package let silenced: Int
    /// What people are to do, and what of it is late.
    package let openTasks, overdueTasks: Int
    /// The receiver that everything goes to for now.
    package let rehearsal: String?
    /// Whose clock moments are told by.
    package let timezone: String
    /// Messages from before it, which wait for its end.
    package let waitingForRehearsal: Int
    /// Messages in the outbox that came too late for their readers' hours.
    package let lateForHours: HoursAwaited?
    /// Receivers that took nothing when they were asked last, and what they said, by name.
    package let refusing: [String: String]
    /// Since when they are asked in vain, where it is not their refusal of one message.
    package let takingNothingSince: [String: Moment]
    /// When those of them are probed next that are sent nothing else.
    package let leftAloneUntil: [String: Moment]
    /// Mailboxes that have put off what came for long, while others of their receiver may take theirs.
    package let mailboxes: [Inquiries.PutOff]
    package let firstStartDone: Bool
    /// When the state was last restored from a copy, and what it does not know of.
    package let restored: Restored?
}

extension DaemonState {
    fileprivate var report: StatusReport.Daemon {
        let phaseName =
            switch phase {
            case .starting: "starting"
            case .running: "running"
            case .draining: "draining"
            }
        return .init(
            phase: phaseName, startedAt: startedAt, lastTurn: lastTurn?.at,
            turnMilliseconds: (lastTurn?.took).map { Int($0 / .milliseconds(1)) }, accounts: lastTurn?.accounts,
            bands: lastTurn?.bands ?? [:], nextTurn: nextTurn, hoursAwaited: lastTurn?.hoursAwaited,
            beginning: beginning, rulesSince: rulesSince, filesBrokenSince: broken?.since)
    }
}

extension SourceStanding {
    fileprivate func age(failing failure: String? = nil) -> Inquiries.SourceAge {
        let name =
            switch state {
            case .fresh: "ok"
            case .stale: "stale"
            case .broken(_, let reason): "broken: \(reason)"
            case .neverLoaded: "never loaded"
            }
        let isSaid = if case .broken = state { true } else { false }
        return .init(
            name: self.name, state: name, lastGoodLoad: lastGoodLoad, kinds: kinds,
            lastFailure: isSaid ? nil : failure)
    }
}
