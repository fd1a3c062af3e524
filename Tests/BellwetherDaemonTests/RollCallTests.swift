import Synchronization
import Testing

@testable import BellwetherDaemon

@Suite struct RollCallTests {
    @Test func `says once that all are there, when the last one is`() async {
        let said = Mutex(0)
        let rollCall = RollCall(["line", "socket"]) { said.withLock { $0 += 1 } }
        for (part, count) in [("line", 0), ("line", 0), ("port", 0), ("socket", 1), ("socket", 1), ("line", 1)] {
            await rollCall.isThere(part)
            #expect(said.withLock(\.self) == count, "\(part)")
        }
    }
}
