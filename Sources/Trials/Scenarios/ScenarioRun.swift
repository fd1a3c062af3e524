package import BellwetherCore
import CEL

/// A scenario as it went: every turn of it through the line, on a clock that goes from one thing that is due to the
/// next.
package struct ScenarioRun: Sendable {
    /// How alerts stood at the end of a day.
    struct Evening: Sendable {
        /// By rule and account.
        let states: [String: [String: Set<Scenario.State>]]
    }

    package let scenario: Scenario
    package let policy: Policy
    /// What was sent, in order; what Bellwether says of itself aside.
    package private(set) var told: [Notification] = []
    package private(set) var changes: [AlertChange] = []
    /// By rule, the texts that its thresholds were chosen by.
    package private(set) var chosen: [String: [String: Set<String>]] = [:]
    /// By rule, whether it was ever not about somebody.
    package private(set) var passedBy: Set<String> = []
    private(set) var evenings: [Day: Evening] = [:]
    private var memory = Memory(accounts: Accounts())
    private var known = KnownThen()

    package init(of scenario: Scenario, under base: Policy) {
        self.scenario = scenario
        policy = base.trying(scenario)
        run()
    }

    private var zone: Zone { policy.zone }

    /// A turn whenever something comes in, is due, or a day begins: what comes of it is then the same as with a turn
    /// every minute.
    private mutating func run() {
        var clock = ScenarioClock(scenario, in: zone)
        var facts = ScenarioFacts(scenario, in: zone)
        // The rules have been there before, or the first that fires would be told as a new rule's list.
        turn(at: clock.now - .seconds(1), with: facts.nobody)
        while let now = clock.next() {
            let due = turn(at: now, with: facts.news(at: now))
            clock.wake(at: due, after: now)
        }
    }

    @discardableResult
    private mutating func turn(at now: Moment, with facts: Facts) -> Moment? {
        let day = policy.openingDay(at: now)
        if day != memory.opening?.day { memory.opening = day.flatMap(known.opening) }
        let turn = Turn(from: memory, with: facts, under: policy, at: now)
        told += turn.notifications.outbox.filter { $0.purpose != .operational }
        changes += turn.alerts.changes
        note(turn)
        memory = memory.after(turn, under: policy)
        if zone.start(of: zone.day(of: now)) == now { known.note(memory.accounts, on: zone.day(of: now)) }
        return turn.due
    }

    private mutating func note(_ turn: Turn) {
        let day = zone.day(of: turn.metrics.asOf.now)
        evenings[day] = Evening(states: turn.alerts.states)
        let sight = turn.sight(under: policy, given: memory.history)
        for rule in policy.rules.rules {
            for slot in 0..<turn.accounts.slotCount where turn.accounts[slot].profile != nil {
                let row = SubjectRow(slot: slot)
                for threshold in rule.thresholds {
                    for field in threshold.fields {
                        guard case .string(let text) = sight.value(of: field, for: row) else { continue }
                        chosen[rule.id, default: [:]][threshold.name, default: []].insert(text)
                    }
                }
                guard let applies = rule.appliesTo, rule.target == .account else { continue }
                if sight.bound(applies, under: rule.thresholds).truth(for: row) == .doesNotHold {
                    passedBy.insert(rule.id)
                }
            }
        }
    }
}

/// What was known when each day began, for rules over groups: their period begins with one of these.
private struct KnownThen {
    private var first: Opening?
    private var byDay: [Day: Opening] = [:]

    mutating func note(_ accounts: Accounts, on day: Day) {
        let opening = Opening(accounts, on: day)
        if first == nil { first = opening }
        byDay[day] = opening
    }

    /// Before the first day accounts were whose they are said to be at the beginning; of what they paid then the facts
    /// of later tell.
    func opening(on day: Day) -> Opening? {
        if let known = byDay[day] { return known }
        return first.flatMap { day < $0.day ? Opening($0.accounts, on: day, tellingRevenue: false) : nil }
    }
}

/// The moments of a scenario: when something comes in, each midnight, the evening of a day that is looked at, and
/// whenever time alone changes something.
private struct ScenarioClock {
    private var agenda: [Moment]
    private let end: Moment

    init(_ scenario: Scenario, in zone: Zone) {
        let first = scenario.steps.first?.day ?? scenario.until
        end = zone.start(of: scenario.until + 1) - .seconds(1)
        let midnights = stride(from: first, through: scenario.until, by: 1).map(zone.start)
        let steps = scenario.steps.map { $0.moment(in: zone) }
        let evenings = scenario.steps.map { zone.start(of: $0.day + 1) - .seconds(1) }
        agenda = Array(Set(midnights + steps + evenings)).sorted { $0 > $1 }
    }

    var now: Moment { agenda.last ?? end }

    mutating func next() -> Moment? { agenda.popLast() }

    mutating func wake(at due: Moment?, after now: Moment) {
        guard let due else { return }
        let moment = max(due, now + .seconds(1))
        guard moment <= end, !agenda.contains(moment) else { return }
        agenda.insert(moment, at: agenda.firstIndex { $0 < moment } ?? agenda.endIndex)
    }
}

/// The rows that come in, step by step.
private struct ScenarioFacts {
    private var waiting: [(at: Moment, step: Scenario.Step)]
    private let slots: [String: Int]
    private var fields: [String: [String: FactValue]]
    private let kinds: [String]
    private var stale: Set<String> = []
    private var isBegun = false

    init(_ scenario: Scenario, in zone: Zone) {
        waiting = scenario.steps.map { ($0.moment(in: zone), $0) }
        slots = Dictionary(uniqueKeysWithValues: scenario.accounts.enumerated().map { ($1.key, $0) })
        let start = scenario.steps.first.map { $0.day - 730 } ?? scenario.until
        fields = Dictionary(
            scenario.accounts.map { account in
                (account.key, account.values.merging(["started_at": .integer(Int64(start.number))]) { said, _ in said })
            }
        ) { first, _ in first }
        let brought = scenario.steps.flatMap { $0.facts.map(\.kind.name) + ($0.stale ?? []) }
        kinds = Set(brought + [FactKind.account.name]).sorted()
    }

    /// Before anything has happened.
    var nobody: Facts { Facts(sources: standings) }

    mutating func news(at now: Moment) -> Facts {
        var changes: [Facts.Change] = []
        if !isBegun { changes = fields.keys.sorted().map { account($0, at: now) } }
        isBegun = true
        while let next = waiting.first, next.at <= now {
            waiting.removeFirst()
            if let kinds = next.step.stale { stale = kinds }
            for fact in next.step.facts { changes.append(change(fact, at: now)) }
        }
        return Facts(changes: changes, sources: standings)
    }

    private mutating func change(_ fact: ScenarioFact, at now: Moment) -> Facts.Change {
        guard fact.kind == .account else { return row(fact.kind, fact.key, fact.account, fact.values, at: now) }
        fields[fact.account, default: [:]].merge(fact.values) { $1 }
        return account(fact.account, at: now)
    }

    private func account(_ key: String, at now: Moment) -> Facts.Change {
        row(.account, key, key, fields[key] ?? [:], at: now)
    }

    private func row(
        _ kind: FactKind, _ key: String, _ account: String, _ values: [String: FactValue], at now: Moment
    ) -> Facts.Change {
        let written = kind.fields.map { values[$0.name] ?? ($0.name == "currency" ? .text("EUR") : .absent) }
        return Facts.Change(
            kind: kind, slot: kind.belongsToAccount ? slots[account] : nil, source: "scenario",
            row: FactRow(key: key, account: account, values: kind.withTermEnd(written), observed: now))
    }

    private var standings: [SourceStanding] {
        kinds.map { kind in
            SourceStanding(
                name: kind, kinds: [kind], state: stale.contains(kind) ? .stale(since: .distantPast) : .fresh)
        }
    }
}

extension Alerts {
    /// How each rule stands with each account; where a rule has several alerts there, all of their states.
    fileprivate var states: [String: [String: Set<Scenario.State>]] {
        all.reduce(into: [:]) { states, alert in
            states[alert.rule, default: [:]][alert.subject.account, default: []].formUnion(alert.scenarioStates)
        }
    }
}

extension Alert {
    fileprivate var scenarioStates: Set<Scenario.State> {
        let isHeld = hold != nil
        return switch state {
        case .pending: isHeld ? [.pending, .held] : [.pending]
        case .firing: isHeld ? [.firing, .held] : [.firing]
        case .recovering: isHeld ? [.recovering, .held] : [.recovering]
        case .resolved: []
        }
    }
}
