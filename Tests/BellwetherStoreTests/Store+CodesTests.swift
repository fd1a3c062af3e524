import Testing

@testable import BellwetherStore

@Suite struct StoreCodesTests {
    @Test(arguments: [CodeBook.slot, .path, .model])
    func `a code is given at first sight and outlives a restart`(book: CodeBook) async throws {
        let state = try TemporaryState()
        do {
            let store = try state.open()
            #expect(try await store.codes(of: ["b", "a", "b"], in: book) == [0, 1, 0])
        }
        let store = try state.open()
        #expect(try await store.codes(of: ["c", "a"], in: book) == [2, 1])
        #expect(try await store.names(in: book) == ["b", "a", "c"])
    }

    @Test func `code 0 is the feature that is not told apart, and the unknown band`() async throws {
        let state = try TemporaryState()
        let store = try state.open()
        #expect(try await store.codes(of: ["", "login"], in: .feature) == [0, 1])
        #expect(try await store.codes(of: ["unknown", "poor"], in: .band) == [0, 1])
    }
}
