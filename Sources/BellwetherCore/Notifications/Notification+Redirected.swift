extension Notification {
    private static let mark = "redirected: "

    /// Whether it already went to a fallback: a letter is turned over once, so that two dead receivers make no loop.
    package var isRedirected: Bool { groupKey.hasPrefix(Self.mark) }

    /// The same for another receiver, with a note that says why it came there.
    package func redirected(to other: String, in routing: Routing, because reason: String) -> Notification {
        let whom = self.recipient == Recipient.all.address ? receiver : "\(self.recipient) by \(receiver)"
        let recipient = routing.receivers[other]?.operators(among: routing.people).first ?? .all
        return Notification(
            receiver: other, recipient: recipient.address,
            groupKey: "\(Self.mark)\(receiver)/\(self.recipient)/\(groupKey)",
            groupLabels: groupLabels, sequence: sequence, purpose: purpose, createdAt: createdAt, events: events,
            unchanged: unchanged, words: words, threadOf: nil, recipientName: recipient.name, subject: subject,
            notes: notes + ["This was meant for \(whom), which could not take it: \(reason)"],
            mentions: mentions, wouldGoTo: wouldGoTo)
    }
}
