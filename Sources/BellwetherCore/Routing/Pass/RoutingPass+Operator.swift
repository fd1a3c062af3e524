extension RoutingPass {
    /// What Bellwether says of itself goes out at once, whatever the hours.
    mutating func tellOperator() {
        let tripped = Dictionary(grouping: standing.filter { $0.hold == .breaker }, by: \.rule)
        let new = tripped.keys.filter { !memory.breakersTold.contains($0) }.sorted()
        memory.breakersTold = Set(tripped.keys)
        let breakers = new.map { OperatorWords(breakerOf: $0, holding: tripped[$0]?.count ?? 0) }
        let targets = operatorTargets()
        for words in breakers + [silenceWords].compactMap({ $0 }) + news.operatorWords {
            for target in targets { result.outbox.append(notification(words, to: target)) }
        }
    }

    private mutating func notification(_ words: OperatorWords, to target: Target) -> Notification {
        memory.episodes += 1
        return Notification(
            receiver: target.receiver, recipient: target.recipient,
            groupKey: "operator:\(words.topic)#\(memory.episodes)", groupLabels: [:], sequence: 1,
            purpose: .operational, createdAt: now, events: [], words: words.lines, recipientName: target.name,
            subject: Wording.subject(ofWords: words.lines), wouldGoTo: target.wouldGoTo)
    }
}
