import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreCircuitsTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    @discardableResult
    private func fail(
        _ failure: Outage.Failure = .broken, after seconds: Int64, asking patience: Int64? = nil
    ) async throws -> Circuit? {
        try await store.notTaken(
            by: Taker("cs-chat"), because: "HTTP 503", failure, after: patience.map { .seconds($0) },
            at: monday + .seconds(seconds)
        ).circuit
    }

    private func isOpen(after seconds: Int64) async throws -> Bool {
        try await store.outages()["cs-chat"]?.circuit?.isOpen(at: monday + .seconds(seconds)) ?? false
    }

    @Test func `opens after five failures in a row, and waits twice as long each time, up to a quarter of an hour`()
        async throws
    {
        for second in 0..<4 { #expect(try await fail(after: Int64(second)) == nil) }
        var circuit = try #require(try await fail(after: 4))
        var waits: [Int64] = []
        var now = monday + .seconds(4)
        for _ in 1...8 {
            waits.append((circuit.probeAt - now).components.seconds)
            now = circuit.probeAt
            circuit = try #require(try await fail(after: (now - monday).components.seconds))
        }
        #expect(waits == [30, 60, 120, 240, 480, 900, 900, 900])
        #expect(try await store.endOutage(of: Taker("cs-chat"))?.circuit != nil)
        #expect(try await fail(after: 9_000) == nil, "a success closes it")
    }

    @Test func `stays closed for a receiver that only asks for patience, and opens at once where nobody is let in`()
        async throws
    {
        for second in 0..<9 { #expect(try await fail(.busy, after: Int64(second)) == nil) }
        for second in 9..<13 { #expect(try await fail(after: Int64(second)) == nil) }
        #expect(try await fail(.busy, after: 13) == nil)
        #expect(try await fail(after: 14) == nil, "not in a row")
        #expect(try await fail(.denied, after: 15) != nil)
        #expect(try await store.outages()["cs-chat"]?.isLong(at: monday + .seconds(15)) == true)
    }

    @Test func `is probed no sooner than it was asked for, and a try in between puts no probe off`() async throws {
        for second in 0..<5 { try await fail(after: Int64(second), asking: 600) }
        #expect(try await isOpen(after: 603))
        #expect(try await !isOpen(after: 604))
        let circuit = try await fail(after: 300)
        #expect(circuit?.probeAt == monday + .seconds(604))
        // By a clock that was set back it waits for nothing.
        #expect(try await !isOpen(after: -86_400))
    }

    @Test func `is probed at once when somebody asks, and closed where it is another place`() async throws {
        for second in 0..<5 { try await fail(after: Int64(second)) }
        try await store.probe(["owner-mail"], at: monday + .seconds(6))
        #expect(try await isOpen(after: 6))
        try await store.probe(["cs-chat"], with: 7, at: monday + .seconds(6))
        #expect(try await !isOpen(after: 6))
        #expect(try await store.outages()["cs-chat"]?.circuit?.wanted == 7)
        #expect(try await fail(after: 6)?.wanted == nil)
        try await store.closeCircuits(of: ["cs-chat"])
        #expect(try await store.outages()["cs-chat"].map { $0.circuit == nil && $0.since == monday } == true)
        #expect(try await fail(after: 7) == nil, "it is counted anew")
    }

    @Test func `what waits meanwhile waits, but for tests; the probe is what was tried least, or what is wanted`()
        async throws
    {
        try await store.queue([.sample(1, group: "a"), .sample(1, group: "b"), .sample(2, group: "b")])
        let first = try #require(try await store.lease(atMost: 1, at: monday).first)
        try await store.settle(first, .retry(at: monday + .seconds(30), because: "HTTP 503"), at: monday)
        try await store.queue([.test(receiver: "cs-chat", recipient: "all", at: monday, number: 1)])
        let later = monday + .seconds(60)
        let tests = try await store.lease(atMost: 9, at: later, resting: ["cs-chat"])
        #expect(tests.map(\.notification.purpose) == [.test])
        try await store.settle(try #require(tests.first), .delivered(externalIDs: [:]), at: later)

        let probe = try #require(try await store.leaseProbe(of: "cs-chat", at: later))
        #expect(probe.notification.groupKey == "b" && probe.attempt == 1)
        try await store.takeBack([probe])
        #expect(try await store.outboxEntry(probe.number)?.attempts == 0)
        #expect(try await store.deliveries(of: probe.notification.id).isEmpty)
        let wanted = try #require(try await store.leaseProbe(of: "cs-chat", with: first.number, at: later))
        #expect(wanted.number == first.number && wanted.attempt == 2)
        #expect(try await store.leaseProbe(of: "owner-mail", at: later) == nil)
    }

    @Test func `says when there is something to probe with`() async throws {
        try await store.queue([.sample(1), .sample(1, to: "owner-mail", at: tuesday)])
        let hour = monday + .seconds(3_600)
        #expect(try await store.nextAttempt() == monday)
        #expect(try await store.nextAttempt(probing: ["cs-chat": hour]) == hour)
        #expect(try await store.nextAttempt(probing: ["cs-chat": hour, "owner-mail": hour]) == hour)
        #expect(try await store.nextAttempt(notFor: ["cs-chat"], probing: ["owner-mail": hour]) == tuesday)
        #expect(try await store.nextAttempt(notFor: ["cs-chat", "owner-mail"], probing: ["cs-chat": hour]) == nil)
    }

    @Test func `knows whether something else was taken since a message was tried`() async throws {
        try await store.queue([.sample(1, group: "a"), .sample(1, group: "b")])
        let items = try await store.lease(atMost: 9, at: monday)
        let (one, other) = (items[0], items[1])
        try await store.settle(one, .retry(at: monday, because: "HTTP 401"), at: monday)
        let again = try #require(try await store.lease(atMost: 1, at: tuesday).first)
        #expect(try await !store.hasTakenOthers(since: again))
        try await store.settle(other, .delivered(externalIDs: [:]), at: tuesday)
        #expect(try await store.hasTakenOthers(since: again))
        #expect(try await !store.hasTakenOthers(since: one), "it was not tried before")
    }
}
