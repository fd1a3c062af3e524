extension Notification {
    /// What `notify --test` sends: says of itself that it is a test, and names no customer.
    package static func test(receiver: String, recipient: String, recipientName: String? = nil, at now: Moment) -> Self
    {
        let words = [
            "Bellwether reaches this receiver",
            "Sent to '\(receiver)' by 'bellwether notify --test'. No customer is concerned; there is nothing to do.",
        ]
        return Notification(
            receiver: receiver, recipient: recipient, groupKey: "test:\(now)", groupLabels: [:], sequence: 1,
            purpose: .test, createdAt: now, events: [], words: words, recipientName: recipientName,
            subject: "TEST: \(words[0])")
    }
}
