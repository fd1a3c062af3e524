extension Metric {
    /// Contacts in the last 30 whole days, automatic ones aside (M31).
    package static let touchCount = Metric(
        "touch.count_30", .count, .higherIsBetter, from: [.touch], example: 4, "Contacts in the last 30 days."
    ) { account, context in
        guard context.delivers(.touch) else { return .absent(.noData) }
        let start = context.windowStart(days: 30)
        let end = context.todayStart
        let count = account.touches.count { touch in
            guard let at = touch.at, !touch.isAutomatic, context.asOf.knows(at, touch.knowledge) else { return false }
            return at >= start && at < end
        }
        return .known(Double(count))
    }
}
