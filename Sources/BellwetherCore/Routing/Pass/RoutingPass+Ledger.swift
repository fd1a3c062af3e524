extension RoutingPass {
    /// Writes down that a group's readers were told all of it, by one notification.
    mutating func settle(_ standing: GroupStanding, of group: inout Group, by notification: Notification) {
        for alert in standing.opened { open(alert, in: group, by: notification) }
        for alert in standing.worsened { raise(alert, in: group) }
        for event in standing.closings { settle(event, by: notification) }
        group.waiting.subtract(standing.opened.map(\.id))
        group.closings = []
        group.lastTold = now
        let told = standing.woken.union((standing.opened + standing.worsened).map(\.id))
        let retold = group.quiet.escalation.isEmpty ? [] : told.filter { group.wakings?[$0] != nil }
        for alert in retold { group.awokenAt = (group.awokenAt ?? [:]).merging([alert: now]) { $1 } }
        group.wakings = group.wakings?.filter { !told.contains($0.key) && self.standing.contains($0.key) }
        if group.wakings?.isEmpty ?? true { (group.wakings, group.wokenAt) = (nil, nil) }
        group.isForDigest = false
        group.leftOutAt = nil
    }

    private mutating func open(_ alert: Alert, in group: Group, by notification: Notification) {
        let row = LedgerRow(
            alertID: alert.id, receiver: group.receiver, recipient: group.recipient, openedBy: notification.id,
            openedAt: now, levelTold: alert.level, scoreTold: alert.story.score, groupKey: group.key)
        memory.ledger[row.id] = row
        changedRows[row.id] = row
    }

    private mutating func raise(_ alert: Alert, in group: Group) {
        let id = LedgerRow.id(alertID: alert.id, receiver: group.receiver, recipient: group.recipient)
        memory.ledger[id]?.levelTold = alert.level
        changedRows[id] = memory.ledger[id]
    }

    private mutating func settle(_ event: Event, by notification: Notification) {
        let id = LedgerRow.id(alertID: event.alertID, receiver: event.receiver, recipient: event.recipient)
        guard var row = memory.ledger[id] else { return }
        memory.ledger[id] = nil
        row.closedBy = notification.id
        row.closedAt = now
        row.closingReason = event.closingReason
        changedRows[id] = row
    }
}
