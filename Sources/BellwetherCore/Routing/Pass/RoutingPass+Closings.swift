extension RoutingPass {
    /// What still waited for a receiver that is gone is routed anew; what it was told of stays with its group, and is
    /// closed through the first route's receiver. The same where a rehearsal begins or ends.
    mutating func forgetRemovedReceivers() {
        for (key, group) in memory.groups
        where routing.receivers[group.receiver] == nil || isPaused(group) || isRehearsed(group) {
            memory.groups[key]?.waiting = []
        }
    }

    /// A closing follows the ledger: to whoever was told of the opening, and to nobody else.
    mutating func takeClosings() {
        let closings = news.changes.compactMap { change -> (AlertChange, ClosingReason)? in
            if case .closed(let reason) = change.kind { (change, reason) } else { nil }
        }
        guard !closings.isEmpty else { return }
        let closed = Set(closings.map(\.0.alert.id))
        for (key, group) in memory.groups where !group.waiting.isDisjoint(with: closed) {
            memory.groups[key]?.waiting.subtract(closed)
        }
        let lapsed = Dictionary(grouping: changedTasks.values.filter(\.hasLapsed), by: \.alertID).mapValues(\.count)
        for (change, reason) in closings {
            for row in memory.ledger.rows(about: change.alert.id) {
                close(row, of: change.alert, because: reason, lapsing: lapsed[change.alert.id])
            }
        }
    }

    mutating func close(
        _ row: LedgerRow, of alert: Alert, because reason: ClosingReason, lapsing tasks: Int? = nil
    ) {
        var event = Event(
            closing: alert, because: reason, at: now, receiver: row.receiver, recipient: row.recipient,
            scoreTold: row.scoreTold)
        event.lapsedTasks = tasks
        if memory.groups[row.groupKey] == nil {
            memory.groups[row.groupKey] = lostGroup(of: row, labels: alert.labels)
        }
        let isKnown = memory.groups[row.groupKey]?.closings.contains {
            $0.alertID == event.alertID && $0.id == event.id
        }
        if isKnown != true { memory.groups[row.groupKey]?.closings.append(event) }
    }

    /// A row whose group is not remembered still gets its closing.
    private mutating func lostGroup(of row: LedgerRow, labels: [String: String]) -> Group {
        memory.episodes += 1
        return Group(
            key: row.groupKey, episode: memory.episodes, receiver: row.receiver,
            recipient: Recipient(address: row.recipient), path: "closings", labels: [:], isOpeningList: false,
            timers: routing.root.timers, since: now)
    }

    /// What fired and cleared before anybody was told is nobody's news.
    mutating func forgetWhatCleared() {
        for (key, group) in memory.groups where !group.waiting.allSatisfy(standing.contains) {
            memory.groups[key]?.waiting = group.waiting.filter(standing.contains)
        }
        removeEmptyGroups()
    }

    mutating func removeEmptyGroups() {
        for (key, group) in memory.groups
        where group.waiting.isEmpty && group.closings.isEmpty && !memory.ledger.hasRows(toldBy: key) {
            memory.groups[key] = nil
            memory.rest[key] = nil
        }
    }
}
