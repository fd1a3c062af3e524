import Documents

extension Alerts {
    /// What became of all alerts, given what the rules saw at this moment.
    package func observing(_ matches: Matches, at now: Moment) -> Alerts {
        var pass = ObservingPass(alerts: self, matches: matches, now: now)
        pass.meetRules()
        pass.observeKnown()
        pass.openNew()
        pass.breakFloods()
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
    private var opened: [Alerts.Key] = []
    /// What closed now opens again at the next turn at the earliest.
    private var closed: Set<Alerts.Key> = []

    /// How long a rule must be gone before its alerts close: files move in two steps.
    private static let patience = Duration.seconds(60)

    init(alerts: Alerts, matches: Matches, now: Moment) {
        self.alerts = alerts
        self.matches = matches
        self.now = now
        self.alerts.forgetTurn()
    }

    /// Remembers which rules are new, changed, renamed or gone.
    mutating func meetRules() {
        for rule in matches.rules {
            let known = ([rule.id] + rule.was).compactMap { alerts.rules[$0] }.first
            let meaning = rule.meaning(on: matches.today)
            if let known, known.meaning != meaning { changedRules.insert(rule.id) }
            for old in rule.was { alerts.rules[old] = nil }
            alerts.rules[rule.id] = RuleMemory(firstSeen: known?.firstSeen ?? now, meaning: meaning)
        }
        for (id, memory) in alerts.rules where matches.rule(called: id) == nil && memory.missingSince == nil {
            alerts.rules[id]?.missingSince = now
        }
    }

    /// Every alert there was, by rule and account.
    mutating func observeKnown() {
        for alert in alerts.all {
            guard let rule = matches.rule(called: alert.rule) else {
                closeIfRuleStaysGone(alert)
                continue
            }
            var next = alert
            let timing = matches.timing(of: rule)
            let seen = next.climbing(matches.observation(of: alert, under: rule), at: now, under: timing)
            let step = next.observe(asEdited(seen, of: alert, under: rule), at: now, under: timing)
            settle(next, after: step, before: alert, under: rule)
        }
        alerts.rules = alerts.rules.filter { !isGoneForGood($1) }
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
            matches.retell(&alert, under: rule)
            opened.append(alert.key)
        case .closes: matches.retell(&alert, under: rule)
        case .stays:
            if alert.hold == nil || alert.hold == .breaker { matches.relabel(&alert, under: rule) }
            if alert.isFiring, alert.level > before.level {
                matches.retell(&alert, under: rule)
                alerts.changes.append(AlertChange(.worsened, alert))
            } else if alert.isFiring, alert.hold == nil, matches.isOutdated(alert) {
                matches.retell(&alert, under: rule)
            }
        }
        record(alert, after: step, before: before)
    }

    private mutating func record(_ alert: Alert, after step: Alert.Step, before: Alert?) {
        switch step {
        case .drops:
            alerts[alert.key] = nil
            if let before { alerts.dropped.append(before) }
            return
        case .opens: alerts.changes.append(AlertChange(.opened, alert))
        case .closes(let reason):
            alerts.changes.append(AlertChange(.closed(reason), alert))
            alerts[alert.key] = nil
            closed.insert(alert.key)
            alerts.touched.append(alert)
            return
        case .stays: break
        }
        alerts[alert.key] = alert
        if alert != before { alerts.touched.append(alert) }
    }

    /// What holds and was not known to hold.
    mutating func openNew() {
        for (rule, found) in zip(matches.rules, matches.found) {
            for match in found where !isTaken(match, by: rule) {
                var alert = matches.newAlert(of: rule, for: match, at: now)
                let seen = matches.observation(of: alert, under: rule)
                let step = alert.observe(seen, at: now, under: matches.timing(of: rule))
                if step == .opens {
                    matches.retell(&alert, under: rule)
                    opened.append(alert.key)
                }
                record(alert, after: step, before: nil)
            }
        }
    }

    private func isTaken(_ match: Match, by rule: Rule) -> Bool {
        ([rule.id] + rule.was).contains { name in
            let key = Alerts.Key(name, match.subject, in: match.row.slot)
            return alerts[key] != nil || closed.contains(key)
        }
    }

    /// Holds the messages of a rule that began to fire for too many at once; a new rule's first list is one message.
    mutating func breakFloods() {
        let limit = matches.breakerLimit
        for (rule, keys) in Dictionary(grouping: opened, by: \.rule) {
            let firstTurn = (matches.rule(called: rule)?.id).flatMap { alerts.rules[$0]?.firstSeen }
            let later = keys.filter { alerts[$0]?.openedAt != firstTurn }
            if later.count < keys.count { alerts.openingRules.insert(rule) }
            guard let limit, later.count > limit else { continue }
            for key in later { alerts[key]?.hold = .breaker }
        }
        alerts.changes = alerts.changes.map { AlertChange($0.kind, alerts[$0.alert.key] ?? $0.alert) }
        alerts.touched = alerts.touched.map { alerts[$0.key] ?? $0 }
    }

    func finished() -> Alerts {
        var finished = alerts
        let timers = alerts.inNoOrder.compactMap { alert in
            matches.rule(called: alert.rule).flatMap { alert.due(under: matches.timing(of: $0)) }
        }
        let removals = alerts.rules.values.compactMap { $0.missingSince.map { $0 + Self.patience } }
        finished.due = (timers + removals).filter { $0 > now }.min()
        return finished
    }
}

extension Alert.Timing {
    /// Waits for nothing.
    fileprivate static let immediate = Alert.Timing(
        hold: .zero, keepFiringFor: .zero, calendar: BusinessCalendar(zone: .utc))
}
