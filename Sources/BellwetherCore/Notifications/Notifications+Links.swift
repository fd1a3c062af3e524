extension Notifications {
    /// The same with more links under what they tell of.
    package func adding(links: (Notification, Event) -> [Story.Link]) -> Notifications {
        var notifications = self
        notifications.outbox = outbox.map { notification in
            notification.adding { links(notification, $0) }
        }
        return notifications
    }
}

extension Notification {
    fileprivate func adding(links: (Event) -> [Story.Link]) -> Notification {
        Notification(
            receiver: receiver, recipient: recipient, groupKey: groupKey, groupLabels: groupLabels, sequence: sequence,
            purpose: purpose, createdAt: createdAt, events: events.map { $0.adding(links($0)) },
            unchanged: unchanged.map { $0.adding(links($0)) }, words: words, threadOf: threadOf,
            recipientName: recipientName, subject: subject, notes: notes, mentions: mentions, wouldGoTo: wouldGoTo)
    }
}

extension Event {
    /// What ended asks nobody for anything.
    fileprivate func adding(_ links: [Story.Link]) -> Event {
        guard kind != .closed else { return self }
        var story = story
        story.links += links
        return Event(
            kind: kind, alertID: alertID, rule: rule, subject: subject, openedAt: openedAt, firedAt: firedAt,
            closedAt: closedAt, closingReason: closingReason, labels: labels, story: story, receiver: receiver,
            recipient: recipient, scoreTold: scoreTold, level: level)
    }
}
