import Postgres
import Testing

@Suite struct PostgresErrorTests {
    /// A part of it would stand for the host or the port, and be shown.
    @Test(arguments: [
        "postgres://ro:first@second@127.0.0.1/crm", "postgres://ro:first/second@127.0.0.1/crm",
        "mysql://ro:first@127.0.0.1/crm",
    ])
    func `takes no address whose password is not written as URLs need it`(url: String) {
        #expect(throws: PostgresError.badURL) { _ = try PostgresServer(url: url) }
    }

    @Test(arguments: [
        "postgres://ro:fir%40st%2F@127.0.0.1:5433/crm", "postgresql://ro@a:5432,b:5433/crm",
        "postgres:///crm?host=/run/pg", "postgres://ro:fir?st@127.0.0.1/crm",
    ])
    func `takes one that is`(url: String) throws { #expect(try PostgresServer(url: url).database == "crm") }

    @Test(arguments: [
        (
            "57014", "canceling statement due to statement timeout",
            "the query took too long and was stopped; make it quicker, or raise `statement_timeout`", true
        ),
        (
            "25006", "cannot execute UPDATE in a read-only transaction",
            "the query would write, and a source only reads", false
        ),
        (
            "42703", "column \"updated\" does not exist",
            "the query names a column that is not there: column \"updated\" does not exist", false
        ),
        ("53300", "sorry, too many clients already.", "PostgreSQL at db says: sorry, too many clients already", true),
    ])
    func `says what the server says in the reader's words`(
        state: String, message: String, words: String, isPassing: Bool
    ) {
        let error = PostgresError.refused(host: "db", state: state, message: message, hint: nil)
        #expect(error.description == words)
        #expect(error.isPassing == isPassing)
    }

    @Test(arguments: ["", "db.example.com", "host=db password=hunter22", "postgres://me:hunter22@db:port/x%"])
    func `refuses what is no URL, and does not repeat it`(url: String) {
        let error = #expect(throws: PostgresError.self) { try PostgresServer(url: url) }
        #expect(error?.description.contains("hunter22") == false)
        #expect(error == .badURL)
    }
}
