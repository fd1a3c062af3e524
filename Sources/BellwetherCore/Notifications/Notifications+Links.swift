extension Notifications {
    /// The same with more links under what they tell of: those that belong to an account.
    package func adding(links: (Notification, _ account: String) -> [Story.Link]) -> Notifications {
        var notifications = self
        notifications.outbox = outbox.map { notification in
            notification.adding { links(notification, $0) }
        }
        return notifications
    }
}

extension Notification {
    /// Those that act in its reader's name.
    package var personalLinks: [Story.Link] {
        let links = (events + unchanged).flatMap(\.story.links) + (tasksDue ?? []).flatMap(\.links)
        return links.filter { $0.isPersonal == true }
    }

    fileprivate func adding(links: (String) -> [Story.Link]) -> Notification {
        var linked = self
        linked.events = events.map { $0.adding(links($0.story.accountID)) }
        linked.unchanged = unchanged.map { $0.adding(links($0.story.accountID)) }
        linked.tasksDue = tasksDue?.map { task in
            DueTask(
                account: task.account, text: task.text, links: task.links + (task.account.map(links) ?? []))
        }
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
