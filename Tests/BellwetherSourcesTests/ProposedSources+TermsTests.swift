import BellwetherCore
import Testing

@testable import BellwetherSources

/// Contracts that say when they begin and how long they are, and not when they end.
@Suite struct ProposedTermsTests {
    private func proposed(_ file: String, _ text: String) throws -> (ProposedSources, [SourceDefinition], Folder) {
        let folder = try Folder()
        try folder.write(file, text)
        let proposed = ProposedSources.files(in: folder.path)
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml)")
        return (proposed, sources, folder)
    }

    private static let newYear = FactValue.integer(Int64(Day("2027-01-01")?.number ?? 0))

    @Test(arguments: [
        ("contracts.csv", "Contract ID,Account ID,Start date,Term (months),Amount\nk1,c1,2026-01-01,12,1200\n"),
        ("contracts.csv", "ContractNumber,AccountId,StartDate,ContractTerm,Status\nk1,c1,2026-01-01,12,active\n"),
        (
            "Verträge.csv",
            "Vertragsnummer;Kundennummer;Vertragsbeginn;Laufzeit (Monate);Betrag\nk1;c1;01.01.2026;12;1.200,00\n"
        ),
        ("合同.csv", "合同编号,客户编号,开始日期,合同期限(月),合同金额\nk1,c1,2026-01-01,12,1200\n"),
        ("договоры.csv", "Номер договора;Клиент;Дата начала;Срок (мес.);Сумма\nk1;c1;01.01.2026;12;1200\n"),
    ])
    func `the end follows from the first day and the length`(file: String, text: String) async throws {
        let (proposed, sources, folder) = try proposed(file, text)
        let contracts = try #require(sources.first)
        #expect(contracts.facts.first == "contract", "\(proposed.yaml) \(folder.path)")
        let recorder = Recorder()
        _ = try await contracts.source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.value("end", of: "k1", .contract) == Self.newYear, "\(proposed.yaml)")
        #expect(await recorder.value("term_months", of: "k1", .contract) == .integer(12))
    }

    @Test func `without an id, the first day tells contracts of an account apart`() async throws {
        let (proposed, sources, folder) = try proposed(
            "contracts.csv", "Account ID,Start date,Term (months)\nc1,2026-01-01,12\nc1,2025-01-01,12\n")
        #expect(proposed.yaml.contains("key: [\"Account ID\", \"Start date\"]"), "\(proposed.yaml) \(folder.path)")
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rows["contract"]?.count == 2)
    }

    @Test(arguments: [
        "Laufzeit (Jahre);1;2", "Laufzeit;1;3", "Laufzeit (Monate);12 Monate;unbefristet", "Laufzeit (Tage);30;90",
    ])
    func `a length in another unit, or in who knows which, is none`(written: String) throws {
        let cells = written.split(separator: ";")
        let (proposed, _, folder) = try proposed(
            "Verträge.csv",
            "Vertragsnummer;Kundennummer;Vertragsbeginn;Vertragsende;\(cells[0])\n"
                + "k1;c1;01.01.2026;01.01.2027;\(cells[1])\nk2;c2;01.01.2026;01.01.2028;\(cells[2])\n")
        #expect(proposed.yaml.contains("end: "), "\(proposed.yaml) \(folder.path)")
        #expect(!proposed.yaml.contains("term_months"))
    }

    @Test func `subscriptions have it too, with no end that is written down`() async throws {
        let (proposed, sources, folder) = try proposed(
            "subscriptions.csv",
            "subscription_id,account_id,mrr,started_on,Term\ns1,c1,10,2023-01-01,12\ns2,c2,20,2023-01-01,1\n")
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.value("term_months", of: "s2", .subscription) == .integer(1), "\(proposed.yaml)")
        #expect(await recorder.value("term_end", of: "s1", .subscription) == .absent, "\(folder.path)")
    }

    private func yaml(_ columns: String) -> String {
        "sources:\n  - name: crm\n    csv: { path: k.csv }\n    facts:\n      contract:\n        columns: { \(columns) }\n"
    }

    @Test func `a mapping without an end needs both of what it follows from`() throws {
        let folder = try Folder()
        let (_, none) = sources(yaml("id: id, account_id: a, start: s, term_months: t"), in: folder.path)
        #expect(none == [])
        let (_, mistakes) = sources(yaml("id: id, account_id: a, start: s"), in: folder.path)
        #expect(mistakes.count == 1)
        #expect(mistakes.joined().contains("'contract' needs a column for 'end'"))
    }

    @Test func `a row that says too little for an end is refused, with what it lacks`() async throws {
        let folder = try Folder()
        try folder.write(
            "k.csv",
            "id,a,s,t,e\nk1,c1,2026-01-01,12,\nk2,c2,2026-01-01,,2026-07-01\nk3,c3,2026-01-01,,\nk4,c4,,12,\n"
                + "k5,c5,2026-01-01,0,\nk6,c6,2026-01-01,1200,\nk7,c7,2026-01-31,1,\nk8,c8,2026-01-31,1,\nk9,c9,2026-01-31,1,\n"
        )
        let (sources, mistakes) = sources(
            yaml("id: id, account_id: a, start: s, term_months: t, end: e"), in: folder.path)
        #expect(mistakes == [])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.value("end", of: "k1", .contract) == Self.newYear)
        #expect(await recorder.value("end", of: "k2", .contract) == .integer(Int64(Day("2026-07-01")?.number ?? 0)))
        #expect(await recorder.value("end", of: "k7", .contract) == .integer(Int64(Day("2026-02-28")?.number ?? 0)))
        let reasons = await recorder.rejected.map { "\($0)" }
        #expect(reasons.count == 4, "\(reasons)")
        #expect(reasons.count { $0.contains("no 'end', and no 'start' with 'term_months' that says it") } == 3)
        #expect(reasons.count { $0.contains("'term_months' is more than fifty years") } == 1)
    }
}
