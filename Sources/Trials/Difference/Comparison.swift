import BellwetherCore

/// Both sides of the same days.
struct Comparison {
    struct Side {
        let firing: [PastRun.Topic: Alert]
        let episodes: [PastRun.Topic: [PastRun.Episode]]
        let policy: Policy

        /// Under the names that rules have now.
        func renamed(_ names: [String: String]) -> Side {
            guard !names.isEmpty else { return self }
            func topic(_ topic: PastRun.Topic) -> PastRun.Topic {
                PastRun.Topic(rule: names[topic.rule] ?? topic.rule, subject: topic.subject, slot: topic.slot)
            }
            return Side(
                firing: Dictionary(uniqueKeysWithValues: firing.map { (topic($0), $1) }),
                episodes: Dictionary(uniqueKeysWithValues: episodes.map { (topic($0), $1) }), policy: policy)
        }
    }

    /// After how many days it is told how far it has come.
    private static let step = 10

    /// What has to be gone through before the days that count.
    struct WarmUp: Sendable {
        let days: Int
        /// Whether scores of still earlier days are looked back to.
        let looksBackOnHealth: Bool
    }

    private let old, new: Side
    /// What fires on one side only, with the words that it would be told with.
    private let begins, ends: [PastRun.Topic: Alert]
    private let accounts: Accounts
    private let metrics: Metrics
    private let watched: Int
    private let now: Moment

    /// Goes through the days and the present on both sides, each for itself.
    init(
        of runs: [PastRun], over moments: [Moment], counting first: Day, warmingUp warmUp: WarmUp,
        _ renamed: [String: String], at now: Moment, over loop: ChunkLoop, advance: (Int, Int) -> Void
    ) {
        var runs = runs
        for start in stride(from: 0, to: moments.count, by: Self.step) {
            let some = moments[start..<min(start + Self.step, moments.count)]
            let before = runs
            runs = loop.parts(before.count) { before[$0].going(through: some, counting: first, warmingUp: warmUp) }
            advance(some.endIndex, moments.count)
        }
        let past = runs
        let finished = loop.parts(past.count) { side in
            var run = past[side]
            let present = run.finish(at: now)
            return (run, present)
        }
        runs = finished.map(\.0)
        let present = finished.map(\.1)
        let sides = zip(runs, present).map { Side(firing: $1.firing, episodes: $0.episodes, policy: $0.policy) }
        let (old, new) = (sides[0].renamed(renamed), sides[1])
        begins = new.firing.filter { old.firing[$0.key] == nil }.mapValues(present[1].words.telling)
        ends = old.firing.filter { new.firing[$0.key] == nil }.mapValues(present[0].words.telling)
        (self.old, self.new) = (old, new)
        accounts = runs[1].accounts
        metrics = present[1].metrics
        watched = present[1].words.watched
        self.now = now
    }
}

extension PastRun {
    fileprivate func going(
        through moments: ArraySlice<Moment>, counting first: Day, warmingUp warmUp: Comparison.WarmUp
    ) -> PastRun {
        var run = self
        for moment in moments {
            let day = run.day(of: moment)
            if day >= first - warmUp.days {
                run.take(moment, counting: day >= first)
            } else if warmUp.looksBackOnHealth {
                run.remember(moment)
            }
        }
        return run
    }
}

extension Comparison {
    func difference(
        of rules: Set<String>, called name: String, wasThere: Bool, isThere: Bool
    ) -> RuleDifference {
        var difference = RuleDifference(rule: name, wasThere: wasThere, isThere: isThere)
        let begins = begins.filter { rules.contains($0.key.rule) }
        let ends = ends.filter { rules.contains($0.key.rule) }
        difference.fires = cases(begins)
        difference.clears = cases(ends)
        difference.mrr = mrr(of: begins.keys)
        let telling = Telling(
            beginning: begins.values.sorted { $0.id < $1.id }, ending: ends.values.sorted { $0.id < $1.id },
            under: new.policy.routing, toldUnder: old.policy.routing, at: now)
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
        for (topic, episodes) in old.episodes where rules.contains(topic.rule) {
            let others = new.episodes[topic] ?? []
            for episode in episodes where episode.counts {
                count(episode, in: &difference.before)
                if !others.contains(where: episode.overlaps) { count(episode, in: &difference.fewer) }
            }
        }
        for (topic, episodes) in new.episodes where rules.contains(topic.rule) {
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
            let left = accounts[slot].left(by: AsOf(now, in: new.policy.zone))
        else { return }
        let opened = new.policy.zone.day(of: episode.opened)
        if (0...RuleDifference.Outcomes.days).contains(left - opened) { outcomes.churned += 1 }
    }
}
