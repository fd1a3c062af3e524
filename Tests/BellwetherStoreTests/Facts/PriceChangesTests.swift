import BellwetherCore
import Testing

@testable import BellwetherStore

/// Most sources say today's price only: what it was before is told by the versions that the state keeps.
@Suite struct PriceChangesTests {
    private let changes = PriceChanges(under: BillingPolicy(), in: .utc)
    private let state: TemporaryState
    private let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func load(_ mrr: Int64, at moment: Moment, assumed: Bool = false) async throws -> LoadOutcome {
        var plan = LoadPlan(source: "crm", kinds: [.account, .subscription], mode: .snapshot, loadedAt: moment)
        plan.priceChanges = changes
        let load = try await store.begin(plan)
        try await load.stage(.account, [.account("acme")])
        try await load.stage(
            .subscription, [.of(.subscription, "s1", at: moment, assumed: assumed, ["mrr": .integer(mrr)])])
        return try await load.finish(LoadEnd())
    }

    private func orders(at moment: Moment = .distantFuture) async throws -> [Int64?] {
        let accounts = try await store.accounts(usageSince: Day(number: 0), knownAt: moment, priceChanges: changes)
        return accounts.view("acme")?.orders.map(\.mrrChange) ?? []
    }

    @Test func `a price that is read to be another comes with an order, and is known by it from then on`() async throws
    {
        let first = try await load(1_000_000, at: monday, assumed: true)
        #expect(first.facts?.map(\.kind) == [.account, .subscription])
        let accounts = try await store.accounts(usageSince: Day(number: 0), priceChanges: changes)

        let second = try #require(try await load(3_000_000, at: tuesday).facts)
        #expect(second.map(\.kind) == [.order, .subscription])
        #expect(try await load(3_000_000, at: wednesday).facts?.isEmpty == true)
        let told = accounts.merging(Facts(changes: second)).view("acme")
        #expect(told?.orders.map(\.mrrChange) == [2_000_000])

        // Read anew, as after a restart, it is the same; and before Tuesday nobody knew.
        let read = try await store.accounts(usageSince: Day(number: 0), priceChanges: changes).view("acme")
        #expect(read?.orders.map(\.identity) == told?.orders.map(\.identity))
        #expect(try await orders() == [2_000_000])
        #expect(try await orders(at: monday) == [])
        #expect(try await orders(at: tuesday) == [2_000_000])
        #expect(try await store.accounts(usageSince: Day(number: 0)).view("acme")?.orders.isEmpty == true)
    }

    @Test func `each change is an order of its own`() async throws {
        for (number, mrr) in [Int64(10), 30, 30, 20].enumerated() {
            _ = try await load(mrr * 100_000, at: monday + .seconds(86_400 * Int64(number)))
        }
        #expect(try await orders() == [2_000_000, -1_000_000])
        #expect(try await orders(at: monday + .seconds(2 * 86_400)) == [2_000_000])
    }
}
