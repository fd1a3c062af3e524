import Testing

@testable import BellwetherCore

/// Three customers, one who left and one who is only there for tests, as pages see them.
@Suite struct TurnDisplayTests {
    static let display: TurnDisplay = {
        var company = Company()
        for (slot, name, mrr, score) in [(0, "Amber", 100, 9), (1, "Birch", 200, 2), (2, "Cedar", 300, 1)] {
            company.addAccount(
                name.lowercased(), slot: slot, ["name": .text(name), "owner": slot == 2 ? "lee" : "kim"])
            company.add(
                .subscription, "s\(slot)", slot: slot, ["mrr": .integer(Int64(mrr) * 1_000_000), "status": "active"])
            company.add(
                .surveyResponse, "r\(slot)", slot: slot,
                [
                    "kind": "nps", "at": "2026-03-20T10:00:00Z", "value": .real(Double(score)),
                    "scale_min": 0, "scale_max": 10,
                ])
        }
        company.addAccount(
            "dune", slot: 3,
            [
                "name": "Dune", "started_at": "2024-03-01", "churned_at": "2025-06-30", "status": "churned",
            ])
        // Nobody coded why the account left; its subscription says so.
        company.add(
            .subscription, "s3", slot: 3,
            [
                "mrr": 50_000_000, "status": "canceled", "started_at": "2024-03-01", "ended_at": "2025-06-30",
                "churn_reason": "non_payment",
            ])
        company.addAccount("elder", slot: 4, ["name": "Elder", "excluded": "true"])
        company.add(
            .invoice, "inv-1", slot: 1,
            [
                "number": "INV-1", "due_date": "2026-03-10", "issued_at": "2026-02-10", "total": 30_000,
                "currency": "EUR",
            ])
        company.add(
            .invoice, "inv-0", slot: 1,
            [
                "number": "INV-0", "due_date": "2026-03-20", "issued_at": "2026-02-20", "total": 10_000,
                "paid": 10_000, "paid_at": "2026-03-01", "status": "paid", "currency": "EUR",
            ])
        let models = HealthModels.written(Self.models).0
        var context = RuleContext(reporting: .eur, calendar: BusinessCalendar(zone: .berlin), healthModels: models)
        context.people = People([Person(key: "kim", name: "Kim Berger")])
        let policy = Policy(
            metrics: MetricCatalogue(zone: .berlin, reporting: .eur), healthModels: models,
            renewalModel: RenewalModel(reporting: .eur), rules: RuleBook([], in: context), routing: .sample())
        let turn = Turn(from: Memory(), with: company.facts, under: policy, at: AsOf.berlin("2026-03-25T09:00").now)
        return TurnDisplay(TurnView(turn, history: History(), policy: policy))
    }()

    private static let models = """
        health_models:
          - name: plain
            measures:
              nps: { metric: nps.latest, linear: { zero_at: 0, full_at: 100 }, weight: 100 }
            bands:
              - { name: poor, label: At risk, colour: red, from: 0, renews: 0.4 }
              - { name: good, label: Good, colour: green, from: 75, renews: 0.9 }

        """

    @Test func `counts customers and their money by band, and nobody else`() {
        let overview = Self.display.overview
        #expect(overview.bands.map(\.band.key) == ["poor", "good", "unknown"])
        #expect(overview.bands.map(\.accounts) == [2, 1, 0])
        #expect(overview.bands.map(\.mrr) == [500, 100, 0])
        #expect(overview.accounts == 3 && overview.mrr == 600 && overview.withoutMRR == 0)
    }

    @Test(arguments: [
        (AccountList.Filter(), ["Cedar", "Birch", "Amber"]),
        (AccountList.Filter(order: .mrr), ["Cedar", "Birch", "Amber"]),
        (AccountList.Filter(order: .name), ["Amber", "Birch", "Cedar"]),
        (AccountList.Filter(band: "poor", order: .name), ["Birch", "Cedar"]),
        (AccountList.Filter(owner: "lee"), ["Cedar"]),
        (AccountList.Filter(text: "MBE"), ["Amber"]),
        (AccountList.Filter(band: "poor", text: "amber"), []),
    ])
    func `lists those that were asked for, in the order asked for`(_ filter: AccountList.Filter, _ names: [String]) {
        let list = Self.display.accounts(filter, page: 1)
        #expect(list.lines.map(\.name) == names)
        #expect(list.leaf == Leaf(1, of: names.count))
        #expect(list.owners.map(\.name) == ["Kim Berger", "lee"])
    }

    @Test func `shows the last page to whoever asks for one beyond it`() {
        #expect(Self.display.accounts(.init(), page: 99).leaf.page == 1)
        #expect(Self.display.accounts(.init(), page: -1).lines.count == 3)
    }

    @Test func `puts what is open first in a portrait`() throws {
        let portrait = try #require(Self.display.portrait(of: "birch"))
        #expect(portrait.band.label == "At risk" && portrait.explanation.score == 20)
        #expect(portrait.invoices.map(\.number) == ["INV-1", "INV-0"])
        #expect(portrait.invoices[0].isLate && portrait.invoices[0].daysPastDue == 15)
        #expect(portrait.invoices[1].open.minor == 0)
        #expect(portrait.metrics.first { $0.metric.name == "revenue.mrr" }?.value == .known(200))
        #expect(Self.display.portrait(of: "nobody")?.slot == nil)
    }

    @Test(arguments: [
        ("amber", ["customer since 1 Jan 2024"]),
        ("dune", ["customer since 1 Mar 2024", "left on 30 Jun: non payment"]),
        ("elder", ["customer since 1 Jan 2024", "left out of everything, as a test or an internal account"]),
    ])
    func `a portrait says where an account stands in its life`(_ id: String, _ words: [String]) throws {
        #expect(try #require(Self.display.portrait(of: id)).standing == words)
    }

    @Test func `what is known by its day alone is told by its day`() {
        let printer = Self.display.view.printer
        let midnight = Self.display.view.asOf.zone.start(of: Self.display.view.asOf.today)
        #expect(printer.text(atOrOn: midnight) == "25 Mar")
        #expect(printer.text(atOrOn: midnight + .seconds(60)) == "25 Mar 00:01")
    }

    @Test func `says ages in the unit that fits`() {
        let printer = Self.display.view.printer
        let now = Self.display.view.asOf.now
        let ages = [10, 600, 10_000, 400_000].map { printer.age(since: now - .seconds($0)) }
        #expect(ages == ["10 s", "10 min", "2 h", "4 d"])
        #expect(
            [0, 9, 10, 600].map { printer.ago(now - .seconds($0)) } == [
                "just now", "just now", "10 s ago", "10 min ago",
            ])
        #expect(printer.share(0.6) == "60\u{A0}%", "the sign stays with its number")
        #expect(printer.text(at: now) == "25 Mar 09:00")
    }
}
