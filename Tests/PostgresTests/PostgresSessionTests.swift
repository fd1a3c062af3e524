import BellwetherTestSupport
import Foundation
import Postgres
import Testing

private func rows(of session: PostgresSession, _ query: String, _ values: [String] = []) async throws -> [[String]] {
    _ = try await session.start(query, values)
    var all: [[String]] = []
    while true {
        let rows = try await session.next(atMost: 7)
        if rows.count == 0 { return all }
        for row in 0..<rows.count {
            all.append((0..<rows.width).map { String(decoding: rows.field($0, of: row), as: UTF8.self) })
        }
    }
}

private func session(
    _ url: String, _ encryption: PostgresServer.Encryption? = nil, caFile: String? = nil,
    timeout: Duration = .seconds(30)
) async throws -> PostgresSession {
    let session = try PostgresSession(
        PostgresServer(url: url, encryption: encryption, caFile: caFile, statementTimeout: timeout))
    try await session.open()
    return session
}

@Suite(
    .enabled(if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; these tests start one"))
struct PostgresSessionTests {
    @Test func `reads rows as text, one query after the other, and cannot write`() async throws {
        let server = try LoopbackPostgres()
        try server.execute(
            """
            CREATE TABLE t (id int, at timestamptz, ok bool, amount numeric(10, 2), name text);
            INSERT INTO t SELECT i, '2026-11-21 12:00:00.5+01', i % 2 = 0, i + 0.10, 'Zoë ' || i FROM generate_series(1, 20) i;
            INSERT INTO t (id) VALUES (21);
            """)
        let session = try await session(server.url)
        let all = try await rows(of: session, "SELECT * FROM t WHERE id >= $1 ORDER BY id", ["2"])
        #expect(all.count == 20)
        #expect(all.first == ["2", "2026-11-21 11:00:00.5+00", "t", "2.10", "Zoë 2"])
        #expect(all.last == ["21", "", "", "", ""])
        #expect(try await session.start("SELECT 1 AS \"Account ID\", 2 AS b WHERE false", []) == ["Account ID", "b"])
        #expect(try await session.next(atMost: 5).count == 0)

        let error = await #expect(throws: PostgresError.self) {
            try await rows(of: session, "DELETE FROM t RETURNING id")
        }
        #expect(error?.description == "the query would write, and a source only reads")
    }

    @Test func `sees one state of the database however long it reads`() async throws {
        let server = try LoopbackPostgres()
        try server.execute("CREATE TABLE t (id int); INSERT INTO t VALUES (1)")
        let session = try await session(server.url)
        #expect(try await rows(of: session, "SELECT count(*) FROM t") == [["1"]])
        try server.execute("INSERT INTO t VALUES (2)")
        #expect(try await rows(of: session, "SELECT count(*) FROM t") == [["1"]])
    }

    @Test func `says what is wrong with a login, a database, a query and its time, and never shows the password`()
        async throws
    {
        let server = try LoopbackPostgres()
        var told: [String] = []
        for url in [
            server.url(password: "wrong-password"),
            server.url(password: LoopbackPostgres.password, database: "nowhere"),
        ] {
            let error = await #expect(throws: PostgresError.self) { try await session(url) }
            told.append(error?.description ?? "")
        }
        for query in ["SELECT nmae FROM pg_class", "SELECT * FROM invoicse", "SELEC 1", "SELECT pg_sleep(60)"] {
            let short = try await session(server.url, timeout: .seconds(1))
            let error = await #expect(throws: PostgresError.self) { try await rows(of: short, query) }
            told.append(error?.description ?? "")
        }
        #expect(
            told[0]
                == "PostgreSQL at 127.0.0.1 refuses the user or the password; put the right ones into its URL")
        #expect(told[1] == "PostgreSQL at 127.0.0.1 has no database 'nowhere'; put the right one into its URL")
        #expect(told[2] == "the query names a column that is not there: column \"nmae\" does not exist")
        #expect(told[3] == "the query names a table that is not there: relation \"invoicse\" does not exist")
        #expect(told[4] == "the query cannot be understood: syntax error at or near \"SELEC\"")
        #expect(
            told[5] == "the query took too long and was stopped; make it quicker, or raise `statement_timeout`")
        #expect(!told.joined().contains("wrong-password"))
        #expect(!told.joined().contains(LoopbackPostgres.password))
    }

    @Test func `the log hears no value of a row, and of the query what is wrong with it`() async throws {
        let server = try LoopbackPostgres()
        var logged: [String] = []
        for query in ["SELECT 'Acme'::int", "SELECT nmae FROM pg_class"] {
            let error = await #expect(throws: PostgresError.self) {
                try await rows(of: try await session(server.url), query)
            }
            logged.append(error?.logged ?? "")
            #expect(error?.description.contains(query.contains("Acme") ? "Acme" : "nmae") == true)
        }
        #expect(logged[0] == "PostgreSQL at 127.0.0.1 cannot make the query's values (SQLSTATE 22P02)")
        #expect(logged[1].contains("column \"nmae\" does not exist"))
    }

    @Test func `says that a certificate has expired, or that it may have`() {
        let old = PostgresError.unreachable(host: "db", because: "SSL error: certificate verify failed")
        #expect(
            old.description
                == "the certificate of PostgreSQL at db is not trusted (SSL error: certificate verify failed): it has "
                + "expired, or its authority is not known here; renew it there, or name the authority with `ca_file`")
        let known = PostgresError.unreachable(
            host: "db", because: "SSL error: certificate verify failed: certificate has expired")
        #expect(known.description == "the certificate of PostgreSQL at db has expired; it has to be renewed there")
    }

    @Test func `trusts a certificate of its authority, and no other`() async throws {
        let certificate = try Certificate(for: "IP:127.0.0.1")
        let server = try LoopbackPostgres(tls: certificate)
        let trusting = try await session(server.url, .verifyFull, caFile: certificate.path)
        #expect(
            try await rows(of: trusting, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == [["t"]])
        let stranger = try Certificate()
        let error = await #expect(throws: PostgresError.self) {
            try await session(server.url, .verifyFull, caFile: stranger.path)
        }
        #expect(error?.description.hasPrefix("the certificate of PostgreSQL at 127.0.0.1 is not trusted (") == true)
        #expect(error?.isPassing == false)
    }

    @Test func `refuses to speak in clear text where encryption is asked for`() async throws {
        let server = try LoopbackPostgres()
        let error = await #expect(throws: PostgresError.self) { try await session(server.url, .require) }
        #expect(
            error?.description
                == "PostgreSQL at 127.0.0.1 does not offer encryption; switch it on there, or write `tls: none`")
    }
}

@Suite struct PostgresHangingTests {
    @Test func `a server that never answers is left at once when the poll is stopped`() async throws {
        let server = try LoopbackHTTP { _ in .hang }
        let session = try PostgresSession(
            PostgresServer(
                url: "postgres://me:swordfish@127.0.0.1:\(server.port)/x", encryption: PostgresServer.Encryption.none))
        async let failure = failure(ofOpening: session)
        session.cancel()
        #expect(await failure == .cancelled)
    }

    private func failure(ofOpening session: PostgresSession) async -> PostgresError? {
        do throws(PostgresError) { try await session.open() } catch { return error }
        return nil
    }

    @Test func `nobody there is said with the host`() async throws {
        let listener = try LoopbackHTTP { _ in .close }
        let port = listener.port
        listener.stop()
        let error = await #expect(throws: PostgresError.self) {
            try await session("postgres://me:swordfish@127.0.0.1:\(port)/x")
        }
        #expect(error?.description.hasPrefix("PostgreSQL at 127.0.0.1 cannot be reached; ") == true)
        #expect(error?.isPassing == true)
    }

    @Test func `says at once that there is nobody to speak to`() async throws {
        let session = try PostgresSession(PostgresServer(url: "postgres://bell@%2Fnowhere/product"))
        let error = await #expect(throws: PostgresError.self) { try await session.open() }
        guard case .unreachable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
