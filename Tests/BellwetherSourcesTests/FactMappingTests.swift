import BellwetherCore
import BellwetherSources
import Testing

@Suite struct FactMappingTests {
    private func mistakes(_ facts: String) -> [String] {
        let indented = facts.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
        return sources("sources:\n  - name: crm\n    csv: { path: a.csv }\n    facts:\n\(indented)\n").mistakes
    }

    /// What a poll of each source brings.
    private func polled(
        _ yaml: String, in folder: Folder, _ asked: PollContext = context()
    ) async throws -> Recorder {
        let (sources, mistakes) = sources(yaml, in: folder.path)
        #expect(mistakes == [])
        let recorder = Recorder()
        for source in sources { _ = try await source.source.poll(asked, into: recorder) }
        return recorder
    }

    @Test(arguments: [
        (
            "acount:\n  columns: { id: ID, name: N }",
            "bellwether.yaml:6:9: error: 'acount' is not a kind of fact | did you mean 'account'?"
        ),
        (
            "account:\n  columns: { id: ID, name: N, teir: Plan }",
            "bellwether.yaml:6:37: error: 'account' has no field 'teir' | did you mean 'tier'?"
        ),
        (
            "account:\n  columns: { id: ID }",
            "bellwether.yaml:6:9: error: 'account' needs a column for 'name' | name it under `columns:`, or give it a value under `constants:`"
        ),
        (
            "ticket:\n  columns: { id: ID, created_at: At }",
            "bellwether.yaml:6:9: error: 'ticket' needs a column for 'account_id'"
        ),
        (
            "ticket:\n  columns: { account_id: A, created_at: At }",
            "bellwether.yaml:6:9: error: 'ticket' needs a column for 'id' | where there is no id, name the columns that together tell rows apart: `key: [a, b]`"
        ),
        (
            "invoice:\n  columns: { id: I, account_id: A, total_minor: T }",
            "bellwether.yaml:6:9: warning: invoices are mapped without 'status' | map 'status' if the source has it"
        ),
        (
            "touch:\n  as_of: kind\n  columns: { id: I, account_id: A, at: A }",
            "bellwether.yaml:6:16: error: 'as_of' must name a day or a moment of 'touch'; 'kind' is none | it has 'at'"
        ),
        (
            "payment:\n  minor_units: { ISKR: 2 }\n  columns: { id: I, account_id: A, invoice_id: N, at: T, amount_minor: M, currency: C }",
            "bellwether.yaml:6:24: error: 'minor_units' goes by currency; 'ISKR' is not a currency code such as ISK"
        ),
        (
            "payment:\n  minor_units: { ISK: 5 }\n  columns: { id: I, account_id: A, invoice_id: N, at: T, amount_minor: M, currency: C }",
            "bellwether.yaml:6:29: error: 'ISK' in 'minor_units' must be an integer from 0 to 4, not 5"
        ),
        (
            "payment:\n  minor_units: { ISK: 2 }\n  columns: { id: I, account_id: A, invoice_id: N, at: T, amount: M, currency: C }",
            "bellwether.yaml:6:9: error: 'minor_units' needs an amount of 'payment' that is mapped in minor units | map one, such as 'amount_minor', or take 'minor_units' away"
        ),
        (
            "touch:\n  minor_units: { ISK: 2 }\n  columns: { id: I, account_id: A, at: A }",
            "bellwether.yaml:6:9: error: 'minor_units' needs an amount of 'touch' that is mapped in minor units | take it away; 'touch' has no amounts"
        ),
        (
            "payment:\n  minor_units: { ISK: 2 }\n  columns: { id: I, account_id: A, invoice_id: N, at: T, amount_minor: M }",
            "bellwether.yaml:6:9: error: 'minor_units' needs a column for 'currency' | name it under `columns:`, or give it a value under `constants:`"
        ),
    ])
    func `a mapping's mistake is said with its cure`(facts: String, message: String) {
        #expect(mistakes(facts) == [message])
    }

    @Test(arguments: [
        (
            "postgres: { url: { credential: url } }", "query: SELECT 1",
            "cursor: [id]\n          query: \"SELECT 1 WHERE id > ($cursor)\""
        ),
        ("sqlite: { path: a.db }", "query: SELECT 1", "query: SELECT 2"),
        (
            "http: { url: \"https://desk.example/api\" }", "path: /customers\n          records: data",
            "path: /tickets\n          records: data"
        ),
        ("ndjson: { path: a.ndjson }", "each: items", "each: lines"),
    ])
    func `one slip makes no mistake of what is right beside it`(kind: String, account: String, ticket: String) {
        let yaml = """
            sources:
              - name: crm
                \(kind)
                facts:
                  account:
                    columns: { id: id, name: name }
                    \(account.replacing("\n          ", with: "\n        "))
                  ticket:
                    columns: { id: id, account_id: account, createt_at: at }
                    \(ticket.replacing("\n          ", with: "\n        "))
            """
        #expect(
            sources(yaml).mistakes == [
                "bellwether.yaml:\(9 + account.count { $0 == "\n" }):49: error: 'ticket' has no field 'createt_at' "
                    + "| did you mean 'created_at'?"
            ])
    }

    @Test func `says everything that is wrong with a source at once`() {
        let yaml = """
            sources:
              - name: crm
                csv: { path: a.csv, dates: ["%Q"], decimal: ";", files: latest }
                every: 2 days
                facts: { account: { columns: { id: I, name: N }, colums: {} } }
            """
        let mistakes = sources(yaml).mistakes
        #expect(mistakes.count == 5)
        #expect(mistakes.allSatisfy { $0.contains("error") })
    }

    @Test func `a record may come in minor units, with values renamed and columns turned to rows`() async throws {
        let folder = try Folder()
        try folder.write(
            "i.csv", "id,acc,total,state,cur\nI1, a1 ,1999,Bezahlt,JPY\nI2,A2,2050,Offen,EUR\nI3,A2,1,Storno,EUR\n")
        let recorder = try await polled(
            """
            sources:
              - name: billing
                csv: { path: i.csv }
                facts:
                  invoice:
                    only: { state: [Bezahlt, Offen] }
                    columns: { id: id, account_id: acc, total_minor: total, status: state, currency: cur }
                    values: { status: { Bezahlt: paid, Offen: open } }
                    case: { account_id: upper }
            """, in: folder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows["invoice"]?.map(\.account) == ["A1", "A2"])
        #expect(await recorder.value("total", of: "I1", .invoice) == .integer(1999))
        #expect(await recorder.value("status", of: "I2", .invoice) == .text("open"))
    }

    /// 500 is 5 ISK to some, and 500 MGA are 500 ariary and no 5; who does not say its currency says nothing by it.
    @Test func `minor units are those of the source, where it says so of a currency`() async throws {
        let folder = try Folder()
        try folder.write(
            "o.csv",
            "id,acc,day,money,mrr,cur\nA,a,2026-01-01,50050,1.5,ISK\nB,a,2026-01-01,500,,mga\nC,a,2026-01-01,500,,EUR\n"
                + "D,a,2026-01-01,500,,KWD\nE,a,2026-01-01,500,,\nF,a,2026-01-01,,2.5,\n"
                + "G,a,2026-01-01,99999999999999999,,MGA\n")
        let recorder = try await polled(
            """
            sources:
              - name: billing
                csv: { path: o.csv }
                facts:
                  order:
                    columns: { id: id, account_id: acc, at: day, amount_minor: money, mrr_change: mrr, currency: cur }
                    minor_units: { isk: 2, MGA: 0, KWD: 4 }
            """, in: folder)
        func value(_ field: String, _ key: String) async -> FactValue? {
            await recorder.value(field, of: key, .order)
        }
        #expect(await value("amount", "A") == .integer(501))
        #expect(await value("mrr_change", "A") == .integer(15_000), "which is in whole units: 1.5 a month")
        #expect(await value("amount", "B") == .integer(50_000))
        #expect(await value("amount", "C") == .integer(500))
        #expect(await value("amount", "D") == .integer(50))
        #expect(await value("amount", "F") == .absent)
        #expect(
            await recorder.rejected.map(\.reason) == [
                "'currency' is empty, and 'minor_units' goes by it ('amount')",
                "'99999999999999999' is not an amount that anybody pays ('amount')",
            ])
    }

    /// Services, exports and people write them as they like; what no metric knows stays the source's own.
    @Test func `words that metrics know are known however they are written`() async throws {
        let folder = try Folder()
        try folder.write(
            "s.csv",
            "id,account_id,status,interval,mrr\nA,a,Canceled,Month,1\nB,a,PAST DUE,YEAR,1\nC,a,Past-Due,month,1\n"
                + "D,a,On ice,month,1\nE,a,ended,month,1\n")
        let recorder = try await polled(
            """
            sources:
              - name: billing
                csv: { path: s.csv }
                facts:
                  subscription:
                    columns: { id: id, account_id: account_id, status: status, interval: interval, mrr: mrr }
            """, in: folder)
        #expect(await recorder.rejected == [])
        for (key, status) in [
            ("A", "canceled"), ("B", "past_due"), ("C", "past_due"), ("D", "On ice"), ("E", "ended"),
        ] {
            #expect(await recorder.value("status", of: key, .subscription) == .text(status))
        }
        #expect(await recorder.value("interval", of: "B", .subscription) == .text("year"))
    }

    @Test func `where no column says since when, it is since the file says so`() async throws {
        let folder = try Folder()
        try folder.write("c.csv", "id,nps,users\na1,9,12\n")
        let recorder = try await polled(
            """
            sources:
              - name: crm
                csv: { path: c.csv }
                facts:
                  survey_response:
                    columns: { id: id, account_id: id, value: nps }
                    constants: { kind: nps }
                    as_of: at
                  custom_measure:
                    columns: { account_id: id, value: users }
                    constants: { name: users }
                    as_of: at
                  seat_day:
                    columns: { account_id: id, active_users: users }
                    as_of: day
            """, in: folder)
        #expect(await recorder.rejected == [])
        // Written on 14 November 2023 in the evening; of use, that day was not over yet.
        let start = try #require(Moment("2023-11-14T00:00Z"))
        #expect(await recorder.value("at", of: "a1", .surveyResponse) == .integer(start.seconds))
        let day = try #require(Day("2023-11-14"))
        #expect(await recorder.value("at", of: "a1|users|", .customMeasure) == .integer(Int64(day.number)))
        let seats = try #require(await recorder.rows["seat_day"]?.first)
        #expect(seats.values[FactKind.seatDay.index(of: "day") ?? 0] == .integer(Int64(day.number) - 1))
    }

    /// A first load of 21 November 2026: what an earlier day is taken to have known.
    @Test func `a row of a first load is known since its own day, or the day by which it had happened, or ever`()
        async throws
    {
        let folder = try Folder()
        try folder.write("a.csv", "id,name,from\nA1,One,2026-02-01\nA2,Two,\n")
        try folder.write("s.csv", "id,acc,from\nS1,A1,2026-03-01\nS2,A1,\n")
        try folder.write(
            "c.csv",
            "id,acc,signed,from,until\nC1,A1,2025-08-01,2025-09-01,2026-09-01\nC2,A1,,2025-09-01,2026-09-01\n"
                + "C3,A1,,,2026-09-01\nC4,A1,,2027-01-01,2028-01-01\n")
        try folder.write("r.csv", "id,acc,end,decided\nR1,A1,2026-09-01,2026-09-20\nR2,A1,2026-09-01,\n")
        try folder.write(
            "i.csv",
            "id,acc,issued,due,paid\nI1,A1,2026-08-01,2026-09-01,\nI2,A1,,2026-09-01,\nI3,A1,,2027-09-01,\n"
                + "I4,A1,,,2026-08-05\nI5,A1,,,\n")
        let recorder = try await polled(
            """
            sources:
              - name: accounts
                csv: { path: a.csv }
                facts: { account: { columns: { id: id, name: name, started_at: from } } }
              - name: subscriptions
                csv: { path: s.csv }
                facts:
                  subscription: { constants: { status: active }, columns: { id: id, account_id: acc, started_at: from } }
              - name: contracts
                csv: { path: c.csv }
                facts:
                  contract: { columns: { id: id, account_id: acc, signed_at: signed, start: from, end: until } }
              - name: renewals
                csv: { path: r.csv }
                facts:
                  renewal:
                    columns: { id: id, account_id: acc, renewal_date: end, decided_on: decided }
                    constants: { outcome: renewed }
              - name: invoices
                csv: { path: i.csv }
                facts:
                  invoice:
                    columns: { id: id, account_id: acc, issued_at: issued, due_date: due, paid_at: paid }
                    constants: { total: "10", currency: EUR, status: open }
            """, in: folder)
        #expect(await recorder.rejected == [])
        let known = await recorder.rows.values.joined().map { row in (row.key, row.observed) }
        let expected: [String: Moment?] = [
            "A1": Moment("2026-02-01T00:00Z"), "A2": .distantPast, "S1": Moment("2026-03-01T00:00Z"),
            "S2": .distantPast, "C1": Moment("2025-08-01T00:00Z"), "C2": Moment("2025-09-01T00:00Z"),
            "C3": .distantPast, "C4": noon, "R1": Moment("2026-09-20T00:00Z"), "R2": Moment("2026-09-01T00:00Z"),
            "I1": Moment("2026-08-01T00:00Z"), "I2": Moment("2026-09-01T00:00Z"), "I3": noon,
            "I4": Moment("2026-08-05T00:00Z"), "I5": noon,
        ]
        #expect(Dictionary(uniqueKeysWithValues: known) == expected.compactMapValues { $0 })
        #expect(await recorder.rows.values.joined().allSatisfy { $0.isAssumed })
    }

    /// It was known as soon as it was read, and makes the source no newer than what has happened.
    @Test func `an order that takes effect later is taken in, and is seen before its day`() async throws {
        let folder = try Folder()
        try folder.write("o.csv", "id,acc,at\nO1,A1,2026-03-01\nO2,A1,2027-01-01\n")
        let (sources, mistakes) = sources(
            """
            sources:
              - name: orders
                csv: { path: o.csv }
                facts:
                  order: { columns: { id: id, account_id: acc, at: at }, constants: { mrr_change: "5", currency: EUR } }
            """, in: folder.path)
        #expect(mistakes == [])
        let recorder = Recorder()
        let result = try await sources[0].source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(result.tallies["order"]?.newest == Moment("2026-03-01T00:00Z"))
        let rows = await recorder.rows["order"] ?? []
        #expect(rows.map(\.observed) == [Moment("2026-03-01T00:00Z"), noon])
        #expect(rows.map(\.isAssumed) == [true, false])
    }

    /// M09: the metric rejects and counts what is off the NPS scale; of other surveys nobody would.
    @Test func `answers to the NPS question come through whatever they are, others must be on their scale`()
        async throws
    {
        let folder = try Folder()
        try folder.write(
            "s.csv",
            "id,acc,kind,at,value,most\nR1,a,nps,2026-11-01,11,\nR2,a,nps,2026-11-01,-1,\nR3,a,nps,2026-11-01,9,\n"
                + "R4,a,nps,2026-11-01,12,10\nR5,a,csat,2026-11-01,6,5\nR6,a,ces,2026-11-01,-1,\n")
        let recorder = try await polled(
            """
            sources:
              - name: surveys
                csv: { path: s.csv }
                facts:
                  survey_response:
                    columns: { id: id, account_id: acc, kind: kind, at: at, value: value, scale_max: most }
            """, in: folder)
        #expect(await recorder.rows["survey_response"]?.map(\.key) == ["R1", "R2", "R3", "R4"])
        #expect(
            await recorder.rejected.map(\.reason) == ["'value' is above the scale's 5", "'value' is below 0"])
    }

    @Test func `amounts written as people write them are read in the declared styles`() async throws {
        let folder = try Folder()
        try folder.write(
            "i.csv", "id;acc;total;cur\nI1;a;1.234,50;EUR\nI2;a;€99,90;EUR\nI3;a;(12.00);USD\nI4;a;1200.5;JPY\n")
        let recorder = try await polled(
            """
            sources:
              - name: billing
                csv: { path: i.csv, delimiter: ";", numbers: ["1234.56", "1.234,56"], accounting: true }
                facts:
                  credit_note:
                    columns: { id: id, account_id: acc, amount: total, currency: cur }
                    constants: { at: 2026-01-31 }
            """, in: folder)
        let index = try #require(FactKind.creditNote.index(of: "amount"))
        #expect(
            await recorder.rows["credit_note"]?.map { $0.values[index] } == [
                .integer(123_450), .integer(9990), .integer(-1200), .integer(1201),
            ])
    }

    /// Yen have no decimals and dinars three: which it is, the invoice, the subscription or the account says.
    @Test(arguments: ["JPY", "EUR"])
    func `an amount whose currency turns out later is kept with all its decimals`(reporting: String) async throws {
        let folder = try Folder()
        try folder.write("i.csv", "id,acc,total,cur\nI1,a,1200,\nI2,a,12.505,\nI3,a,9900,JPY\nI4,a,12.50,EUR\n")
        let recorder = try await polled(
            """
            sources:
              - name: billing
                csv: { path: i.csv }
                facts:
                  credit_note:
                    columns: { id: id, account_id: acc, amount: total, currency: cur }
                    constants: { at: 2026-01-31 }
                  payment:
                    columns: { id: id, account_id: acc, amount: total }
                    constants: { at: 2026-01-31, invoice_id: I1 }
                  subscription:
                    columns: { id: id, account_id: acc, mrr: total, currency: cur }
                  order:
                    columns: { id: id, account_id: acc, amount_minor: total, mrr_change: total }
                    constants: { at: 2026-01-31 }
                    only: { id: [I1] }
                  cost:
                    columns: { id: id, account_id: acc, amount: total }
                    constants: { period_start: 2026-01-01 }
                    only: { id: [I1] }
            """, in: folder, context(reporting: try #require(Currency(reporting))))
        func read(_ kind: FactKind, _ field: String) async throws -> [FactValue] {
            let index = try #require(kind.index(of: field))
            return await recorder.rows[kind.name]?.map { $0.values[index] } ?? []
        }
        #expect(try await read(.creditNote, "amount") == [1_200_000, 12_505, 9900, 1250].map(FactValue.integer))
        #expect(await recorder.rows["credit_note"]?.map(\.decimals) == [3, 3, nil, nil])
        #expect(try await read(.payment, "amount") == [1_200_000, 12_505, 9_900_000, 12_500].map(FactValue.integer))
        #expect(try await read(.payment, "currency") == [.absent, .absent, .absent, .absent])
        #expect(await recorder.rows["payment"]?.map(\.decimals) == [3, 3, 3, 3])
        #expect(try await read(.subscription, "mrr").first == .integer(12_000_000_000))
        // Beside minor units there is no telling: all of it is taken for them, with the decimals of what is reported in.
        let exponent = Int64(reporting == "JPY" ? 1 : 100)
        #expect(try await read(.order, "amount") == [.integer(1200)])
        #expect(try await read(.order, "mrr_change") == [.integer(12_000_000 * exponent)])
        #expect(await recorder.rows["order"]?.map(\.decimals) == [nil])
        // What we spend is in our own currency.
        #expect(try await read(.cost, "amount") == [.integer(1200 * exponent)])
        #expect(try await read(.cost, "currency") == [.text(reporting)])
    }

    @Test(arguments: [("reopened_at: again", FactValue.integer(0)), ("status: state", .absent)])
    func `where a column says when one was reopened, silence says that it was not`(
        column: String, reopens: FactValue
    ) async throws {
        let folder = try Folder()
        try folder.write(
            "t.csv",
            "id,acc,at,again,state\nT1,a,2026-01-31T09:00:00Z,,solved\n"
                + "T2,a,2026-01-31T09:00:00Z,2026-02-01T09:00:00Z,solved\n")
        let recorder = try await polled(
            """
            sources:
              - name: helpdesk
                csv: { path: t.csv }
                facts:
                  ticket: { columns: { id: id, account_id: acc, created_at: at, \(column) } }
            """, in: folder)
        #expect(await recorder.value("reopens", of: "T1", .ticket) == reopens)
        #expect(await recorder.value("reopens", of: "T2", .ticket) == .absent)
    }

    @Test func `text that was encoded twice is mended where that is declared, and nowhere else`() async throws {
        let folder = try Folder()
        try folder.write(
            "t.csv",
            "id,acc,at,topic,status\nT1,a,2026-01-31T09:00:00Z,TrÃ¨s bien,TrÃ¨s bien\n"
                + "T2,a,2026-01-31T09:00:00Z,Itâ€™s ok,x\nT3,a,2026-01-31T09:00:00Z,Très bien – Größe,x\n")
        let recorder = try await polled(
            """
            sources:
              - name: helpdesk
                csv: { path: t.csv }
                facts:
                  ticket:
                    columns: { id: id, account_id: acc, created_at: at, topic: topic, status: status }
                    double_encoded: [topic]
            """, in: folder)
        #expect(await recorder.value("topic", of: "T1", .ticket) == .text("Très bien"))
        #expect(await recorder.value("status", of: "T1", .ticket) == .text("TrÃ¨s bien"))
        #expect(await recorder.value("topic", of: "T2", .ticket) == .text("It’s ok"))
        #expect(await recorder.value("topic", of: "T3", .ticket) == .text("Très bien – Größe"))
    }

    /// Identifiers taken for amounts, and milliseconds for days: no sum and no date can be beyond what can be held.
    @Test func `what nobody pays, counts or waits for is refused`() async throws {
        let folder = try Folder()
        try folder.write(
            "c.csv",
            "id,acc,end,notice,total\nC1,a,2027-01-01,2592000000,1\nC2,a,2027-01-01,30,12345678901234567\n"
                + "C3,a,2027-01-01,1e18,1\nC4,a,2027-01-01,30,-12345678901234567\nC5,a,2027-01-01,90,1000000\n")
        let recorder = try await polled(
            """
            sources:
              - name: crm
                csv: { path: c.csv }
                facts:
                  contract:
                    columns: { id: id, account_id: acc, end: end, notice_days: notice, renewal_amount: total }
                    constants: { currency: EUR }
            """, in: folder)
        #expect(await recorder.rows["contract"]?.map(\.key) == ["C5"])
        #expect(
            await recorder.rejected.map(\.reason) == [
                "'notice_days' is more than ten years; is it in another unit?",
                "'12345678901234567' is not an amount that anybody pays ('renewal_amount')",
                "'1e18' is not a number of anything ('notice_days')",
                "'-12345678901234567' is not an amount that anybody pays ('renewal_amount')",
            ])
    }

    @Test func `what cannot be beside the rest of the row is told at its own column`() async throws {
        let folder = try Folder()
        try folder.write(
            "t.csv",
            "id,acc,opened,solved\nT1,a,2026-01-31T09:00:00Z,1970-01-01T00:00:00Z\n"
                + "T2,a,2026-01-31T09:00:00Z,2026-02-01T09:00:00Z")
        let recorder = try await polled(
            """
            sources:
              - name: helpdesk
                csv: { path: t.csv }
                facts:
                  ticket: { columns: { id: id, account_id: acc, created_at: opened, solved_at: solved } }
            """, in: folder)
        #expect(
            await recorder.rejected.map(\.description) == [
                "\(folder.path)/t.csv:2:4: solved: 'solved_at' is before 'created_at'"
            ])
        #expect(await recorder.rows["ticket"]?.map(\.key) == ["T2"])
    }
}
