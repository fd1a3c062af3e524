/// An alert with a place of its own in memory: alerts are large, and most of them stay as they are from one turn to the
/// next.
final class AlertBox: Sendable {
    let alert: Alert

    init(_ alert: Alert) { self.alert = alert }

    var accountSince: Day? { alert.story.accountSince }
}

/// The alerts that fire or recover, held ones too, by id.
package struct StandingAlerts: Sendable {
    private var byID: [String: AlertBox] = [:]

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

    mutating func replace(_ before: AlertBox?, by after: AlertBox?) {
        if let before, before.alert.id != after?.alert.id { byID[before.alert.id] = nil }
        if let after { byID[after.alert.id] = after.alert.isFiring ? after : nil }
    }
}
