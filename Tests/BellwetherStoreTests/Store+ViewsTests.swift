import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreViewsTests {
    @Test func `counts how everything stands`() async throws {
        let state = try TemporaryState()
        let store = try state.open()
        let over = Alert.sample("d", .resolved(at: monday, firingSince: monday, because: .churned))
        try await store.commit(
            .of(
                touched: [
                    .sample("a"), .sample("b", hold: .breaker), .sample("c", .pending(since: monday)), over,
                ], outbox: [.sample(1), .sample(2, at: tuesday), .sample(1, group: "other")]))
        for item in try await store.lease(atMost: 1, at: monday) {
            try await store.settle(item, .delivered(externalIDs: [:]), at: tuesday)
        }
        let summary = try await store.summary(countingDeliveriesSince: tuesday)
        #expect(summary.alerts == ["firing": 2, "pending": 1])
        #expect(summary.heldAlerts == 1)
        #expect(summary.outbox == ["pending": 2])
        #expect(summary.oldestInOutbox == monday)
        #expect(summary.deliveredSince == 1)
        #expect(summary.quarantined == 0)
        #expect(summary.bytes > 0)
        #expect(try await store.summary(countingDeliveriesSince: wednesday).deliveredSince == 0)
    }
}
