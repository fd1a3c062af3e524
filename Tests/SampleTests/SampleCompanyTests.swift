import BellwetherCore
import Sample
import Testing

@Suite struct SampleCompanyTests {
    static let until = Day(year: 2026, month: 11, day: 20) ?? Day(number: 0)
    static let files = SampleCompany(accounts: 120, until: until, days: 240, seed: 7).files
    let exports = Exports(files)

    @Test func `gives the same bytes for the same seed`() {
        let again = SampleCompany(accounts: 120, until: Self.until, days: 240, seed: 7)
        #expect(again.files == Self.files)
    }

    /// On every machine and with every compiler; a change here changes what everybody's seed gives.
    @Test func `draws these rates from this seed`() throws {
        let company = SampleCompany(accounts: 1, until: Self.until, days: 30, seed: 7)
        let rates = try #require(company.files.last { $0.name == "fx_rates.csv" })
        let begin = """
            day,base,quote,rate
            2025-09-01,USD,EUR,0.9142
            2025-09-01,GBP,EUR,1.1605
            2025-10-01,USD,EUR,0.9171

            """
        #expect(rates.text.utf8.starts(with: begin.utf8))
    }

    @Test func `gives another company for another seed`() {
        let other = Exports(SampleCompany(accounts: 120, until: Self.until, days: 240, seed: 8).files)
        #expect(other.records("accounts.csv") != exports.records("accounts.csv"))
        #expect(other.records("invoices.csv") != exports.records("invoices.csv"))
    }

    @Test func `has every file, each with rows`() {
        let expected: Set = [
            "people.csv", "accounts.csv", "contacts.csv", "subscriptions.csv", "contracts.csv", "renewals.csv",
            "invoices.csv", "payments.csv", "credit_notes.csv", "tickets.csv", "surveys.csv", "touches.csv",
            "costs.csv", "orders.csv", "sentiment.csv", "advocacy.csv",
            "fx_rates.csv", "usage.csv",
        ]
        #expect(exports.names == expected)
        for name in expected { #expect(exports.table(name).count > 1, "\(name) has rows") }
    }

    @Test func `has as many cells in every row as in the header`() {
        for name in exports.names {
            let table = exports.table(name)
            #expect(Set(table.map(\.count)).count == 1, "\(name) is a table")
        }
    }

    @Test func `names every row once`() {
        for name in exports.names.subtracting(["people.csv", "fx_rates.csv", "usage.csv", "accounts.csv"]) {
            let ids = exports.records(name).map { $0[text: "id"] }
            #expect(Set(ids).count == ids.count, "\(name) has no id twice")
        }
        for column in ["account_id", "name", "domain"] {
            let values = exports.records("accounts.csv").map { $0[text: column] }
            #expect(Set(values).count == 120)
        }
        let days = exports.records("usage.csv").map { [$0[text: "day"], $0[text: "account_id"]] }
        #expect(Set(days).count == days.count)
    }

    @Test(arguments: [
        ("accounts.csv", "owner", "people.csv", "key"),
        ("people.csv", "backup", "people.csv", "key"),
        ("contacts.csv", "account_id", "accounts.csv", "account_id"),
        ("subscriptions.csv", "account_id", "accounts.csv", "account_id"),
        ("contracts.csv", "account_id", "accounts.csv", "account_id"),
        ("contracts.csv", "subscription_id", "subscriptions.csv", "id"),
        ("renewals.csv", "contract_id", "contracts.csv", "id"),
        ("renewals.csv", "account_id", "accounts.csv", "account_id"),
        ("invoices.csv", "account_id", "accounts.csv", "account_id"),
        ("orders.csv", "account_id", "accounts.csv", "account_id"),
        ("sentiment.csv", "account_id", "accounts.csv", "account_id"),
        ("sentiment.csv", "author", "people.csv", "key"),
        ("advocacy.csv", "account_id", "accounts.csv", "account_id"),
        ("invoices.csv", "subscription_id", "subscriptions.csv", "id"),
        ("payments.csv", "invoice_id", "invoices.csv", "id"),
        ("payments.csv", "account_id", "accounts.csv", "account_id"),
        ("credit_notes.csv", "invoice_id", "invoices.csv", "id"),
        ("tickets.csv", "account_id", "accounts.csv", "account_id"),
        ("tickets.csv", "contact_id", "contacts.csv", "id"),
        ("surveys.csv", "account_id", "accounts.csv", "account_id"),
        ("surveys.csv", "contact_id", "contacts.csv", "id"),
        ("touches.csv", "contact_id", "contacts.csv", "id"),
        ("costs.csv", "account_id", "accounts.csv", "account_id"),
        ("usage.csv", "account_id", "accounts.csv", "account_id"),
    ])
    func `refers only to what is there`(file: String, column: String, otherFile: String, otherColumn: String) {
        let known = Set(exports.records(otherFile).map { $0[text: otherColumn] })
        let named = Set(exports.records(file).map { $0[text: column] })
        #expect(named.subtracting(known).isEmpty)
    }

    @Test func `says nothing of a day after the last`() {
        // Terms and due dates lie ahead; everything else has happened.
        let ahead: Set = ["end", "due_date"]
        for name in exports.names {
            for record in exports.records(name) {
                for (column, cell) in record where !ahead.contains(column) {
                    guard let day = Day(cell.prefix(10)) else { continue }
                    #expect(day <= Self.until, "\(name) \(column)")
                }
            }
        }
    }

    @Test func `tells of no use, ticket or talk before the first day`() {
        let first = Self.until - 239
        for (name, column) in [
            ("usage.csv", "day"), ("tickets.csv", "created_at"), ("touches.csv", "at"),
        ] {
            let days = exports.records(name).compactMap { Day($0[text: column].prefix(10)) }
            #expect((days.min() ?? first) >= first, "\(name)")
        }
    }

    @Test(arguments: [0, 1, 3, 17])
    func `can be as small as one likes`(accounts: Int) {
        let small = Exports(SampleCompany(accounts: accounts, until: Self.until, days: 10, seed: 1).files)
        #expect(small.records("accounts.csv").count == accounts)
    }

    @Test func `never runs out of names`() {
        let large = Exports(SampleCompany(accounts: 1_500, until: Self.until, days: 1, seed: 1).files)
        #expect(Set(large.records("accounts.csv").map { $0[text: "domain"] }).count == 1_500)
    }
}
