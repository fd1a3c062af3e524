extension Metric {
    /// The share of its most frequent topic among the tickets of the last 30 whole days (M30): much of one kind is one
    /// thing to mend. Which one it is, reports say; a topic of one's own is counted in a rule:
    /// `tickets.filter(t, t.topic == 'import').size()`.
    package static let topTopicShare = Metric(
        "tickets.top_topic_share", .ratio, .neither, from: [.ticket], example: 0.5, in: 0...1,
        "Share of the most frequent topic among the tickets of the last 30 days."
    ) { account, context in
        guard context.delivers(.ticket) else { return .absent(.noData) }
        let topics = account.topics(from: context.windowStart(days: 30), to: context.todayStart, at: context.asOf)
        let count = topics.values.reduce(0, +)
        guard count > 0 else { return .absent(.emptyDenominator) }
        return .known(Double(topics.values.max() ?? 0) / Double(count))
    }
}

extension AccountView {
    /// How many tickets there were of each topic; one that tells none is of the topic ''.
    func topics(from start: Moment, to end: Moment, at asOf: AsOf) -> [String: Int] {
        tickets.reduce(into: [:]) { topics, ticket in
            guard let created = ticket.created, ticket.isKnown(at: asOf), created >= start, created < end else {
                return
            }
            topics[ticket.topic ?? "", default: 0] += 1
        }
    }
}
