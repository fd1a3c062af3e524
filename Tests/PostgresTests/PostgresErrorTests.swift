import Postgres
import Testing

@Suite struct PostgresErrorTests {
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
