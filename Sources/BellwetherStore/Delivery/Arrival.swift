package import BellwetherCore

/// How the message fared that told somebody.
package struct Arrival: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Hashable, Codable {
        case delivered, waiting, undelivered, dropped
        /// It went out before the state was restored from a copy that does not know of it.
        case toldBefore = "told_before"
        /// It was cleaned away with the years.
        case forgotten
    }

    /// Why it was dropped that was told before a restore, in the outbox.
    static let reasonOfToldBefore = "it was told before the state was restored from a copy"

    package let state: State
    /// When it was delivered, given up or dropped.
    package let settledAt: Moment?

    package init(_ state: State, settledAt: Moment? = nil) {
        self.state = state
        self.settledAt = settledAt
    }

    init(written state: String?, settledAt: Moment?, because reason: String?) {
        let known: State =
            switch state {
            case "delivered": .delivered
            case "dead": .undelivered
            case "dropped" where reason == Self.reasonOfToldBefore: .toldBefore
            case "dropped": .dropped
            case .some: .waiting
            case nil: .forgotten
            }
        self.init(known, settledAt: settledAt)
    }

    /// For whoever asks who was told.
    package func words(_ local: (Moment) -> String) -> String {
        switch state {
        case .delivered: "delivered"
        case .waiting: "not delivered yet"
        case .undelivered: "could not be delivered"
        case .dropped: "dropped\(settledAt.map { " \(local($0))" } ?? ""), never delivered"
        case .toldBefore: "told before the state was restored from a backup, and not again"
        case .forgotten: "too long ago to know whether it arrived"
        }
    }
}
