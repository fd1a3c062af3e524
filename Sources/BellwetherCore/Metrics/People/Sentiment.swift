extension Metric {
    /// What the team feels about the account, 0 to 100: its latest judgement, valid for 90 days (M33).
    ///
    /// A grade on its scale, 1 to 6 unless said otherwise; or of three questions the share of yes among those answered.
    /// A judgement names its author and its day, or it is none.
    package static let sentiment = Metric(
        "sentiment.score", .score, .higherIsBetter, from: [.sentiment], example: 80, maxAgeDays: 90,
        "The team's own judgement, 0 to 100; out of date after 90 days."
    ) { account, context in
        context.latestSentiment(of: account) { judgement in
            judgement.score.map { .known($0) } ?? .absent(.noData)
        }
    }

    /// How much of the latest judgement was answered (M33): of three questions two are 0.67, a grade is 1.
    package static let sentimentCoverage = Metric(
        "sentiment.coverage", .ratio, .higherIsBetter, from: [.sentiment], example: 0.67, in: 0...1, maxAgeDays: 90,
        "Share of the questions answered in the team's latest judgement."
    ) { account, context in
        context.latestSentiment(of: account) { judgement in
            judgement.value != nil
                ? .known(1)
                : .known(Double(judgement.answers.count { $0 != nil }) / Double(judgement.answers.count))
        }
    }
}

extension Sentiment {
    fileprivate var score: Double? {
        guard let value else {
            let answered = answers.compactMap(\.self)
            return answered.isEmpty ? nil : 100 * Double(answered.count { $0 }) / Double(answered.count)
        }
        let low = scaleMin ?? 1
        let high = scaleMax ?? 6
        guard low < high, value >= low, value <= high else { return nil }
        return 100 * (value - low) / (high - low)
    }
}

extension MeasuringContext {
    fileprivate func latestSentiment(of account: AccountView, _ measure: (Sentiment) -> Measured) -> Measured {
        guard delivers(.sentiment) else { return .absent(.noData) }
        let known = account.sentiments.filter { judgement in
            guard let day = judgement.at, judgement.author != nil, judgement.score != nil else { return false }
            return asOf.knows(day, judgement.knowledge)
        }
        let latest = known.max { ($0.at ?? asOf.today, $0.identity) < ($1.at ?? asOf.today, $1.identity) }
        guard let latest, let day = latest.at else { return .absent(.noData) }
        guard asOf.today - day <= maxAgeDays["sentiment.score"] ?? 90 else { return .absent(.stale) }
        return measure(latest)
    }
}
