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
    package internal(set) var story: Story
    package let receiver: String
    package let recipient: String
    /// Of what worsened, how bad it is: each time is an event of its own.
    package let level: Int?
    /// The score when this recipient was told that it opened, for comparing with the one at the end.
    package let scoreTold: Double?
    /// Why it is told again: that somebody had quieted it and it woke, or that it was over in between.
    package var waking: String?
    /// Whether it counts as worse only since its rule was edited.
    package internal(set) var isRegraded: Bool?
    /// Whether it counts for more only since a date came nearer.
    package internal(set) var isNearer: Bool?
    /// Of its end, whether its account still has an alert about the same.
    package internal(set) var goesOn: Bool?
    /// What is to be done about it; nothing where its story alone says so, as in a rehearsal.
    package internal(set) var tasks: [TaskLine]?
    /// Of its end, how many open tasks it took along.
    package internal(set) var lapsedTasks: Int?

    package init(
        kind: Kind, alertID: String, rule: String, subject: Subject, openedAt: Moment, firedAt: Moment,
        closedAt: Moment? = nil, closingReason: ClosingReason? = nil, labels: [String: String], story: Story,
        receiver: String, recipient: String, scoreTold: Double? = nil, level: Int? = nil
    ) {
        self.kind = kind
        self.level = kind == .worsened ? level : nil
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
        self.scoreTold = scoreTold
    }

    package var id: String {
        let what = kind.rawValue + (level.map { "-\($0)" } ?? "")
        return "\(alertID)/\(what)/\(receiver)/\(recipient)"
    }
}

/// What one recipient is sent at once.
package struct Notification: Sendable, Hashable, Codable {
    package enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
        /// The first list after an empty start, or of a new rule: what is so already, by money and urgency.
        case openingList = "opening_list"
        /// What somebody has now that was somebody else's before: one list.
        case handover
        /// Something opened, worsened or closed.
        case change
        /// Nothing new; it still holds.
        case reminder
        /// A day's news as one list: new, worse, still open, over, and what comes near.
        case digest
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
    /// What changed, by money and urgency: opened and worsened first, then closed. Where the same rule closed and opened
    /// again for the same subject, the closing stands right before the opening.
    package internal(set) var events: [Event]
    /// Alerts of the group that were told before and have not changed.
    package internal(set) var unchanged: [Event]
    /// For `operational` and `test`: what is said, first line the headline. For `digest`: the dates that come near.
    package let words: [String]
    /// The id of the notification of this group that began its thread; nil where this one does.
    package let threadOf: String?
    /// What the recipient is called, where that is known.
    package let recipientName: String?
    /// What a mail's subject says, fixed when its thread begins, so that later mails stand in it.
    package let subject: String
    /// What to say about how it got here: `the account has no owner; this came to the fallback`.
    package let notes: [String]
    /// The chat ids of owners, by key, for receivers that can call somebody's attention.
    package let mentions: [String: String]
    /// In a rehearsal, whom it would go to.
    package let wouldGoTo: String?
    /// How the scores went of those it tells of in full, by account; for receivers that show pictures, and only then.
    package var trends: [String: Trend]?
    /// Of a digest: where the dates that come near lead, in the order of `words`.
    package var dateLinks: [Story.Link?]?
    /// Of a digest: what was held back, and why.
    package var held: [String]?
    /// Of a digest: what its reader is to do today, or was to do before.
    package var tasksDue: [DueTask]?
    /// The mute times of the route that it came by, for lists that name none, and for when the route is gone.
    package var quiet: RouteQuiet?

    package init(
        receiver: String, recipient: String, groupKey: String, groupLabels: [String: String], sequence: Int,
        purpose: Purpose, createdAt: Moment, events: [Event], unchanged: [Event] = [], words: [String] = [],
        threadOf: String? = nil, recipientName: String? = nil, subject: String = "", notes: [String] = [],
        mentions: [String: String] = [:], wouldGoTo: String? = nil
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
        self.recipientName = recipientName
        self.subject = subject
        self.notes = notes
        self.mentions = mentions
        self.wouldGoTo = wouldGoTo
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
    package internal(set) var openedAt: Moment
    /// The notification that told of the end, once there is one; `nobody` where there was none to tell.
    package var closedBy: String?
    package var closedAt: Moment?
    package var closingReason: ClosingReason?
    /// The highest level told so far.
    package var levelTold: Int
    /// The score told with the opening.
    package let scoreTold: Double?
    /// The group whose messages tell of it, in `RoutingMemory.groups`.
    package let groupKey: String

    package init(
        alertID: String, receiver: String, recipient: String, openedBy: String, openedAt: Moment, levelTold: Int,
        scoreTold: Double? = nil, groupKey: String
    ) {
        self.alertID = alertID
        self.receiver = receiver
        self.recipient = recipient
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.levelTold = levelTold
        self.scoreTold = scoreTold
        self.groupKey = groupKey
    }

    /// What closes a row where nobody reads any more, in the place of a notification.
    package static let nobody = "nobody"

    /// (alert, receiver, recipient)
    package var id: String { Self.id(alertID: alertID, receiver: receiver, recipient: recipient) }

    package static func id(alertID: String, receiver: String, recipient: String) -> String {
        "\(alertID)/\(receiver)/\(recipient)"
    }
}
