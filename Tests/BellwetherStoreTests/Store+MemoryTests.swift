import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreMemoryTests {
    @Test func `the last sound policy comes back byte for byte, and only the last`() async throws {
        let state = try TemporaryState()
        let store = try state.open()
        #expect(try await store.lastSoundPolicy() == nil)
        let first = SoundPolicy(fingerprint: "a", files: ["rules/old.yaml": [1]], keptAt: monday)
        let second = SoundPolicy(
            fingerprint: "b", files: ["bellwether.yaml": [0xEF, 0xBB, 0xBF, 0, 13, 10], "rules/ä.yaml": []],
            keptAt: tuesday)
        try await store.keep(first)
        try await store.keep(second)
        #expect(try await store.lastSoundPolicy() == second)
    }

    @Test func `notes of the installation outlive a restart`() async throws {
        let state = try TemporaryState()
        do {
            let store = try state.open()
            #expect(try await store.note("first start") == nil)
            try await store.note("first start", "begun")
            try await store.note("first start", "done")
        }
        #expect(try await state.open().note("first start") == "done")
    }
}
