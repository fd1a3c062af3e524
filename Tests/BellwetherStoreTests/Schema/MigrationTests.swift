import BellwetherCore
import Foundation
import GRDB
import Testing

@testable import BellwetherStore

@Suite struct MigrationTests {
    let state: TemporaryState
    var file: String { state.path + "/bellwether.sqlite" }

    init() throws { state = try TemporaryState() }

    let later = Migration("keep whispers", sql: "CREATE TABLE whisper (id TEXT PRIMARY KEY NOT NULL) STRICT")

    func open(_ migrations: [Migration], as role: Store.Role = .writer) throws -> Store {
        try Store.open(at: state.path, as: role, knowing: migrations)
    }

    @Test func `a newer state is refused in one sentence, by writer and reader`() throws {
        do { _ = try open(Migration.all + [later]) }
        for role in [Store.Role.writer, .reader] {
            let error = #expect(throws: StoreError.self) { try open(Migration.all, as: role) }
            #expect(error == .newerSchema(file: file, change: "keep whispers"))
            #expect(error?.isWorthTryingAgain == false)
        }
    }

    @Test func `an older state is brought up to date after a copy is put aside`() async throws {
        do {
            let store = try open(Migration.all)
            try await store.note("first start", "done")
        }
        let store = try open(Migration.all + [later])
        #expect(try await store.note("first start") == "done")
        #expect(try await store.read { try $0.tableExists("whisper") })
        let copy = file + ".before-keep-whispers"
        #expect(try StateFiles.mode(of: copy) == 0o600)
        let queue = try DatabaseQueue(path: copy)
        let kept = try await queue.read { db in
            try String.fetchOne(db, sql: "SELECT value FROM installation WHERE key = 'first start'")
        }
        #expect(kept == "done")
        #expect(try await queue.read { try $0.tableExists("whisper") } == false)
    }

    @Test func `what waited before notifications were kept apart is sent as it was`() async throws {
        let news = Notification.sample(1)
        do {
            let store = try open(Migration.all.filter { $0.name != Migration.bodies.name })
            try await store.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO outbox (
                            id, receiver, recipient, group_key, notification, payload, state, queued_at,
                            next_attempt_at)
                        VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, 0)
                        """,
                    arguments: [
                        news.id, news.receiver, news.recipient, news.groupKey, StoredJSON.text(news),
                        Data("as rendered".utf8),
                    ])
            }
        }
        let store = try open(Migration.all)
        let item = try #require(try await store.lease(atMost: 1, at: Moment(seconds: 10)).first)
        #expect(item.notification == news)
        #expect(item.payload == Array("as rendered".utf8))
    }

    @Test func `a fresh state needs no copy`() throws {
        _ = try open(Migration.all)
        #expect(try StateFiles.names(in: state.path).allSatisfy { !$0.contains(".before-") })
    }

    @Test func `a reader does not bring an older state up to date`() throws {
        do { _ = try open(Migration.all) }
        let error = #expect(throws: StoreError.self) { try open(Migration.all + [later], as: .reader) }
        #expect(error == .olderSchema(file: file, change: "keep whispers"))
    }

    @Test func `an upgrade that fails leaves everything as it was`() async throws {
        do { _ = try open(Migration.all) }
        let broken = Migration("break", sql: "CREATE TABLE half (id INTEGER) STRICT; SELECT nonsense")
        #expect(throws: StoreError.self) { try open(Migration.all + [later, broken]) }
        let store = try open(Migration.all)
        #expect(try await store.read { try $0.tableExists("whisper") } == false)
    }

    @Test func `a field that joins a kind is a migration of its own`() async throws {
        let missing = "keep invoice.reminder_count"
        do {
            let store = try open(Migration.all)
            try await store.load([(.invoice, [.invoice("1")])])
            try await store.write { db in
                try db.execute(sql: "ALTER TABLE invoice DROP COLUMN reminder_count")
                try db.execute(sql: "DELETE FROM migration WHERE name = ?", arguments: [missing])
            }
        }
        let store = try open(Migration.all)
        #expect(try await store.accounts(usageSince: Day(number: 0)).totals(of: "acme") == [100])
        let again = try await store.load([(.invoice, [.invoice("1")])], at: tuesday)
        #expect(again.counts["invoice"]?.unchanged == 1)
    }

    @Test func `money that was kept before its decimals were is in minor units`() async throws {
        do {
            let store = try open(Migration.all)
            try await store.load([
                (.account, [.account("acme")]), (.invoice, [.of(.invoice, "1", ["total": .integer(7)])]),
            ])
            try await store.write { db in
                try db.execute(sql: "ALTER TABLE invoice DROP COLUMN decimals")
                try db.execute(sql: "DELETE FROM migration WHERE name = 'keep decimals of invoice'")
            }
        }
        let store = try open(Migration.all)
        let invoice = try await store.accounts(usageSince: Day(number: 0)).view("acme")?.invoices.first
        #expect(invoice?.totalMinor == 7)
        #expect(invoice?.currency == .inherited(decimals: nil))
    }

    @Test(arguments: FactKind.all)
    func `every kind of fact has a column for each field, and none of the store's own`(kind: FactKind) async throws {
        let store = try open(Migration.all)
        let columns = try await store.read { try $0.columns(in: kind.name).map(\.name) }
        let fields = kind.fields.map(\.name)
        #expect(Set(fields).isSubset(of: columns))
        #expect(Set(fields).isDisjoint(with: FactTable.ownColumns))
    }

    @Test func `names of migrations are unique`() {
        let names = Migration.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `every table is strict`() async throws {
        let store = try open(Migration.all)
        let loose = try await store.read { db in
            try String.fetchAll(
                db,
                sql:
                    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite%'"
            )
        }
        #expect(loose == [])
    }
}
