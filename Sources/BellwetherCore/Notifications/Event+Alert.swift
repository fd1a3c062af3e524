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

    /// The key of who looks after the account.
    var owner: String? { labels["owner"].flatMap { $0.isEmpty ? nil : $0 } ?? story.owner }
}

extension Story {
    /// Money × urgency: what is at stake, counting for more the sooner its date comes.
    ///
    /// Without a date it counts like one a year away; a date that has passed is as urgent as today.
    package var weight: Double {
        let days = max(0, urgencyDays ?? 365)
        return Double(stakeMinor ?? mrrMinor ?? 0) / Double(days + 30)
    }
}

extension [Event] {
    /// The heaviest first; ties by name and id, so that the same inputs give the same bytes.
    func ranked() -> [Event] {
        sorted { left, right in
            let (leftWeight, rightWeight) = (left.story.weight, right.story.weight)
            guard leftWeight == rightWeight else { return leftWeight > rightWeight }
            return (left.story.urgencyDays ?? .max, left.story.accountName, left.id)
                < (right.story.urgencyDays ?? .max, right.story.accountName, right.id)
        }
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
