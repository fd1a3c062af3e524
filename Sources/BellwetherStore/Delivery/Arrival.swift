package import BellwetherCore

/// How the message fared that told somebody.
package struct Arrival: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Hashable, Codable {
        case delivered, waiting, undelivered, dropped
        /// It was cleaned away with the years.
        case forgotten
    }

    package let state: State
    /// When it was delivered, given up or dropped.
    package let settledAt: Moment?

    package init(_ state: State, settledAt: Moment? = nil) {
        self.state = state
        self.settledAt = settledAt
    }

    init(written state: String?, settledAt: Moment?) {
        let known: State =
            switch state {
            case "delivered": .delivered
            case "dead": .undelivered
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
        case .forgotten: "too long ago to know whether it arrived"
        }
    }
}
