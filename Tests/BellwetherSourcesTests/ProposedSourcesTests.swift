import BellwetherCore
import Foundation
import Testing

@testable import BellwetherSources

@Suite struct ProposedSourcesTests {
    struct Export: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: String
        let bytes: Data
        let says: [String]
        let kind: FactKind
        let key: String
        let field: String
        let value: FactValue
    }

    private static func windows1251(_ text: String) -> Data {
        Data(
            text.unicodeScalars.map { scalar in
                switch scalar.value {
                case 0x410...0x44F: UInt8(scalar.value - 0x410 + 0xC0)
                default: UInt8(truncatingIfNeeded: scalar.value)
                }
            })
    }

    static let exports = [
        Export(
            testDescription: "English accounts", file: "customers.csv",
            bytes: Data(
                "Customer ID,Company Name,CSM,Plan,Seats,Customer since\nc1,Acme,kim,Gold,60,2024-03-01\n".utf8),
            says: ["account:", "owner: \"CSM\""], kind: .account, key: "c1", field: "seats", value: .integer(60)),
        Export(
            testDescription: "German invoices", file: "Rechnungen.csv",
            bytes: Data(
                "Rechnungsnummer;Kundennummer;Rechnungsdatum;Fällig am;Betrag;Status;Währung\nR1;c1;01.03.2026;15.03.2026;1.234,50;offen;EUR\nR2;c1;31.03.2026;14.04.2026;99,00;bezahlt;EUR\n"
                    .utf8),
            says: ["delimiter: \";\"", "dates: [\"%d.%m.%Y\"]", "1.234,56", "\"offen\": open"], kind: .invoice,
            key: "R1", field: "total", value: .integer(123_450)),
        Export(
            testDescription: "Russian invoices in CP1251", file: "scheta.csv",
            bytes: windows1251(
                "Номер счета;Клиент;Дата счета;Срок оплаты;Сумма;Статус;Валюта\nА-1;c1;01.03.2026;15.03.2026;1 234,50;оплачен;RUB\n"
            ),
            says: ["encoding: cp1251", "\"оплачен\": paid"], kind: .invoice, key: "А-1", field: "total",
            value: .integer(123_450)),
    ]

    @Test(arguments: exports)
    func `proposes settings that read`(export: Export) async throws {
        let folder = try Folder()
        try folder.write(export.file, export.bytes)
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.count == 1, "\(proposed.passedOver)")
        for words in export.says { #expect(proposed.yaml.contains(words), "\(proposed.yaml)") }
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.value(export.field, of: export.key, export.kind) == export.value)
    }

    /// What a table is taken for, with what one of its rows then says.
    static let kinds: [(file: String, text: String, kind: FactKind, key: String, field: String, value: FactValue)] = [
        (
            "payments.csv",
            "Payment ID,Invoice,Customer ID,Amount,Currency,Date,Status\np1,R1,c1,99.50,EUR,2026-03-01,Paid\n",
            .payment, "p1", "amount", .integer(9_950)
        ),
        (
            "Zahlungen.csv",
            "Zahlungsnummer;Rechnungsnummer;Kundennummer;Betrag;Zahlungsdatum\nZ1;R1;c1;1.234,50;01.03.2026\n",
            .payment, "Z1", "amount", .integer(1_234_500)
        ),
        ("付款.csv", "付款编号,发票号,客户编号,金额,付款日期\np1,R1,c1,10,2026-03-01\n", .payment, "p1", "invoice_id", .text("R1")),
        (
            "platezhi платежи.csv", "Номер платежа;Номер счета;Клиент;Сумма;Дата платежа\n1;А-1;c1;10;01.03.2026\n",
            .payment, "1",
            "invoice_id", .text("А-1")
        ),
        (
            "Gutschriften.csv", "Gutschriftsnummer;Rechnungsnummer;Kunde;Betrag;Datum\nG1;R1;c1;10,00;01.03.2026\n",
            .creditNote,
            "G1", "amount", .integer(10_000)
        ),
        (
            "contacts.csv", "Contact ID,Company,Email,Full Name,Job Title,Champion\nk1,c1,a@b.de,Ann,CFO,yes\n",
            .contact, "k1",
            "is_champion", .integer(1)
        ),
        (
            "Ansprechpartner.csv", "Kundennummer;E-Mail;Nachname;Rolle;Abgemeldet\nc1;a@b.de;Ann;CFO;ja\n", .contact,
            "a@b.de",
            "unsubscribed", .integer(1)
        ),
        ("联系人.csv", "联系人编号,客户,邮箱,姓名,职位\nk1,c1,a@b.cn,安,经理\n", .contact, "k1", "name", .text("安")),
        (
            "контакты.csv", "Клиент;Почта;ФИО;Должность\nc1;a@b.ru;Анна;Директор\n", .contact, "a@b.ru", "role",
            .text("Директор")
        ),
        (
            "costs.csv", "Customer,Category,Type,Amount,Month\nc1,csm,support,10,2026-03-01\n", .cost,
            "c1|csm|support|2026-03-01",
            "kind", .text("retention")
        ),
        (
            "Kosten.csv", "Kunde;Kostenart;Art;Betrag;Monat\nc1;cloud;anderes;10,00;01.03.2026\n", .cost,
            "c1|cloud|anderes|01.03.2026", "kind", .absent
        ),
        ("成本.csv", "编号,客户,类别,金额,月份\n1,c1,支持,10,2026-03-01\n", .cost, "1", "category", .text("支持")),
        (
            "затраты.csv", "Номер;Клиент;Категория;Сумма;Месяц\n1;c1;поддержка;10;01.03.2026\n", .cost, "1", "amount",
            .integer(1_000)
        ),
        (
            "orders.csv", "Order ID,Customer,Order date,Item,Amount,Refund\no1,c1,2026-03-01,Training,900,0\n", .order,
            "o1", "product",
            .text("Training")
        ),
        (
            "Bestellungen.csv", "Bestellnummer;Kunde;Bestelldatum;Artikel;Betrag\nB1;c1;01.03.2026;Schulung;900,00\n",
            .order, "B1", "amount", .integer(900_000)
        ),
        ("订单.csv", "订单号,客户,订单日期,产品,金额\no1,c1,2026-03-01,培训,900\n", .order, "o1", "product", .text("培训")),
        (
            "заказы.csv", "Номер заказа;Клиент;Дата заказа;Товар;Сумма\n1;c1;01.03.2026;Курс;900\n", .order, "1",
            "product", .text("Курс")
        ),
        (
            "sentiment.csv", "Account,Date,CSM,Grade,Comment\nc1,2026-03-01,kim,4,fine\n", .sentiment,
            "c1|2026-03-01|kim", "value", .real(4)
        ),
        ("Stimmung.csv", "Kunde;Datum;Note\nc1;01.03.2026;2\n", .sentiment, "c1|01.03.2026", "author", .text("team")),
        ("情绪.csv", "编号,客户,日期,客户经理,评分\n1,c1,2026-03-01,安,4\n", .sentiment, "1", "author", .text("安")),
        (
            "настроение.csv", "Номер;Клиент;Дата;Автор;Оценка\n1;c1;01.03.2026;Анна;4\n", .sentiment, "1", "value",
            .real(4)
        ),
        (
            "advocacy.csv", "ID,Customer,Date,Type\n1,c1,2026-03-01,Case Study\n", .advocacy, "1", "kind",
            .text("case_study")
        ),
        (
            "Referenzen.csv", "Kunde;Datum;Art\nc1;01.03.2026;Referenz\n", .advocacy, "c1|01.03.2026|Referenz", "kind",
            .text("reference")
        ),
        ("口碑.csv", "编号,客户,日期,类型\n1,c1,2026-03-01,评价\n", .advocacy, "1", "kind", .text("review")),
        ("рекомендации.csv", "Номер;Клиент;Дата;Тип\n1;c1;01.03.2026;отзыв\n", .advocacy, "1", "kind", .text("review")),
        (
            "renewals.csv", "Customer,Contract,Renewal date,Result\nc1,v1,2026-03-01,Won\n", .renewal, "c1|2026-03-01",
            "outcome",
            .text("renewed")
        ),
        (
            "Einladungen.csv", "Kunde;Kontakt ID;Gesendet am;Beantwortet\nc1;k1;01.03.2026;ja\n", .surveyInvitation,
            "c1|01.03.2026|k1", "answered", .integer(1)
        ),
        (
            "fx_rates.csv", "month,currency,usd_per_unit\n2026-03-01,EUR,1.08\n", .fxRate, "EUR|USD|20513", "rate",
            .real(1.08)
        ),
        (
            "Wechselkurse.csv", "Datum;Währung;Kurs (USD)\n01.03.2026;JPY;0,0067\n", .fxRate, "JPY|USD|20513", "quote",
            .text("USD")
        ),
        (
            "exchange-rates.csv", "Date,Currency,Rate\n2026-03-01,USD,0.92\n", .fxRate, "USD|EUR|20513", "quote",
            .text("EUR")
        ),
        (
            "measures.csv", "Account,Measure,Date,Value\nc1,employees,2026-03-01,40\n", .customMeasure,
            "c1|employees|20513", "value", .real(40)
        ),
    ]

    @Test(arguments: kinds.indices)
    func `knows every kind of fact by the name of its table and by its headers`(_ index: Int) async throws {
        let wanted = Self.kinds[index]
        let folder = try Folder()
        try folder.write(wanted.file, wanted.text)
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.count == 1, "\(proposed.passedOver)")
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml)")
        let source = try #require(sources.first)
        #expect(source.facts.first == wanted.kind.name, "\(proposed.yaml)")
        let recorder = Recorder()
        _ = try await source.source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows[wanted.kind.name]?.map(\.key) == [wanted.key])
        #expect(await recorder.value(wanted.field, of: wanted.key, wanted.kind) == wanted.value)
    }

    @Test func `proposes each kind of fact that a table can hold`() {
        let proposed = Set(FieldWords.all.map(\.kind.name))
        // What a source calls accounts of others is said by whoever knows that they are.
        #expect(Set(FactKind.all.map(\.name)).subtracting(proposed) == [FactKind.alias.name])
    }

    @Test func `a table by the name of one kind is not taken for another`() throws {
        let folder = try Folder()
        try folder.write("payments.csv", "id,customer,due date,total\n1,c1,2026-03-01,10\n")
        try folder.write("corporates.csv", "id,name,owner\nc1,Acme,kim\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.count == 1, "\(proposed.yaml)")
        #expect(proposed.yaml.contains("      account:"))
    }

    @Test func `logins make days of users`() async throws {
        let folder = try Folder()
        try folder.write("logins.csv", "account,day,user\nc1,2026-03-01,u1\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.yaml.contains("      user_day:"), "\(proposed.yaml) \(proposed.passedOver)")
    }

    @Test func `reads Chinese headers and words, in GB18030`() async throws {
        let folder = try Folder()
        let gbk: [UInt8] =
            [
                0xBF, 0xCD, 0xBB, 0xA7, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xBF, 0xCD, 0xBB, 0xA7, 0xC3, 0xFB, 0xB3, 0xC6,
                0x0A,
            ]
            + [0x63, 0x31, 0x2C, 0xB0, 0xA2, 0xBF, 0xCB, 0x0A]
        try folder.write("customers.csv", Data(gbk))
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.yaml.contains("encoding: gb18030"))
        #expect(proposed.yaml.contains("name: \"客户名称\""))
    }

    /// Headers as other systems write them, with the kind and what one field then is.
    static let spellings: [(file: String, text: String, kind: FactKind, field: String, value: FactValue)] = [
        (
            "工单.csv", "工单编号,客户编号,创建时间,解决时间,状态,优先级\nT1,c1,2026-03-01 09:00:00,,处理中,紧急\n", .ticket, "priority",
            .text("urgent")
        ),
        (
            "опрос nps.csv", "Номер ответа;Код клиента;Дата;Оценка NPS;Комментарий\nA1;c1;01.03.2026;9;Хорошо\n",
            .surveyResponse, "value", .real(9)
        ),
        (
            "rechnungen.csv", "RechnungsNr;KundenNr;Faelligkeitsdatum;Betrag (EUR)\nR1;c1;01.03.2026;1.234,50\n",
            .invoice,
            "currency", .text("EUR")
        ),
        (
            "invoices.csv", "invoiceId,customerId,invoiceNumber,dueDate,total\ni1,c1,R1,2026-03-01,10\n", .invoice,
            "number", .text("R1")
        ),
        (
            "abos.csv", "Abonummer;Kunde;Tarif;Preis in EUR;Intervall\nA1;c1;Team;10,00;monatlich\n", .subscription,
            "interval",
            .text("month")
        ),
        (
            "invoices.csv",
            "Invoice;Customer ID;Date;Due;Total;Status;Paid on\nI1;c1;2026-03-01;2026-03-31;420,50;open;\n",
            .invoice, "total", .integer(420_500)
        ),
        ("usage.csv", "Date,Customer ID,Logins\n2026-03-01,c1,12\n", .usageDay, "count", .integer(12)),
        ("nutzung.csv", "Datum;Kunde;Erstellte Berichte\n01.03.2026;c1;1.250\n", .usageDay, "count", .integer(1_250)),
        (
            "bills.csv", "id,customer_id,due_date,total_cents,disputed\n1,c1,2026-03-01,1050,true\n", .invoice, "total",
            .integer(1_050)
        ),
        (
            "invoices.csv", "id,account_id,due_date,total,disputed\n1,c1,2026-03-01,10.50,true\n", .invoice, "disputed",
            .integer(1)
        ),
        (
            "customers.csv", "id,name,owner,excluded,hubspot_id\nc1,Acme,kim,yes,4711\n", .account, "hubspot_id",
            .text("4711")
        ),
        ("scores.csv", "customer,score,date,comment\nc1,7,2026-03-01,fine\n", .surveyResponse, "value", .real(7)),
    ]

    @Test(arguments: spellings.indices)
    func `knows a header by other spellings, too`(_ index: Int) async throws {
        let wanted = Self.spellings[index]
        let folder = try Folder()
        try folder.write(wanted.file, wanted.text)
        let proposed = ProposedSources.files(in: folder.path)
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml) \(proposed.passedOver)")
        let source = try #require(sources.first)
        #expect(source.facts.first == wanted.kind.name, "\(proposed.yaml)")
        let recorder = Recorder()
        _ = try await source.source.poll(context(), into: recorder)
        let key = try #require(await recorder.rows[wanted.kind.name]?.first?.key)
        #expect(await recorder.value(wanted.field, of: key, wanted.kind) == wanted.value, "\(proposed.yaml)")
    }

    @Test func `a word that is none of ours is named, and so is what it could mean`() throws {
        let folder = try Folder()
        try folder.write("customers.csv", "Customer ID,Name,Status\nc1,Acme,active\nc2,Bolt,zombie\n")
        let yaml = ProposedSources.files(in: folder.path).yaml
        #expect(yaml.contains("\"Status\" would be status, but \"zombie\" is none of ours"), "\(yaml)")
        #expect(yaml.contains("prospect, trialing, active"))
    }

    @Test func `rows of nobody are skipped where some have an account`() async throws {
        let folder = try Folder()
        try folder.write(
            "tickets.csv", "Id,Organization,Created at,Priority\n1,c1,2026-03-01,high\n2,,2026-03-02,low\n")
        let (sources, _) = sources("sources:\n" + ProposedSources.files(in: folder.path).yaml)
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows["ticket"]?.map(\.key) == ["1"])
    }

    @Test func `seconds since 1970 are told from thousandths by their length`() {
        #expect(Guess.dates(of: ["1760000000"]).map(\.format) == ["epoch"])
        #expect(Guess.dates(of: ["1760000000123"]).map(\.format) == ["epoch_ms"])
    }

    @Test func `accounts come first, since the others speak of them`() throws {
        let folder = try Folder()
        try folder.write("a-tickets.csv", "Id,Organization,Created at,Priority\n1,c1,2026-03-01,high\n")
        try folder.write("customers.csv", "Customer ID,Name,CSM\nc1,Acme,kim\n")
        let yaml = ProposedSources.files(in: folder.path).yaml
        let (accounts, tickets) = (yaml.range(of: "account:"), yaml.range(of: "ticket:"))
        #expect(try #require(accounts).lowerBound < #require(tickets).lowerBound)
    }

    /// Texts as exports have them, written in an encoding that is to be found out.
    static let writings: [(encoding: TextEncoding, iconv: String, text: String)] = [
        (
            .windows1252, "CP1252",
            "Kundennummer;Firmenname;Betreuer\nc1;Müller & Söhne GmbH;Jürgen Groß\nc2;Ätna Bau KG;Zoë\n"
        ),
        (.windows1252, "CP1252", "customer id;name;owner\nc1;Société Générale;Hélène\nc2;Peña y Núñez – S.L.;Íñigo\n"),
        (.windows1251, "CP1251", "Код клиента;Название;Менеджер\nc1;ООО Ромашка;Анна Ёлкина\nc2;АО ВЕКТОР-2;Юрий\n"),
        (.gb18030, "GB18030", "客户编号,客户名称,负责人\nc1,北京阿克米科技有限公司,王伟\nc2,上海数据股份公司,李娜\n"),
        (.utf8, "UTF-8", "Kundennummer;Firmenname;Betreuer\nc1;Müller;Jürgen\n"),
    ]

    @Test(arguments: writings.indices)
    func `tells an encoding by the sense that its letters make`(_ index: Int) async throws {
        let (encoding, _, text) = Self.writings[index]
        let folder = try Folder()
        try folder.write("customers.csv", try bytes(of: text, in: Self.writings[index].iconv))
        let sample = try #require(FileSample(folder.path + "/customers.csv", named: "customers.csv"))
        #expect(sample.encoding == encoding)
        #expect(sample.table.columns == text.prefix { $0 != "\n" }.split { $0 == ";" || $0 == "," }.map(String.init))
    }

    private func bytes(of text: String, in encoding: String) throws -> Data {
        let converter = try #require(iconv_open(encoding, "UTF-8"))
        defer { iconv_close(converter) }
        var input = text.utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 2)
        let room = output.count
        let left = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var (from, into) = (input.baseAddress, output.baseAddress)
                var (bytes, free) = (input.count, output.count)
                return iconv(converter, &from, &bytes, &into, &free) == 0 ? free : room
            }
        }
        #expect(left < room)
        return Data(output.prefix(room - left).map { UInt8(bitPattern: $0) })
    }

    @Test func `takes a column for each feature beside the people of a day`() async throws {
        let folder = try Folder()
        try folder.write("usage.csv", "account,date,active_users,ev_login,ev_report\nc1,2026-03-01,7,12,3\n")
        let proposed = ProposedSources.files(in: folder.path)
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [], "\(proposed.yaml)")
        let source = try #require(sources.first)
        #expect(Set(source.facts) == ["account", "seat_day", "usage_day"], "\(proposed.yaml)")
        #expect(!proposed.yaml.contains("not taken"))
    }

    @Test func `finds the list of the team`() throws {
        let folder = try Folder()
        try folder.write("people.csv", "key,name,email\nkim,Kim,kim@example.com\n")
        try folder.write("customers.csv", "id,name,owner\nc1,Acme,kim\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.people == folder.path + "/people.csv")
        #expect(proposed.count == 1 && proposed.passedOver == [])
    }

    @Test func `says of workbooks and JSON what to do with them`() throws {
        let folder = try Folder()
        try folder.write("customers.xlsx", "PK")
        try folder.write("orders.ndjson", "{}\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.count == 0)
        #expect(
            proposed.passedOver == [
                "customers.xlsx: a workbook; save its sheets as CSV",
                "orders.ndjson: JSON; a source with `json: { path: … }` reads it, with `columns` by hand",
            ])
    }

    @Test func `says where two readings are possible, and passes over what it does not know`() throws {
        let folder = try Folder()
        try folder.write("invoices.csv", "id,customer,date,total\n1,c1,03/04/2026,\"1,234\"\n")
        try folder.write("weather.csv", "place,rain\nBremen,3\n")
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.yaml.contains("# the dates fit %m/%d/%Y as well as %d/%m/%Y; write the one that is right"))
        #expect(proposed.yaml.contains("# '1,234' may be read in two ways; here it is read as in"))
        #expect(proposed.passedOver == ["weather.csv: its columns (place, rain) fit no kind of fact"])
    }

    @Test func `takes exports of several days for one source`() throws {
        let folder = try Folder()
        for month in ["09", "10"] {
            try folder.write("usage-2026-\(month).csv", "account,day,feature,count\nc1,2026-\(month)-01,reports,3\n")
        }
        let proposed = ProposedSources.files(in: folder.path)
        #expect(proposed.count == 1)
        #expect(proposed.yaml.contains("path: \"\(folder.path)/usage-*.csv\""))
        #expect(proposed.yaml.contains("mode: append"))
    }
}
