extension RoutingPass {
    /// What Bellwether says of itself goes out at once, whatever the hours.
    mutating func tellOperator() {
        let breakers = breakerWords()
        let targets = operatorTargets()
        for words in breakers + [silenceWords].compactMap({ $0 }) + news.operatorWords {
            for target in targets { result.outbox.append(notification(words, to: target)) }
        }
    }

    /// What is held is said when it begins, and again as long as nobody confirms it.
    private mutating func breakerWords() -> [OperatorWords] {
        let held = Dictionary(grouping: standing.boxes.filter(\.waitsForOperator).map(\.alert), by: \.rule)
        memory.breakersTold.forget(besides: Set(held.keys))
        memory.breakersTold.acceptClock(now)
        return held.sorted { $0.key < $1.key }.compactMap { rule, alerts in
            if !memory.breakersTold.isTold(rule) {
                memory.breakersTold.tell(of: rule, at: now)
                // Of an edit the turn says it itself.
                let hasTripped = alerts.contains { $0.hold == .breaker }
                return hasTripped ? OperatorWords(breakerOf: rule, holding: alerts.count) : nil
            }
            guard memory.breakersTold.isReminderDue(of: rule, at: now) else { return nil }
            memory.breakersTold.tell(of: rule, at: now)
            let since = alerts.map(\.firedAt).min() ?? now
            return OperatorWords(breakerOf: rule, stillHolding: alerts.count, since: since, at: now)
        }
    }

    private mutating func notification(_ words: OperatorWords, to target: Target) -> Notification {
        memory.episodes += 1
        return notification(words, key: "\(memory.episodes)", to: target)
    }

    func notification(_ words: OperatorWords, key: String, to target: Target) -> Notification {
        Notification(
            receiver: target.receiver, recipient: target.recipient, groupKey: "operator:\(words.topic)#\(key)",
            groupLabels: [:], sequence: 1,
            purpose: .operational, createdAt: now, events: [], words: words.lines, recipientName: target.name,
            subject: Wording.subject(ofWords: words.lines), wouldGoTo: target.wouldGoTo)
    }
}
