import BellwetherCore
import Sample
import Testing

@Suite struct CastTests {
    static let exports = Exports(SampleCompany(until: SampleCompanyTests.until, days: 300, seed: 1).files)
    static let now = Reckoning(exports, asOf: SampleCompanyTests.until + 1)
    static let scores = now.scores

    @Test(arguments: [
        ("Acme GmbH", 48.2), ("Borealis Ltd", 78.1), ("Cobalt Labs B.V.", 57.7), ("Ceramiche Bellini S.p.A.", 35.6),
        ("Norrland Energi AB", 78.4), ("Halden & Voss KG", 76.9), ("Maison Duval SAS", 77.4),
    ])
    func `stands where messages and manuals say`(name: String, score: Double) throws {
        let found = try #require(Self.scores[name])
        #expect(found == score)
    }

    @Test func `has Acme fall from 71 within thirty days`() {
        #expect(Self.now.earlier(byDays: 30).scores["Acme GmbH"] == 71.4)
    }

    @Test func `brings Acme and Cobalt close to their notice dates`() throws {
        let today = SampleCompanyTests.until + 1
        for (name, days) in [("Acme GmbH", 9), ("Cobalt Labs B.V.", 9)] {
            let account = try #require(Self.exports.records("accounts.csv").first { $0["name"] == name })
            let contract = try #require(
                Self.exports.records("contracts.csv").first {
                    $0["account_id"] == account["account_id"] && $0["status"] == "active"
                })
            let end = try #require(contract.day("end"))
            #expect(end - Int(contract.number("notice_days")) - today == days)
        }
    }

    @Test(arguments: [("Borealis Ltd", 1...1), ("Tessera Milano S.r.l.", 6...20), ("Norrland Energi AB", 0...0)])
    func `has those pay late who are told of as late payers`(name: String, timesLate: ClosedRange<Int>) throws {
        let account = try #require(Self.exports.records("accounts.csv").first { $0["name"] == name })
        let due = Self.exports.records("invoices.csv").filter { invoice in
            invoice["account_id"] == account["account_id"] && isDue(invoice)
        }
        #expect(due.count > 6)
        #expect(timesLate.contains(due.count { daysLate($0) > 3 }))
    }

    private func isDue(_ invoice: Exports.Record) -> Bool {
        guard let due = invoice.day("due_date") else { return false }
        return due < SampleCompanyTests.until - 3
    }

    private func daysLate(_ invoice: Exports.Record) -> Int {
        guard let due = invoice.day("due_date") else { return 0 }
        return (invoice.day("paid_at") ?? SampleCompanyTests.until) - due
    }
}
