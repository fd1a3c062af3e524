import BellwetherCore

/// Both sides of the same days.
struct Comparison: Sendable {
    private struct Side: Sendable {
        let firing: ByRule<Alert>
        let episodes: ByRule<[PastRun.Episode]>
        let routing: Routing

        /// - Parameter names: what rules are called now that had another name.
        init(_ run: PastRun, naming names: [String: String] = [:]) {
            firing = ByRule(run.firing, naming: names)
            episodes = ByRule(run.episodes, naming: names)
            routing = run.policy.routing
        }
    }

    /// Something of each rule and what it speaks of, by the rule's name of now.
    private struct ByRule<Value: Sendable>: Sendable {
        private var parts: [String: [PastRun.Topic: Value]] = [:]

        init(_ all: [PastRun.Topic: Value], naming names: [String: String] = [:]) {
            for (topic, value) in all {
                let rule = names[topic.rule] ?? topic.rule
                parts[rule, default: [:]][PastRun.Topic(rule: rule, subject: topic.subject, slot: topic.slot)] = value
            }
        }

        subscript(topic: PastRun.Topic) -> Value? { parts[topic.rule]?[topic] }

        func of(_ rules: Set<String>) -> [PastRun.Topic: Value] {
            if rules.count == 1, let rule = rules.first { return parts[rule] ?? [:] }
            return parts.reduce(into: [:]) { all, part in
                if rules.contains(part.key) { all.merge(part.value) { first, _ in first } }
            }
        }

        /// What is not among the others, made into something.
        func except<Other>(_ others: ByRule, _ made: (Value) -> Other) -> ByRule<Other> {
            let rest = parts.values.joined().filter { others[$0.key] == nil }
            return ByRule<Other>(Dictionary(uniqueKeysWithValues: rest.map { ($0.key, made($0.value)) }))
        }
    }

    /// After how many days it is told how far it has come.
    private static let step = 10

    private let old, new: Side
    /// What fires on one side only, with the words that it would be told with.
    private let begins, ends: ByRule<Alert>
    private let accounts: Accounts
    private let metrics: Metrics
    private let watched: Int
    private let zone: Zone
    private let now: Moment

    /// Goes through the days and the present on both sides.
    init(
        of walk: PastWalk, over moments: [Moment], _ renamed: [String: String], at now: Moment,
        advance: (Int, Int) -> Void
    ) {
        var walk = walk
        for start in stride(from: 0, to: moments.count, by: Self.step) {
            let some = moments[start..<min(start + Self.step, moments.count)]
            walk.go(through: some)
            advance(some.endIndex, moments.count)
        }
        let present = walk.arrive(at: now)
        old = Side(walk.runs[0], naming: renamed)
        new = Side(walk.runs[1])
        begins = new.firing.except(old.firing, present[1].words.telling)
        ends = old.firing.except(new.firing, present[0].words.telling)
        zone = walk.runs[1].policy.zone
        accounts = walk.accounts
        metrics = present[1].metrics
        watched = present[1].words.watched
        self.now = now
    }
}

extension Comparison {
    func difference(
        of rules: Set<String>, called name: String, wasThere: Bool, isThere: Bool
    ) -> RuleDifference {
        var difference = RuleDifference(rule: name, wasThere: wasThere, isThere: isThere)
        let (begins, ends) = (begins.of(rules), ends.of(rules))
        difference.fires = cases(begins)
        difference.clears = cases(ends)
        difference.mrr = mrr(of: begins.keys)
        let telling = Telling(
            beginning: begins.values.sorted { $0.id < $1.id }, ending: ends.values.sorted { $0.id < $1.id },
            under: new.routing, toldUnder: old.routing, at: now)
        difference.mails = PolicyDifference.mails(in: telling.sent)
        let limit = Breaker.limit(watching: watched)
        difference.beyondBreaker = begins.count > limit ? limit : nil
        compareDays(of: rules, in: &difference)
        return difference
    }

    private func cases(_ alerts: [PastRun.Topic: Alert]) -> [RuleDifference.Case] {
        let cases = alerts.map { topic, alert in
            RuleDifference.Case(
                rule: topic.rule, subject: topic.subject, name: alert.story.accountName, title: alert.story.title)
        }
        return cases.sorted { ($0.rule, $0.subject) < ($1.rule, $1.subject) }
    }

    private func mrr(of topics: some Sequence<PastRun.Topic>) -> Double {
        guard let index = metrics.index(of: "revenue.mrr") else { return 0 }
        return Set(topics.map(\.slot)).filter { $0 >= 0 }.sorted()
            .reduce(0) { $0 + (metrics.value(index, of: $1).value ?? 0) }
    }

    // MARK: Days

    private func compareDays(of rules: Set<String>, in difference: inout RuleDifference) {
        for (topic, episodes) in old.episodes.of(rules) {
            let others = new.episodes[topic] ?? []
            for episode in episodes where episode.counts {
                count(episode, in: &difference.before)
                if !others.contains(where: episode.overlaps) { count(episode, in: &difference.fewer) }
            }
        }
        for (topic, episodes) in new.episodes.of(rules) {
            let others = old.episodes[topic] ?? []
            for episode in episodes where episode.counts {
                count(episode, in: &difference.after)
                if !others.contains(where: episode.overlaps) { count(episode, in: &difference.more) }
            }
        }
    }

    private func count(_ episode: PastRun.Episode, in outcomes: inout RuleDifference.Outcomes) {
        outcomes.alerts += 1
        let slot = episode.topic.slot
        guard (0..<accounts.slotCount).contains(slot),
            let left = accounts[slot].left(by: AsOf(now, in: zone))
        else { return }
        let opened = zone.day(of: episode.opened)
        if (0...RuleDifference.Outcomes.days).contains(left - opened) { outcomes.churned += 1 }
    }
}
