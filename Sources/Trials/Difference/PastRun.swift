import BellwetherCore

/// What becomes of alerts on past days under one policy; nobody is told.
struct PastRun: Sendable {
    /// One alert's life, by the days on which it began and ended; nothing for what goes on.
    struct Episode: Sendable, Hashable {
        let topic: Topic
        let opened: Moment
        var closed: Moment?
        /// Whether it began on a day that counts.
        let counts: Bool

        func overlaps(_ other: Episode) -> Bool {
            opened <= other.closed ?? .distantFuture && other.opened <= closed ?? .distantFuture
        }
    }

    /// A rule and what it speaks of.
    struct Topic: Sendable, Hashable {
        let rule: String
        let subject: Subject
        let slot: Int
    }

    let policy: Policy
    /// The same where somebody is told.
    let telling: Policy
    private var alerts = Alerts()
    private(set) var episodes: [Topic: [Episode]] = [:]

    /// - Parameter rules: those to go over; the others are as they are on both sides.
    init(of rules: Set<String>, under policy: Policy) {
        telling = policy.going(over: rules, telling: true)
        self.policy = policy.going(over: rules, telling: false)
    }

    /// What fires now.
    var firing: [Topic: Alert] {
        Dictionary(alerts.standing.map { ($0.topic, $0) }) { first, _ in first }
    }

    mutating func observe(_ matches: Matches, at moment: Moment, counting isCounted: Bool) {
        alerts = alerts.observing(matches, at: moment)
        for change in alerts.changes {
            let topic = change.alert.topic
            switch change.kind {
            case .opened:
                let episode = Episode(topic: topic, opened: moment, counts: isCounted)
                episodes[topic, default: []].append(episode)
            case .worsened: break
            case .closed:
                if let last = episodes[topic]?.indices.last { episodes[topic]?[last].closed = moment }
            }
        }
    }
}

extension Alert {
    var topic: PastRun.Topic { PastRun.Topic(rule: rule, subject: subject, slot: slot) }
}
