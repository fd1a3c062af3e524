import BellwetherConfig
import BellwetherCore
import BellwetherStore

extension Line {
    /// A turn for each past day, from what the facts say of it: history, bands and the clocks of `for` are filled, and
    /// nothing is sent. The next turn tells everything that fires as one list.
    mutating func makeUpForThePast(
        under installation: Installation, into store: Store, at now: Moment, beat: () async -> Void
    ) async throws -> Int {
        let policy = installation.policy.tellingNobody
        let today = policy.zone.day(of: now)
        let days = installation.daemon.firstStartDays
        memory.accounts = memory.accounts.merging(facts)
            .merging(Facts(sources: facts.sources.map(\.asIfFresh)))
        try await withThrowingTaskGroup(of: Measurement.self) { group in
            var ahead = MeasuredDays(of: memory.accounts, days: today - days..<today, under: policy)
            var past: [PastTurn] = []
            while let measured = try await ahead.next(from: &group) {
                memory.measurement = measured
                let turn = Turn(from: memory, with: Facts(), under: policy, at: measured.metrics.asOf.now)
                past.append(PastTurn(asOf: turn.metrics.asOf.now, columns: turn.columns))
                memory = memory.after(turn, under: policy)
                if past.count == 10 || ahead.isOver {
                    try await store.keep(past, under: installation.fingerprint)
                    past = []
                    await beat()
                }
            }
        }
        facts.changes = []
        memory.isFirstStart = true
        isStarted = true
        hasNews = true
        return days
    }
}

/// The metrics of days one after the other, measured a little ahead of whoever takes them: they hang on facts alone, and
/// the machine may have another core.
private struct MeasuredDays {
    private let accounts: Accounts
    private let policy: Policy
    /// Those that nobody has begun with, in order.
    private var coming: ArraySlice<Day>
    private var wanted: ArraySlice<Day>
    private var ready: [Day: Measurement] = [:]

    /// Few, since each holds a column of every metric.
    private static let most = 2

    init(of accounts: Accounts, days: Range<Day>, under policy: Policy) {
        self.accounts = accounts
        self.policy = policy
        coming = Array(days)[...]
        wanted = coming
    }

    var isOver: Bool { wanted.isEmpty }

    /// The next day's, when it is there; nothing after the last.
    mutating func next(from group: inout ThrowingTaskGroup<Measurement, any Error>) async throws -> Measurement? {
        guard let day = wanted.popFirst() else { return nil }
        while true {
            while coming.count + Self.most > wanted.count, let next = coming.popFirst() { measure(next, in: &group) }
            if let measured = ready.removeValue(forKey: day) { return measured }
            guard let measured = try await group.next() else { return nil }
            ready[measured.metrics.asOf.today] = measured
        }
    }

    private func measure(_ day: Day, in group: inout ThrowingTaskGroup<Measurement, any Error>) {
        group.addTask { [accounts, policy] in
            try Task.checkCancellation()
            return policy.metrics.measurement(of: accounts, at: policy.zone.start(of: day))
        }
    }
}

extension SourceStanding {
    /// Days long gone are judged by the rows there are, not by how the source stands today.
    fileprivate var asIfFresh: SourceStanding {
        var standing = self
        if lastGoodLoad != nil { standing.state = .fresh }
        return standing
    }
}
