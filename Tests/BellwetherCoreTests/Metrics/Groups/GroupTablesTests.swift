import Testing

@testable import BellwetherCore

@Suite struct GroupTablesTests {
    /// M38.
    @Test func `reasons for leaving are told by accounts and by money`() {
        var company = Company()
        for (slot, reason) in ["price", "price", "service", nil, "price"].enumerated() {
            company.addPayer(
                slot: slot, Int64(100 + slot), to: slot < 4 ? "2026-02-10" : nil,
                ["churn_reason": reason.map(FactValue.text) ?? .absent])
        }
        let rows = company.portfolio("2026-01-01", "2026-03-01").churnReasons.rows
        #expect(rows.map(\.reason) == ["price", "service", nil])
        #expect(rows.map(\.accounts) == [2, 1, 1])
        #expect(rows.map(\.mrr) == [.known(201), .known(102), .known(103)])
    }

    /// That it had grown before the period was learnt when it left: what is lost is what it really paid.
    @Test func `reasons tell of all that was lost`() {
        var then = Company()
        then.addPayer(slot: 0, 100)
        var now = Company()
        now.addPayer(slot: 0, 130, to: "2026-02-10", ["churn_reason": "price"])
        let group = now.portfolio("2026-01-01", "2026-03-01", knownThen: then.accounts)
        #expect(GroupMetric.churnMRR(group) == .known(130))
        #expect(group.churnReasons.rows.map(\.mrr) == [.known(130)])
    }

    /// M39: in segment X 12 of 30 chose C.
    @Test func `answers are told by a field of the account, and few are hidden`() throws {
        var company = Company()
        company.addPayer(slot: 0, 10, ["segment": "X"])
        company.addPayer(slot: 1, 10, ["segment": "Y"])
        for (index, answer) in (Array(repeating: "C", count: 12) + Array(repeating: "D", count: 18)).enumerated() {
            company.addAnswers("custom", [0], prefix: "x\(index)", ["answer": .text(answer), "question": "why"])
        }
        company.addAnswers("custom", [0, 0, 0], slot: 1, ["answer": "C", "question": "why"])
        company.addAnswers("custom", [0, 0, 0], slot: 1, prefix: "z", ["answer": "C", "question": "other"])
        let tables = SurveyCrossTab.tables(of: company.groups(.segment, "2026-01-01", "2026-04-01"), kind: "custom")
        #expect(tables.map(\.form.question) == ["other", "why"], "what was asked stands apart")
        #expect(tables.map(\.form.name) == ["custom_other", "custom_why"])
        let table = try #require(tables.last)
        #expect(table.answers == ["C", "D"])
        #expect(table.rows.map(\.key) == ["X", "Y"])
        #expect(table.rows.map(\.count) == [30, 3])
        #expect(table.rows[0].shares == [.shown(count: 12, of: 30), .shown(count: 18, of: 30)])
        #expect(table.rows[1].shares == [.hidden, .hidden])
    }

    /// M09: a scale from 1 to 10 is another question, and a fraction is no answer.
    @Test func `answers to the NPS question stand apart by scale, and what is off it is counted`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        company.addAnswers("nps", [1, 7.5, 11, 9, 9, 9, 9, 9])
        company.addAnswers("nps", [1, 1, 1, 1, 1, 1], low: 1, high: 10, prefix: "b")
        let tables = SurveyCrossTab.tables(of: company.groups(.portfolio, "2026-01-01", "2026-04-01"), kind: "nps")
        #expect(tables.map(\.form.name) == ["nps", "nps_1_to_10"])
        #expect(tables.map(\.form.words) == ["0 to 10", "1 to 10"])
        #expect(tables.map(\.answers) == [["detractors", "promoters"], ["detractors"]])
        #expect(tables.map { $0.rows[0].shares } == [[.hidden, .shown(count: 5, of: 6)], [.shown(count: 6, of: 6)]])
        #expect(tables.map(\.rejected) == [2, 0])
    }

    /// M10: a 2 where low is good is no 2 of 7.
    @Test func `answers to forms that are read otherwise are not added up`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        company.addAnswers("ces", [2, 2, 2, 2, 2], high: 5, ["inverted": 1])
        company.addAnswers("ces", [2, 2, 2, 2, 2, 9], prefix: "b")
        let tables = SurveyCrossTab.tables(of: company.groups(.portfolio, "2026-01-01", "2026-04-01"), kind: "ces")
        #expect(tables.map(\.form.name) == ["ces", "ces_1_to_5_low_is_good"])
        #expect(tables.map(\.form.words) == ["1 to 7", "1 to 5, low is good"])
        #expect(tables.map(\.rows[0].count) == [5, 5])
        #expect(tables.map(\.rejected) == [1, 0])
    }

    @Test(arguments: [
        ("2026-01-01", "2026-04-01", 3.0), ("2026-01-31", "2026-02-28", 1.0), ("2026-01-15", "2026-02-15", 1.0),
        ("2026-02-01", "2026-02-15", 0.5), ("2025-01-01", "2026-01-01", 12.0), ("2026-01-01", "2026-01-01", 0.0),
        ("2026-02-28", "2026-05-31", 3.0), ("2024-02-29", "2025-02-28", 12.0),
        ("2026-05-31", "2026-07-01", 1 + 1.0 / 31),
    ])
    func `a period is so many calendar months long`(start: String, end: String, months: Double) {
        #expect(abs(Period(.on(start)..<(.on(end))).months - months) < 1e-12)
    }
}
