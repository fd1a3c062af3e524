import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Curl
import Documents
import Foundation
import Testing

@Suite(
    .enabled(if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; these tests start one"))
struct PostgresSourceTests {
    private static let yaml = """
        sources:
          - name: billing
            postgres: { url: { credential: url } }
            facts:
              invoice:
                query: |
                  SELECT id, number, customer AS account_id, status, due_date, total_minor, currency, updated_at
                  FROM invoices WHERE (updated_at, id) > ($cursor) ORDER BY updated_at, id
                cursor: [updated_at, id]
                overlap: 5m
              account:
                query: SELECT id, name FROM customers
        """

    private static let schema = """
        CREATE TABLE customers (id text, name text);
        INSERT INTO customers VALUES ('c1', 'Acme'), ('c2', 'Bolt');
        CREATE TABLE invoices (id int, number text, customer text, status text, due_date date, total_minor bigint,
            currency text, updated_at timestamptz);
        INSERT INTO invoices SELECT i, 'N' || i, 'c1', 'open', '2026-11-01', 100 * i, 'EUR',
            '2026-11-20 10:00+00'::timestamptz + i * interval '1 minute' FROM generate_series(1, 5000) i;
        """

    private func billing() throws -> SourceDefinition {
        let (sources, mistakes) = sources(Self.yaml)
        #expect(mistakes == [])
        return try #require(sources.first)
    }

    private func context(_ url: String, _ cursor: SourceCursor = .beginning, at now: Moment = noon) -> PollContext {
        BellwetherSourcesTests.context(
            cursor, at: now,
            outside: Outside(
                transport: Curl(), secret: { _ in Secret(url) }, wait: { _ in },
                now: { now }, sqlite: Outside.noFiles))
    }

    @Test func `reads what is new behind its cursor, and a little before it once more`() async throws {
        let server = try LoopbackPostgres()
        try server.execute(Self.schema)
        let source = try billing().source
        let first = Recorder()
        let one = try await source.poll(context(server.url), into: first)
        #expect(one.tallies["invoice"]?.accepted == 5000)
        #expect(one.tallies["account"]?.accepted == 2)
        #expect(await first.rejected == [])
        #expect(await first.value("total", of: "7", .invoice) == .integer(700))
        #expect(source.wholeKinds(in: context(server.url)) == [.account, .invoice])

        // A transaction that began before the first poll is committed after it, with an older time than its last row.
        try server.execute(
            "INSERT INTO invoices VALUES (9001, 'late', 'c2', 'open', '2026-11-01', 5, 'EUR', '2026-11-20 11:00+00')")
        let later = noon + .seconds(900)
        let second = Recorder()
        let two = try await source.poll(context(server.url, one.cursor, at: later), into: second)
        #expect(await second.value("number", of: "9001", .invoice) == .text("late"))

        try server.execute(
            "INSERT INTO invoices VALUES (9002, 'new', 'c2', 'open', '2026-11-01', 5, 'EUR', '2026-11-30 11:00+00')")
        let third = Recorder()
        let last = later + .seconds(900)
        #expect(source.wholeKinds(in: context(server.url, two.cursor, at: last)) == [.account])
        _ = try await source.poll(context(server.url, two.cursor, at: last), into: third)
        #expect(await third.rows["invoice"]?.map(\.key) == ["9002"])
    }

    @Test func `a renamed column, a wrong password and a missing credential are told as they are`() async throws {
        let server = try LoopbackPostgres()
        try server.execute(Self.schema)
        let source = try billing().source
        var told: [String] = []
        for url in [server.url(password: "no-password-of-ours"), "nonsense"] {
            let error = await #expect(throws: PollError.self) { try await source.poll(context(url), into: Recorder()) }
            told.append(error?.description ?? "")
            #expect(error?.isWorthRetrying == false || url != "nonsense")
        }
        try server.execute("ALTER TABLE invoices RENAME COLUMN due_date TO due_on")
        let renamed = await #expect(throws: PollError.self) {
            try await source.poll(context(server.url), into: Recorder())
        }
        told.append(renamed?.description ?? "")
        #expect(
            told == [
                "PostgreSQL at 127.0.0.1 refuses the user or the password; put the right ones into its URL",
                "the address must be a URL such as postgres://user:password@host:5432/database; in its password, write '@' "
                    + "as %40, '/' as %2F, ':' as %3A and '%' as %25",
                "invoice: the query names a column that is not there: column \"due_date\" does not exist",
            ])
    }

    @Test func `tells which column of ours a query does not have`() async throws {
        let server = try LoopbackPostgres()
        try server.execute("CREATE TABLE customers (id text, label text)")
        let (sources, mistakes) = sources(
            """
            sources:
              - name: crm
                postgres: { url: { credential: url } }
                facts: { account: { query: "SELECT id, label FROM customers" } }
            """)
        #expect(mistakes == [])
        let error = await #expect(throws: PollError.self) {
            try await #require(sources.first).source.poll(context(server.url), into: Recorder())
        }
        #expect(error?.description == "'the query of 'account'' has no column 'name'; it has 'id' and 'label'")
    }
}

@Suite struct QuerySettingsTests {
    @Test(arguments: [
        ("{ query: \"SELECT 1 WHERE id > $cursor\" }", "'cursor' must name the columns that $cursor stands for"),
        ("{ query: \"SELECT 1\", cursor: [id] }", "'query' must compare with $cursor once"),
        ("{ cursor: [id] }", "'query' must be given"),
    ])
    func `says what a query lacks`(fact: String, message: String) {
        let mistakes = sources(
            """
            sources:
              - name: crm
                postgres: { url: { credential: url } }
                facts: { account: \(fact) }
            """
        ).mistakes
        #expect(mistakes.contains { $0.contains(message) }, "\(mistakes)")
    }

    @Test func `refuses a URL with its password in the file`() {
        let (sources, mistakes) = sources(
            """
            sources:
              - name: crm
                postgres: { url: "postgres://me:hunter22@db/x" }
                facts: { account: { query: SELECT 1 } }
            """)
        #expect(sources.isEmpty)
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.contains("hunter22") == false)
    }
}
