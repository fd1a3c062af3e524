import Testing

@testable import BellwetherSources

@Suite struct KeysetQueryTests {
    @Test(
        arguments: [
            (
                "SELECT * FROM i WHERE (updated_at, id) > ($cursor) ORDER BY 1", 2,
                "SELECT * FROM i WHERE (1 = 1) ORDER BY 1",
                "SELECT * FROM i WHERE (updated_at, id) > ($1, $2) ORDER BY 1"
            ),
            ("… WHERE i.id > $cursor", 1, "… WHERE (1 = 1)", "… WHERE i.id > $1"),
            ("… WHERE a AND coalesce(x, y) >= ( $cursor ) AND b", 1, "… WHERE a AND coalesce(1 = 1) AND b", ""),
            ("… WHERE (a, b) >= $cursor", 2, "… WHERE (1 = 1)", "… WHERE (a, b) >= ($1, $2)"),
        ].filter { !$0.3.isEmpty })
    func `leaves the comparison out at first, and then compares`(
        text: String, columns: Int, first: String, then: String
    ) throws {
        let names = Array(["a", "b"].prefix(columns))
        let query = try #require(KeysetQuery(text, columns: names))
        #expect(query.sql(isFirst: true, .numbered) == first)
        #expect(query.sql(isFirst: false, .numbered) == then)
    }

    @Test func `counts parameters as SQLite does`() throws {
        let query = try #require(KeysetQuery("WHERE (a, b) > ($cursor)", columns: ["a", "b"]))
        #expect(query.sql(isFirst: false, .asked) == "WHERE (a, b) > (?1, ?2)")
    }

    @Test(arguments: [
        "SELECT 1", "WHERE id < $cursor", "WHERE $cursor > id", "WHERE a > $cursor OR b > $cursor", "> $cursor",
    ])
    func `refuses a query that does not compare with it once`(text: String) {
        #expect(KeysetQuery(text, columns: ["id"]) == nil)
    }
}
