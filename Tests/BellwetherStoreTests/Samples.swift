@testable import BellwetherCore
@testable import BellwetherStore

extension Alert {
    static func sample(
        _ account: String = "acme", rule: String = "health-below-band", openedAt: Moment = monday,
        _ state: State = .firing(since: monday), hold: Hold? = nil
    ) -> Alert {
        Alert(
            rule: rule, subject: .account(account), slot: 0, openedAt: openedAt, state: state, hold: hold, level: 1,
            labels: ["severity": "warning", "tier": "Größe \"L\"/<b>"],
            story: Story(accountID: account, accountName: "Acme", title: "Acme is At risk: 48", currency: "EUR"))
    }
}

extension Notification {
    static func sample(
        _ sequence: Int = 1, to receiver: String = "cs-chat", recipient: String = "all", group: String = "g",
        at moment: Moment = monday
    ) -> Notification {
        Notification(
            receiver: receiver, recipient: recipient, groupKey: group, groupLabels: ["owner": "kim"],
            sequence: sequence, purpose: .change, createdAt: moment, events: [], words: ["hello"])
    }
}

extension LedgerRow {
    static func sample(of alert: Alert, openedBy notification: Notification) -> LedgerRow {
        LedgerRow(
            alertID: alert.id, receiver: notification.receiver, recipient: notification.recipient,
            openedBy: notification.id, openedAt: monday, levelTold: 1, scoreTold: 48.2, groupKey: "g")
    }

    func closed(by notification: Notification) -> LedgerRow {
        var row = self
        row.closedBy = notification.id
        row.closedAt = notification.createdAt
        row.closingReason = .recovered
        return row
    }
}

extension Group {
    static func sample(_ episode: Int = 1) -> Group {
        Group(
            key: "cs-chat/all/0:{}", episode: episode, receiver: "cs-chat",
            recipient: Recipient(address: "all", name: nil, note: nil), path: "0", labels: ["owner": "kim"],
            isOpeningList: false, timers: .standard, since: monday)
    }
}

extension TurnOutcome {
    /// A turn that changed only what is named.
    static func of(
        touched: [Alert] = [], dropped: [Alert] = [], rules: [String: RuleMemory] = [:], groups: [Group] = [],
        goneGroups: [String] = [], ledger: [LedgerRow] = [], outbox: [Notification] = [],
        toldBefore: [Notification] = [], episodes: Int = 0
    ) -> TurnOutcome {
        var alerts = Alerts([], rules: rules)
        alerts.touched = touched
        alerts.dropped = dropped
        var memory = RoutingMemory(episodes: episodes)
        for group in groups { memory.groups[group.key] = group }
        let changed = groups.map(\.key) + goneGroups
        let notifications = Notifications(
            outbox: outbox, toldBefore: toldBefore, memory: memory, changedGroups: changed, changedLedger: ledger)
        return TurnOutcome(policy: "fingerprint", timings: ["rules": 12], alerts: alerts, notifications: notifications)
    }
}

extension Store {
    func commit(_ outcome: TurnOutcome, at moment: Moment = monday) async throws {
        try await commit(outcome, as: try await begin(turnAsOf: moment))
    }
}
