import BellwetherCore
import Testing

@testable import BellwetherDaemon

@Suite struct DaemonStateTests {
    @Test func `accounts stand as the last whole turn saw them, also after routing alone was due`() async throws {
        let nine = try #require(Moment("2026-11-23T09:00:00Z"))
        let state = DaemonState(startedAt: nine)
        await state.turned(at: nine, took: .seconds(1), bands: nil)
        #expect(await state.lastTurn?.accounts == 0)
        await state.turned(at: nine + .seconds(60), took: .seconds(1), bands: ["good": 36, "poor": 6])
        await state.turned(at: nine + .seconds(90), took: .milliseconds(2), bands: nil)
        #expect(await state.lastTurn?.accounts == 42)
        #expect(await state.lastTurn?.at == nine + .seconds(90))
        await state.turned(at: nine + .seconds(120), took: .seconds(1), bands: [:])
        #expect(await state.lastTurn?.accounts == 0)
    }

    @Test func `what keeps the state from being written is news once, and over once`() async throws {
        let nine = try #require(Moment("2026-11-23T09:00:00Z"))
        let state = DaemonState(startedAt: nine)
        #expect(await state.keepsAgain() == nil)
        #expect(await state.cannotKeep(because: "full", isForRoom: true, at: nine))
        #expect(await !state.cannotKeep(because: "full", isForRoom: true, at: nine + .seconds(5)))
        #expect(await state.cannotKeep(because: "locked", isForRoom: false, at: nine + .seconds(10)))
        #expect(await state.keepsAgain() == DaemonState.Unkept(since: nine, reason: "locked", isForRoom: false))
        #expect(await state.keepsAgain() == nil)
    }
}
