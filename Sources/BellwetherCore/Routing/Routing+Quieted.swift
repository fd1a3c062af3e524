extension Routing {
    /// Which of the alerts that fire are not told for now, and why.
    package func quieted(_ alerts: [Alert], since memory: RoutingMemory, at now: Moment) -> [String: AlertQuiet] {
        notifications(for: AlertNews(standing: alerts), since: memory, at: now).quiet
    }
}

extension Notifications {
    /// Whether a group tells of an alert, has told of it, or was about to before this turn.
    package func concerns(_ alert: String, group key: String, before: RoutingMemory) -> Bool {
        let isWaiting = [before, memory].contains { $0.groups[key]?.waiting.contains(alert) ?? false }
        return isWaiting || memory.ledger.rows(about: alert).contains { $0.groupKey == key }
    }
}
