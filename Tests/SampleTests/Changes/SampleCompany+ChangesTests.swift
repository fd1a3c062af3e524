import BellwetherCore
import Sample
import Testing

@Suite struct SampleCompanyChangesTests {
    static let until = SampleCompanyTests.until

    @Test(arguments: [(200, 1), (200, 42), (40, 3)])
    func `pushes three good accounts below 50 and pays one invoice, first`(accounts: Int, seed: UInt64) throws {
        let company = SampleCompany(accounts: accounts, until: Self.until, days: 190, seed: seed)
        let before = Exports(company.files)
        let after = before.replacing(company.changes(atStep: 1).files)
        let (then, now) = (Reckoning(before, asOf: Self.until + 1), Reckoning(after, asOf: Self.until + 1))
        for name in ["Norrland Energi AB", "Halden & Voss KG", "Maison Duval SAS"] {
            #expect(try #require(then.scores[name]) >= 75)
            #expect(try #require(now.scores[name]) < 50)
        }
        let tessera = try #require(before.records("accounts.csv").first { $0["name"] == "Tessera Milano S.r.l." })
        #expect(try #require(then.daysPastDue(tessera[text: "account_id"])) == 24)
        #expect(try #require(now.daysPastDue(tessera[text: "account_id"])) == 0)
        #expect(now.scores.filter { $0.value < 50 }.count == then.scores.filter { $0.value < 50 }.count + 3)
    }

    @Test func `goes on step by step, and who fell recovers`() throws {
        let company = SampleCompany(until: Self.until, days: 190, seed: 1)
        var exports = Exports(company.files)
        for step in 1...2 { exports = exports.replacing(company.changes(atStep: step).files) }
        let first = Reckoning(exports, asOf: Self.until + 1)
        #expect(try #require(first.scores["Norrland Energi AB"]) >= 75)
        for step in 3...5 { exports = exports.replacing(company.changes(atStep: step).files) }
        let later = Reckoning(exports, asOf: Self.until + 1)
        for name in ["Halden & Voss KG", "Maison Duval SAS"] { #expect(try #require(later.scores[name]) >= 75) }
    }

    @Test(arguments: 1...12)
    func `makes a few rows of news each time, none of them later than the last day`(step: Int) {
        let company = Self.company
        let change = company.changes(atStep: step)
        #expect(change.news.count >= 2)
        #expect(change.files.map(\.name).contains("invoices.csv"))
        let exports = Exports(change.files)
        for name in exports.names {
            for record in exports.records(name) {
                for (column, cell) in record where !["end", "due_date"].contains(column) {
                    if let day = Day(cell.prefix(10)) { #expect(day <= Self.until, "\(name) \(column)") }
                }
            }
            let ids = exports.records(name).map { $0[text: name == "accounts.csv" ? "account_id" : "id"] }
            #expect(Set(ids).count == ids.count, "\(name) has no id twice")
        }
    }

    @Test func `gives the same step the same bytes`() {
        #expect(Self.company.changes(atStep: 3).files == Self.company.changes(atStep: 3).files)
    }

    private static let company = SampleCompany(accounts: 60, until: until, days: 120, seed: 5)
}
