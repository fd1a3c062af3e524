/// (alert, what happened, receiver, recipient): that text is the event's id, so that a receiver can tell a repetition.
package struct Event: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case opened, worsened, closed
    }

    package let kind: Kind
    package let alertID: String
    package let rule: String
    package let subject: Subject
    package let openedAt: Moment
    /// When it began to fire, which is what Alertmanager calls startsAt.
    package let firedAt: Moment
    package let closedAt: Moment?
    package let closingReason: ClosingReason?
    package let labels: [String: String]
    package let story: Story
    package let receiver: String
    package let recipient: String

    package init(
        kind: Kind, alertID: String, rule: String, subject: Subject, openedAt: Moment, firedAt: Moment,
        closedAt: Moment? = nil, closingReason: ClosingReason? = nil, labels: [String: String], story: Story,
        receiver: String, recipient: String
    ) {
        self.kind = kind
        self.alertID = alertID
        self.rule = rule
        self.subject = subject
        self.openedAt = openedAt
        self.firedAt = firedAt
        self.closedAt = closedAt
        self.closingReason = closingReason
        self.labels = labels
        self.story = story
        self.receiver = receiver
        self.recipient = recipient
    }

    package var id: String { "\(alertID)/\(kind.rawValue)/\(receiver)/\(recipient)" }
}

/// What one recipient is sent at once.
package struct Notification: Sendable, Hashable, Codable {
    package enum Purpose: String, Sendable, Hashable, Codable {
        /// The first list after an empty start, or of a new rule: what is so already, by money and urgency.
        case openingList = "opening_list"
        /// Something opened, worsened or closed.
        case change
        /// Nothing new; it still holds.
        case reminder
        /// Bellwether speaks of itself: to the operator.
        case operational
        case test
    }

    package let receiver: String
    package let recipient: String
    package let groupKey: String
    package let groupLabels: [String: String]
    /// Counts the group's notifications from 1.
    package let sequence: Int
    package let purpose: Purpose
    package let createdAt: Moment
    /// What changed, by money and urgency: opened and worsened first, then closed.
    package let events: [Event]
    /// Alerts of the group that were told before and have not changed.
    package let unchanged: [Event]
    /// For `operational` and `test`: what is said, first line the headline.
    package let words: [String]
    /// The id of the first notification of this group that this recipient got, for threading; nil for the first.
    package let threadOf: String?

    package init(
        receiver: String, recipient: String, groupKey: String, groupLabels: [String: String], sequence: Int,
        purpose: Purpose, createdAt: Moment, events: [Event], unchanged: [Event] = [], words: [String] = [],
        threadOf: String? = nil
    ) {
        self.receiver = receiver
        self.recipient = recipient
        self.groupKey = groupKey
        self.groupLabels = groupLabels
        self.sequence = sequence
        self.purpose = purpose
        self.createdAt = createdAt
        self.events = events
        self.unchanged = unchanged
        self.words = words
        self.threadOf = threadOf
    }

    /// (receiver, recipient, group key, sequence)
    package var id: String { "\(receiver)/\(recipient)/\(groupKey)/\(sequence)" }
}

/// A row for everything that was announced: who was told of which alert, and what closed it.
package struct LedgerRow: Sendable, Hashable, Codable {
    package let alertID: String
    package let receiver: String
    package let recipient: String
    package let openedBy: String
    package let openedAt: Moment
    /// The notification that told of the end, once there is one.
    package var closedBy: String?
    package var closedAt: Moment?
    package var closingReason: ClosingReason?
    /// The highest level told so far.
    package var levelTold: Int
    package let groupKey: String

    package init(
        alertID: String, receiver: String, recipient: String, openedBy: String, openedAt: Moment, levelTold: Int,
        groupKey: String
    ) {
        self.alertID = alertID
        self.receiver = receiver
        self.recipient = recipient
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.levelTold = levelTold
        self.groupKey = groupKey
    }
}
