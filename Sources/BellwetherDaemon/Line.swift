import BellwetherConfig
import BellwetherCore
import BellwetherSources
import BellwetherStore
import Columns

/// The line as the evaluator holds it between turns: what is remembered, what has come since, and what is due.
struct Line {
    enum Kind {
        /// Facts, time or the policy may have changed anything.
        case whole
        /// Only a timer of routing is due: nothing is measured.
        case routing
    }

    struct Report {
        let queued: Int
        var hoursAwaited: HoursAwaited?
        /// Of a whole turn, as is the view: how many accounts are in which band.
        var bands: [String: Int]?
        var view: TurnView?
    }

    /// How many days of usage metrics look at, and some to spare.
    static let usageDays = 95

    var isStarted: Bool
    /// Whether this is what the store has. After a turn that could not be kept, memory may be ahead of it, and the next
    /// turn begins from what was kept.
    var isInStep = true
    var memory: Memory
    var facts = Facts()
    var troubles: SourceTroubles
    var dataTroubles: DataTroubles
    /// What was found when it was last looked at as a whole.
    var data: DataStanding?
    /// Whether data came since somebody looked at it as a whole.
    var looksAtData = true
    var endedOverrides: EndedOverrides
    /// The policy of the last whole turn; another one is reason enough for a turn.
    var policy: String?
    var lastWhole: Moment?
    /// How many accounts the last whole turn watched.
    var watched: Int?
    var alertsDue: Moment?
    var routingDue: Moment?
    var hasNews = false
    /// Of the last whole turn, for digests that are due between two.
    var comingDates: [ComingDate] = []
    /// When columns were last kept: history takes what is new, not the same again every few minutes.
    var lastKept: Moment?

    /// Whether any account is described; facts that name some do not say who they are.
    var hasAccounts: Bool {
        memory.accounts.chunks.contains { $0.profiles.contains { $0 != nil } }
            || facts.changes.contains { $0.kind == .account && !$0.isDeleted }
    }

    /// What a state that was restored does not know of.
    var toldBefore: ToldBefore

    /// How far it has heard of what people did of their tasks.
    var lastDeed: Int64 = 0

    /// Signs the links under messages.
    var linkKey: [UInt8] = []

    /// What the store remembers.
    static func recalled(
        from store: Store, under installation: Installation, at now: Moment
    ) async throws(StoreError) -> Line {
        let isStarted = try await store.note(Note.firstStart) != nil
        // Before the tasks themselves: what is done in between is taken twice, which changes nothing.
        let lastDeed = try await store.lastDeed()
        let memory = Memory(
            accounts: try await accounts(from: store, under: installation, isStarted: isStarted, at: now),
            history: try await history(from: store, under: installation.policy, at: now),
            alerts: try await store.alerts(overSince: now - Flapping.longest).accepting(clock: now),
            groups: try await store.routingMemory().accepting(clock: now))
        let troubles = SourceTroubles(Note.moments(try await store.note(Note.troubles)).mapValues { min($0, now) })
        let dataTroubles = DataTroubles(Note.counts(try await store.note(Note.dataTroubles)))
        let ended = EndedOverrides(Note.names(try await store.note(Note.endedOverrides)))
        var line = Line(
            isStarted: isStarted, memory: memory, troubles: troubles, dataTroubles: dataTroubles,
            endedOverrides: ended, toldBefore: try await store.toldBefore())
        line.lastDeed = lastDeed
        return line
    }

    private init(
        isStarted: Bool, memory: Memory, troubles: SourceTroubles, dataTroubles: DataTroubles,
        endedOverrides: EndedOverrides, toldBefore: ToldBefore
    ) {
        self.isStarted = isStarted
        self.memory = memory
        self.troubles = troubles
        self.dataTroubles = dataTroubles
        self.endedOverrides = endedOverrides
        self.toldBefore = toldBefore
        hasNews = true
    }

    /// What the next turn would begin from, for whoever only asks.
    static func remembered(
        from store: Store, under installation: Installation, at now: Moment
    ) async throws(StoreError) -> (Memory, [SourceStanding]) {
        var line = try await recalled(from: store, under: installation, at: now)
        try await line.lookAtOpening(from: store, under: installation.policy, at: now)
        return (line.memory, line.memory.accounts.sources)
    }

    static func accounts(
        from store: Store, under installation: Installation, isStarted: Bool, at now: Moment
    ) async throws(StoreError) -> Accounts {
        let days = usageDays + (isStarted ? 0 : installation.daemon.firstStartDays)
        return try await store.accounts(
            usageSince: installation.policy.zone.day(of: now) - days,
            sources: try await standings(in: store, under: installation, at: now),
            priceChanges: installation.policy.priceChanges, seenBy: now)
    }

    /// Reads what was known when the period began that rules over groups look at, where any does: once a day, since each
    /// day it is another period.
    mutating func lookAtOpening(
        from store: Store, under policy: Policy, at now: Moment
    ) async throws(StoreError) {
        let day = policy.openingDay(at: now)
        guard day != memory.opening?.day else { return }
        memory.opening = nil
        if let day { memory.opening = try await store.opening(on: day, under: policy) }
    }

    static func standings(
        in store: Store, under installation: Installation, at now: Moment
    ) async throws(StoreError) -> [SourceStanding] {
        let records = Dictionary(uniqueKeysWithValues: try await store.sources().map { ($0.name, $0) })
        return installation.sources.map { $0.standing(records[$0.name], at: now, in: installation.policy.zone) }
    }

    static func history(
        from store: Store, under policy: Policy, at now: Moment
    ) async throws(StoreError) -> History {
        try await store.history(policy.lookBacks, asOf: now)
    }
}
