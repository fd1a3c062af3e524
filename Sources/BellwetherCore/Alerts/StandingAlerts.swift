/// An alert with a place of its own in memory: alerts are large, and most of them stay as they are from one turn to the
/// next.
///
/// What every turn asks of all of them stands beside it.
final class AlertBox: Sendable {
    let alert: Alert
    let slot: Int
    let waitsForTime: Bool
    let waitsForOperator: Bool
    let accountSince: Day?
    /// What is to be done about it, by name.
    let playbook: String?

    init(_ alert: Alert) {
        self.alert = alert
        slot = alert.slot
        waitsForTime = alert.waitsForTime
        waitsForOperator = alert.waitsForOperator
        accountSince = alert.story.accountSince
        playbook = alert.story.plan?.playbook
    }
}

/// The alerts that fire or recover, held ones too, by id.
package struct StandingAlerts: Sendable {
    /// Nothing but itself: of these alerts there was no other state under it.
    final class Edition: Sendable {}

    private var byID: [String: AlertBox] = [:]
    private(set) var edition = Edition()
    private var editionBefore: Edition?
    /// The ids of what may be otherwise than in the edition before.
    private var changed: Set<String> = []

    init() {}

    init(_ alerts: some Sequence<Alert>) {
        for alert in alerts where alert.isFiring { byID[alert.id] = AlertBox(alert) }
    }

    package subscript(id: String) -> Alert? { byID[id]?.alert }

    func box(_ id: String) -> AlertBox? { byID[id] }

    var boxes: some Collection<AlertBox> { byID.values }
    package var all: some Collection<Alert> { byID.values.lazy.map(\.alert) }
    package var count: Int { byID.count }

    func contains(_ id: String) -> Bool { byID[id] != nil }

    func filter(_ isWanted: (Alert) -> Bool) -> [Alert] { byID.values.filter { isWanted($0.alert) }.map(\.alert) }

    /// What is replaced from here on is told from how it was until now.
    mutating func beginEdition() {
        editionBefore = edition
        edition = Edition()
        changed = []
    }

    /// The ids of those that may stand otherwise than in an edition; nothing where that is not known.
    func changes(since known: Edition) -> Set<String>? {
        if known === edition { return [] }
        return known === editionBefore ? changed : nil
    }

    mutating func replace(_ before: AlertBox?, by after: AlertBox?) {
        changed.formUnion([before, after].compactMap { $0?.alert.id })
        if let before, before.alert.id != after?.alert.id { byID[before.alert.id] = nil }
        if let after { byID[after.alert.id] = after.alert.isFiring ? after : nil }
    }
}
