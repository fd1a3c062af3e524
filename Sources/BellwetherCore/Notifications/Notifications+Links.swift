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
        var linked = self
        linked.events = events.map { $0.adding(links($0)) }
        linked.unchanged = unchanged.map { $0.adding(links($0)) }
        return linked
    }
}

extension Event {
    /// What ended asks nobody for anything.
    fileprivate func adding(_ links: [Story.Link]) -> Event {
        guard kind != .closed else { return self }
        var linked = self
        linked.story.links += links
        return linked
    }
}
