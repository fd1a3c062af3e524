/// Over which months' ends a backtest goes.
package struct BacktestSpan: Sendable, Hashable {
    package var horizonDays = 90
    /// The first and the last day; where none is given, as far as anything is known.
    package var from, to: Day?

    /// Further back nobody knows their customers as they are now.
    package static let mostMonths = 36
    /// What most measures look at: so long after its first fact a kind of fact is told whole.
    package static let daysLookedBack = 28

    package init() {}

    /// What keeps a backtest from going further back, or from any month at all.
    package enum Limit: Sendable, Hashable {
        /// As far as it was told to, or as far as it ever goes.
        case asTold
        /// Of a kind of fact in which no row means nought, the first is of that day.
        case begins(kind: String, on: Day)
        /// Fewer than half of the accounts had a score.
        case fewScores(on: Day, withScore: Int, of: Int)
    }

    /// The first month's end from some day on, and from which day on its horizon is over.
    package func firstMonth(from day: Day) -> (end: Day, judgedFrom: Day)? {
        let (year, month, _) = day.civil
        guard let end = Day(year: year, month: month, day: 1).map({ $0.adding(months: 1) - 1 }) else { return nil }
        return (end, end + horizonDays + 1)
    }

    /// The last days of months, oldest first, whose horizon is over.
    ///
    /// - Parameters:
    ///   - first: from when on there is something to measure.
    ///   - known: the last day of which it is known what became of accounts.
    package func monthEnds(since first: Day?, knownThrough known: Day) -> [Day] {
        let last = min(known - horizonDays - 1, to ?? known)
        let (year, month, _) = (last + 1).civil
        guard let next = Day(year: year, month: month, day: 1) else { return [] }
        let ends = (0..<Self.mostMonths).map { next.adding(months: -$0) - 1 }.reversed()
        let start = from ?? first.map { $0 + Self.daysLookedBack }
        return ends.filter { end in start.map { end >= $0 } ?? true }
    }

    /// The last day of which it is known what became of accounts: a source that was not read since has not told of those
    /// that left.
    package static func known(by sources: [SourceStanding], on today: Day, in zone: Zone) -> Day {
        let telling = Set([FactKind.account, .subscription].map(\.name))
        let loads = sources.filter { !telling.isDisjoint(with: $0.kinds) }.compactMap(\.lastGoodLoad)
        return loads.map { zone.day(of: $0) }.min().map { min($0, today) } ?? today
    }
}
