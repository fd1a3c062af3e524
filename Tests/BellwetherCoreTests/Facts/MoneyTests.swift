import Testing

@testable import BellwetherCore

/// Money whose currency the row does not say: it is counted once its invoice, its subscription or its account is known.
@Suite struct MoneyTests {
    private let yen = Currency.named("JPY")

    /// An account that pays in yen, with 1,200 yen open of 2,000, and 30,000 yen a month of which 10,000 are new.
    private var company: Company {
        var company = Company()
        company.add(
            .payment, "p", decimals: 3, ["invoice_id": "i", "at": "2026-02-10", "amount": 800_000])
        company.add(
            .order, "o", decimals: 3, ["at": "2026-03-10", "subscription_id": "s", "mrr_change": 100_000_000_000])
        company.add(.invoice, "i", decimals: 3, ["issued_at": "2026-02-01", "total": 2_000_000])
        company.add(.subscription, "s", decimals: 3, ["started_at": "2024-01-01", "mrr": 300_000_000_000])
        company.addAccount("acme", ["currency": "JPY"])
        return company
    }

    private func expectYen(_ company: Company) {
        let rates = [yen: 0.01]
        #expect(company.measured(.openAmount, at: "2026-03-25", rates: rates) == .known(12))
        #expect(company.measured(.mrr, at: "2026-03-25", rates: rates) == .known(300))
        let group = company.portfolio("2026-03-01", "2026-04-01", rates: rates)
        #expect(GroupMetric.openMRR(group) == .known(200))
        #expect(GroupMetric.expansionMRR(group) == .known(100))
        let standing = company.accounts[0].invoiceStandings(in: company.context(at: "2026-03-25")).first
        #expect(standing?.openMinor == 1200)
        #expect(standing?.totalMinor == 2000)
        #expect(standing?.currency == yen)
    }

    @Test(arguments: 0..<5)
    func `yen are yen, whatever comes first`(turn: Int) {
        var company = company
        company.reorder { $0 = Array($0[turn...] + $0[..<turn]) }
        expectYen(company)
        // One after the other, as several sources bring them.
        let accounts = company.changes.reduce(Accounts()) { $0.merging(Facts(changes: [$1])) }
        let standing = accounts[0].invoiceStandings(in: company.context(at: "2026-03-25")).first
        #expect(standing?.openMinor == 1200)
    }

    @Test func `what the bill is in, its payments are in, and what the subscription is, its orders`() {
        var company = company
        company.add(.invoice, "i", ["issued_at": "2026-02-01", "total": 2000, "currency": "JPY"])
        company.add(
            .subscription, "s", ["started_at": "2024-01-01", "mrr": 300_000_000, "currency": "JPY"])
        company.addAccount("acme", ["currency": "EUR"])
        company.reorder { $0 = $0.filter { $0.kind != .account || $0.row.values.contains("EUR") } }
        expectYen(company.withoutFirst(of: [.invoice, .subscription]))
    }

    @Test func `where nobody says, it is the reporting currency`() {
        var company = company
        company.reorder { changes in changes.removeAll { $0.kind == .account } }
        company.addAccount("acme", ["currency": .absent])
        #expect(company.measured(.openAmount, at: "2026-03-25") == .known(1200))
        #expect(company.measured(.mrr, at: "2026-03-25") == .known(30_000))
    }

    /// 33.333 that a computer made of a third, and 33.33 that was paid.
    @Test func `a fraction of the smallest coin is never open`() {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "i", decimals: 3, ["issued_at": "2026-02-01", "total": 33_333])
        company.add(
            .payment, "p", ["invoice_id": "i", "at": "2026-02-10", "amount": 3333, "currency": "EUR"])
        #expect(company.measured(.openAmount, at: "2026-03-25") == .known(0))
        company.add(.invoice, "d", decimals: 3, ["issued_at": "2026-02-01", "total": 33_335])
        #expect(company.measured(.openAmount, at: "2026-03-25") == .known(33.34))
    }

    @Test func `rows that were kept before have minor units`() {
        var company = Company()
        company.addAccount("acme", ["currency": "JPY"])
        company.add(.invoice, "i", ["issued_at": "2026-02-01", "total": 2000])
        company.add(.payment, "p", decimals: 3, ["invoice_id": "i", "at": "2026-02-10", "amount": 800_000])
        #expect(company.measured(.openAmount, at: "2026-03-25", rates: [yen: 0.01]) == .known(12))
    }

    @Test func `a currency counted otherwise is the same currency`() {
        let counted = yen.counted(decimals: 3)
        #expect(counted != yen)
        #expect(counted.code == "JPY")
        #expect(counted.scale == 1000)
        #expect(counted.inMinorUnits == yen)
        #expect(Int64(1_499).recounted(from: counted, as: yen) == 1)
        #expect(Int64(-1_500).recounted(from: counted, as: yen) == -2)
        #expect(Int64(7).recounted(from: yen, as: counted) == 7000)
        #expect(Int64(7).recounted(from: yen, as: .eur) == 7)
        let exchange = Exchange(rates: ExchangeRates(), configured: [yen: 0.006], reporting: .eur)
        let day = Day.on("2026-03-25")
        #expect(exchange.minor(10_000_000, counted, on: day) == 6000)
        #expect(exchange.minor(6000, .eur, to: counted, on: day) == 10_000_000)
        #expect(exchange.minor(1_500, counted, to: yen, on: day) == 2)
    }
}

extension Company {
    /// Without the first row of each of these kinds.
    fileprivate func withoutFirst(of kinds: [FactKind]) -> Company {
        var company = self
        company.reorder { changes in
            for kind in kinds { changes.firstIndex { $0.kind == kind }.map { _ = changes.remove(at: $0) } }
        }
        return company
    }
}
