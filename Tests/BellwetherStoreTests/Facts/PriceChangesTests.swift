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

    private func load(
        _ mrr: Int64, at moment: Moment, assumed: Bool = false, isReadAnew: Bool = false
    ) async throws -> LoadOutcome {
        var plan = LoadPlan(source: "crm", kinds: [.account, .subscription], mode: .snapshot, loadedAt: moment)
        plan.priceChanges = changes
        plan.isReadAnew = isReadAnew
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

    /// Euros that were read as cents, and are read as euros from Wednesday on.
    @Test func `a price that is read otherwise is a correction, of what was seen before as well`() async throws {
        _ = try await load(100_000_000, at: monday, assumed: true)
        _ = try await load(120_000_000, at: tuesday)
        let corrected = try await load(1_200_000, at: wednesday, isReadAnew: true)
        #expect(corrected.facts == nil, "everything is read again")
        #expect(try await orders() == [200_000])
        #expect(try await orders(at: tuesday) == [20_000_000])
        let later = try await load(1_500_000, at: wednesday + .seconds(86_400))
        #expect(later.facts?.map(\.kind) == [.order, .subscription])
        #expect(try await orders() == [200_000, 300_000])
    }

    @Test func `what reads the same in another way stays as it is, and its next price is a change`() async throws {
        _ = try await load(1_000_000, at: monday, assumed: true)
        #expect(try await load(1_000_000, at: tuesday, isReadAnew: true).facts?.isEmpty == true)
        _ = try await load(1_500_000, at: wednesday)
        #expect(try await orders() == [500_000])
    }

    @Test func `each change is an order of its own`() async throws {
        for (number, mrr) in [Int64(10), 30, 30, 20].enumerated() {
            _ = try await load(mrr * 100_000, at: monday + .seconds(86_400 * Int64(number)))
        }
        #expect(try await orders() == [2_000_000, -1_000_000])
        #expect(try await orders(at: monday + .seconds(2 * 86_400)) == [2_000_000])
    }

    private func ended(at moment: Moment = .distantFuture) async throws -> Day? {
        let accounts = try await store.accounts(usageSince: Day(number: 0), knownAt: moment, priceChanges: changes)
        return accounts.view("acme")?.subscriptions.first?.ended
    }

    @Test func `a status that is read to be another is dated by that day, once`() async throws {
        func load(_ status: String, product: String, at moment: Moment) async throws -> Facts {
            var plan = LoadPlan(source: "crm", kinds: [.account, .subscription], mode: .snapshot, loadedAt: moment)
            plan.priceChanges = changes
            plan.seenDates = SeenDates(in: .utc)
            let load = try await store.begin(plan)
            try await load.stage(.account, [.account("acme")])
            let fields: [String: FactValue] = ["mrr": .integer(1), "status": .text(status), "product": .text(product)]
            try await load.stage(.subscription, [.of(.subscription, "s1", at: moment, fields)])
            return Facts(changes: try await load.finish(LoadEnd()).facts ?? [])
        }
        _ = try await load("active", product: "a", at: monday)
        var accounts = try await store.accounts(usageSince: Day(number: 0), priceChanges: changes)
        for (moment, product) in [(tuesday, "a"), (wednesday, "b")] {
            accounts = accounts.merging(try await load("canceled", product: product, at: moment))
        }
        let seen = Zone.utc.day(of: tuesday)
        #expect(try await load("canceled", product: "b", at: wednesday + .seconds(60)).changes.isEmpty)
        #expect(accounts.view("acme")?.subscriptions.first?.ended == seen)
        #expect(try await ended() == seen)
        #expect(try await ended(at: monday) == nil)
    }

    /// A first load tells 150 of today; an order of the 20th says that 50 of it were added then.
    private func loadWithOrder(recorded: Day? = nil) async throws {
        let noon = monday + .seconds(30 * 86_400)
        var plan = LoadPlan(source: "crm", kinds: [.account, .subscription, .order], mode: .snapshot, loadedAt: noon)
        plan.priceChanges = changes
        let load = try await store.begin(plan)
        try await load.stage(.account, [.account("acme", at: .distantPast)])
        try await load.stage(
            .subscription, [.of(.subscription, "s1", at: .distantPast, assumed: true, ["mrr": .integer(1_500_000)])])
        try await load.stage(
            .order,
            [
                .of(
                    .order, "o1", at: Zone.utc.start(of: recorded ?? Self.ordered), assumed: true,
                    [
                        "at": .integer(Int64(Self.ordered.number)), "subscription_id": .text("s1"),
                        "mrr_change": .integer(500_000), "amount": .integer(9_900),
                    ])
            ])
        _ = try await load.finish(LoadEnd())
    }

    /// The first load tells a price and an order of a week later; what is read once that day is over has it in it.
    @Test func `a price that stays the same past the day of an order ahead has the order in it`() async throws {
        func load(at moment: Moment, assumed: Bool = false) async throws -> [Facts.Change] {
            var plan = LoadPlan(
                source: "crm", kinds: [.account, .subscription, .order], mode: .snapshot, loadedAt: moment)
            plan.priceChanges = changes
            let load = try await store.begin(plan)
            try await load.stage(.account, [.account("acme")])
            try await load.stage(
                .subscription, [.of(.subscription, "s1", at: moment, assumed: assumed, ["mrr": .integer(1_500_000)])])
            let order: [String: FactValue] = [
                "at": .integer(Int64(Zone.utc.day(of: monday).number + 7)), "subscription_id": .text("s1"),
                "mrr_change": .integer(500_000),
            ]
            try await load.stage(.order, [.of(.order, "o1", at: moment, order)])
            return try #require(try await load.finish(LoadEnd()).facts)
        }
        _ = try await load(at: monday, assumed: true)
        #expect(try await load(at: tuesday).isEmpty)
        #expect(try await load(at: monday + .seconds(7 * 86_400)).isEmpty)
        let later = monday + .seconds(8 * 86_400)
        let changed = try await load(at: later)
        #expect(changed.map(\.kind) == [.subscription] && changed[0].row.observed == later)
        #expect(try await load(at: later + .seconds(3600)).isEmpty)
    }

    private static let ordered = Zone.utc.day(of: monday) + 10

    private func order(on day: Day) async throws -> Order? {
        let accounts = try await store.accounts(
            usageSince: Day(number: 0), knownAt: Zone.utc.start(of: day), priceChanges: changes)
        return accounts.view("acme")?.orders.first
    }

    /// What was paid before is that price less the order; of the order itself nobody knew.
    @Test func `orders behind the price of a first load are known of the time before as a part of that price`()
        async throws
    {
        try await loadWithOrder()
        let before = try #require(try await order(on: Self.ordered - 5))
        #expect(before.mrrChange == 500_000 && before.at == Self.ordered && before.subscription == "s1")
        #expect(before.amountMinor == nil && before.knowledge.isAssumed)
        #expect(try await order(on: Self.ordered + 1)?.amountMinor == 9_900)
        // Without the question of prices, as for the days of a merge, nothing comes early.
        let plain = try await store.accounts(
            usageSince: Day(number: 0), knownAt: Zone.utc.start(of: Self.ordered - 5))
        #expect(plain.view("acme")?.orders.isEmpty == true)
    }

    @Test func `an order that was recorded later than it is dated is a part of the price until then`() async throws {
        try await loadWithOrder(recorded: Self.ordered + 7)
        #expect(try await order(on: Self.ordered + 3)?.at == Self.ordered + 7)
        #expect(try await order(on: Self.ordered + 8)?.at == Self.ordered)
    }

    /// Once changes of price are read, they are seen themselves: an export of orders that joins much later says the same
    /// again, of a price that was read before them.
    @Test func `orders that join later are behind no price that was read before them`() async throws {
        _ = try await load(1_000_000, at: monday, assumed: true)
        _ = try await load(1_500_000, at: monday + .seconds(5 * 86_400))
        let load = try await store.begin(
            LoadPlan(source: "orders", kinds: [.order], mode: .snapshot, loadedAt: monday + .seconds(30 * 86_400)))
        try await load.stage(
            .order,
            [
                .of(
                    .order, "o1", at: Zone.utc.start(of: Self.ordered), assumed: true,
                    [
                        "at": .integer(Int64(Self.ordered.number)), "subscription_id": .text("s1"),
                        "mrr_change": .integer(500_000),
                    ])
            ])
        _ = try await load.finish(LoadEnd())
        #expect(try await orders(at: monday + .seconds(86_400)) == [])
    }

    /// A first load sets to nothing what ended: what it had cost is told by the term that was not renewed.
    @Test func `a term of a first load that was not renewed tells the price of the time before`() async throws {
        let ended = Int64(Self.ordered.number)
        let load = try await store.begin(
            LoadPlan(
                source: "crm", kinds: [.account, .subscription, .renewal], mode: .snapshot,
                loadedAt: monday + .seconds(30 * 86_400)))
        try await load.stage(.account, [.account("acme", at: .distantPast)])
        try await load.stage(
            .subscription,
            [
                .of(
                    .subscription, "s1", at: .distantPast, assumed: true,
                    ["mrr": .integer(0), "ended_at": .integer(ended)])
            ])
        try await load.stage(
            .renewal,
            [
                .of(
                    .renewal, "r1", at: Zone.utc.start(of: Self.ordered), assumed: true,
                    [
                        "subscription_id": .text("s1"), "renewal_date": .integer(ended), "outcome": .text("churned"),
                        "mrr_before": .integer(1_500_000),
                    ])
            ])
        _ = try await load.finish(LoadEnd())
        let before = try #require(try await order(on: Self.ordered - 5))
        #expect(before.type == Order.lastPrice && before.mrrChange == -1_500_000 && before.subscription == "s1")
        #expect(try await order(on: Self.ordered + 1) == nil)
    }
}
