import BellwetherCore
import GRDB
import Testing

@testable import BellwetherStore

@Suite struct StoreUndeliveredTests {
    @Test func `lists a page at a time what died, then what waits, the oldest first`() async throws {
        let state = try TemporaryState()
        let store = try state.open()
        try await store.queue((1...5).map { .sample(1, group: "g\($0)") })
        let leased = try await store.lease(atMost: 1, at: monday)
        try await store.settle(try #require(leased.first), .dead(because: "gone"), at: monday)
        let third = try #require(try await store.undelivered(atMost: 5).last)
        #expect(third.state == "pending" && third.events == Notification.sample(1).events.count)
        let pages = [
            try await store.undelivered(atMost: 2), try await store.undelivered(atMost: 2, after: 2),
            try await store.undelivered(atMost: 2, after: 4), try await store.undelivered(atMost: 2, after: 6),
        ]
        #expect(pages.map { $0.map(\.number) } == [[1, 2], [3, 4], [5], []])
        #expect(pages[0][0].state == "dead" && pages[0][0].lastError == "gone" && pages[0][0].nextAttempt == nil)
    }

    /// Notifications may be megabytes long, and what follows them in a row lies behind all of that.
    @Test(arguments: [
        """
        SELECT number, state, receiver, recipient, events, attempts, queued_at, next_attempt_at, last_error
        FROM outbox WHERE state IN ('pending', 'in_flight', 'dead') ORDER BY state <> 'dead', number LIMIT 50
        """,
        "SELECT state, count(*) FROM outbox WHERE state IN ('pending', 'in_flight', 'dead') GROUP BY state",
        "SELECT state, count(*) FROM alert WHERE state <> 'resolved' GROUP BY state",
        "SELECT count(*) FROM alert WHERE is_held AND state <> 'resolved'",
    ])
    func `looks at what waits and counts without reading a notification or an alert`(_ sql: String) async throws {
        let state = try TemporaryState()
        let plan = try await state.open().read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("USING COVERING INDEX") }, "\(plan)")
    }
}
