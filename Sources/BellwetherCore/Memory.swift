package import Columns

/// What is remembered between turns.
package struct Memory: Sendable {
    package var accounts: Accounts
    /// Their metrics, where they were measured; what still holds is not measured again.
    package var measurement: Measurement?
    /// The accounts as they were known when the period of group metrics began, where somebody read that.
    package var opening: Opening?
    /// For whom rules held, where they were asked; of whom nothing is new is not asked again.
    package var matches: Matches?
    /// Only the look-back columns that the policy asked for.
    package var history: History
    package var alerts: Alerts
    /// What every group and recipient was last told.
    package var groups: RoutingMemory
    /// What has to be said about Bellwether itself since the last turn.
    package var operatorWords: [OperatorWords]
    /// Whether everything that fires is told as one list: the state was empty, and the past was only made up for.
    package var isFirstStart: Bool

    package init(
        accounts: Accounts = Accounts(), measurement: Measurement? = nil, matches: Matches? = nil,
        opening: Opening? = nil, history: History = History(), alerts: Alerts = Alerts(),
        groups: RoutingMemory = RoutingMemory(), operatorWords: [OperatorWords] = [], isFirstStart: Bool = false
    ) {
        self.accounts = accounts
        self.measurement = measurement
        self.matches = matches
        self.opening = opening
        self.history = history
        self.alerts = alerts
        self.groups = groups
        self.operatorWords = operatorWords
        self.isFirstStart = isFirstStart
    }

    /// What the next turn remembers of this one; its columns join the history where the policy looks back at them.
    package func after(_ turn: Turn, under policy: Policy) -> Memory {
        let now = turn.metrics.asOf.now
        var history = history
        let wanted = policy.lookBackPaths
        for (path, column) in turn.columns where wanted.contains(path) { history.remember(path, column, at: now) }
        history.thin(before: now - .seconds(48 * 3600), days: policy.zone)
        history.forget(before: now - .seconds(Int64(policy.furthestLookBackDays + 2) * 86_400))
        return Memory(
            accounts: turn.accounts, measurement: turn.measurement, matches: turn.matches, opening: opening,
            history: history, alerts: turn.alerts, groups: turn.notifications.memory)
    }

    func measured(before facts: Facts) -> Measurement.Before {
        Measurement.Before(measurement, of: accounts, news: facts.changes)
    }

    /// - Parameter anew: who was measured anew since.
    func found(before anew: MeasuredAnew) -> Matches.Before {
        foundThen.map { Matches.Before($0, anew: anew) } ?? .nothing
    }

    func expected(before anew: MeasuredAnew) -> RenewalForecasts.Before? {
        (foundThen?.forecasts).map { RenewalForecasts.Before($0, anew: anew) }
    }

    /// What was measured meanwhile, as days of the past are ahead of their turns, says nothing of what rules saw.
    private var foundThen: Matches? {
        guard let matches, let measurement, matches.areOf(measurement.metrics.asOf) else { return nil }
        return matches
    }
}

extension Turn {
    /// Everything of this turn that history keeps, by path: all metrics, scores and bands, read by a rule or not.
    package var columns: [String: Numbers] {
        let columns = Dictionary(
            zip(metrics.catalogue.map(\.name), metrics.columns), uniquingKeysWith: { first, _ in first })
        return columns.merging(health.columns) { _, ofHealth in ofHealth }
    }
}

extension Alerts {
    /// What routing hears of these alerts.
    func news(since memory: Memory, with comingDates: [ComingDate]) -> AlertNews {
        let lists: AlertNews.OpeningLists =
            memory.isFirstStart ? .everything : openingRules.isEmpty ? .none : .rules(openingRules)
        return AlertNews(
            changes: memory.isFirstStart ? changes + alreadyFiring(besides: changes) : changes, standing: firing,
            openingLists: lists, operatorWords: memory.operatorWords + ownWords, comingDates: comingDates)
    }

    /// What the operator hears of rules: an edit that is held, a rule that goes live.
    private var ownWords: [OperatorWords] {
        let edits = guarded.isEmpty ? [] : [OperatorWords(edit: guarded)]
        let released = letGo.sorted { $0.key < $1.key }.map { OperatorWords(lettingGo: $0, of: $1) }
        return edits + released
            + litUp.sorted { $0.key < $1.key }.compactMap { rule, firing in
                rules[rule]?.shadow.map { OperatorWords(shadowOf: rule, $0, firing: firing) }
            }
    }

    /// What began to fire while the past was made up for, as if it opened now: nobody was told yet.
    private func alreadyFiring(besides changes: [AlertChange]) -> [AlertChange] {
        let opened = Set(changes.map(\.alert.id))
        return standing.filter { !opened.contains($0.id) }.map { AlertChange(.opened, $0) }
    }
}
