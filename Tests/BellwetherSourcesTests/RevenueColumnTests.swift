import BellwetherCore
import Testing

@testable import BellwetherSources

@Suite struct RevenueColumnTests {
    private func rows(_ files: [(name: String, text: String)]) async throws -> [String: [FactRow]] {
        let folder = try Folder()
        for file in files { try folder.write(file.name, file.text) }
        let (sources, mistakes) = sources("sources:\n" + ProposedSources.files(in: folder.path).yaml)
        #expect(mistakes == [])
        let recorder = Recorder()
        for source in sources { _ = try await source.source.poll(context(), into: recorder) }
        #expect(await recorder.rejected == [])
        return await recorder.rows
    }

    private func monthly(_ row: FactRow?) -> FactValue? {
        FactKind.subscription.index(of: "mrr").flatMap { row?.values[$0] }
    }

    private let accounts = "Kundennummer;Firma;Tarif;Kunde seit\nc1;Acme;Team;01.02.2024\n"
    private let contracts =
        "Vertragsnummer;Kunde;Beginn;Laufzeitende;Monatlicher Umsatz (EUR)\nV1;c1;01.02.2025;31.01.2027;1.450,00\n"

    @Test func `what a contract pays becomes a subscription of its account`() async throws {
        let rows = try await rows([("kunden.csv", accounts), ("vertraege.csv", contracts)])
        let subscription = rows["subscription"]?.first
        #expect(subscription?.account == "c1")
        #expect(monthly(subscription) == .integer(1_450_000_000))
        #expect(rows["contract"]?.count == 1)
    }

    @Test func `what accounts pay counts before what contracts say, and subscriptions before both`() async throws {
        let paying = "Customer ID,Name,Plan,MRR\nc1,Acme,Team,99.50\n"
        let both = try await rows([("customers.csv", paying), ("vertraege.csv", contracts)])
        #expect(both["subscription"]?.map(\.key) == ["c1"])
        let told = try await rows([
            ("customers.csv", paying), ("subscriptions.csv", "Subscription ID,Customer ID,MRR\nS1,c1,80.00\n"),
        ])
        #expect(told["subscription"]?.map(\.key) == ["S1"])
    }

    @Test func `when an account renews is a contract that is known by its end alone`() async throws {
        let rows = try await rows([
            ("customers.csv", "Customer ID;Company;CSM;Monthly Revenue;Renewal date\nc1;Acme;kim;1.300,00;2027-02-04\n")
        ])
        let contract = try #require(rows["contract"]?.first)
        let end = FactKind.contract.index(of: "end").map { contract.values[$0] }
        #expect(end == Day("2027-02-04").map { .integer(Int64($0.number)) })
        #expect(contract.account == "c1")
        #expect(monthly(rows["subscription"]?.first) == .integer(13_000_000_000))
    }

    @Test func `a list of contracts knows better when they end`() async throws {
        let rows = try await rows([
            ("customers.csv", "Customer ID,Company,CSM,MRR,Renewal date\nc1,Acme,kim,99.50,2027-02-04\n"),
            ("contracts.csv", "Contract ID,Customer ID,Start date,End date\nV1,c1,2026-03-01,2027-02-28\n"),
        ])
        #expect(rows["contract"]?.map(\.key) == ["V1"])
        #expect(monthly(rows["subscription"]?.first) == .integer(995_000_000))
    }
}
