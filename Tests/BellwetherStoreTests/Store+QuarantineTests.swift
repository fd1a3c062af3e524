import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreQuarantineTests {
    @Test func `keeps the same mistake in the same place once`() async throws {
        let state = try TemporaryState()
        let store = try state.open()
        let row = QuarantinedRow(file: "a.csv", line: 3, column: 7, reason: "'x' is not a day", raw: "1,x")
        let other = QuarantinedRow(file: "a.csv", line: 4, column: 7, reason: "'y' is not a day", raw: "2,y")
        try await store.quarantine([row, other], from: "billing", at: monday)
        try await store.quarantine([row], from: "billing", at: tuesday)
        #expect(try await store.quarantined(from: "billing", atMost: 10) == [row, other])
        #expect(try await store.quarantined(from: "billing", atMost: 1) == [row])
        #expect(try await store.quarantineCounts() == ["billing": 2])
    }
}
