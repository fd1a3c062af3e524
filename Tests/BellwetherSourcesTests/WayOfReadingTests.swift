import BellwetherSources
import Testing

@Suite struct WayOfReadingTests {
    private static let plain = """
        sources:
          - name: billing
            csv: { path: subs.csv, decimal: "," }
            every: 1h
            facts:
              subscription:
                columns: { id: id, account_id: acc, mrr: price }
        """

    private func way(_ yaml: String) throws -> WayOfReading {
        let (sources, mistakes) = sources(yaml)
        #expect(mistakes == [])
        return try #require(sources.first).reading
    }

    @Test(arguments: [
        ("every: 1h", "every: 5m\n    fresh_for: 2h"), ("path: subs.csv", "path: other.csv, settle: 5s"),
        ("id: id, account_id: acc", "account_id: acc, # the customer\n          id: \"id\""),
    ])
    func `when and where it is fetched, and how that is written, is no way of reading`(old: String, new: String) throws
    {
        #expect(try way(Self.plain.replacing(old, with: new)) == way(Self.plain))
    }

    @Test(arguments: [
        ("mrr: price", "mrr: net_price"), ("mrr: price", "amount: price"), ("decimal: \",\"", "decimal: \".\""),
        ("mrr: price }", "mrr: price }\n        constants: { currency: JPY }"),
        ("mrr: price }", "mrr: price }\n        only: { kind: [seat] }"),
    ])
    func `whatever makes other facts of the same records is another one`(old: String, new: String) throws {
        #expect(try way(Self.plain.replacing(old, with: new)) != way(Self.plain))
    }

    @Test func `a query is a way of reading, and from where it goes on is none`() throws {
        let query = """
            sources:
              - name: db
                sqlite: { path: a.db }
                facts:
                  subscription:
                    query: SELECT id, acc AS account_id, price AS mrr FROM subs
            """
        #expect(try way(query.replacing("price", with: "price / 100")) != way(query))
        #expect(try way(query.replacing("a.db", with: "b.db")) == way(query))
    }

    @Test func `a source that is read in another way is read anew, and not as if for the first time`() throws {
        let (one, two) = (try way(Self.plain), try way(Self.plain.replacing("mrr: price", with: "mrr: net_price")))
        var cursor = SourceCursor(["file": "1"])
        #expect(!cursor.isRead(as: one))
        cursor.note(one)
        #expect(cursor.read(as: one) == cursor)
        #expect(cursor.read(as: two).entries["file"] == nil)
        #expect(cursor.read(as: two) != .beginning)
        #expect(SourceCursor.beginning.read(as: two) == .beginning)
    }
}
