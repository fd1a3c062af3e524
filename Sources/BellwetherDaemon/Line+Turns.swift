import BellwetherConfig
import BellwetherCore
import BellwetherStore

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
            on: facts.sources, watched: watched ?? memory.accounts.slots.count, at: now, in: policy.zone)
        memory.operatorWords += dataTroubles.words(
            on: [.lowSpace(store.space, isKnown: dataTroubles.told["space"] != nil)].compactMap(\.self),
            among: ["space"])
        if looksAtData { try await lookAtData(under: policy, in: store, at: now) }
        looksAtData = !facts.changes.isEmpty
        memory.operatorWords += endedOverrides.words(on: policy.rules.overrides, on: policy.zone.day(of: now))
        if isStarted { try await lookAtOpening(from: store, under: policy, at: now) }
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
        watched = turn.health.bandCounts.values.reduce(0, +)
        if isNews { lastKept = now }
        alertsDue = turn.alerts.due
        routingDue = turn.notifications.due
        comingDates = turn.comingDates
        return Report(
            queued: turn.notifications.outbox.count, hoursAwaited: turn.notifications.hoursAwaited,
            bands: turn.health.bandCounts,
            view: TurnView(turn, history: memory.history, policy: installation.policy))
    }

    /// What is wrong with it as a whole, once it has settled: accounts and invoices rarely come at the same moment.
    private mutating func lookAtData(
        under policy: Policy, in store: Store, at now: Moment
    ) async throws(StoreError) {
        let unmatched = try await store.unmatched(reporting: policy.reporting)
        var found = [DataTroubles.Trouble.unmatched(unmatched)]
        // Who looks after whom matters where messages go to owners.
        let tellsOwners = policy.routing.tellsOwners
        let ownerless =
            tellsOwners
            ? DataTroubles.Trouble.ownerless(
                in: memory.accounts, policy.routing.people, at: AsOf(now, in: policy.zone)) : nil
        found.append(ownerless)
        data = DataStanding(
            unmatchedRows: unmatched.reduce(0) { $0 + $1.rows }, ownerless: ownerless?.lines ?? [])
        memory.operatorWords += dataTroubles.words(
            on: found.compactMap { $0 }, among: tellsOwners ? ["unmatched", "owners"] : ["unmatched"])
    }

    private mutating func outcome(of turn: Turn, under installation: Installation) -> TurnOutcome {
        var outcome = outcome(
            of: memory.isFirstStart ? turn.alerts.allTouched : turn.alerts, turn.notifications, under: installation,
            at: turn.metrics.asOf.now)
        outcome.notes.merge([
            Note.troubles: Note.text(troubles.told), Note.dataTroubles: Note.text(dataTroubles.told),
            Note.endedOverrides: Note.text(endedOverrides.told.sorted()),
        ]) { $1 }
        if memory.isFirstStart { outcome.notes[Note.firstStart] = "\(turn.metrics.asOf.now)" }
        return outcome
    }

    /// With what is left to be sent, and what that leaves of what was told before.
    private mutating func outcome(
        of alerts: Alerts, _ notifications: Notifications, under installation: Installation, at now: Moment
    ) -> TurnOutcome {
        let known = toldBefore
        let news = toldBefore.sift(notifications, at: now)
        var outcome = TurnOutcome(
            policy: installation.fingerprint, alerts: alerts, notifications: linked(news, under: installation, at: now))
        if toldBefore != known { outcome.notes[Store.toldBefore] = Note.text(toldBefore) }
        return outcome
    }

    private func linked(
        _ notifications: Notifications, under installation: Installation, at now: Moment
    ) -> Notifications {
        installation.links(signedWith: linkKey)?
            .under(notifications, to: installation.policy.routing.receivers, at: now) ?? notifications
    }

    /// Lets go what a rule's breaker held back: many at once, which are told as what a new rule finds, as one list.
    mutating func confirm(
        breakerOf rule: String, under installation: Installation, into store: Store, at now: Moment
    ) async throws(StoreError) {
        memory.alerts = memory.alerts.confirming(breakerOf: rule)
        _ = try await routingTurn(
            keeping: memory.alerts, listing: .rules([rule]), under: installation, into: store, at: now)
    }

    private mutating func routingTurn(
        keeping alerts: Alerts, listing lists: AlertNews.OpeningLists = .none, under installation: Installation,
        into store: Store, at now: Moment
    ) async throws(StoreError) -> Report {
        let news = AlertNews(standing: alerts.firing, openingLists: lists, comingDates: comingDates)
        let notifications = installation.policy.routing.notifications(for: news, since: memory.groups, at: now)
        let open = try await store.begin(turnAsOf: now)
        try await store.commit(outcome(of: alerts, notifications, under: installation, at: now), as: open)
        memory.groups = notifications.memory
        routingDue = notifications.due
        return Report(queued: notifications.outbox.count, hoursAwaited: notifications.hoursAwaited)
    }

    /// Columns are kept when facts came, when a day began, and once an hour.
    private func keepsColumns(at now: Moment, in zone: Zone) -> Bool {
        guard let lastKept else { return true }
        return !facts.changes.isEmpty || zone.day(of: lastKept) != zone.day(of: now)
            || now >= lastKept + .seconds(3600)
    }
}
