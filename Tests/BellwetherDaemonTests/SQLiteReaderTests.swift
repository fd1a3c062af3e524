import BellwetherCore
import BellwetherSources
import Curl
import Diagnostics
import Documents
import Foundation
import GRDB
import Testing

@testable import BellwetherDaemon

/// Keeps what a source hands over.
private actor Kept: LoadSink {
    private(set) var rows: [FactRow] = []

    func stage(_ kind: FactKind, _ rows: [FactRow]) { self.rows += rows }

    func quarantine(_ rows: [RejectedRow]) {}
}

@Suite struct SQLiteReaderTests {
    private let now = Moment("2026-11-21T12:00:00Z") ?? .distantPast

    private func withDatabase(_ body: (String, DatabaseQueue) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) stays: \(error)") }
        }
        let path = folder.appending(path: "crm.db").path
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, since TEXT, seats INTEGER, changed REAL);
                    INSERT INTO customer VALUES (1, 'Zoë', '2024-03-01', 60, 1.5), (2, 'Bolt', NULL, NULL, 2.5);
                    """)
        }
        try await body(path, queue)
    }

    private func source(_ path: String, _ fact: String) throws -> SourceDefinition {
        let yaml = """
            sources:
              - name: crm
                sqlite: { path: \(path) }
                facts: { account: \(fact) }
            """
        let report = DiagnosticReport()
        let root = try #require(Document.read(Array(yaml.utf8), named: "bellwether.yaml").root)
        let settings = Settings(root, report: report)
        let sources = SourceDefinition.read(settings.sections("sources"), from: "/")
        settings.finish()
        #expect(report.diagnostics.map(\.description) == [])
        return try #require(sources.first)
    }

    private func context(_ cursor: SourceCursor = .beginning, at moment: Moment) throws -> PollContext {
        let euro = try #require(Currency("EUR"))
        return PollContext(
            source: "crm", now: moment, zone: .utc, reporting: euro, cursor: cursor,
            outside: Outside(
                transport: Curl(), secret: { _ throws(NoSecret) in throw NoSecret(words: "") }, wait: { _ in },
                now: { moment },
                sqlite: { path throws(QueryFailure) in try SQLiteReader(path) }))
    }

    @Test func `reads a file by queries, and goes on behind its cursor`() async throws {
        try await withDatabase { path, queue in
            let source = try source(
                path,
                "{ query: \"SELECT id, name, since AS started_at, seats, changed FROM customer WHERE (changed, id) > ($cursor) ORDER BY changed, id\", cursor: [changed, id], overlap: 0s }"
            )
            let first = Kept()
            let result = try await source.source.poll(try context(at: now), into: first)
            #expect(await first.rows.map(\.key) == ["1", "2"])
            #expect(await first.rows[0].values[0] == .text("Zoë"))

            try await queue.write { try $0.execute(sql: "INSERT INTO customer VALUES (3, 'New', NULL, NULL, 2.5)") }
            let second = Kept()
            _ = try await source.source.poll(try context(result.cursor, at: now + .seconds(900)), into: second)
            #expect(await second.rows.map(\.key) == ["3"])
        }
    }

    @Test(arguments: [
        (
            "SELECT id, nmae FROM customer",
            "account: 'PATH': the query names a column that is not there: 'nmae'; did you mean 'name'? customer has 'id', "
                + "'name', 'since', 'seats' and 'changed'"
        ),
        (
            "SELECT c.id, c.label FROM customer c",
            "account: 'PATH': the query names a column that is not there: 'label'; customer has 'id', 'name', 'since', "
                + "'seats' and 'changed'"
        ),
        (
            "SELECT id FROM customers",
            "account: 'PATH': the query names a table that is not there: 'customers'; did you mean 'customer'? it has "
                + "'customer'"
        ),
        ("DELETE FROM customer", "account: 'PATH' cannot be read; the query would write, and a source only reads"),
    ])
    func `says what is wrong with a query`(query: String, words: String) async throws {
        try await withDatabase { path, _ in
            let source = try source(path, "{ query: \"\(query)\" }")
            let error = await #expect(throws: PollError.self) {
                try await source.source.poll(try context(at: now), into: Kept())
            }
            #expect(error?.description.replacing(path, with: "PATH") == words)
        }
    }

    @Test func `says that a file is not there, or is none of SQLite's`() async throws {
        try await withDatabase { path, _ in
            let missing = try source(path + "x", "{ query: SELECT 1 }")
            let error = await #expect(throws: PollError.self) {
                try await missing.source.poll(try context(at: now), into: Kept())
            }
            #expect(error?.description == "'\(path)x' is not there")
            let other = path + ".txt"
            try Data(String(repeating: "no database ", count: 200).utf8).write(to: URL(filePath: other))
            let broken = await #expect(throws: PollError.self) {
                try await source(other, "{ query: SELECT 1 }").source.poll(try context(at: now), into: Kept())
            }
            #expect(broken?.description.hasPrefix("'\(other)' is no sound SQLite file; ") == true)
            #expect(broken?.isWorthRetrying == false)
        }
    }
}
