import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct EarlierProfilesTests {
    private let state: TemporaryState
    private let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func load(_ owners: [String: String], named name: String = "", at moment: Moment) async throws {
        let rows = owners.sorted { $0.key < $1.key }.map { key, owner in
            FactRow.of(.account, key, account: key, at: moment, ["name": .text(key + name), "owner": .text(owner)])
        }
        try await store.load([(.account, rows)], at: moment)
    }

    private func owners(_ accounts: Accounts, knownThen then: Accounts) -> [String?: [Int]] {
        Dictionary(GroupScope.owner.slots(of: accounts, knownThen: then).map { ($0.key, $0.slots) }) { $0 + $1 }
    }

    /// Of the week everything is known that the state would read anew for each of its days.
    @Test func `puts accounts together as a state that is read as of then does`() async throws {
        try await load(["acme": "kim", "bolt": "kim", "gone": "dana"], at: monday)
        try await load(["acme": "dana", "bolt": "kim", "new": "kim"], at: tuesday)
        try await load(["acme": "dana", "bolt": "kim", "new": "kim"], named: " Ltd", at: wednesday)
        let earlier = try await store.earlierProfiles(since: monday)
        let now = try await store.accounts(usageSince: Day(number: 0))
        let first = Zone.utc.day(of: monday)
        var seen: Set<[Int]> = []
        for day in first + 1...first + 3 {
            let then = try await store.accounts(usageSince: day, knownAt: Zone.utc.start(of: day))
            let opening = earlier.opening(on: day, of: now, in: .utc)
            #expect(opening.day == day)
            #expect(owners(now, knownThen: opening.accounts) == owners(now, knownThen: then), "\(day)")
            seen.insert(owners(now, knownThen: then)["dana"] ?? [])
        }
        #expect(seen.count == 2, "Dana's are others on Tuesday than later")
    }

    @Test func `of what was known otherwise before a moment alone there is nothing`() async throws {
        try await load(["acme": "kim"], at: monday)
        try await load(["acme": "dana"], at: tuesday)
        let earlier = try await store.earlierProfiles(since: wednesday)
        let now = try await store.accounts(usageSince: Day(number: 0))
        let opening = earlier.opening(on: Zone.utc.day(of: monday) + 1, of: now, in: .utc)
        #expect(owners(now, knownThen: opening.accounts)["dana"] == [0])
    }
}
