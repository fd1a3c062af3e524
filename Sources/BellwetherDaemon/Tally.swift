/// What the daemon has done since it started, counted for its metrics.
package struct Tally: Sendable, Hashable {
    package enum PollResult: String, Sendable, Hashable, CaseIterable {
        case loaded
        /// The source has nothing new, or is being written at the moment.
        case unchanged
        case failed
    }

    private(set) var polls: [String: [PollResult: Int]] = [:]
    /// How many whole turns asked each rule.
    private(set) var evaluations: [String: Int] = [:]
    private(set) var turns = Histogram()

    mutating func polled(_ source: String, _ result: PollResult) {
        polls[source, default: [:]][result, default: 0] += 1
    }

    mutating func evaluated(_ rules: [String], in duration: Duration) {
        for rule in rules { evaluations[rule, default: 0] += 1 }
        turns.take(duration)
    }
}
