import BellwetherCore
import Testing

@testable import BellwetherSources

@Suite struct BoundMappingDaysTests {
    private static let header = Header(["account", "date", "what", "n", "ev_reports", "ev_login", "seats", "active"])
    private static let mappings: [(name: String, yaml: String)] = [
        ("a feature a row", "usage_day: { columns: { account_id: account, day: date, feature: what, count: n } }"),
        ("no feature", "usage_day: { columns: { account_id: account, day: date, count: n } }"),
        (
            "columns that are features",
            """
            usage_day: { columns: { account_id: account, day: date }, unpivot: { columns: "ev_*", into: feature, value: count } }
            """
        ),
        ("users", "user_day: { columns: { account_id: account, day: date, user: what, count: n } }"),
        ("seats", "seat_day: { columns: { account_id: account, day: date, seats: seats, active_users: active } }"),
        ("one number of two", "seat_day: { columns: { account_id: account, day: date, active_users: active } }"),
        ("a filter", "usage_day: { only: { what: reports }, columns: { account_id: account, day: date, count: n } }"),
        (
            "renamed features",
            """
            usage_day: { columns: { account_id: account, day: date, feature: what, count: n }, values: { feature: { reports: Reports } } }
            """
        ),
        ("a limit", "usage_day: { columns: { account_id: account, day: date, count: n }, at_most: { count: 100 } }"),
        ("a constant", "usage_day: { columns: { account_id: account, day: date }, constants: { count: \"1\" } }"),
    ]
    private static let records: [[String]] = [
        ["acme", "2026-11-20", "reports", "3", "1", "0", "10", "4"],
        [" acme ", " 2026-11-20 ", " login ", " 7 ", " 2 ", "", "", "0"],
        ["beta", "2026-11-19", "reports", "250", "1", "x", "10", "4"],
        ["beta", "2026-11-18", "", "", "", "n/a", "n/a", ""],
        ["", "2026-11-18", "reports", "1", "1", "1", "1", "1"],
        ["beta", "18.11.2026", "reports", "1", "1", "1", "1", "1"],
        ["beta", "2026-12-18", "reports", "1", "1", "1", "1", "1"],
        ["beta", "", "reports", "1", "1", "1", "1", "1"],
        ["beta", "2026-11-17", "reports", "-1", "1", "-1", "-5", "1"],
        ["beta", "2026-11-17", "reports", "1.5", "1", "+2", "1", "1.0"],
        ["beta", "2026-11-17", "reports", "99999999999999999999", "0", "0", "1", "1"],
        ["caf\u{E9}", "2026-11-16T10:00:00Z", "r\u{E9}sum\u{E9}", "12", "5", "6", "1", "1"],
    ]

    @Test(arguments: mappings.indices) func `days read as numbers are the rows read as texts`(index: Int) throws {
        let (name, yaml) = Self.mappings[index]
        let (read, mistakes) = sources(
            """
            sources:
              - name: product
                csv: { path: x.csv, absent: [n/a] }
                every: 1h
                facts:
                  \(yaml)
            """)
        #expect(mistakes.isEmpty, "\(name)")
        let source = try #require(read.first?.source as? CSVSource)
        let mapping = try BoundMapping(
            try #require(source.mappings.first), header: Self.header, style: source.style, context: context())
        var made = 0
        for fields in Self.records {
            let record = Record(fields)
            let rows = Result { () throws(BoundMapping.Mistake) in try mapping.rows(of: record) }
            var batch = FactBatch()
            let days = Result { () throws(BoundMapping.Mistake) in try batch.add(record, by: mapping) }
            switch (rows, days) {
            case (.success(let rows), .success):
                #expect(batch.count == rows.count)
                var direct = DayBatch(mapping.kind)
                try mapping.addDays(of: record, to: &direct)
                #expect(direct.rows(observed: noon) == rows, "\(name): \(fields)")
                made += rows.count
            case (.failure(let left), .failure(let right)):
                #expect(left == right, "\(name): \(fields)")
                #expect(batch.count == 0)
            default:
                Issue.record("\(name): \(fields) is read as rows or as numbers, not as both")
            }
        }
        #expect(made > 0, "\(name)")
    }
}
