/// How many of the last evaluations have to hold: `for: { times: 3, of: 5 }`.
package struct CountedHold: Sendable, Hashable {
    package let times: Int
    package let of: Int
    /// Evaluations that follow sooner do not count; 0 counts every one.
    package let every: Duration

    package init(times: Int, of: Int, every: Duration = .zero) {
        self.times = times
        self.of = of
        self.every = every
    }
}

/// The last evaluations of an alert whose rule counts them.
///
///     enough of them held ──▶ holds
///     too few, some ────────▶ a pending alert waits on; a firing one clears
///     none ─────────────────▶ clears; a pending alert is forgotten
///
/// What cannot be decided does not count.
package struct Tally: Sendable, Hashable, Codable {
    /// The newest last.
    private var recent: [Bool] = []
    private var countedAt: Moment?

    package init() {}

    enum Verdict: Sendable, Hashable {
        case enough, some, none
    }

    mutating func take(_ holds: Bool, at now: Moment, under count: CountedHold) -> Verdict {
        // A clock that was set back must not stop the counting.
        if countedAt.map({ now >= $0 + count.every || now < $0 }) ?? true {
            recent = Array((recent + [holds]).suffix(count.of))
            countedAt = now
        }
        let held = recent.count { $0 }
        return held >= count.times ? .enough : held > 0 ? .some : .none
    }
}
