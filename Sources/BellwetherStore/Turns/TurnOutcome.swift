package import BellwetherCore

/// A turn that has begun to write its history and is not seen yet.
package struct OpenTurn: Sendable, Hashable {
    package let number: Int
    package let asOf: Moment
}

/// What a turn leaves behind, besides its history: all of it, or nothing.
package struct TurnOutcome: Sendable {
    /// The fingerprint of the policy it followed.
    package var policy: String
    /// Milliseconds by stage.
    package var timings: [String: Int]
    package var alerts: Alerts
    package var notifications: Notifications
    /// What is noted of the installation with it.
    package var notes: [String: String] = [:]

    package init(policy: String, timings: [String: Int] = [:], alerts: Alerts, notifications: Notifications) {
        self.policy = policy
        self.timings = timings
        self.alerts = alerts
        self.notifications = notifications
    }
}

/// A turn that was committed.
package struct TurnRecord: Sendable, Hashable {
    package let number: Int
    package let asOf: Moment
    package let policy: String
    package let timings: [String: Int]
}
