import BellwetherCore
import Foundation
import GRDB

/// Keeps everything: facts, history, alerts, ledger, outbox. One SQLite file in one folder.
///
/// There is one writer, and no write holds it long: whatever is big is written in slices. What it has said is written
/// is on the disk. A write once begun is finished, also when the task that asked for it is cancelled: a verdict that
/// was forgotten would send a message twice.
package final class Store: Sendable {
    package enum Role: Sendable, Hashable {
        /// The daemon, which has the folder to itself.
        case writer
        /// A verb that only looks, beside a running daemon or without one.
        case reader
    }

    let directory: StateDirectory
    let pool: DatabasePool
    let slices: Slices
    private let lock: StateLock?
    private let commits: Commits
    private let writing = WritingState()

    /// Why nothing could be written when that was last tried; nil where it could.
    package var trouble: StoreError? { get async { await writing.trouble } }

    package static func open(
        at directory: String, as role: Role, faults: FaultPlan = .none
    ) throws(StoreError) -> Store {
        try open(at: directory, as: role, faults: faults, slices: Slices())
    }

    static func open(
        at path: String, as role: Role, faults: FaultPlan = .none, slices: Slices = Slices(),
        knowing migrations: [Migration] = Migration.all
    ) throws(StoreError) -> Store {
        let directory = StateDirectory(path: path)
        switch role {
        case .writer:
            let store = try Store(writingTo: directory, faults, slices)
            try store.migrate(migrations)
            try store.takeUpAgain()
            return store
        case .reader:
            let store = try Store(readingFrom: directory)
            try store.checkSchema(migrations)
            return store
        }
    }

    private init(writingTo directory: StateDirectory, _ faults: FaultPlan, _ slices: Slices) throws(StoreError) {
        self.directory = directory
        self.slices = slices
        commits = Commits(faults)
        try directory.makeFolder()
        lock = try StateLock(directory)
        try directory.prepare()
        pool = try Store.pool(directory, configuration(pageLimit: faults.pageLimit))
        do {
            // Last, because a pool sets NORMAL when it opens: that survives a crash, but not a power cut.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw StoreError(error, file: directory.database)
        }
    }

    private init(readingFrom directory: StateDirectory) throws(StoreError) {
        try directory.expectDatabase()
        self.directory = directory
        slices = Slices()
        commits = Commits(.none)
        lock = nil
        var configuration = configuration(pageLimit: nil)
        configuration.readonly = true
        pool = try Store.pool(directory, configuration)
    }

    private static func pool(
        _ directory: StateDirectory, _ configuration: Configuration
    ) throws(StoreError) -> DatabasePool {
        do {
            return try DatabasePool(path: directory.database, configuration: configuration)
        } catch {
            throw StoreError(error, file: directory.database)
        }
    }
}

/// How the last write ended, for `status`: who asked for it may try again quietly.
private actor WritingState {
    private(set) var trouble: StoreError?

    func ended(_ result: Result<Void, StoreError>) {
        switch result {
        case .success: trouble = nil
        case .failure(let error): trouble = error
        }
    }
}

/// How much of something big goes into one transaction, so that it holds the writer for tens of milliseconds at most.
struct Slices: Sendable {
    var facts = 2_000
    var days = 20_000
    /// Days that are sorted at once, in some megabytes of memory.
    var run = 250_000
    var names = 1_000
    var joined = 1_000
    var quarantined = 1_000
    var historyBytes = 4 << 20
    var cleared = 1_000
}

/// Waits up to five seconds for another program's lock: a checkpoint or a copy being made.
private func configuration(pageLimit: Int?) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 3
    configuration.prepareDatabase { db in
        try db.execute(
            sql: """
                PRAGMA trusted_schema = OFF;
                PRAGMA cache_size = -16000;
                PRAGMA wal_autocheckpoint = 1000;
                PRAGMA journal_size_limit = 67108864;
                """)
        if let pageLimit { try db.execute(sql: "PRAGMA max_page_count = \(pageLimit)") }
    }
    return configuration
}

extension Store {
    /// Reads one moment of the state, beside any write.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let file = directory.database
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            pool.asyncRead { access in
                continuation.resume(
                    returning: Result { try body(access.get()) }.mapError { StoreError($0, file: file) })
            }
        }
        return try result.get()
    }

    /// Does all of it, or nothing.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        let file = directory.database
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { [commits] db in
                continuation.resume(
                    returning: Result { try commits.transaction(db, body) }.mapError { StoreError($0, file: file) })
            }
        }
        await writing.ended(result.map { _ in })
        return try result.get()
    }

    /// While the store is being opened, nobody else uses it.
    func writeNow(_ body: (Database) throws -> Void) throws(StoreError) {
        do {
            try pool.writeWithoutTransaction { try commits.transaction($0, body) }
        } catch {
            throw StoreError(error, file: directory.database)
        }
    }
}
