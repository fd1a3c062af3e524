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
    fileprivate var isMeaningful: Bool {
        switch touchKind {
        case "call", "phone", "meeting", "visit", "video", "demo", "training", "workshop", "ebr", "qbr", "review": true
        default: false
        }
    }
}
