extension Metric {
    /// Calendar days since people last spoke with each other: a call, a meeting, a visit, a demo, a training, a review of
    /// the business (M31). Mails and chats are touches, not this.
    package static let daysSinceMeaningfulTouch = Metric(
        "touch.days_since_meaningful", .days, .lowerIsBetter, from: [.touch], example: 34,
        "Days since the last call, meeting, visit, demo, training or business review."
    ) { account, context in
        context.daysSinceTouch(account) { $0.isMeaningful }
    }
}

extension Touch {
    private static let meaningful: Set = [
        "call", "phone", "meeting", "visit", "video", "demo", "training", "workshop", "ebr", "qbr", "review",
    ]

    /// The words of its kind that people share.
    static let words = meaningful.union(["mail", "email", "chat", "note"])

    fileprivate var isMeaningful: Bool { touchKind.map(Self.meaningful.contains) ?? false }
}
