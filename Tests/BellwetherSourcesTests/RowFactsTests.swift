import BellwetherCore
import Testing

@testable import BellwetherSources

/// One sheet with everything in it, as people keep it.
@Suite struct RowFactsTests {
    /// Sheets that say the same in four languages.
    static let sheets: [(name: String, text: String)] = [
        (
            "customers.csv",
            """
            Account ID,Company,CSM,Seats,NPS (0-10),NPS date,Last contact,Active users,Health,Open tickets,Renewal date
            c1,Acme,kim,40,9,2026-11-02,2026-11-12,31,Green,2,2027-03-01
            c2,Borealis,dana,20,,,2026-10-01,4,Red,-,2027-01-15
            """
        ),
        (
            "kunden.csv",
            """
            Kundennummer;Firma;Betreuer;Lizenzen;NPS;NPS-Datum;Letzter Kontakt;Aktive Nutzer;Ampel;Offene Tickets;Verlängerung am
            c1;Acme;kim;40;9;02.11.2026;12.11.2026;31;Grün;2;01.03.2027
            c2;Borealis;dana;20;;;01.10.2026;4;Rot;-;15.01.2027
            """
        ),
        (
            "客户.csv",
            """
            客户编号,客户名称,客户经理,席位数,NPS评分,NPS日期,最近联系时间,活跃用户数,健康度,未解决工单,续约日期
            c1,Acme,kim,40,9,2026年11月2日,2026年11月12日,31,绿,2,2027年3月1日
            c2,Borealis,dana,20,,,2026年10月1日,4,红,-,2027年1月15日
            """
        ),
        (
            "клиенты.csv",
            """
            Код клиента;Клиент;Менеджер;Лицензии;Оценка NPS;Дата опроса;Последний контакт;Активные пользователи;Здоровье;Открытые тикеты;Дата продления
            c1;Acme;kim;40;9;02.11.2026;12.11.2026;31;Зелёный;2;01.03.2027
            c2;Borealis;dana;20;;;01.10.2026;4;Красный;-;15.01.2027
            """
        ),
    ]

    private func read(
        _ files: [(name: String, text: String)]
    ) async throws -> (proposed: ProposedSources, rows: [String: [FactRow]]) {
        let folder = try Folder()
        for file in files { try folder.write(file.name, file.text) }
        let proposed = ProposedSources.files(in: folder.path)
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml)
        #expect(mistakes == [], "\(proposed.yaml)")
        let recorder = Recorder()
        for source in sources { _ = try await source.source.poll(context(), into: recorder) }
        #expect(await recorder.rejected == [], "\(proposed.yaml)")
        return (proposed, await recorder.rows)
    }

    private func value(_ field: String, _ kind: FactKind, _ rows: [String: [FactRow]], of account: String = "c1")
        -> FactValue?
    {
        guard let index = kind.index(of: field) else { return nil }
        return rows[kind.name]?.first { $0.account == account }?.values[index]
    }

    private func day(_ text: String) -> FactValue? { Day(text).map { .integer(Int64($0.number)) } }

    @Test(arguments: sheets.indices)
    func `what a list of accounts says beside becomes facts of their own`(_ index: Int) async throws {
        let (proposed, rows) = try await read([Self.sheets[index]])
        #expect(rows["account"]?.count == 2, "\(proposed.yaml)")
        #expect(rows["survey_response"]?.map(\.account) == ["c1"], "\(proposed.yaml)")
        #expect(value("value", .surveyResponse, rows) == .real(9))
        #expect(value("at", .surveyResponse, rows) == Moment("2026-11-02T00:00Z").map { .integer($0.seconds) })
        #expect(value("at", .touch, rows) == Moment("2026-11-12T00:00Z").map { .integer($0.seconds) })
        // The day before the file was written.
        #expect(value("active_users", .seatDay, rows) == .integer(31))
        #expect(value("day", .seatDay, rows) == day("2023-11-13"))
        #expect(value("value", .sentiment, rows) == .real(3))
        #expect(value("value", .sentiment, rows, of: "c2") == .real(1))
        #expect(value("author", .sentiment, rows, of: "c2") == .text("dana"))
        #expect(value("at", .sentiment, rows) == day("2023-11-14"))
        #expect(value("end", .contract, rows) == day("2027-03-01"))
        #expect(rows["custom_measure"]?.map(\.key) == ["c1|open_tickets|"])
        #expect(proposed.taken.count == 6, "\(proposed.taken)")
        #expect(proposed.left == [])
    }

    @Test func `what is taken for what is said, and what is left too, with the reason`() async throws {
        let (proposed, rows) = try await read([
            (
                "sheet.csv",
                """
                Customer ID,Customer,CSM,NPS,Health score,Last login,CSAT,Overdue,Zodiac,Employees,Updated
                c1,Acme,kim,45,72,2026-11-02,4.2,1200.00,lion,60,2026-11-10
                c2,Borealis,,10,31,2026-11-03,3.9,0,fish,12,2026-11-11
                """
            )
        ])
        #expect(
            proposed.taken == [
                #"sheet.csv: "Health score" for what the team thinks of them, from 0 to 100 (sentiment), of the day in "Updated""#,
                #"sheet.csv: "Employees" for a number that rules may ask for and no score is made of (custom_measure 'employees'), of the day in "Updated""#,
            ])
        #expect(
            proposed.left == [
                #"sheet.csv: "NPS"; an answer is a whole number from 0 to 10; bring the answers (survey_response)"#,
                #"sheet.csv: "Last login"; the last day says nothing of how much it is used; bring who used it on which day (user_day or usage_day)"#,
                #"sheet.csv: "CSAT"; a number for all of them is no answer of anybody; bring the answers (survey_response)"#,
                #"sheet.csv: "Overdue"; without the invoices nobody knows since when; bring the invoices (invoice)"#,
                #"sheet.csv: "Zodiac"; what they mean is not known"#,
            ])
        for line in proposed.left.dropLast() {
            let words = line.drop { $0 != "\"" }
            #expect(proposed.yaml.contains("# not taken: \(words)"), "\(proposed.yaml)")
        }
        #expect(value("value", .sentiment, rows) == .real(72))
        #expect(value("scale_max", .sentiment, rows) == .real(100))
        // Nobody is named in some rows.
        #expect(value("author", .sentiment, rows) == .text("team"))
        #expect(value("at", .sentiment, rows) == day("2026-11-10"))
    }

    /// Where a contract begins and how long it is, in four languages; one of them began with what they are.
    @Test(arguments: [
        ("customers.csv", "Account ID,Company,CSM,contract_start,contract_months", "2026-01-01"),
        ("customers.csv", "Account ID,Company,Customer since,Contract start date,Term (months)", "2026-01-01"),
        ("kunden.csv", "Kundennummer;Firma;Betreuer;Vertragsbeginn;Laufzeit (Monate)", "01.01.2026"),
        ("客户.csv", "客户编号,客户名称,客户经理,合同开始日期,合同期限(月)", "2026年1月1日"),
        ("клиенты.csv", "Код клиента;Клиент;Менеджер;Дата начала договора;Срок договора (мес)", "01.01.2026"),
    ])
    func `the first day of a contract and its length make a term`(
        name: String, header: String, first: String
    ) async throws {
        let comma = header.contains(";") ? ";" : ","
        let owner = header.contains("since") ? "2025-03-02" : "kim"
        let rows = ["c1", "c2"].map { [$0, "Company \($0)", owner, first, "12"].joined(separator: comma) }
        let (proposed, read) = try await read([(name, ([header] + rows).joined(separator: "\n") + "\n")])
        #expect(value("start", .contract, read) == day("2026-01-01"), "\(proposed.yaml)")
        #expect(value("end", .contract, read) == day("2027-01-01"), "\(proposed.yaml)")
        #expect(value("term_months", .contract, read) == .integer(12))
        #expect(read["contract"]?.count == 2 && proposed.taken.count == 1 && proposed.left == [])
        #expect(proposed.taken[0].contains("for the months of a term, which begins on the day in "))
    }

    @Test(arguments: [
        ("Term (months),Renewal date", "12,2027-01-01", "\"Term (months)\"; another column says when the term ends"),
        (
            "Term (months),Tier", "12,Team",
            "\"Term (months)\"; how long a term is says nothing without its first day; bring that, or its end"
        ),
    ])
    func `a length alone is no term`(header: String, cells: String, said: String) async throws {
        let (proposed, read) = try await read([
            ("customers.csv", "Account ID,Company,CSM,\(header)\nc1,Acme,kim,\(cells)\n")
        ])
        #expect(proposed.left == ["customers.csv: \(said)"], "\(proposed.yaml)")
        #expect(value("term_months", .contract, read) ?? .absent == .absent)
    }

    @Test func `a table of its own knows better`() async throws {
        let (proposed, rows) = try await read([
            Self.sheets[0],
            ("nps.csv", "Response ID,Account ID,Answered at,Score,Comment\nR1,c1,2026-11-05,4,slow\n"),
        ])
        #expect(rows["survey_response"]?.map(\.key) == ["R1"])
        #expect(proposed.left == [#"customers.csv: "NPS (0-10)"; another table tells of survey responses"#])
    }

    @Test(arguments: [
        (["Green", "red"], 1, 3), (["7", "9"], 1, 10), (["4", "2"], 1, 5), (["0", "3"], 0, 5),
        (["80", "12.5"], 0, 100),
    ])
    func `grades are on the scale that they show`(_ texts: [String], _ lowest: Int, _ highest: Int) {
        let scale = GradeScale(texts)
        #expect(scale?.lowest == lowest)
        #expect(scale?.highest == highest)
    }

    @Test(arguments: [["Green", "mauve"], ["0.4", "0.9"], ["120"], ["-4", "8"], []])
    func `other grades are none that are known`(_ texts: [String]) { #expect(GradeScale(texts).map(\.highest) == nil) }
}
