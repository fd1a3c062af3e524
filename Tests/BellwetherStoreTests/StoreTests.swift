import BellwetherCore
import Foundation
import GRDB
import Testing

@testable import BellwetherStore

@Suite struct StoreTests {
    let state: TemporaryState

    init() throws { state = try TemporaryState() }

    @Test func `one daemon has the folder, and the next one hears who`() throws {
        let first = try state.open()
        let error = #expect(throws: StoreError.self) { try state.open() }
        #expect(error == .held(directory: state.path, by: getpid()))
        #expect(error?.description == "state directory '\(state.path)' is in use by process \(getpid())")
        #expect(error?.isWorthTryingAgain == true)
        withExtendedLifetime(first) {}
    }

    @Test func `the folder is free again when its daemon is gone`() throws {
        do { _ = try state.open() }
        _ = try state.open()
    }

    @Test func `a reader looks beside the writer, and changes nothing`() async throws {
        let writer = try state.open()
        let reader = try state.open(as: .reader)
        try await writer.load([(.invoice, [.invoice("1")])])
        #expect(try await reader.accounts(usageSince: Day(number: 0)).totals(of: "acme") == [100])
        let error = await #expect(throws: StoreError.self) { try await reader.note("a", "b") }
        #expect(error?.isWorthTryingAgain == false)
    }

    @Test func `a reader looks where no daemon runs`() async throws {
        do {
            let writer = try state.open()
            try await writer.note("a", "b")
        }
        let reader = try state.open(as: .reader)
        #expect(try await reader.note("a") == "b")
    }

    @Test func `a reader does not make a state where there is none`() throws {
        let error = #expect(throws: StoreError.self) { try state.open(as: .reader) }
        #expect(error == .missing(file: state.path + "/bellwether.sqlite"))
        #expect(try StateFiles.names(in: state.path).isEmpty)
    }

    @Test func `nobody else may read the files, whatever the umask`() async throws {
        let before = umask(0)
        defer { umask(before) }
        let folder = state.path + "/inner"
        let store = try Store.open(at: folder, as: .writer)
        try await store.note("a", "b")
        #expect(try StateFiles.mode(of: folder) == 0o700)
        for name in ["bellwether.sqlite", "bellwether.sqlite-wal", "bellwether.sqlite-shm", "lock"] {
            #expect(try StateFiles.mode(of: folder + "/" + name) == 0o600, "\(name)")
        }
    }

    @Test func `a file that is no state is refused`() throws {
        try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: state.path + "/bellwether.sqlite"))
        let error = #expect(throws: StoreError.self) { try state.open() }
        guard case .corrupt = error else {
            Issue.record("not \(String(describing: error))")
            return
        }
    }

    @Test func `a full disk keeps what was known, says so, and is over when there is room`() async throws {
        let rows = (0..<20_000).map { FactRow.invoice("\($0)", at: tuesday) }
        do {
            let store = try state.open(faults: FaultPlan(pageLimit: 170))
            try await store.load([(.invoice, [.invoice("1", total: 7)])], cursor: "first")
            let error = await #expect(throws: StoreError.self) {
                try await store.load([(.invoice, rows)], at: tuesday, cursor: "second")
            }
            #expect(error == .full(file: state.path + "/bellwether.sqlite"))
            #expect(error?.isWorthTryingAgain == true)
            #expect(try await store.source("billing")?.cursor == "first")
            #expect(try await store.source("billing")?.lastGoodLoad == monday)
        }
        let store = try state.open()
        #expect(try await store.accounts(usageSince: Day(number: 0), knownAt: monday).totals(of: "acme") == [7])
        try await store.load([(.invoice, rows)], at: tuesday, cursor: "second")
        #expect(try await store.accounts(usageSince: Day(number: 0)).totals(of: "acme").count == 20_000)
    }

    @Test func `the disk has what a finished write said, and safe settings`() async throws {
        let store = try state.open()
        let pragmas = try await store.write { db in
            try ["journal_mode", "synchronous", "foreign_keys"].map { try String.fetchOne(db, sql: "PRAGMA \($0)") }
        }
        #expect(pragmas == ["wal", "2", "1"])
    }
}
