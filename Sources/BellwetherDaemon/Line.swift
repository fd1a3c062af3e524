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
    private var troubles: SourceTroubles
    private var dataTroubles: DataTroubles
    /// Whether data came since somebody looked at it as a whole.
    private var looksAtData = true
    private var endedOverrides: EndedOverrides
    /// The policy of the last whole turn; another one is reason enough for a turn.
    private var policy: String?
    private var lastWhole: Moment?
    private var alertsDue: Moment?
    private var routingDue: Moment?
    var hasNews = false
    /// Of the last whole turn, for digests that are due between two.
    private var comingDates: [ComingDate] = []
    /// When columns were last kept: history takes what is new, not the same again every few minutes.
    private var lastKept: Moment?

    var hasAccounts: Bool { memory.accounts.slotCount > 0 || !facts.changes.isEmpty }

    /// Signs the links under messages.
    var linkKey: [UInt8] = []

    /// What the store remembers.
    static func recalled(
        from store: Store, under installation: Installation, at now: Moment
    ) async throws(StoreError) -> Line {
        let isStarted = try await store.note(Note.firstStart) != nil
        let memory = Memory(
            accounts: try await accounts(from: store, under: installation, isStarted: isStarted, at: now),
            history: try await history(from: store, under: installation.policy, at: now),
            alerts: try await store.alerts(overSince: now - Flapping.longest), groups: try await store.routingMemory())
        let troubles = SourceTroubles(Note.moments(try await store.note(Note.troubles)))
        let dataTroubles = DataTroubles(Note.counts(try await store.note(Note.dataTroubles)))
        let ended = EndedOverrides(Note.names(try await store.note(Note.endedOverrides)))
        return Line(
            isStarted: isStarted, memory: memory, troubles: troubles, dataTroubles: dataTroubles,
            endedOverrides: ended)
    }

    private init(
        isStarted: Bool, memory: Memory, troubles: SourceTroubles, dataTroubles: DataTroubles,
        endedOverrides: EndedOverrides
    ) {
        self.isStarted = isStarted
        self.memory = memory
        self.troubles = troubles
        self.dataTroubles = dataTroubles
        self.endedOverrides = endedOverrides
        hasNews = true
    }

    /// What the next turn would begin from, for whoever only asks.
    static func remembered(
        from store: Store, under installation: Installation, at now: Moment
    ) async throws(StoreError) -> (Memory, [SourceStanding]) {
        let line = try await recalled(from: store, under: installation, at: now)
        return (line.memory, line.memory.accounts.sources)
    }

    private static func accounts(
        from store: Store, under installation: Installation, isStarted: Bool, at now: Moment
    ) async throws(StoreError) -> Accounts {
        let days = usageDays + (isStarted ? 0 : installation.daemon.firstStartDays)
        return try await store.accounts(
            usageSince: installation.policy.zone.day(of: now) - days,
            sources: try await standings(in: store, under: installation, at: now))
    }

    private static func standings(
        in store: Store, under installation: Installation, at now: Moment
    ) async throws(StoreError) -> [SourceStanding] {
        let records = Dictionary(uniqueKeysWithValues: try await store.sources().map { ($0.name, $0) })
        return installation.sources.map { $0.standing(records[$0.name], at: now) }
    }

    private static func history(
        from store: Store, under policy: Policy, at now: Moment
    ) async throws(StoreError) -> History {
        try await store.history(policy.lookBacks, asOf: now)
    }
}

// MARK: What comes in

extension Line {
    /// Takes over what sources brought, and how they stand now.
    mutating func take(
        _ news: Inbox.News, under installation: Installation, from store: Store, at now: Moment
    ) async throws(StoreError) {
        switch news {
        case .nothing: break
        case .changes(let changes):
            facts.changes += changes
            hasNews = true
        case .reload:
            facts.changes = []
            // Let go first: there is no room for twice the facts. If they cannot be read, the line is read anew.
            memory.accounts = Accounts()
            memory.accounts = try await Self.accounts(from: store, under: installation, isStarted: isStarted, at: now)
            hasNews = true
        }
        if policy != nil, policy != installation.fingerprint {
            memory.history = try await Self.history(from: store, under: installation.policy, at: now)
        }
        let standings = try await Self.standings(in: store, under: installation, at: now)
        if standings.map(\.state) != memory.accounts.sources.map(\.state) { hasNews = true }
        facts.sources = standings
    }

    mutating func hear(_ words: [OperatorWords], at now: Moment) {
        guard !words.isEmpty else { return }
        troubles.hear(words, at: now)
        memory.operatorWords += words
        hasNews = true
    }

    /// Takes over what somebody silenced, or no longer does.
    mutating func take(silences: [Int64: Silence], at now: Moment) {
        guard silences != memory.groups.silences else { return }
        memory.groups = memory.groups.with(silences: silences)
        routingDue = now
    }

    /// What has to be done now, if anything.
    func due(under installation: Installation, at now: Moment) -> Kind? {
        if hasNews || policy != installation.fingerprint { return .whole }
        if let lastWhole, now < lastWhole + installation.daemon.evaluateEvery, now >= lastWhole {
            if let alertsDue, alertsDue <= now { return .whole }
            if let routingDue, routingDue <= now { return .routing }
            return nil
        }
        return .whole
    }

    /// How long nothing is due by itself.
    func pause(under installation: Installation, at now: Moment) -> Duration {
        let scheduled = (lastWhole ?? now) + installation.daemon.evaluateEvery
        let next = [scheduled, alertsDue, routingDue].compactMap { $0 }.min() ?? scheduled
        return max(.milliseconds(100), next - now)
    }
}

// MARK: Turns

extension Line {
    mutating func turn(
        _ kind: Kind, under installation: Installation, into store: Store, at now: Moment
    ) async throws(StoreError) -> Report {
        switch kind {
        case .whole: try await wholeTurn(under: installation, into: store, at: now)
        case .routing:
            try await routingTurn(keeping: memory.alerts.noneTouched, under: installation, into: store, at: now)
        }
    }

    private mutating func wholeTurn(
        under installation: Installation, into store: Store, at now: Moment
    ) async throws(StoreError) -> Report {
        let policy = installation.policy
        memory.operatorWords += troubles.words(
            on: facts.sources, watched: memory.accounts.slots.count, at: now, in: policy.zone)
        if looksAtData { try await lookAtData(under: policy, in: store, at: now) }
        looksAtData = !facts.changes.isEmpty
        memory.operatorWords += endedOverrides.words(on: policy.rules.overrides, on: policy.zone.day(of: now))
        let turn = Turn(from: memory, with: facts, under: policy, at: now)
        let open = try await store.begin(turnAsOf: now)
        let isNews = keepsColumns(at: now, in: policy.zone)
        if isNews { try await store.keep(turn.columns, of: open) }
        try await store.commit(outcome(of: turn, under: installation), as: open)
        memory = memory.after(turn, under: policy)
        facts.changes = []
        hasNews = false
        self.policy = installation.fingerprint
        lastWhole = now
        if isNews { lastKept = now }
        alertsDue = turn.alerts.due
        routingDue = turn.notifications.due
        comingDates = turn.comingDates
        return Report(
            queued: turn.notifications.outbox.count, bands: turn.health.bandCounts,
            view: TurnView(turn, history: memory.history, policy: installation.policy))
    }

    /// What is wrong with it as a whole, once it has settled: accounts and invoices rarely come at the same moment.
    private mutating func lookAtData(
        under policy: Policy, in store: Store, at now: Moment
    ) async throws(StoreError) {
        var found = [DataTroubles.Trouble.unmatched(try await store.unmatched())]
        // Who looks after whom matters where messages go to owners.
        if policy.routing.tellsOwners {
            found.append(
                DataTroubles.Trouble.ownerless(
                    in: memory.accounts, policy.routing.people, at: AsOf(now, in: policy.zone)))
        }
        memory.operatorWords += dataTroubles.words(on: found.compactMap { $0 })
    }

    private func outcome(of turn: Turn, under installation: Installation) -> TurnOutcome {
        var outcome = TurnOutcome(
            policy: installation.fingerprint, alerts: memory.isFirstStart ? turn.alerts.allTouched : turn.alerts,
            notifications: linked(turn.notifications, under: installation, at: turn.metrics.asOf.now))
        outcome.notes = [
            Note.troubles: Note.text(troubles.told), Note.dataTroubles: Note.text(dataTroubles.told),
            Note.endedOverrides: Note.text(endedOverrides.told.sorted()),
        ]
        if memory.isFirstStart { outcome.notes[Note.firstStart] = "\(turn.metrics.asOf.now)" }
        return outcome
    }

    private func linked(
        _ notifications: Notifications, under installation: Installation, at now: Moment
    ) -> Notifications {
        installation.links(signedWith: linkKey)?
            .under(notifications, to: installation.policy.routing.receivers, at: now) ?? notifications
    }

    /// Lets go what a rule's breaker held back: it is told like anything else that fires.
    mutating func confirm(
        breakerOf rule: String, under installation: Installation, into store: Store, at now: Moment
    ) async throws(StoreError) {
        // What an edit found is told as what a new rule finds: as one list.
        let wasEdit = memory.alerts.all.contains { $0.rule == rule && $0.hold == .edit }
        memory.alerts = memory.alerts.confirming(breakerOf: rule)
        _ = try await routingTurn(
            keeping: memory.alerts, listing: wasEdit ? .rules([rule]) : .none, under: installation, into: store, at: now
        )
    }

    private mutating func routingTurn(
        keeping alerts: Alerts, listing lists: AlertNews.OpeningLists = .none, under installation: Installation,
        into store: Store, at now: Moment
    ) async throws(StoreError) -> Report {
        let news = AlertNews(standing: alerts.firing, openingLists: lists, comingDates: comingDates)
        let notifications = installation.policy.routing.notifications(for: news, since: memory.groups, at: now)
        let open = try await store.begin(turnAsOf: now)
        try await store.commit(
            TurnOutcome(
                policy: installation.fingerprint, alerts: alerts,
                notifications: linked(notifications, under: installation, at: now)), as: open)
        memory.groups = notifications.memory
        routingDue = notifications.due
        return Report(queued: notifications.outbox.count)
    }

    /// Columns are kept when facts came, when a day began, and once an hour.
    private func keepsColumns(at now: Moment, in zone: Zone) -> Bool {
        guard let lastKept else { return true }
        return !facts.changes.isEmpty || zone.day(of: lastKept) != zone.day(of: now)
            || now >= lastKept + .seconds(3600)
    }
}
