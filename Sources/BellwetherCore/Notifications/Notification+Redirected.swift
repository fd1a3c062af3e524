extension Notification {
    private static let mark = "redirected: "
    private static let standInMark = "for a stand-in: "

    /// Whether it already went to a fallback: a letter is turned over once, so that two dead receivers make no loop.
    package var isRedirected: Bool { groupKey.hasPrefix(Self.mark) }

    /// Whether it already went to somebody who stands in for its reader.
    package var isForStandIn: Bool { groupKey.hasPrefix(Self.standInMark) }

    /// Whether it was turned over twice: from there it goes nowhere else.
    package var isAtItsEnd: Bool { groupKey.components(of: Self.mark) >= 2 }

    /// The id of what this repeats for somebody else; nothing where it is its reader's own.
    package var original: String? {
        if isRedirected { return "\(groupKey.dropFirst(Self.mark.count))/\(sequence)" }
        return isForStandIn ? "\(receiver)/\(groupKey.dropFirst(Self.standInMark.count))/\(sequence)" : nil
    }

    /// The id that this has where it is turned over to a reader elsewhere.
    package static func id(of original: String, redirectedTo receiver: String, _ recipient: String) -> String {
        "\(receiver)/\(recipient)/\(mark)\(original)"
    }

    /// The id that another message has where its copy went to the same reader as this one.
    package func sameReadersCopy(of other: String) -> String? {
        if isRedirected { return Self.id(of: other, redirectedTo: receiver, recipient) }
        guard isForStandIn, other.hasPrefix("\(receiver)/") else { return nil }
        return "\(receiver)/\(recipient)/\(Self.standInMark)\(other.dropFirst(receiver.count + 1))"
    }

    /// What it comes to, whoever reads it.
    package var tells: Set<String> {
        Set(
            events.map { "\($0.alertID) \($0.kind.rawValue) \($0.level ?? 0)" }
                + unchanged.map { "\($0.alertID) still \(purpose.rawValue)" } + words)
    }

    /// The same for whoever stands in for its reader, with a note that says why.
    package func readdressed(to other: Recipient, because reason: String) -> Notification {
        readdressed(
            to: other,
            noting: "This was meant for \(recipientName.map { "\($0), \(recipient)" } ?? recipient), "
                + "whose mailbox does not take it: \(reason)")
    }

    private func readdressed(to other: Recipient, noting note: String) -> Notification {
        copy(to: receiver, other, key: "\(Self.standInMark)\(recipient)/\(groupKey)", note: note)
    }

    /// The same for another receiver, with a note that says why it came there.
    package func redirected(to other: String, in routing: Routing, because reason: String) -> Notification {
        let recipient = routing.receivers[other]?.operators(among: routing.people).first ?? .all
        return redirected(
            to: other, recipient, noting: "This was meant for \(whom), which could not take it: \(reason)")
    }

    private func redirected(to other: String, _ recipient: Recipient, noting note: String) -> Notification {
        copy(to: other, recipient, key: "\(Self.mark)\(receiver)/\(self.recipient)/\(groupKey)", note: note)
    }

    private var whom: String {
        recipient == Recipient.all.address ? receiver : "\(recipient) by \(receiver)"
    }

    /// What is over of this, for whoever heard in its reader's place that it began.
    package func endings(ofAlerts alerts: Set<String>, forReaderOf copy: Notification) -> Notification {
        let reader = Recipient(address: copy.recipient, name: copy.recipientName)
        let note = "You were told of this in the place of \(whom)"
        var endings =
            copy.isForStandIn
            ? readdressed(to: reader, noting: note) : redirected(to: copy.receiver, reader, noting: note)
        endings.events.removeAll { $0.kind != .closed || !alerts.contains($0.alertID) }
        endings.unchanged = []
        return endings
    }

    /// What is left of it where it comes late; nothing where all is over that it tells of.
    ///
    /// - Parameter isSo: whether something is still to be told.
    package func leaving(_ isSo: (Event) -> Bool) -> Notification? {
        var rest = self
        rest.events.removeAll { !isSo($0) }
        rest.unchanged.removeAll { !isSo($0) }
        guard rest.events.count < events.count || rest.unchanged.count < unchanged.count else { return self }
        let isEmpty =
            switch purpose {
            case .openingList, .handover, .change: rest.events.isEmpty
            case .reminder: rest.events.isEmpty && rest.unchanged.isEmpty
            case .digest:
                rest.events.isEmpty && rest.unchanged.isEmpty && words.isEmpty && (tasksDue ?? []).isEmpty
            case .operational, .test: false
            }
        return isEmpty ? nil : rest
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

extension String {
    fileprivate func components(of mark: String) -> Int { ranges(of: mark).count }
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
