import BellwetherCore
import Columns
import Testing

@testable import BellwetherStore

@Suite struct StoreCleaningTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    func times(_ wanted: LookBack, asOf now: Moment) async throws -> [Moment] {
        try await store.history([wanted], asOf: now).snapshots[wanted.path]?.map(\.at) ?? []
    }

    @Test func `thins history: every turn, then the last of each day, then of each week`() async throws {
        let now = monday + .seconds(2_000 * 86_400)
        let column = StoreHistoryTests.numbers([1])
        let hours = { (days: Int, hours: Int) in now - .seconds(days * 86_400) + .seconds(hours * 3_600) }
        let recent = [hours(1, 0), hours(1, 6)]
        let daily = [hours(10, 1), hours(10, 9), hours(11, 3)]
        let monday = Day(year: 2028, month: 5, day: 1).map { Zone.utc.start(of: $0) } ?? now
        let weekly = [monday, monday + .seconds(6 * 86_400), monday + .seconds(7 * 86_400)]
        let ancient = [now - .seconds(1_900 * 86_400)]
        let past = (recent + daily + weekly + ancient).map { PastTurn(asOf: $0, columns: ["a": column]) }
        try await store.keep(past, under: "fingerprint")
        let cleared = try await store.clean(at: now, days: .utc)
        #expect(cleared.turns == 3)
        let left = try await times(LookBack("a", days: 3_000), asOf: now)
        #expect(left == [weekly[1], weekly[2], daily[2], daily[1], recent[0], recent[1]])
        #expect(try await store.clean(at: now, days: .utc).turns == 0)
    }

    @Test func `forgets what was told and is long over, but no alert whose end nobody heard of`() async throws {
        let told = Notification.sample()
        let over = Alert.sample("acme", .resolved(at: monday, firingSince: monday, because: .recovered))
        let unheard = Alert.sample("beta", .resolved(at: monday, firingSince: monday, because: .recovered))
        let row = LedgerRow.sample(of: over, openedBy: told).closed(by: told)
        try await store.commit(
            .of(
                touched: [over, unheard, .sample("gamma")],
                ledger: [row, .sample(of: unheard, openedBy: told)], outbox: [told, .sample(2)]))
        let item = try #require(try await store.lease(atMost: 1, at: monday).first)
        try await store.settle(item, .delivered(externalIDs: [:]), at: monday)
        let later = monday + .seconds(801 * 86_400)
        let cleared = try await store.clean(at: later, days: .utc)
        #expect(cleared.alerts == 1)
        #expect(cleared.notifications == 1)
        #expect(try await store.alerts(of: "acme").isEmpty)
        #expect(try await store.alerts(of: "beta") == [unheard])
        #expect(try await store.alerts().all.map(\.subject.account) == ["gamma"])
        #expect(try await store.lease(atMost: 9, at: later).map(\.notification.sequence) == [2])
    }

    @Test func `forgets versions after three years and quarantined rows after ninety days`() async throws {
        try await store.load([(.invoice, [.invoice("1")])])
        try await store.load([(.invoice, [.invoice("1", total: 7, at: tuesday)])], at: tuesday)
        let row = QuarantinedRow(file: "a.csv", line: 1, column: 1, reason: "no", raw: "")
        try await store.quarantine([row], from: "billing", at: monday)
        let young = try await store.clean(at: monday + .seconds(89 * 86_400), days: .utc)
        #expect(young == Cleared())
        let old = try await store.clean(at: monday + .seconds(1_200 * 86_400), days: .utc)
        #expect(old.versions == 1)
        #expect(old.quarantined == 1)
        #expect(try await store.accounts(usageSince: Day(number: 0)).totals(of: "acme") == [7])
    }
}
