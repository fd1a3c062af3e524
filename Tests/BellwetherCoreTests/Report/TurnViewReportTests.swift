import Testing

@testable import BellwetherCore

@Suite struct TurnViewReportTests {
    private static let report = TurnDisplayTests.display.view.report(by: .owner)

    @Test func `counts everybody once, in bands and in groups`() {
        let report = Self.report
        #expect(report.accounts == 3)
        #expect(report.bands.reduce(0) { $0 + $1.accounts } == 3)
        #expect(report.bands.last?.key == "unknown")
        #expect(report.groups.map(\.name) == ["Kim Berger", "lee", "unassigned"])
        #expect(report.groups.map(\.accounts) == [2, 1, 0])
        for (place, band) in report.bands.enumerated() {
            #expect(report.groups.reduce(0) { $0 + $1.bands[place] } == band.accounts)
        }
    }

    /// M40: Amber was Max's when the period began; whoever has her now has not lost what he lost.
    @Test func `accounts stand under whom they had when the period began`() {
        var company = Company()
        company.addAccount("amber", slot: 0, ["name": "Amber", "owner": "max"])
        let report = TurnDisplayTests.display.view.report(by: .owner, knownThen: company.accounts)
        #expect(report.groups.map(\.name) == ["Kim Berger", "lee", "max", "unassigned"])
        #expect(report.groups.map(\.accounts) == [1, 1, 1, 0])
        #expect(report.knowledge.first?.hasPrefix("Accounts stand under") == true)
    }

    @Test func `one by one, accounts are called by their names`() {
        let groups = TurnDisplayTests.display.view.report(by: .account).groups
        #expect(groups.map(\.name) == ["Amber", "Birch", "Cedar", "Dune"])
    }

    @Test func `says why where there is no number, and how money is counted`() {
        let report = Self.report
        #expect(report.metrics.map(\.name) == GroupMetric.all.map(\.name))
        #expect(report.metrics.allSatisfy { ($0.figure.value == nil) == ($0.figure.reason != nil) })
        #expect(report.metrics.allSatisfy { !$0.figure.text.isEmpty && !$0.figure.text.contains("nan") })
        #expect(report.billing == BillingPolicy().words)
    }

    /// METRICS 1.6: a total without a rate names the account.
    @Test func `whose MRR is not known is named, and why`() {
        var company = Company()
        for (slot, name) in ["Amber", "Birch", "Cedar", "Dune"].enumerated() {
            company.addAccount(name.lowercased(), slot: slot, ["name": .text(name)])
        }
        company.addAccount("elder", slot: 4, ["excluded": "true"])
        for (slot, fields) in [
            (0, ["mrr": 100]), (1, ["mrr": 100, "currency": "USD"]), (2, [:]), (4, ["currency": "USD"]),
        ]
            as [(Int, [String: FactValue])]
        {
            company.add(
                .subscription, "s\(slot)", slot: slot, ["started_at": "2024-01-01"].merging(fields) { $1 })
        }
        let report = company.view().report(by: .owner)
        #expect(report.withoutMRR.map(\.name) == ["Birch", "Cedar"])
        #expect(report.withoutMRR.map(\.reason) == ["no_fx_rate", "no_data"])
        #expect(report.withoutMRR.map(\.text) == ["no exchange rate", "a subscription without a price"])
        #expect(report.metrics.first { $0.name == "group.mrr" }?.figure.value == nil)
        #expect(Self.report.withoutMRR.isEmpty)
    }

    /// Whom to ask for money: that some of it has no rate does not make a debt of it.
    @Test func `an invoice that may be paid has no amount to be asked for`() throws {
        var company = Company()
        company.addAccount()
        company.add(.invoice, "1", ["issued_at": "2026-02-01", "due_date": "2026-02-03", "total": 100_000])
        company.add(.payment, "p", ["invoice_id": "1", "at": "2026-02-02", "amount": 100_000, "currency": "USD"])
        let debtor = try #require(company.view().report(by: .owner).debtors.first)
        #expect(debtor.overdue.reason == "no_fx_rate" && debtor.buckets[1].reason == "no_fx_rate")
        let invoice = try #require(TurnDisplay(company.view()).portrait(of: "acme")?.invoices.first)
        #expect(invoice.isInDoubt)
    }

    @Test func `what an empty list was made from is told where it is not there`() {
        #expect(
            Self.report.missing == ["advocates": "no data", "lowValues": "no data"],
            "no source delivers tickets or costs")
    }

    @Test func `those of one name are told apart by their ids`() {
        var company = Company()
        for (slot, name) in [(0, "Acme"), (1, "Acme"), (2, "Borealis")] {
            company.addAccount("a\(slot)", slot: slot, ["name": .text(name), "owner": "kim"])
        }
        let byAccount = company.view().report(by: .account)
        #expect(byAccount.groups.map(\.id) == ["a0", "a1", "a2"])
        #expect(byAccount.groupNames == ["Acme (a0)", "Acme (a1)", "Borealis"])
        let byOwner = Self.report
        #expect(byOwner.groups.map(\.id) == ["kim", "lee", nil])
        #expect(byOwner.groupNames == ["Kim Berger", "lee", "unassigned"])
        #expect(byOwner.crossTabs.first?.rows.map(\.id) == ["kim", "lee", nil])
    }

    @Test(arguments: [
        ("2026-03-25T09:05", "2026-03-25 09:05", "2025-12-25 up to the beginning of 2026-03-25"),
        ("2026-03-25", "2026-03-25", "2025-12-25 up to 2026-03-25"),
    ])
    func `says of which instant each number is`(at moment: String, instant: String, period: String) {
        var company = Company()
        company.addAccount()
        let report = company.view(at: moment).report(by: .owner)
        #expect(report.instant == instant && report.periodWords == period)
    }

    @Test func `movements of each month lead to the next one's opening`() {
        for month in Self.report.months {
            let close =
                month.open + month.new + month.expansion + month.reactivation - month.contraction - month.churn
                + month.fx + month.correction
            #expect(abs(close - month.close) < 0.01)
        }
        for (before, after) in zip(Self.report.months, Self.report.months.dropFirst()) {
            #expect(abs(before.close - after.open) < 0.01)
        }
    }

    @Test func `a survey is told against the groups, and few answers are not`() throws {
        let table = try #require(Self.report.crossTabs.first { $0.survey == "nps" })
        #expect(table.attribute == "owner")
        #expect(table.rows.flatMap(\.counts).allSatisfy { $0 == nil }, "there are three answers only")
    }

    @Test func `today is the last day of the trend`() {
        #expect(Self.report.trend.map(\.day) == ["2026-03-25"])
        #expect(Self.report.trend.last?.accounts.reduce(0, +) == 3)
    }

    @Test func `asks history for as far back as its trend goes, whatever rules look back at`() {
        #expect(Report.lookBacks.map(\.path).sorted() == ["health.band", "health.model", "health.score"])
        #expect(Report.lookBacks.allSatisfy { $0.days >= 26 * 7 })
    }
}
