import BellwetherCore
import Foundation
import Glibc
import Testing

@testable import BellwetherSources

/// What lists say that nobody exported for us.
@Suite struct ProposedListsTests {
    private func proposed(_ files: [String: String]) throws -> (ProposedSources, [SourceDefinition], Folder) {
        let folder = try Folder()
        for (name, text) in files { try folder.write(name, text) }
        let proposed = ProposedSources.files(in: folder.path)
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml)")
        return (proposed, sources, folder)
    }

    /// Rows beyond the sample, such as `c1001`.
    private func rows(_ count: Int, _ row: (Int) -> String) -> String {
        (1...count).map { row($0) + "\n" }.joined()
    }

    @Test(arguments: ["-", "n/a", "N/A", "NULL", "k. A.", "нет", "нет данных", "无", "None"])
    func `a word for nothing that comes after the first thousand rows is none of a number`(word: String) async throws {
        let text =
            "Customer ID,Company,CSM,Seats,Customer since\n"
            + rows(1200) { "c\($0),Company \($0),kim,\($0 > 1050 ? word : "7"),\($0 > 1050 ? word : "2023-01-01")" }
        let (_, sources, folder) = try proposed(["customers.csv": text])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [], "\(folder.path)")
        #expect(await recorder.value("seats", of: "c7", .account) == .integer(7))
        #expect(await recorder.value("seats", of: "c1200", .account) == .absent)
    }

    @Test func `no is an answer where a column says yes and no`() async throws {
        let text =
            "Номер договора,Клиент,Дата окончания,Автопродление\nД1,c1,2026-05-01,да\nД2,c2,2026-06-01,нет\n"
        let (proposed, sources, folder) = try proposed(["договоры.csv": text])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(
            await recorder.value("auto_renew", of: "Д2", .contract) == .integer(0), "\(proposed.yaml) \(folder.path)")
    }

    @Test func `gaps that begin after the first thousand rows are left out`() async throws {
        let text =
            "Customer ID,Company,CSM,NPS\n" + rows(1100) { "c\($0),Company \($0),kim,\($0 > 1020 ? "" : "9")" }
        let (_, sources, folder) = try proposed(["customers.csv": text])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [], "\(folder.path)")
        #expect(await recorder.rows["survey_response"]?.count == 1020)
        #expect(await recorder.rows["account"]?.count == 1100)
    }

    @Test func `of two columns with one meaning the second is named, with what to do to read it`() throws {
        let (proposed, _, folder) = try proposed([
            "customers.csv": "Customer ID,Company,CSM,WAU,MAU,Owner ID\nc1,Acme,kim,3,9,7\n"
        ])
        let same =
            "it would be active_users too, and \"MAU\" is read as that; to read this one instead, write it in "
        #expect(proposed.left.contains("customers.csv: \"WAU\"; \(same)that one's place"), "\(proposed.left)")
        #expect(
            proposed.left.contains {
                $0.hasPrefix("customers.csv: \"Owner ID\"; it would be owner too, and \"CSM\" is read as that")
            })
        #expect(proposed.yaml.contains("# not taken: \"WAU\"; \(same)"), "\(folder.path)")
        #expect(!proposed.left.contains { $0.hasSuffix("is not known") })
    }

    @Test func `numbers as spreadsheets write long ones are read as what they are`() async throws {
        let (proposed, sources, folder) = try proposed([
            "customers.csv": "Customer ID,Company,CSM,MRR,Seats\nc1,Acme,kim,1E+05,1.2E+2\nc2,Bee,kim,250.50,7\n"
        ])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [], "\(proposed.yaml) \(folder.path)")
        #expect(await recorder.value("mrr", of: "c1", .subscription) == .integer(1_000_000_000_000))
        #expect(await recorder.value("seats", of: "c1", .account) == .integer(120))
    }

    /// Files are written in November 2023 here.
    static let ends: [(header: String, rows: [String], isChurn: Bool)] = [
        ("Vertragsende", ["2024-03-01", "2023-05-01"], false), ("Vertragsende", ["2023-03-01", "2023-05-01"], false),
        ("Vertragsende", ["2023-03-01", ""], true), ("contract end", ["2024-03-01", ""], false),
        ("Cancelled at", ["2023-03-01", ""], true), ("Cancelled at", ["2024-03-01", ""], false),
        ("Churn date", ["2023-03-01", "2023-04-01"], true),
    ]

    @Test(arguments: ends.indices)
    func `whoever has a contract that ends has not left`(_ index: Int) throws {
        let (header, days, isChurn) = Self.ends[index]
        let text = "Customer ID,Company,CSM,\(header)\n" + days.map { "c\($0)x,Acme,kim,\($0)\n" }.joined()
        let (proposed, sources, folder) = try proposed(["customers.csv": text])
        #expect(proposed.yaml.contains("churned_at: \"\(header)\"") == isChurn, "\(proposed.yaml) \(folder.path)")
        #expect(try #require(sources.first).facts.contains("contract") == !isChurn)
        if header == "Vertragsende" {
            let why =
                isChurn
                ? "is taken for the day on which they left: its days have passed, and some have none"
                : "it is no day on which they left"
            #expect(proposed.yaml.contains(why), "\(proposed.yaml)")
        }
    }

    @Test func `a column of days is known by another ending of its name`() throws {
        let (proposed, _, folder) = try proposed([
            "subscriptions.csv":
                "subscription_id,account_id,mrr,started_on,ended_on\ns1,c1,10,2023-01-01,\ns2,c2,20,2023-01-01,2023-05-01\n"
        ])
        #expect(proposed.yaml.contains("started_at: \"started_on\""), "\(proposed.yaml) \(folder.path)")
        #expect(proposed.yaml.contains("ended_at: \"ended_on\""))
    }

    @Test func `a list of invoices is none of accounts, though it names nothing else that is known`() throws {
        let (proposed, sources, folder) = try proposed([
            "Offene Posten.csv":
                "Belegnr.;Kundennr.;Fällig am;Bruttobetrag;Status\n"
                + rows(9) { "RE\($0);k\($0 % 3);01.0\($0).2023;1.190,50;offen" }
        ])
        #expect(sources.first?.facts.first == "invoice", "\(proposed.yaml) \(folder.path)")
    }

    @Test func `where nobody lists accounts, the file that names the most of them does`() async throws {
        let (proposed, sources, folder) = try proposed([
            "contracts.csv": "Contract ID,Customer,End date,Owner\nd1,Acme,2026-05-01,kim\nd2,Bee,2026-06-01,kim\n",
            "invoices.csv": "Invoice number,Customer,Due date,Amount\nr1,Acme,2026-05-01,10\n",
        ])
        let recorder = Recorder()
        let contracts = try #require(sources.first)
        _ = try await contracts.source.poll(context(), into: recorder)
        #expect(contracts.facts == ["contract", "account"], "\(proposed.yaml) \(folder.path)")
        #expect(await recorder.value("owner", of: "Acme", .account) == .text("kim"))
        #expect(proposed.toDo.contains { $0.hasPrefix("contracts.csv: there is no list of accounts") })
    }

    @Test func `currencies and amounts are read as people write them`() async throws {
        let (proposed, sources, folder) = try proposed([
            "Счета.csv":
                "Номер;Клиент;Срок оплаты;Сумма;Валюта\n1;c1;01.03.2023;10,50 ₽;руб.\n2;c1;02.03.2023;20;руб.\n"
        ])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [], "\(proposed.yaml) \(folder.path)")
        #expect(await recorder.value("total", of: "1", .invoice) == .integer(1050))
        #expect(await recorder.value("currency", of: "1", .invoice) == .text("RUB"))
        #expect(proposed.currency == "RUB")
    }

    @Test func `single events say who used it on which day`() async throws {
        let (proposed, sources, folder) = try proposed([
            "events.csv":
                "event_time,event_name,user_id,account_id\n2023-03-01T10:00:00Z,login,u1,c1\n2023-03-01T11:00:00Z,login,u2,c1\n"
        ])
        let recorder = Recorder()
        let events = try #require(sources.first)
        _ = try await events.source.poll(context(), into: recorder)
        #expect(events.facts.first == "user_day", "\(proposed.yaml) \(folder.path)")
        #expect(await recorder.rows["user_day"]?.count == 2)
    }

    @Test func `users that a service exports are contacts of the companies they name`() throws {
        let (proposed, sources, folder) = try proposed([
            "intercom-users.csv":
                "Name,Email,User ID,Company ID,Last seen (Europe/Berlin)\nAda,ada@example.com,u1,c1,2023-03-01 10:00\n"
        ])
        #expect(sources.first?.facts == ["contact"], "\(proposed.yaml) \(folder.path)")
        #expect(proposed.yaml.contains("last_seen_at: \"Last seen (Europe/Berlin)\""))
    }

    @Test func `a survey that names its kind is not all NPS`() throws {
        let (proposed, _, folder) = try proposed([
            "surveys.csv":
                "response_id,account_id,survey,score,submitted_at\nr1,c1,CSAT,4,2023-03-01\nr2,c1,NPS,9,2023-03-01\n"
        ])
        #expect(proposed.yaml.contains("kind: { \"CSAT\": csat, \"NPS\": nps }"), "\(proposed.yaml) \(folder.path)")
    }

    @Test func `how many used it and how often are both read`() throws {
        let (proposed, sources, folder) = try proposed([
            "usage.csv": "date,account_id,active_users,sessions\n2023-03-01,c1,7,12\n"
        ])
        #expect(try #require(sources.first).facts.contains("seat_day"), "\(proposed.yaml) \(folder.path)")
        #expect(proposed.yaml.contains("columns: { account_id: \"account_id\", day: \"date\", count: \"sessions\" }"))
    }

    static let noTables: [(bytes: [UInt8], why: String)] = [
        ([], "it is empty"),
        (
            Array("PK\u{3}\u{4}customers".utf8),
            "it is a workbook, though it is not called so; open it, and save its sheets as CSV"
        ),
        ([UInt8](repeating: 0, count: 5000), "it holds no text; export it as CSV"),
        (
            Array("name\nAcme\n".utf8),
            "it is no table that can be read; a table begins with a line of headers, and has the same comma, semicolon, tab or bar between its columns in every line"
        ),
    ]

    @Test(arguments: noTables.indices)
    func `what is called a table and is none is passed over with what to do`(_ index: Int) throws {
        let folder = try Folder()
        try folder.write("customers.csv", Data(Self.noTables[index].bytes))
        #expect(ProposedSources.files(in: folder.path).passedOver == ["customers.csv: \(Self.noTables[index].why)"])
    }

    @Test func `of two columns of one name the first is read, and that is said`() throws {
        let (proposed, _, folder) = try proposed(["customers.csv": "id,name,name,owner\nc1,Acme,Other,kim\n"])
        #expect(
            proposed.left == [
                "customers.csv: \"name\"; the first column that is called so is read; give this one another name"
            ], "\(folder.path)")
    }

    @Test func `a named pipe is passed over, and keeps nobody waiting`() throws {
        let folder = try Folder()
        #expect(mkfifo(folder.path + "/customers.csv", 0o600) == 0)
        let proposed = ProposedSources.files(in: folder.path)
        #expect(
            proposed.passedOver == [
                "customers.csv: it cannot be read; it is a pipe, a socket or a device, and no file"
            ])
    }

    @Test func `a source whose file is a named pipe says so, and keeps nobody waiting`() async throws {
        let folder = try Folder()
        #expect(mkfifo(folder.path + "/a.csv", 0o600) == 0)
        let (sources, _) = sources(
            "sources: [{ name: a, csv: { path: a.csv, settle: 0s }, facts: { account: { columns: { id: id, name: id } } } }]",
            in: folder.path)
        let source = try #require(sources.first).source
        await #expect(
            throws: PollError.unreadable(
                folder.path + "/a.csv", because: "it is a pipe, a socket or a device, and no file")
        ) {
            try await source.poll(context(at: Moment(seconds: 4_000_000_000)), into: Recorder())
        }
    }

    @Test func `certificates of one's own lie where the configuration does`() throws {
        let (sources, _) = sources(
            """
            sources:
              - name: a
                http: { url: "https://api.example.com", ca_file: own.pem }
                facts: { account: { path: /accounts, rows: $, columns: { id: id, name: name } } }
            """, in: "/srv/bell")
        let source = try #require(sources.first?.source as? HTTPSource)
        #expect(source.service.caFile == "/srv/bell/own.pem")
    }

    @Test(arguments: [("Churned", "yes", "no"), ("Gekündigt", "Ja", "Nein"), ("is_churned", "1", "0")])
    func `a column that says who has left is how they stand, since when is said`(
        header: String, yes: String, no: String
    ) async throws {
        let folder = try Folder()
        try folder.write(
            "customers.csv", "Customer ID,Company,CSM,\(header)\nc1,Acme,kim,\(no)\nc2,Bolt,kim,\(yes)\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.yaml.contains("says who has left, and nothing says when"), "\(proposed.yaml)")
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml)")
        let recorder = Recorder()
        _ = try await sources[0].source.poll(context(), into: recorder)
        #expect(await recorder.value("status", of: "c1", .account) == .text("active"))
        #expect(await recorder.value("status", of: "c2", .account) == .text("churned"))
        #expect(await recorder.rejected == [])
    }

    @Test(arguments: ["Gekündigt am", "流失日期", "Дата ухода"])
    func `the day on which they left is read in every language`(header: String) throws {
        let folder = try Folder()
        try folder.write(
            "customers.csv",
            "Customer ID,Company,CSM,Status,\(header)\nc1,Acme,kim,active,\nc2,Bolt,kim,churned,2026-05-01\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.yaml.contains("churned_at: \"\(header)\""), "\(proposed.yaml)")
        #expect(!proposed.yaml.contains("not taken"), "\(proposed.yaml)")
    }
}
