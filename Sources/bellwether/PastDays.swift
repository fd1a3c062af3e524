import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherSources
import BellwetherStore
import Foundation
import Trials

/// Past days as the state knows them: facts by the versions that were known then.
struct PastDays {
    /// How many days of usage metrics look at, and some to spare.
    static let usageDays = 95

    let store: Store
    let installation: Installation
    let now: Moment

    /// Runs the policies over the same days; each day is read once.
    func replayed(_ policies: [Policy], from first: Day, through last: Day) async throws -> [Replay] {
        let zone = installation.policy.zone
        var replays: [Replay] = []
        let before = zone.start(of: first) - .seconds(1)
        for policy in policies {
            replays.append(Replay(under: policy, given: try await store.history(policy.lookBacks, asOf: before)))
        }
        let start = first - (replays.map(\.warmUpDays).max() ?? 0)
        var progress = Progress(of: last - start + 1)
        for day in stride(from: start, through: last, by: 1) {
            let end = min(now, zone.start(of: day + 1) - .seconds(1))
            let accounts = try await store.accounts(
                usageSince: day - Self.usageDays, knownAt: end, sources: standings,
                priceChanges: installation.policy.priceChanges)
            let asked = policies.lazy.compactMap { $0.openingDay(at: end) }.first
            let opening: Opening? =
                if let asked { try await store.opening(on: asked, under: installation.policy) } else { nil }
            for index in replays.indices {
                replays[index].take(accounts, opening: opening, at: end, counting: day >= first)
            }
            progress.advance(to: day)
        }
        progress.finish()
        return replays
    }

    /// What history kept of the days before now, and the accounts as they are known now.
    ///
    /// - Parameters:
    ///   - policies: those that are compared; where rules over groups look at a period, whose accounts they were when it
    ///     began is read too.
    ///   - days: how many are gone through.
    func stored(
        _ wanted: [LookBack], for policies: [Policy], overDays days: Int
    ) async throws(StoreError) -> StoredPast {
        let usage = installation.policy.zone.day(of: now) - Self.usageDays
        let accounts = try await store.accounts(
            usageSince: usage, sources: standings, priceChanges: installation.policy.priceChanges)
        return try await store.past(
            of: accounts, given: try await store.history(wanted, asOf: now), for: policies, overDays: days, at: now)
    }

    /// Days long gone are judged by the rows there are, not by how a source stands today.
    private var standings: [SourceStanding] {
        installation.sources.map { SourceStanding(name: $0.name, kinds: $0.facts, state: .fresh) }
    }
}

extension Store {
    /// With whose accounts they were, where the rules of one of the policies ask for it.
    func past(
        of accounts: Accounts, given history: History, for policies: [Policy], overDays days: Int, at now: Moment
    ) async throws(StoreError) -> StoredPast {
        guard let policy = policies.first(where: { $0.openingDay(at: now) != nil }) else {
            return StoredPast(accounts: accounts, history: history)
        }
        let zone = policy.zone
        let first = zone.start(of: zone.day(of: now) - days)
        var (earlier, opening) = (EarlierProfiles(), Opening?.none)
        if let day = policy.openingDay(at: first) { earlier = try await earlierProfiles(since: zone.start(of: day)) }
        if let day = policy.openingDay(at: now) { opening = try await self.opening(on: day, under: policy) }
        return StoredPast(accounts: accounts, history: history, earlier: earlier, opening: opening)
    }
}

/// One line on a terminal that says how far it is; elsewhere nothing.
struct Progress {
    private let count: Int
    private var done = 0
    private let isShown: Bool

    init(of count: Int) {
        self.count = count
        isShown = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    mutating func advance(to day: Day) {
        done += 1
        show("\(day), \(done) of \(count) days")
    }

    /// The same where days are counted elsewhere.
    func show(_ done: Int, of count: Int) { show("\(done) of \(count) days") }

    func finish() { show("") }

    private func show(_ text: String) {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8)) }
    }
}
