import BellwetherConfig
import BellwetherCore
import BellwetherStore

/// What comes in, and what is due for it.
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
            memory.opening = nil
            memory.accounts = try await Self.accounts(from: store, under: installation, isStarted: isStarted, at: now)
            hasNews = true
            looksAtData = true
        }
        if policy != nil, policy != installation.fingerprint {
            memory.opening = nil
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

    /// What is wrong with sources, for whoever has to tell it without a turn.
    mutating func troubles(under installation: Installation, at now: Moment) -> [OperatorWords] {
        troubles.words(on: facts.sources, watched: 0, at: now, in: installation.policy.zone)
    }

    /// The first turn does not tell it again.
    mutating func noteTold(_ words: [OperatorWords], at now: Moment) { troubles.hear(words, at: now) }

    /// Takes over what somebody silenced, or no longer does.
    mutating func take(silences: [Int64: Silence], at now: Moment) {
        guard silences != memory.groups.silences else { return }
        memory.groups = memory.groups.with(silences: silences)
        routingDue = now
    }

    /// Takes over what people did of their tasks: there is nobody to be told.
    mutating func take(_ deeds: Deeds) {
        memory.groups = memory.groups.taking(settled: deeds.tasks)
        lastDeed = deeds.last
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
