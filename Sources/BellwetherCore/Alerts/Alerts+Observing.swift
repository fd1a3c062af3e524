import Documents

extension Alerts {
    /// What became of all alerts, given what the rules saw at this moment.
    package func observing(_ matches: Matches, at now: Moment) -> Alerts {
        var pass = ObservingPass(alerts: self, matches: matches, now: now)
        pass.meetRules()
        pass.observeKnown()
        pass.openNew()
        pass.leaveShadows()
        pass.guardEdits()
        pass.breakFloods()
        pass.letGo()
        return pass.finished()
    }
}

/// One turn of all alerts.
private struct ObservingPass {
    var alerts: Alerts
    let matches: Matches
    let now: Moment
    /// Rules whose meaning is not what it was at the last turn.
    private var changedRules: Set<String> = []
    /// Rules that give other severities than they did at the last turn.
    private var regradedRules: Set<String> = []
    /// Rules that were not there at the last turn; on the very first one that is no edit.
    private var newRules: Set<String> = []
    /// Rules that are tried and told to nobody.
    private var shadows: Set<String> = []
    private let isFirstTurn: Bool
    private var opened: [Alerts.Key] = []
    /// What was held for the operator and has become critical since.
    private var becameCritical: [Alerts.Key] = []
    /// By rule, the places of what has an alert, or had one until now: what closes in this turn opens again at the next
    /// one at the earliest.
    private var taken: [String: Set<Int>] = [:]
    /// By rule, the slots of what was not at rest after the last turn.
    private let unsettled: [String: Set<Int>]
    /// Whether something that waits for time has waited for long enough.
    private let isTime: Bool

    /// How long a rule must be gone before its alerts close: files move in two steps.
    private static let patience = Duration.seconds(60)

    init(alerts: Alerts, matches: Matches, now: Moment) {
        self.alerts = alerts
        self.matches = matches
        self.now = now
        isFirstTurn = alerts.rules.isEmpty
        unsettled = self.alerts.settle()
        isTime = alerts.due.map { $0 <= now } ?? false
        self.alerts.beginTurn()
        self.alerts.forgetOpenings(until: now - Flapping.longest)
    }

    /// Remembers which rules are new, changed, renamed or gone.
    mutating func meetRules() {
        for (rule, meaning) in zip(matches.rules, matches.meanings) {
            let known = ([rule.id] + rule.was).compactMap { alerts.rules[$0] }.first
            if let known, known.meaning != meaning { changedRules.insert(rule.id) }
            for old in rule.was { alerts.rules[old] = nil }
            if known == nil, !isFirstTurn { newRules.insert(rule.id) }
            alerts.rules[rule.id] = RuleMemory(firstSeen: known?.firstSeen ?? now, meaning: meaning)
            alerts.rules[rule.id]?.grading = rule.grading
            if let grading = known?.grading, grading != rule.grading { regradedRules.insert(rule.id) }
            meetShadow(of: rule, known?.shadow)
        }
        for (id, memory) in alerts.rules where matches.rule(called: id) == nil && memory.missingSince == nil {
            alerts.rules[id]?.missingSince = now
        }
    }

    /// A rule is tried once; when its time is over it goes live, and stays so until `shadow` is taken away and given
    /// again.
    private mutating func meetShadow(of rule: Rule, _ known: ShadowRun?) {
        guard !rule.shadow.isZero else { return }
        var run = known ?? ShadowRun(since: now)
        if !run.isOver, now >= matches.end(ofShadow: rule, since: run.since) {
            run.isOver = true
            alerts.litUp[rule.id] = 0
        }
        if !run.isOver { shadows.insert(rule.id) }
        alerts.rules[rule.id]?.shadow = run
    }

    /// Of which slots there may be news under a rule; nothing where that may be any. What sees what it saw before, and
    /// was left as it was then, is left so again.
    private func isAsked(of rule: Rule, called name: String) -> ((_ slot: Int) -> Bool)? {
        guard let movement = matches.moved(under: rule), alerts.litUp[rule.id] == nil else { return nil }
        let unsettled = unsettled[name] ?? []
        return { movement.contains($0) || unsettled.contains($0) }
    }

    /// Every alert there was that may be another now, by rule and account. Those that a glance shows to be as they were
    /// are left alone.
    mutating func observeKnown() {
        for (name, known) in alerts.byRule.sorted(by: { $0.key < $1.key }) {
            guard let rule = matches.rule(called: name) else {
                for alert in known.all { closeIfRuleStaysGone(alert) }
                continue
            }
            let isShadowed = shadows.contains(rule.id)
            let asked =
                isAsked(of: rule, called: name).map { known.asked(of: $0, orWaiting: isTime) }
                ?? Array(known.all)
            if let glance = matches.glance(at: asked, of: rule, isShadowed: isShadowed, at: now) {
                observe(asked, under: rule, at: glance)
            } else {
                for alert in asked { _ = observe(alert, under: rule) }
            }
        }
        alerts.rules = alerts.rules.filter { !isGoneForGood($1) }
    }

    private mutating func observe(_ known: [Alert], under rule: Rule, at glance: Glance) {
        var taken: Set<Int> = Set(minimumCapacity: known.count)
        for (alert, place) in zip(known, glance.places) {
            let isSteady = place.map { glance.isSteady(alert, at: $0) } ?? false
            if isSteady || observe(alert, under: rule) != .drops, let place { taken.insert(place) }
        }
        self.taken[rule.id, default: []].formUnion(taken)
    }

    private mutating func observe(_ alert: Alert, under rule: Rule) -> Alert.Step {
        var next = alert
        let timing = matches.timing(of: rule, for: alert)
        let seen = next.climbing(matches.observation(of: alert, under: rule), at: now, under: timing)
        let step = next.follow(asEdited(seen, of: alert, under: rule), at: now, under: timing)
        settle(next, after: step, before: alert, under: rule)
        return step
    }

    /// What clears because the rule was edited says so.
    private func asEdited(
        _ observation: Alert.Observation, of alert: Alert, under rule: Rule
    ) -> Alert.Observation {
        guard case .doesNotHold = observation, changedRules.contains(rule.id), alert.isFiring else {
            return observation
        }
        return .ended(.ruleChanged)
    }

    private mutating func closeIfRuleStaysGone(_ alert: Alert) {
        guard let memory = alerts.rules[alert.rule] else {
            // Remembered without its rule, as after a restore: the minute begins now.
            alerts.rules[alert.rule] = RuleMemory(firstSeen: alert.openedAt, meaning: "", missingSince: now)
            return
        }
        guard isGoneForGood(memory) else { return }
        var closed = alert
        let step = closed.observe(.ended(.ruleRemoved), at: now, under: .immediate)
        record(closed, after: step, before: alert)
    }

    private func isGoneForGood(_ memory: RuleMemory) -> Bool {
        memory.missingSince.map { now - $0 >= Self.patience } ?? false
    }

    private mutating func settle(_ alert: Alert, after step: Alert.Step, before: Alert, under rule: Rule) {
        var alert = alert
        switch step {
        case .drops: break
        case .opens:
            matches.step(&alert, under: rule)
            noteOpening(of: &alert, under: rule)
            matches.retell(&alert, under: rule)
            opened.append(alert.key)
        case .closes: matches.retell(&alert, under: rule)
        case .stays:
            if matches.isUntold(alert) {
                matches.step(&alert, under: rule)
                matches.retell(&alert, under: rule)
                break
            }
            if alert.hold == nil || alert.waitsForOperator {
                matches.relabel(&alert, under: rule)
                matches.step(&alert, under: rule)
            }
            if alert.isFiring, alert.level > before.level {
                matches.retell(&alert, under: rule)
                let isEdited = changedRules.contains(rule.id) || regradedRules.contains(rule.id)
                alert.regraded = isEdited && alert.ladder == before.ladder ? alert.level : nil
                alert.nearing = isEdited ? nil : matches.nearing(of: alert, since: before, under: rule)
                alerts.changes.append(AlertChange(.worsened, alert))
                let critical = AlertSeverity.critical.rank
                if alert.waitsForOperator, !isEdited, before.severityRank < critical, alert.severityRank >= critical {
                    becameCritical.append(alert.key)
                }
            } else if matches.isOutdated(alert, under: rule) {
                matches.refresh(&alert, under: rule)
            }
        }
        shade(&alert, after: step, under: rule)
        record(alert, after: step, before: before)
    }

    /// What a rule in its shadow finds is recorded and told to nobody.
    private mutating func shade(_ alert: inout Alert, after step: Alert.Step, under rule: Rule) {
        guard shadows.contains(rule.id) else {
            if alert.hold == .shadow { alert.hold = nil }
            return
        }
        switch step {
        case .opens: alerts.rules[rule.id]?.shadow?.opened += 1
        case .closes: alerts.rules[rule.id]?.shadow?.closed += 1
        case .stays, .drops: break
        }
        if alert.hold == nil, !alert.isResolved { alert.hold = .shadow }
    }

    /// Turns of the past told nobody: what came and went then does not flap.
    private mutating func noteOpening(of alert: inout Alert, under rule: Rule) {
        guard matches.breakerLimit != nil, !shadows.contains(rule.id) else { return }
        alert.flaps = rule.flapping?.count(of: alerts.openings[alert.topic] ?? [], at: now)
        alerts.noteOpening(of: alert, at: now)
    }

    /// What fires when a rule leaves its shadow is the first that anybody hears of it.
    mutating func leaveShadows() {
        for rule in alerts.litUp.keys {
            let firing = alerts.inNoOrder.filter { $0.rule == rule && $0.isFiring && $0.hold == nil }
            alerts.litUp[rule] = firing.count
            guard !firing.isEmpty else { continue }
            alerts.openingRules.insert(rule)
            guard let limit = matches.breakerLimit, firing.count > limit else { continue }
            for alert in firing { alerts[alert.key]?.hold = .breaker }
        }
    }

    /// An edit that newly alerts for too many is in force, but its messages wait.
    mutating func guardEdits() {
        guard let limit = matches.breakerLimit else { return }
        let edited = changedRules.union(newRules).subtracting(shadows)
        guard !edited.isEmpty else { return }
        let newly = alerts.inNoOrder.filter { $0.openedAt == now && edited.contains($0.rule) }
        guard newly.count > limit else { return }
        for alert in newly { alerts[alert.key]?.hold = .edit }
        alerts.guarded = Dictionary(grouping: newly, by: \.rule).mapValues(\.count)
        refreshTurn()
    }

    private mutating func refreshTurn() {
        alerts.changes = alerts.changes.map { AlertChange($0.kind, alerts[$0.alert.key] ?? $0.alert) }
        alerts.touched = alerts.touched.map { alerts[$0.key] ?? $0 }
    }

    private mutating func record(_ alert: Alert, after step: Alert.Step, before: Alert?) {
        switch step {
        case .drops:
            alerts[alert.key] = nil
            if let before {
                alerts.dropped.append(before)
                alerts.noteUnsettled(before)
            }
            return
        case .opens: alerts.changes.append(AlertChange(.opened, alert))
        case .closes(let reason):
            alerts.changes.append(AlertChange(.closed(reason), alert))
            alerts[alert.key] = nil
            alerts.touched.append(alert)
            alerts.noteUnsettled(alert)
            return
        case .stays: break
        }
        guard alert != before else { return }
        alerts[alert.key] = alert
        alerts.touched.append(alert)
        alerts.noteUnsettled(alert)
    }

    /// What holds and was not known to hold.
    mutating func openNew() {
        for (rule, found) in zip(matches.rules, matches.found) {
            let taken = taken[rule.id] ?? []
            for place in found.places(of: isAsked(of: rule, called: rule.id)) where !taken.contains(place) {
                if matches.isHeld(found[place], under: rule) { continue }
                var alert = matches.newAlert(of: rule, for: found[place], at: now)
                let seen = matches.observation(of: alert, under: rule)
                let step = alert.observe(seen, at: now, under: matches.timing(of: rule, for: alert))
                if step == .opens {
                    matches.step(&alert, under: rule)
                    noteOpening(of: &alert, under: rule)
                    matches.retell(&alert, under: rule)
                    opened.append(alert.key)
                }
                shade(&alert, after: step, under: rule)
                record(alert, after: step, before: nil)
            }
        }
    }

    /// Holds the messages of a rule that began to fire for too many at once; a new rule's first list is one message.
    mutating func breakFloods() {
        let limit = matches.breakerLimit
        for (rule, keys) in Dictionary(grouping: opened, by: \.rule) {
            let firstTurn = (matches.rule(called: rule)?.id).flatMap { alerts.rules[$0]?.firstSeen }
            let later = keys.filter { key in
                guard let alert = alerts[key] else { return false }
                return alert.openedAt != firstTurn && alert.isConfirmed != true && !alert.waitsForOperator
                    && alert.hold != .shadow
            }
            if keys.contains(where: { alerts[$0]?.openedAt == firstTurn }) { alerts.openingRules.insert(rule) }
            guard let limit, later.count > limit else { continue }
            for key in later { alerts[key]?.hold = .breaker }
        }
        refreshTurn()
    }

    /// Lets go of what was held for the operator what cannot be a mistake of many any more: a few that became critical
    /// one by one, and what is left of a flood once that is none.
    mutating func letGo() {
        guard let limit = matches.breakerLimit else { return }
        for keys in Dictionary(grouping: becameCritical, by: \.rule).values where keys.count <= limit {
            for key in keys.sorted() { release(key) }
        }
        let held = alerts.byRule.sorted { $0.key < $1.key }.flatMap { $1.waitingForOperator }
        let floods = Dictionary(grouping: held.filter { $0.hold == .breaker }, by: \.rule).values
        for left in floods.sorted(by: { $0[0].rule < $1[0].rule }) where left.count <= limit { letGo(left) }
        let edited = held.filter { $0.hold == .edit }
        if edited.count <= limit { letGo(edited) }
        refreshTurn()
    }

    private mutating func letGo(_ left: [Alert]) {
        for alert in left where alerts[alert.key]?.waitsForOperator == true {
            release(alert.key)
            alerts.openingRules.insert(alert.rule)
            alerts.letGo[alert.rule, default: 0] += 1
        }
    }

    private mutating func release(_ key: Alerts.Key) {
        guard var alert = alerts[key] else { return }
        alert.hold = nil
        alert.isConfirmed = true
        alerts[key] = alert
        alerts.noteUnsettled(alert)
        if !alerts.touched.contains(where: { $0.id == alert.id }) { alerts.touched.append(alert) }
    }

    func finished() -> Alerts {
        var finished = alerts
        let timers = alerts.byRule.flatMap { name, known -> [Moment] in
            guard let rule = matches.rule(called: name) else { return [] }
            return known.times { $0.due(under: matches.timing(of: rule, for: $0)) }
        }
        let removals = alerts.rules.values.compactMap { $0.missingSince.map { $0 + Self.patience } }
        let shadows = matches.rules.compactMap { rule in
            alerts.rules[rule.id]?.shadow.flatMap { $0.isOver ? nil : matches.end(ofShadow: rule, since: $0.since) }
        }
        finished.due = (timers + removals + shadows).filter { $0 > now }.min()
        let touched = Set(alerts.touched.map(\.id))
        finished.touched += alerts.putBack.compactMap { alerts[$0] }.filter { !touched.contains($0.id) }
        finished.putBack = []
        return finished
    }
}

extension Alert.Timing {
    /// Waits for nothing.
    fileprivate static let immediate = Alert.Timing(
        hold: .zero, keepFiringFor: .zero, calendar: BusinessCalendar(zone: .utc))
}
