extension Notification {
    /// What `notify test` sends: says of itself that it is a test, and names no customer.
    ///
    /// - Parameter number: counts those of the same second.
    package static func test(
        receiver: String, recipient: String, recipientName: String? = nil, at now: Moment, number: Int = 1
    ) -> Self {
        let words = [
            "Bellwether reaches this receiver",
            "Sent to '\(receiver)' by `bellwether notify test \(receiver)`. No customer is concerned; there is nothing to do.",
        ]
        return Notification(
            receiver: receiver, recipient: recipient, groupKey: "test:\(now)\(number > 1 ? "#\(number)" : "")",
            groupLabels: [:], sequence: 1,
            purpose: .test, createdAt: now, events: [], words: words, recipientName: recipientName,
            subject: "TEST: \(words[0])")
    }
}
