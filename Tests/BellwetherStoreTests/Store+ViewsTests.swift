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
        #expect(summary.bytes > 0 && store.takenBytes == summary.bytes)
        #expect(try #require(store.freeBytes) > 0)
        #expect(try await store.alertsWaitingForOperator() == ["health-below-band": 1])
        #expect(try await store.summary(countingDeliveriesSince: wednesday).deliveredSince == 0)
    }

    @Test func `turns after a moment are those that a clock has left which ran ahead`() async throws {
        let store = try TemporaryState().open()
        #expect(try await store.turns(after: monday) == nil)
        for moment in [monday, tuesday, wednesday] { try await store.commit(.of(), at: moment) }
        #expect(try await store.turns(after: monday) == TurnsAhead(count: 2, last: wednesday))
        #expect(try await store.turns(after: wednesday) == nil)
    }

    @Test func `what a reader was sent of what got worse is found by their row, in order`() async throws {
        let store = try TemporaryState().open()
        let (alert, opening) = (Alert.sample("a"), Notification.sample(1))
        func worsening(_ sequence: Int, of alert: Alert, group: String = "g", at moment: Moment) -> Notification {
            let event = Event(
                kind: .worsened, alertID: alert.id, rule: alert.rule, subject: alert.subject, openedAt: monday,
                firedAt: monday, labels: [:], story: alert.story, receiver: opening.receiver,
                recipient: opening.recipient, level: sequence)
            return Notification(
                receiver: opening.receiver, recipient: opening.recipient, groupKey: group, groupLabels: [:],
                sequence: sequence, purpose: .change, createdAt: moment, events: [event])
        }
        let row = LedgerRow.sample(of: alert, openedBy: opening)
        let sent = [
            opening, worsening(2, of: alert, at: tuesday), worsening(3, of: .sample("b"), at: tuesday),
            worsening(4, of: alert, group: "other", at: wednesday),
        ]
        try await store.commit(.of(touched: [alert], ledger: [row], outbox: sent))
        #expect(try await store.worsenings(in: row).map(\.sequence) == [2, 4])
        #expect(try await store.worsenings(in: row.closed(by: .sample(5, at: tuesday))).map(\.sequence) == [2])
        #expect(try await store.notification(sent[1].id) == sent[1])
        #expect(try await store.notification("nothing") == nil)
    }
}
