import BellwetherCore
import BellwetherTestSupport
import Curl
import Foundation
import Testing

@testable import BellwetherSources

/// A database as products have them: people of accounts, single events, tokens that expire, and what is none of ours.
@Suite(
    .enabled(if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; these tests start one"))
struct ProposedDatabasesTests {
    private static let schema = """
        CREATE SCHEMA billing; CREATE SCHEMA private;
        CREATE TYPE org_status AS ENUM ('trial', 'active', 'suspended', 'cancelled');
        CREATE TABLE organisations (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, status org_status,
            plan text, csm_email text, "createdAt" timestamptz, deleted_at timestamptz, seats int, settings jsonb);
        CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), organisation_id uuid REFERENCES organisations,
            email text, full_name text, created_at timestamptz, password_digest text);
        CREATE TABLE events (id bigserial PRIMARY KEY, user_id uuid REFERENCES users,
            organisation_id uuid REFERENCES organisations, name text, occurred_at timestamptz, properties jsonb);
        CREATE TABLE api_keys (id serial, organisation_id uuid, expires_at timestamptz, created_at timestamptz);
        CREATE TABLE plans (id serial, name text, created_at timestamptz);
        CREATE TABLE audit_log (id bigserial, actor uuid, action text, created_at timestamptz);
        CREATE TABLE billing."Invoices" ("Id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            "OrganisationId" uuid REFERENCES organisations, "Number" text, "Status" text, "TotalAmount" numeric(12, 2),
            "AmountPaid" numeric(12, 2), "Currency" char(3), "DueDate" date, "PaidAt" timestamptz);
        CREATE TABLE private.salaries (id int, amount numeric);
        CREATE VIEW active_organisations AS SELECT * FROM organisations WHERE status = 'active';
        INSERT INTO organisations (name, status, plan, csm_email, "createdAt", seats)
            SELECT 'Company ' || i, CASE WHEN i = 3 THEN 'suspended' ELSE 'active' END::org_status, 'Team', 'kim@us.example',
            '2025-03-01', 10 FROM generate_series(1, 3) i;
        INSERT INTO organisations (name, deleted_at) VALUES ('Gone', '2026-01-01');
        INSERT INTO users (organisation_id, email, full_name, created_at, password_digest)
            SELECT id, 'ann@' || name, 'Ann', '2025-03-02', 'x' FROM organisations WHERE deleted_at IS NULL;
        INSERT INTO events (user_id, organisation_id, name, occurred_at)
            SELECT u.id, u.organisation_id, 'report', '2026-11-20 23:30+00'::timestamptz - i * interval '12 hours'
            FROM users u, generate_series(0, 5) i;
        INSERT INTO events (name, occurred_at) VALUES ('ping', '2026-11-20 10:00+00');
        INSERT INTO billing."Invoices" ("OrganisationId", "Number", "Status", "TotalAmount", "AmountPaid", "Currency",
            "DueDate") SELECT id, 'R1', 'open', 12.50, 0, 'EUR', '2026-11-01' FROM organisations WHERE name = 'Company 1';
        CREATE ROLE looker LOGIN PASSWORD 'only-looks-7';
        GRANT USAGE ON SCHEMA public, billing TO looker;
        GRANT SELECT ON ALL TABLES IN SCHEMA public, billing TO looker;
        REVOKE SELECT ON users, audit_log FROM looker;
        GRANT SELECT (id, organisation_id, email, full_name, created_at) ON users TO looker;
        """

    private static let looker = "looker:only-looks-7"

    private func looking(
        _ zone: String = "Europe/Berlin", _ body: (ProposedSources, _ url: String) async throws -> Void
    ) async throws {
        let server = try LoopbackPostgres()
        try server.execute(Self.schema)
        let url = "postgres://\(Self.looker)@127.0.0.1:\(server.port)/postgres"
        let proposed = try await ProposedSources.tables(
            of: .postgres, opening: { () throws(QueryFailure) in try await PostgresReader.open(url) },
            connection: "      url: { credential: url }", zone: zone, today: Zone.utc.day(of: noon))
        try await body(proposed, url)
    }

    @Test func `takes what there is for what it is, and reads it as a user with few rights`() async throws {
        let database = try await ReadDatabase(Self.schema, as: Self.looker, zone: "Europe/Berlin")
        #expect(
            Set(database.source.facts) == ["account", "contact", "invoice", "usage_day", "user_day"],
            "\(database.proposed.yaml)")
        let rows = await database.recorder.rows
        #expect(rows["account"]?.count == 3)
        #expect(rows["contact"]?.count == 3)
        #expect(rows["invoice"]?.count == 1)
        // Half past eleven at night in UTC is the next day in Berlin, which makes four days of six events.
        #expect(rows["usage_day"]?.count == 12)
        #expect(rows["user_day"]?.count == 12)
        let status = FactKind.account.index(of: "status").map { index in
            Set(rows["account"]?.map { $0.values[index].text } ?? [])
        }
        #expect(status == ["active", "paused"])
    }

    /// Days with how many used it, or alone; each feature becomes a fact, and what was not used is none of them.
    @Test(arguments: [
        ("active_users int,", "7,", ["account", "seat_day", "usage_day"]), ("", "", ["account", "usage_day"]),
    ])
    func `a column for each feature becomes rows, as of a file`(
        more: String, cell: String, facts: [String]
    ) async throws {
        let database = try await ReadDatabase(
            """
            CREATE TABLE customers (id text PRIMARY KEY, name text NOT NULL, owner text, created_at timestamptz);
            CREATE TABLE daily_usage (customer_id text REFERENCES customers, day date, \(more) ev_login int, ev_report int);
            INSERT INTO customers SELECT 'c' || i, 'Company ' || i, 'kim', '2025-03-01' FROM generate_series(1, 3) i;
            INSERT INTO daily_usage SELECT 'c' || i, '2026-11-18', \(cell) 12, i FROM generate_series(1, 3) i;
            """)
        let (proposed, recorder) = (database.proposed, database.recorder)
        #expect(Set(database.source.facts) == Set(facts), "\(proposed.yaml)")
        let features = await recorder.rows["usage_day"]?.compactMap { row in
            FactKind.usageDay.index(of: "feature").flatMap { row.values[$0].text }
        }
        #expect(features?.count == 6, "\(proposed.yaml)")
        #expect(Set(features ?? []) == ["login", "report"], "\(proposed.yaml)")
    }

    @Test(arguments: [("user_id uuid REFERENCES users", "u.id"), ("email text", "u.email")])
    func `events that name people alone come to accounts by the table of people`(
        column: String, value: String
    ) async throws {
        let name = column.prefix { $0 != " " }
        let database = try await ReadDatabase(
            """
            CREATE TABLE teams (id serial PRIMARY KEY, name text NOT NULL, created_at timestamptz);
            CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), team_id int REFERENCES teams, email text,
                full_name text, created_at timestamptz);
            CREATE TABLE events (id bigserial PRIMARY KEY, \(column), name text, created_at timestamptz);
            INSERT INTO teams (name, created_at) SELECT 'Company ' || i, '2025-03-01' FROM generate_series(1, 3) i;
            INSERT INTO users (team_id, email, full_name, created_at)
                SELECT id, 'ann@company-' || id || '.example', 'Ann', '2025-03-02' FROM teams;
            INSERT INTO events (\(name), name, created_at)
                SELECT \(value), 'report', '2026-11-20 10:00+00'::timestamptz - i * interval '1 day'
                FROM users u, generate_series(0, 3) i;
            """)
        let (proposed, recorder) = (database.proposed, database.recorder)
        let rows = await recorder.rows
        #expect(rows["usage_day"]?.count == 12, "\(proposed.yaml)")
        #expect(Set(rows["usage_day"]?.map(\.account) ?? []) == ["1", "2", "3"])
        #expect(proposed.yaml.contains("They name people alone: users says whose each is."))
    }

    @Test(arguments: ["logins", "Anmeldungen", "登录次数", "Входы"])
    func `days that say how many used it and how often are both, as in a file`(count: String) async throws {
        let database = try await ReadDatabase(
            """
            CREATE TABLE accounts (id text PRIMARY KEY, name text, status text, owner text);
            CREATE TABLE usage (account_id text, day date, "\(count)" int, active_users int);
            INSERT INTO accounts SELECT 'K' || i, 'Firm ' || i, 'active', 'kim' FROM generate_series(1, 3) i;
            INSERT INTO usage SELECT id, '2026-11-20', 30, 15 FROM accounts;
            """)
        let (proposed, recorder) = (database.proposed, database.recorder)
        let rows = await recorder.rows
        #expect(rows["seat_day"]?.count == 3 && rows["usage_day"]?.count == 3, "\(proposed.yaml)")
    }

    @Test func `says what it passed over, and why`() async throws {
        try await looking { proposed, _ in
            let passedOver = proposed.passedOver.map { $0.prefix { $0 != "(" } }
            for words in [
                "audit_log: this user may not read it", "private.salaries: this user may not read it",
                "active_organisations: accounts are taken from organisations",
                "plans: accounts are taken from organisations", "api_keys: its columns ",
            ] {
                #expect(passedOver.contains { $0 == words }, "\(proposed.passedOver)")
            }
            #expect(!proposed.yaml.contains("password_digest"))
        }
    }

    @Test func `reads days that may go on once more, and no others`() async throws {
        try await looking("UTC") { proposed, url in
            let (sources, _) = sources("sources:\n" + proposed.yaml)
            let source = try #require(sources.first)
            func outside(_ now: Moment) -> Outside {
                Outside(
                    transport: Curl(), secret: { _ in Secret(url) }, wait: { _ in }, now: { now },
                    sqlite: Outside.noFiles)
            }
            let first = try await source.source.poll(context(outside: outside(noon)), into: Recorder())
            let twoDays = noon + .seconds(2 * 86_400)
            let second = try await source.source.poll(
                context(first.cursor, at: twoDays, outside: outside(twoDays)), into: Recorder())
            let later = noon + .seconds(4 * 86_400)
            let third = Recorder()
            _ = try await source.source.poll(context(second.cursor, at: later, outside: outside(later)), into: third)
            // The last day alone: one row for each of the three accounts.
            #expect(await third.rows["usage_day"]?.count == 3)
            #expect(await third.rows["user_day"]?.count == 3)
        }
    }
}
