/// What is at rest since the last pass, and what may be otherwise.
extension RoutingPass {
    private var inputs: RoutingRest.Inputs { RoutingRest.Inputs(routing: routing, standing: standing, quiet: quiet) }

    /// The ids of alerts that wait to be told.
    var waiting: Set<String> { memory.groups.values.reduce(into: []) { $0.formUnion($1.waiting) } }

    /// The ids of alerts that may be anybody's news, besides those that waited until now; nothing where that may be any.
    var unsettled: Set<String>? {
        guard var unsettled = awake else { return nil }
        unsettled.formUnion(memory.rest.unsettled)
        for alerts in memory.ledger.touched.values { unsettled.formUnion(alerts) }
        return unsettled
    }

    /// Of whom or what nothing is new is not asked again.
    mutating func findAwake() {
        awake = memory.rest.awake(in: inputs)
        if awake == nil { memory.rest.forgetGroups() }
    }

    /// What the next pass need not ask again.
    mutating func rest() {
        takeTouched()
        memory.rest.remember(inputs, waiting: waiting, unsettled: unrouted.union(memory.ledger.touchedAlerts))
        memory.ledger.forgetTouched()
    }
}

// MARK: At a glance

extension RoutingPass {
    /// What a group's standing comes to, without a list of all that it told of.
    mutating func glance(at group: Group) -> GroupGlance {
        guard !isRehearsed(group) else { return GroupStanding(closings: group.closings).glance }
        let known = memory.rest[group.key]
        let told = known ?? toldAlerts(of: group.key)
        if known == nil { memory.rest[group.key] = told }
        var glance = told.glance(of: memory.ledger.rowCount(toldBy: group.key))
        glance.hasChanges = glance.hasChanges || !group.closings.isEmpty
        for box in group.waiting.compactMap(standing.box) {
            switch stand(box, levelTold: nil, waitingFor: group) {
            case .held: glance.isHeld = true
            case .quiet: glance.isQuiet = true
            case .same, .worse, .gone: glance.hasChanges = true
            }
        }
        return glance
    }

    private func toldAlerts(of group: String) -> ToldAlerts {
        var told = ToldAlerts()
        memory.ledger.forEachRow(toldBy: group) { alert, level in
            told.take(alert, stand(standing.box(alert), levelTold: level))
        }
        return told
    }

    /// Takes in what may stand otherwise, before any group is looked at.
    mutating func lookAgain() {
        takeTouched()
        for alert in awake ?? [] {
            for group in memory.ledger.groups(about: alert) { take(alert, toldBy: group) }
        }
    }

    /// Looks again at alerts of which somebody was told since, or was told the end.
    private mutating func takeTouched() {
        for (group, alerts) in memory.ledger.touched {
            for alert in alerts { take(alert, toldBy: group) }
        }
    }

    private mutating func take(_ alert: String, toldBy group: String) {
        guard memory.rest[group] != nil else { return }
        let level = memory.ledger.levelTold(of: alert, by: group)
        let stands = level.map { stand(standing.box(alert), levelTold: $0) }
        memory.rest[group]?.take(alert, stands)
    }

    private func stand(_ box: AlertBox?, levelTold: Int?, waitingFor group: Group? = nil) -> ToldAlerts.Standing {
        guard let box else { return .gone }
        if box.alert.hold != nil { return .held }
        if !quiet.isEmpty, group.map({ isQuiet(box.alert.id, for: $0) }) ?? (quiet[box.alert.id] != nil) {
            return .quiet
        }
        return levelTold.map { box.alert.level > $0 } == true ? .worse : .same
    }
}
