package import BellwetherCore

/// A notification on its way out, leased to whoever sends it until that is settled.
package struct OutboxItem: Sendable, Hashable {
    package let number: Int
    package let notification: Notification
    /// What was rendered for the first attempt: later ones send the same bytes.
    package let payload: [UInt8]?
    /// Counts from 1, this one included.
    package let attempt: Int
    package let queuedAt: Moment
    /// When this attempt was to be made at the earliest.
    package let dueAt: Moment
    /// Whether an earlier attempt may have arrived without our knowing: it broke off, or we did.
    package let mayHaveArrived: Bool
}

/// What came of one attempt.
package enum Settlement: Sendable, Hashable {
    /// Accepted; the ids are what the other side calls it, for threading.
    case delivered(externalIDs: [String: String])
    case retry(at: Moment, because: String)
    /// The answer was lost: it may have arrived.
    case unknown(retryAt: Moment, because: String)
    /// No attempt will ever succeed.
    case dead(because: String)
    /// Nobody is to get it in this way any more: its receiver is gone, and something else is queued in its place.
    case dropped(because: String)
}

/// A notification that could not be delivered.
package struct DeadLetter: Sendable, Hashable {
    package let number: Int
    package let notification: Notification
    package let attempts: Int
    package let queuedAt: Moment
    package let diedAt: Moment
    package let lastError: String
}

/// One try at sending a notification.
package struct Delivery: Sendable, Hashable {
    package enum Verdict: String, Sendable, Hashable {
        case delivered, retry, dead, dropped, unknown
    }

    package let notification: String
    package let attempt: Int
    package let begunAt: Moment
    package let endedAt: Moment?
    /// `nil` while it is under way.
    package let verdict: Verdict?
    package let detail: String?
}
