import Testing

@testable import BellwetherCore

@Suite struct TurnViewListsTests {
    private static let asOf = AsOf.berlin("2026-03-25T09:00")

    /// Five who are well today; only the first has nothing against it, and the last left.
    private static let view: TurnView = {
        var company = Company()
        for (slot, name) in ["amber", "birch", "cedar", "dune", "elder"].enumerated() {
            let left: [String: FactValue] = name == "elder" ? ["churned_at": "2026-01-31"] : [:]
            company.addAccount(name, slot: slot, ["name": .text(name), "owner": "kim"].merging(left) { $1 })
            company.add(.subscription, "s\(slot)", slot: slot, ["mrr": 100_000_000, "status": "active"])
            company.add(
                .surveyResponse, "r\(slot)", slot: slot,
                ["kind": "nps", "at": "2026-03-20T10:00:00Z", "value": .real(slot == 3 ? 8 : 9)])
            company.add(
                .ticket, "t\(slot)", slot: slot,
                ["created_at": "2026-03-01T10:00:00Z", "status": "solved", "solved_at": "2026-03-02T10:00:00Z"])
            company.addInvoice("paid\(slot)", slot, due: "2026-02-01", ["paid": 10_000, "paid_at": "2026-01-20"])
        }
        company.add(.advocacy, "asked", slot: 1, ["kind": "asked", "at": "2026-01-10"])
        company.addInvoice("late", 2, due: "2026-03-01")
        company.addInvoice("later", 2, due: "2025-12-01")
        company.addInvoice("disputed", 0, due: "2025-06-01", ["disputed": 1])
        company.addInvoice("last", 4, due: "2026-01-15")
        let models = HealthModels.written(Self.models).0
        let context = RuleContext(reporting: .eur, calendar: BusinessCalendar(zone: .berlin), healthModels: models)
        let policy = Policy(
            metrics: MetricCatalogue(zone: .berlin, reporting: .eur), healthModels: models,
            renewalModel: RenewalModel(reporting: .eur), rules: RuleBook([], in: context), routing: .sample())
        let turn = Turn(from: Memory(), with: company.facts, under: policy, at: asOf.now)
        return TurnView(turn, history: past(of: turn, days: 100), policy: policy)
    }()

    /// As it is today, for so many days.
    private static func past(of turn: Turn, days: Int) -> History {
        var history = History()
        for day in (1...days).reversed() {
            let moment = asOf.zone.start(of: asOf.today - day)
            history.remember("health.band", turn.health.band, at: moment)
            history.remember("health.model", turn.health.model, at: moment)
        }
        return history
    }

    private static let models = """
        health_models:
          - name: plain
            measures:
              nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 80 }, weight: 100 }
            bands:
              - { name: poor, label: At risk, colour: red, from: 0, renews: 0.4 }
              - { name: good, label: Good, colour: green, from: 75, renews: 0.9 }

        """

    @Test func `who is late, was asked lately, is not delighted or disputes a bill is not asked for a reference`() {
        // Amber disputes what is overdue: it is overdue all the same.
        #expect(Self.view.report(by: .owner).advocates.isEmpty)
    }

    @Test func `who owes what is listed by its age, the most first, and nothing that is disputed`() {
        let debtors = Self.view.report(by: .owner).debtors
        #expect(debtors.map(\.account) == ["cedar", "elder"])
        #expect(debtors.map(\.invoices) == [2, 1])
        #expect(debtors.map(\.daysPastDue) == [114, 69])
        #expect(debtors.map(\.overdue.value) == [200, 100])
        #expect(Report.bucketNames == ["1-30", "31-60", "61-90", ">90"])
        #expect(debtors.first?.buckets.map(\.value) == [100, 0, 0, 100])
        #expect(debtors.last?.buckets.map(\.value) == [0, 0, 100, 0])
        #expect(debtors.first?.owner == "kim")
    }

    @Test(arguments: [(100, 1), (90, 1), (89, 0)])
    func `a customer that is well long enough may be asked`(days: Int, count: Int) {
        var company = Company()
        company.addAccount("amber", slot: 0, ["name": "Amber", "owner": "kim"])
        company.add(.subscription, "s", slot: 0, ["mrr": 100_000_000, "status": "active"])
        company.add(
            .surveyResponse, "r", slot: 0, ["kind": "nps", "at": "2026-03-20T10:00:00Z", "value": .real(10)])
        company.add(
            .ticket, "t", slot: 0,
            ["created_at": "2026-03-01T10:00:00Z", "status": "solved", "solved_at": "2026-03-02T10:00:00Z"])
        company.addInvoice("paid", 0, due: "2026-02-01", ["paid": 10_000, "paid_at": "2026-01-20"])
        let turn = Turn(from: Memory(), with: company.facts, under: Self.view.policy, at: Self.asOf.now)
        let view = TurnView(turn, history: Self.past(of: turn, days: days), policy: Self.view.policy)
        let advocates = view.report(by: .owner).advocates
        #expect(advocates.count == count)
        #expect(advocates.allSatisfy { $0.account == "amber" && $0.daysInGood == days && $0.mark.value == 10 })
    }
}

extension Company {
    fileprivate mutating func addInvoice(
        _ key: String, _ slot: Int, due: FactValue, _ fields: [String: FactValue] = [:]
    ) {
        let usual: [String: FactValue] = [
            "number": .text(key), "issued_at": "2025-05-01", "due_date": due, "total": 10_000, "currency": "EUR",
        ]
        add(.invoice, key, slot: slot, usual.merging(fields) { $1 })
    }
}
