import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreTurnsTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    @Test func `a turn comes back as it was committed`() async throws {
        let alert = Alert.sample(hold: .unknown(fields: ["health.score"]))
        let pending = Alert.sample("beta", .pending(since: monday))
        let told = Notification.sample()
        let row = LedgerRow.sample(of: alert, openedBy: told)
        let rules = ["health-below-band": RuleMemory(firstSeen: monday, meaning: "health.score < 60")]
        try await store.commit(
            .of(
                touched: [alert, pending], rules: rules, groups: [.sample()], ledger: [row], outbox: [told],
                episodes: 3))
        let alerts = try await store.alerts()
        #expect(alerts.all == [alert, pending])
        #expect(alerts.rules == rules)
        let memory = try await store.routingMemory()
        #expect(memory.groups == [BellwetherCore.Group.sample().key: .sample()])
        #expect(memory.ledger == Ledger([row]))
        #expect(memory.episodes == 3)
        let turn = try await store.lastTurn()
        #expect(turn == TurnRecord(number: 1, asOf: monday, policy: "fingerprint", timings: ["rules": 12]))
        #expect(try await store.lease(atMost: 9, at: monday).map(\.notification) == [told])
    }

    @Test func `what is over or gone is not taken up again`() async throws {
        let pending = Alert.sample("beta", .pending(since: monday))
        let alert = Alert.sample()
        let told = Notification.sample()
        let row = LedgerRow.sample(of: alert, openedBy: told)
        try await store.commit(.of(touched: [alert, pending], groups: [.sample()], ledger: [row], outbox: [told]))
        let over = Alert.sample("acme", .resolved(at: tuesday, firingSince: monday, because: .recovered))
        let closed = row.closed(by: .sample(2, at: tuesday))
        try await store.commit(
            .of(
                touched: [over], dropped: [pending], goneGroups: [BellwetherCore.Group.sample().key], ledger: [closed],
                outbox: [.sample(2, at: tuesday)]), at: tuesday)
        #expect(try await store.alerts().all.isEmpty)
        #expect(try await store.routingMemory() == RoutingMemory())
        #expect(try await store.alerts(of: "acme") == [over])
        #expect(try await store.ledger(of: alert.id) == [closed])
    }

    @Test func `one episode may end and the next begin in one turn`() async throws {
        try await store.commit(.of(touched: [.sample()]))
        let over = Alert.sample("acme", .resolved(at: tuesday, firingSince: monday, because: .recovered))
        let next = Alert.sample("acme", openedAt: tuesday, .firing(since: tuesday))
        try await store.commit(.of(touched: [next, over]), at: tuesday)
        #expect(try await store.alerts().all == [next])
    }

    @Test func `two open episodes of one rule and subject are refused`() async throws {
        try await store.commit(.of(touched: [.sample()]))
        let error = await #expect(throws: StoreError.self) {
            try await store.commit(.of(touched: [.sample("acme", openedAt: tuesday)]), at: tuesday)
        }
        #expect(error?.isWorthTryingAgain == false)
    }

    @Test func `nobody is told of an alert that is not there, and then nothing of the turn is kept`() async throws {
        let row = LedgerRow.sample(of: .sample(), openedBy: .sample())
        await #expect(throws: StoreError.self) {
            try await store.commit(.of(touched: [.sample("beta")], ledger: [row], outbox: [.sample()]))
        }
        #expect(try await store.alerts().all.isEmpty)
        #expect(try await store.lease(atMost: 9, at: monday).isEmpty)
        #expect(try await store.lastTurn() == nil)
    }

    @Test func `a ledger row is opened once and closed once`() async throws {
        let alert = Alert.sample()
        let row = LedgerRow.sample(of: alert, openedBy: .sample())
        try await store.commit(.of(touched: [alert], ledger: [row]))
        let again = LedgerRow.sample(of: alert, openedBy: .sample(2))
        await #expect(throws: StoreError.contradiction(detail: "a ledger row is opened once")) {
            try await store.commit(.of(ledger: [again]))
        }
        try await store.commit(.of(ledger: [row.closed(by: .sample(3))]))
        await #expect(throws: StoreError.contradiction(detail: "a ledger row is closed once")) {
            try await store.commit(.of(ledger: [row.closed(by: .sample(4))]))
        }
    }

    @Test func `who was told that something is somebody else's may be told of it again`() async throws {
        let alert = Alert.sample()
        let row = LedgerRow.sample(of: alert, openedBy: .sample())
        try await store.commit(.of(touched: [alert], ledger: [row]))
        try await store.commit(.of(ledger: [row.closed(by: .sample(2))]))
        let again = LedgerRow.sample(of: alert, openedBy: .sample(3))
        try await store.commit(.of(ledger: [again]), at: tuesday)
        #expect(try await store.routingMemory().ledger.rows.map { $0 } == [again])
        let over = again.closed(by: .sample(4))
        try await store.commit(.of(ledger: [over]), at: wednesday)
        #expect(try await store.ledger(of: alert.id) == [over])
    }

    @Test func `a turn that was not committed leaves no trace`() async throws {
        _ = try await store.begin(turnAsOf: monday)
        let turn = try await store.begin(turnAsOf: tuesday)
        #expect(turn.number == 1)
        #expect(try await store.lastTurn() == nil)
    }

    @Test func `forgets rules that are gone`() async throws {
        let one = RuleMemory(firstSeen: monday, meaning: "a")
        let two = RuleMemory(firstSeen: monday, meaning: "b")
        try await store.commit(.of(rules: ["one": one, "two": two]))
        try await store.commit(.of(rules: ["two": two]), at: tuesday)
        #expect(try await store.alerts().rules == ["two": two])
    }
}
