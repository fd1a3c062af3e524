import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreOutcomesTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    @Test func `keeps the last word on each alert, and forgets it with the alert`() async throws {
        let over = Alert.sample("b", .resolved(at: monday, firingSince: monday, because: .recovered))
        try await store.commit(.of(touched: [.sample(), over, .sample("c", .pending(since: monday))]))
        let known = try await store.alerts(standingOrEndedSince: monday - .seconds(1))
        #expect(known.map(\.subject.account) == ["acme", "b"])
        #expect(try await store.alerts(standingOrEndedSince: monday).map(\.subject.account) == ["acme"])
        func said(_ alert: Alert, _ outcome: AlertOutcome.Kind, at moment: Moment) -> AlertOutcome {
            AlertOutcome(of: alert, outcome, at: moment, by: "kim", note: "")
        }
        try await store.keep([said(.sample(), .falseAlarm, at: monday), said(over, .saved, at: monday)])
        try await store.keep([said(.sample(), .lost, at: tuesday)])
        #expect(try await store.outcomes(from: monday, until: tuesday).map(\.outcome) == [.saved])
        #expect(
            try await store.outcomes(from: monday, until: tuesday + .seconds(1)).map(\.outcome) == [.saved, .lost])
        _ = try await store.clean(at: monday + .seconds(801 * 86_400), days: .utc)
        #expect(try await store.outcomes(from: monday, until: .distantFuture).map(\.outcome) == [.lost])
    }

    @Test func `keeps what came of alerts with their acknowledgement, or neither`() async throws {
        try await store.commit(.of(touched: [.sample()]))
        func acknowledge(_ outcome: AlertOutcome.Kind) async throws -> Silence? {
            let alert = Alert.sample()
            return try await store.add(
                Silence(
                    kind: .acknowledgement, alerts: [alert.id: Silence.Baseline(alert)], from: monday, until: nil,
                    author: "kim", reason: ""), usedUp: "link",
                saying: [AlertOutcome(of: alert, outcome, at: monday, by: "kim", note: "")])
        }
        #expect(try await acknowledge(.saved) != nil)
        #expect(try await acknowledge(.lost) == nil)
        #expect(try await store.silencesInForce().count == 1)
        #expect(try await store.outcomes(from: monday, until: tuesday).map(\.outcome) == [.saved])
    }
}
