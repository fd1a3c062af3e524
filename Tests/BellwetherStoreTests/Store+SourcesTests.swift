import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreSourcesTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    @Test func `remembers how far a source was read, and which files`() async throws {
        #expect(try await store.source("billing") == nil)
        let file = FileState(path: "/srv/invoices.csv", size: 12, modifiedAt: 5, hash: "ab")
        try await store.load([(.invoice, [.invoice("1")])], cursor: "2026-11-21|7", files: [file])
        let record = try #require(try await store.source("billing"))
        #expect(record.cursor == "2026-11-21|7")
        #expect(record.lastGoodLoad == monday)
        #expect(record.newestRow == monday)
        #expect(record.files == [file])
        #expect(record.rows == ["invoice": 1])
        #expect(record.failure == nil)
    }

    @Test func `a failure keeps its beginning until a good load, and the facts stay`() async throws {
        try await store.load([(.invoice, [.invoice("1")])])
        try await store.failed("billing", because: "connection refused", at: tuesday)
        try await store.failed("billing", because: "timed out", at: wednesday)
        let failing = try #require(try await store.source("billing")?.failure)
        #expect(failing.since == tuesday)
        #expect(failing.at == wednesday)
        #expect(failing.because == "timed out")
        #expect(try await store.source("billing")?.lastGoodLoad == monday)
        try await store.foundUnchanged("billing", at: wednesday)
        #expect(try await store.source("billing")?.failure == nil)
        #expect(try await store.source("billing")?.lastGoodLoad == wednesday)
        #expect(try await store.accounts(usageSince: Day(number: 0)).totals(of: "acme") == [100])
    }

    @Test func `knows that a load broke off, until the next good one`() async throws {
        try await store.load([(.invoice, [.invoice("1")])])
        #expect(try await store.source("billing")?.isWhole == true)
        try await store.markMerging(try await store.sourceCode("billing"), readAnewAt: nil)
        let record = try #require(try await store.source("billing"))
        #expect(record.isBrokenOff)
        #expect(!record.isWhole)
        try await store.load([(.invoice, [.invoice("1")])])
        #expect(try await store.source("billing")?.isWhole == true)
    }

    @Test func `says why nothing can be written, until something can`() async throws {
        let state = try TemporaryState()
        let fault = FaultPlan.at(.beforeCommit, ofCommit: 5) { () throws(StoreError) in throw .full(file: "x") }
        let store = try state.open(faults: fault)
        #expect(await store.trouble == nil)
        await #expect(throws: StoreError.full(file: "x")) {
            for _ in 0..<9 { try await store.note("a", "b") }
        }
        #expect(await store.trouble == .full(file: "x"))
        try await store.note("a", "b")
        #expect(await store.trouble == nil)
    }

    @Test func `lists sources by name`() async throws {
        try await store.foundUnchanged("product", at: monday)
        try await store.foundUnchanged("billing", at: monday)
        #expect(try await store.sources().map(\.name) == ["billing", "product"])
    }
}
