extension Notification {
    private static let mark = "redirected: "
    private static let standInMark = "for a stand-in: "

    /// Whether it already went to a fallback: a letter is turned over once, so that two dead receivers make no loop.
    package var isRedirected: Bool { groupKey.hasPrefix(Self.mark) }

    /// Whether it already went to somebody who stands in for its reader.
    package var isForStandIn: Bool { groupKey.hasPrefix(Self.standInMark) }

    /// The same for whoever stands in for its reader, with a note that says why.
    package func readdressed(to other: Recipient, because reason: String) -> Notification {
        copy(
            to: receiver, other, key: "\(Self.standInMark)\(recipient)/\(groupKey)",
            note: "This was meant for \(recipientName.map { "\($0), \(recipient)" } ?? recipient), "
                + "whose mailbox does not take it: \(reason)")
    }

    /// The same for another receiver, with a note that says why it came there.
    package func redirected(to other: String, in routing: Routing, because reason: String) -> Notification {
        let whom = self.recipient == Recipient.all.address ? receiver : "\(self.recipient) by \(receiver)"
        let recipient = routing.receivers[other]?.operators(among: routing.people).first ?? .all
        return copy(
            to: other, recipient, key: "\(Self.mark)\(receiver)/\(self.recipient)/\(groupKey)",
            note: "This was meant for \(whom), which could not take it: \(reason)")
    }

    /// What it tells of by itself: the subject of a thread is of how that began, which its new reader never saw.
    private var ownSubject: String {
        let told = events.isEmpty ? unchanged : events
        guard threadOf != nil, !told.isEmpty else { return subject }
        return Wording.subject(of: told, purpose, isEscalation: groupKey.contains("\(Group.escalation):"))
    }

    private func copy(to receiver: String, _ recipient: Recipient, key: String, note: String) -> Notification {
        var copy = Notification(
            receiver: receiver, recipient: recipient.address, groupKey: key, groupLabels: groupLabels,
            sequence: sequence, purpose: purpose, createdAt: createdAt, events: events.map(\.forAnybody),
            unchanged: unchanged.map(\.forAnybody), words: words, threadOf: nil, recipientName: recipient.name,
            subject: ownSubject,
            notes: notes + [note], mentions: mentions, wouldGoTo: wouldGoTo)
        copy.held = held
        copy.dateLinks = dateLinks
        copy.tasksDue = tasksDue?.map(\.forAnybody)
        copy.quiet = quiet
        return copy
    }
}

extension DueTask {
    /// Without what acts in its reader's name.
    fileprivate var forAnybody: DueTask {
        DueTask(account: account, text: text, links: links.filter { $0.isPersonal != true })
    }
}

extension Event {
    /// Without what acts in its reader's name.
    fileprivate var forAnybody: Event {
        var event = self
        event.story.links.removeAll { $0.isPersonal == true }
        return event
    }
}
