import BellwetherCore
import Testing

@testable import BellwetherDaemon

@Suite struct BellTests {
    let bell = Bell()

    @Test func `wakes with the reason it was rung for`() async {
        bell.ring(.outbox)
        #expect(await bell.heard(within: .seconds(60), by: SystemClock()) == .outbox)
    }

    @Test func `says nothing when the time is up`() async {
        #expect(await bell.heard(within: .milliseconds(1), by: SystemClock()) == nil)
    }

    /// A bell that once fell silent woke everybody at once, for ever.
    @Test func `is heard as well after nobody rang for a while`() async {
        for _ in 0..<3 { _ = await bell.heard(within: .milliseconds(1), by: SystemClock()) }
        async let heard = bell.heard(within: .seconds(60), by: SystemClock())
        bell.ring(.facts)
        #expect(await heard == .facts)
    }

    @Test func `waits for as long as it was told, however often nobody rang before`() async {
        _ = await bell.heard(within: .milliseconds(1), by: SystemClock())
        let began = ContinuousClock.now
        _ = await bell.heard(within: .milliseconds(50), by: SystemClock())
        #expect(ContinuousClock.now - began >= .milliseconds(50))
    }
}
