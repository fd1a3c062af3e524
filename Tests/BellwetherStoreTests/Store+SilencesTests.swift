import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreSilencesTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private let silence = Silence(
        kind: .silence, matchers: ["tier=\"Trial\""], from: monday, until: tuesday, author: "kim", reason: "moving")

    @Test func `numbers what somebody asked for, and has it after a restart`() async throws {
        let first = try #require(try await store.add(silence))
        let second = try #require(try await store.add(silence))
        #expect([first.number, second.number] == [1, 2])
        #expect(try await store.silencesInForce() == [1: first, 2: second])
        #expect(try await store.routingMemory().silences == [1: first, 2: second])
    }

    @Test func `ends one once, and keeps it for whoever asks`() async throws {
        _ = try await store.add(silence)
        let lifted = try #require(try await store.lift(silence: 1, at: tuesday))
        #expect(lifted.ending == .lifted)
        #expect(try await store.lift(silence: 1, at: tuesday) == nil)
        #expect(try await store.silencesInForce().isEmpty)
        #expect(try await store.silences(atMost: 9) == [lifted])
    }

    @Test func `those given by a clock that ran ahead begin now, once it is put right`() async throws {
        let long = Silence(
            kind: .silence, matchers: ["tier=Trial"], from: wednesday, until: wednesday + .seconds(3_600),
            lastsForSpan: true, author: "kim", reason: "moving")
        _ = try await store.add(silence)
        _ = try await store.add(long)
        try await store.acceptClockOfSilences(at: tuesday)
        let inForce = try await store.silencesInForce()
        #expect(inForce[1]?.from == monday && inForce[1]?.until == tuesday)
        #expect(inForce[2]?.from == tuesday && inForce[2]?.until == tuesday + .seconds(3_600))
    }

    @Test func `uses a link up with what it did, once`() async throws {
        #expect(try await !store.isUsed(link: "x"))
        #expect(try await store.add(silence, usedUp: "x") != nil)
        #expect(try await store.add(silence, usedUp: "x") == nil)
        #expect(try await store.isUsed(link: "x"))
        #expect(try await store.silencesInForce().count == 1)
    }

    @Test func `keeps what a turn made of them with the turn, unless somebody was quicker`() async throws {
        let (first, second) = (
            try #require(try await store.add(silence)), try #require(try await store.add(silence))
        )
        _ = try await store.lift(silence: 2, at: monday)
        var memory = RoutingMemory(silences: [1: first, 2: second])
        let routing = Routing(
            root: Route(receivers: ["chat"]), receivers: [ReceiverProfile(name: "chat", kind: "slack")],
            calendar: BusinessCalendar(zone: .utc))
        let notifications = routing.notifications(for: AlertNews(standing: []), since: memory, at: tuesday)
        #expect(notifications.changedSilences.map(\.number) == [1, 2])
        let turn = try await store.begin(turnAsOf: tuesday)
        try await store.commit(
            TurnOutcome(policy: "fingerprint", alerts: Alerts(), notifications: notifications), as: turn)
        memory = try await store.routingMemory()
        #expect(memory.silences.isEmpty)
        #expect(try await store.silences(atMost: 9).map(\.ending) == [.lifted, .expired])
    }
}
