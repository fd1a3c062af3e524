extension Event {
    /// What a recipient is told of an alert that fires.
    init(_ kind: Kind, _ alert: Alert, receiver: String, recipient: String) {
        self.init(
            kind: kind, alertID: alert.id, rule: alert.rule, subject: alert.subject, openedAt: alert.openedAt,
            firedAt: alert.firedAt, labels: alert.labels, story: alert.story, receiver: receiver, recipient: recipient,
            level: alert.level)
    }

    /// What a recipient is told of its end.
    init(
        closing alert: Alert, because reason: ClosingReason, at now: Moment, receiver: String, recipient: String,
        scoreTold: Double?
    ) {
        self.init(
            kind: .closed, alertID: alert.id, rule: alert.rule, subject: alert.subject, openedAt: alert.openedAt,
            firedAt: alert.firedAt, closedAt: alert.closedAt ?? now, closingReason: reason, labels: alert.labels,
            story: alert.story, receiver: receiver, recipient: recipient, scoreTold: scoreTold)
    }

    /// How many times as urgent as a mere hint its rule calls it: 4 for a warning, 16 for what is critical.
    var urgency: Double { labels["severity"].flatMap(AlertSeverity.init)?.urgency ?? 1 }

    /// Whether it is what a row of the ledger is about.
    package func isOf(_ row: LedgerRow) -> Bool {
        alertID == row.alertID && receiver == row.receiver && recipient == row.recipient
    }

    /// The rule and the subject: the same for a later alert of the same thing.
    var topic: String { "\(rule)/\(subject.id)" }
}

extension Alert {
    /// When it began to fire; before that, when its condition began to hold.
    var firedAt: Moment {
        switch state {
        case .pending(let since), .firing(let since), .recovering(_, firingSince: let since),
            .resolved(_, firingSince: let since, _):
            since
        }
    }

    var closedAt: Moment? {
        switch state {
        case .resolved(let at, _, _): at
        case .pending, .firing, .recovering: nil
        }
    }

    /// Where it stands in a list: as in messages, what is more severe is more urgent.
    var rank: Story.Rank {
        Story.Rank(of: story, timesAsUrgent: labels["severity"].flatMap(AlertSeverity.init)?.urgency ?? 1)
    }

    /// The key of who looks after the account.
    package var owner: String? { labels["owner"].flatMap { $0.isEmpty ? nil : $0 } ?? story.owner }
}

extension AlertSeverity {
    /// How many times as urgent as a mere hint.
    fileprivate var urgency: Double {
        switch self {
        case .critical: 16
        case .warning: 4
        case .info: 1
        }
    }
}

extension Story {
    /// Money × urgency: what is at stake, counting for more the sooner its date comes.
    ///
    /// Without a date it counts like one a year away; a date that has passed is as urgent as today.
    package var weight: Double {
        let days = max(0, urgencyDays ?? 365)
        return Double(stakeMinor ?? mrrMinor ?? 0) / Double(days + 30)
    }

    /// Where an alert stands in a list: the heaviest first, then the nearest date, the lowest score, and the name, so
    /// that the same inputs give the same bytes.
    struct Rank: Comparable {
        let weight: Double
        private let days: Int
        private let score: Double
        private let name: String

        fileprivate init(of story: Story, timesAsUrgent factor: Double) {
            weight = story.weight * factor
            days = story.urgencyDays ?? .max
            score = story.score ?? .infinity
            name = story.accountName
        }

        static func < (left: Rank, right: Rank) -> Bool {
            if left.weight != right.weight { return left.weight > right.weight }
            return (left.days, left.score, left.name) < (right.days, right.score, right.name)
        }
    }
}

extension [Event] {
    func ranked() -> [Event] {
        map { (rank: Story.Rank(of: $0.story, timesAsUrgent: $0.urgency), event: $0) }
            .sorted { ($0.rank, $0.event.id) < ($1.rank, $1.event.id) }
            .map(\.event)
    }

    /// These, then closings; a closing whose topic opens again stands right before its opening.
    func following(_ closings: [Event]) -> [Event] {
        let reopened = Set(map(\.topic))
        let before = Dictionary(grouping: closings.filter { reopened.contains($0.topic) }, by: \.topic)
        var placed: Set<String> = []
        let news = flatMap { event in
            (placed.insert(event.topic).inserted ? before[event.topic] ?? [] : []) + [event]
        }
        return news + closings.filter { !reopened.contains($0.topic) }.ranked()
    }
}
