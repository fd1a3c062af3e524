import Columns
import Testing

@testable import BellwetherCore

@Suite struct MetricMeasuringTests {
    @Test func `every metric has a name of its own, a sentence and an example`() {
        #expect(Set(Metric.all.map(\.name)).count == Metric.all.count)
        for metric in Metric.all {
            #expect(metric.help.hasSuffix("."), "\(metric.name)")
            #expect(metric.name.split(separator: ".").count == 2, "\(metric.name)")
            #expect(Metric.named(metric.name)?.name == metric.name)
        }
    }

    @Test func `the same facts give the same bytes, whatever order they came in`() {
        var random = SeededRandom(seed: 21)
        var company = Company.busy(accounts: 60, stride: 137, &random)
        let expected = company.columnBytes
        for _ in 0..<4 {
            company.shuffle(&random)
            #expect(company.columnBytes == expected)
        }
    }

    @Test func `nothing is measured of excluded accounts and of bare ids`() {
        var company = Company()
        company.addAccount("test", ["excluded": "true"])
        company.add(.invoice, "INV-1", slot: 1, ["issued_at": "2026-01-01", "total": 100])
        let metrics = Metric.measured(Metric.all, on: company.accounts, in: company.context(at: "2026-03-25"))
        for index in metrics.catalogue.indices {
            #expect(metrics.value(index, of: 0) == .absent(.notApplicable))
            #expect(metrics.value(index, of: 1) == .absent(.notApplicable))
        }
    }

    @Test func `one fresh source of a kind is enough`() {
        let standings = [
            SourceStanding(name: "a", kinds: ["ticket", "touch"], state: .fresh),
            SourceStanding(name: "b", kinds: ["ticket", "invoice"], state: .stale(since: .distantPast)),
        ]
        let accounts = Accounts().merging(Facts(sources: standings))
        let context = MeasuringContext(of: accounts, at: .berlin("2026-03-25"), reporting: .eur)
        #expect(context.deliveredKinds == ["ticket", "touch", "invoice"])
        #expect(context.unusableKinds == ["invoice": .stale])
    }

    @Test func `of two sources of a kind, what hangs on facts of the stale one is not known, and nothing else is lost`()
    {
        var company = Company()
        for (slot, source) in ["books", "till"].enumerated() {
            company.addAccount("a\(slot)", slot: slot)
            company.add(
                .invoice, "P\(slot)", slot: slot, source: source,
                ["issued_at": "2026-01-01", "due_date": "2026-02-01", "total": 30_000, "currency": "EUR"])
        }
        company.addAccount("a2", slot: 2)
        company.moreSources = [
            SourceStanding(
                name: "books", kinds: ["invoice"], state: .broken(since: .distantPast, because: "no column")),
            SourceStanding(name: "till", kinds: ["invoice"], state: .fresh),
        ]
        #expect(company.measured(.overdueAmount, slot: 0, at: "2026-03-25") == .absent(.sourceError))
        #expect(company.measured(.overdueAmount, slot: 1, at: "2026-03-25") == .known(300))
        #expect(company.measured(.overdueAmount, slot: 2, at: "2026-03-25") == .absent(.noData))
        #expect(company.measured(.tenureDays, slot: 0, at: "2026-03-25") != .absent(.sourceError))
    }

    /// Whoever reads it looks at the source, and not for what feeds it.
    @Test func `what a broken source alone brings is unknown as its source is broken`() {
        var company = Company()
        company.addAccount()
        let standings = [
            SourceStanding(name: "a", kinds: ["account"], state: .fresh),
            SourceStanding(name: "b", kinds: ["ticket"], state: .stale(since: .distantPast)),
            SourceStanding(name: "c", kinds: ["ticket"], state: .broken(since: .distantPast, because: "no column")),
        ]
        let accounts = company.accounts.merging(Facts(sources: standings))
        let context = MeasuringContext(of: accounts, at: .berlin("2026-03-25"), reporting: .eur)
        #expect(context.unusableKinds == ["ticket": .sourceError])
        let metrics = Metric.measured([.ticketCount], on: accounts, in: context)
        #expect(metrics.value(0, of: 0) == .absent(.sourceError))
    }
}

extension Company {
    /// Every metric's column, as history keeps it.
    fileprivate var columnBytes: [[UInt8]] {
        let context = context(at: "2026-03-25", billing: BillingPolicy(grossMargin: 0.8))
        let metrics = Metric.measured(Metric.all, on: accounts, in: context)
        return metrics.columns.flatMap { $0.chunks.map { $0.packed() } }
    }
}
