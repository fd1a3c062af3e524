import Columns
import Testing

@testable import BellwetherCore

@Suite struct RenewalModelTests {
    private let model = RenewalModel(reporting: .eur)

    /// Customer-success 3.14: 37 of 40 like it renewed, and the band expects 0.95.
    @Test func `the golden example is 0.93`() {
        #expect(abs(model.probability(renewed: 37, of: 40, prior: 0.95) - 0.93) < 1e-12)
    }

    @Test func `without history the band's expectation is all there is`() throws {
        let forecast = try #require(forecasts(contract(["end": "2026-06-30"]), band: "at_risk").all.first)
        #expect(forecast.probability == 0.75)
        #expect(forecast.isPriorOnly)
        #expect(forecast.category == .bestCase)
    }

    @Test(arguments: [
        (0.95, RenewalForecast.Category.commit), (0.9, .commit), (0.899, .bestCase), (0.6, .bestCase), (0.599, .atRisk),
    ])
    func `the category follows the probability`(probability: Double, category: RenewalForecast.Category) {
        #expect(RenewalForecast.Category(probability: probability) == category)
    }

    @Test func `the last day for notice is so many days before the end`() throws {
        let company = contract([
            "end": "2027-01-01", "notice_days": 30, "auto_renew": "true", "renewal_amount": 1_240_000,
        ])
        let forecast = try #require(forecasts(company, at: "2026-11-23").all.first)
        #expect(forecast.noticeBy == .on("2026-12-02"))
        #expect(forecast.renewsOn == .on("2027-01-01"))
        #expect(forecast.autoRenews)
        #expect(forecast.amount == .known(12_400))
    }

    static let settled: [Row<RenewalForecast.Category>] = [
        Row(["status": "notice_given"], .lost), Row(["notice_given_at": "2026-03-24"], .lost),
        Row(["notice_given_at": "2026-03-25"], .bestCase), Row(["status": "renewed"], .closed),
        Row(["status": "active", "human_category": "commit"], .bestCase),
    ]

    @Test(arguments: settled)
    func `what is known is not modelled`(row: Row<RenewalForecast.Category>) throws {
        let company = contract(["end": "2026-06-30"].merging(row.fields) { $1 })
        #expect(try #require(forecasts(company, band: "at_risk").all.first).category == row.expected)
    }

    @Test func `a signed next term closes this one, and is none of its own yet`() {
        var company = contract(["end": "2026-06-30"])
        company.add(
            .contract, "C-2",
            ["start": "2026-06-30", "end": "2027-06-30", "signed_at": "2026-03-01", "status": "signed"])
        let all = forecasts(company).all
        #expect(all.map(\.contract.key) == ["C-1"])
        #expect(all.map(\.category) == [.closed])
        #expect(all.map(\.probability) == [1])
    }

    @Test(arguments: [("renewed", RenewalForecast.Category.closed), ("churned", .lost)])
    func `a decision on record counts before the date`(outcome: String, category: RenewalForecast.Category) {
        var company = contract(["end": "2026-06-30"])
        company.add(
            .renewal, "R-1",
            [
                "contract_id": "C-1", "renewal_date": "2026-06-30", "outcome": .text(outcome),
                "decided_on": "2026-03-20",
            ])
        #expect(forecasts(company).all.map(\.category) == [category])
    }

    @Test func `the team's own call stands beside the computed one`() throws {
        let forecast = try #require(forecasts(contract(["end": "2026-06-30", "human_category": "at_risk"])).all.first)
        #expect(forecast.humanCategory == .atRisk)
        #expect(forecast.category == .commit)
    }

    static let ignored: [Row<Int>] = [
        Row(["end": "2026-03-25"], 1), Row(["end": "2026-03-24"], 0), Row(["status": "draft"], 0),
        Row(["status": "terminated"], 0), Row(["start": "2026-04-01"], 0),
        Row(["start": "2026-03-01", "end": "2026-04-01"], 0), Row(["start": "2026-01-01", "end": "2026-03-31"], 1),
    ]

    @Test(arguments: ignored)
    func `terms that run now and are three months or longer`(row: Row<Int>) {
        #expect(forecasts(contract(["end": "2026-06-30"].merging(row.fields) { $1 })).all.count == row.expected)
    }

    @Test func `a subscription's term stands in where no contract covers it`() throws {
        var company = Company()
        company.addAccount()
        company.add(
            .subscription, "s1",
            ["mrr": 1_000_000_000, "term_start": "2026-01-01", "term_end": "2027-01-01", "notice_days": 30])
        company.add(.subscription, "s2", ["mrr": 1_000_000, "term_start": "2025-07-01", "term_end": "2026-07-01"])
        company.add(.contract, "C-1", ["subscription_id": "s1", "start": "2026-01-01", "end": "2026-12-31"])
        let all = forecasts(company).all
        #expect(all.map(\.contract.key) == ["s2", "C-1"])
        #expect(all.map(\.amount) == [.known(12), .known(12_000)])
        #expect(all.last?.noticeBy == .on("2026-12-01"))
        #expect(RenewalForecasts(all: all).next(of: 0)?.contract.key == "s2")
    }

    /// As of 2026-03-25; with how many months' money renews, and nothing where it is billing and no renewal.
    static let terms: [Row<[Double]>] = [
        Row(["started_at": "2022-01-01", "term_end": "2027-01-01"], [12]),
        Row(["started_at": "2024-02-10", "term_end": "2026-06-15"], [12]),
        Row(["started_at": "2026-01-01", "term_end": "2026-12-31"], [12]),
        Row(["started_at": "2025-10-01", "term_end": "2026-04-01"], [6]),
        Row(["started_at": "2025-12-01", "term_end": "2027-12-01"], [24]),
        Row(["started_at": "2021-05-01", "term_end": "2027-05-01", "interval": "year", "interval_count": 2], [24]),
        Row(["started_at": "2024-01-15", "term_end": "2026-04-15", "interval": "quarter"], [3]),
        // Month by month; and a year that is billed by months, which ends on its anniversary or far ahead.
        Row(["started_at": "2022-12-10", "term_end": "2026-04-05", "interval": "month"], []),
        Row(["started_at": "2022-12-10", "term_end": "2026-03-30", "interval": "week"], []),
        Row(["started_at": "2024-04-01", "term_end": "2026-04-01", "interval": "month"], [12]),
        Row(["started_at": "2024-02-10", "term_end": "2026-06-15", "interval": "month"], [12]),
        // Who says how long a term is leaves nothing to be guessed, its end neither: it is the next of those there were.
        Row(["started_at": "2024-04-01", "term_end": "2026-04-01", "interval": "month", "term_months": 1], []),
        Row(["started_at": "2024-02-10", "term_end": "2026-06-15", "term_months": 6], [6]),
        Row(["started_at": "2024-02-10", "term_months": 12], [12]),
        Row(["started_at": "2024-05-10", "interval": "month", "term_months": 24], [24]),
        Row(["started_at": "2024-04-01", "interval": "year", "term_months": 1], []),
        Row(["started_at": "2024-02-10", "term_months": 0], []),
    ]

    @Test(arguments: terms)
    func `where nobody says when a term began, it is the last one and not all since the first day`(
        row: Row<[Double]>
    ) {
        var company = Company()
        company.addAccount()
        company.add(.subscription, "s", row.fields.merging(["mrr": 1_000_000]) { $1 })
        #expect(forecasts(company).all.map(\.amount) == row.expected.map { .known($0) })
    }

    @Test(arguments: [
        ("2024-03-25", "2026-03-25", 0.0), ("2024-03-26", "2026-03-26", 1), ("2024-03-24", "2027-03-24", 364),
        ("2024-01-31", "2027-01-31", 312), ("2026-06-01", "2027-06-01", nil), ("2023-05-31", "2026-05-31", 67),
    ])
    func `terms of which only the length is told follow each other from the first day`(
        start: String, end: String, days: Double?
    ) {
        var company = Company()
        company.addAccount()
        company.add(
            .subscription, "s", ["mrr": 1_000_000, "started_at": .text(start), "term_months": 12, "notice_days": 30])
        // What has not begun brings nothing, and does not come up.
        #expect(forecasts(company).all.map { "\($0.renewsOn)" } == (days == nil ? [] : [end]))
        let left: Measured = days.map { .known($0) } ?? .absent(.noData)
        #expect(company.measured(.daysToRenewal, at: "2026-03-25") == left)
    }

    @Test func `a contract covers all items of its subscription, and is worth what those come to that still run`() {
        var company = Company()
        company.addAccount()
        let term: [String: FactValue] = ["term_start": "2026-01-01", "term_end": "2027-01-01"]
        company.add(.subscription, "s|1", term.merging(["mrr": 1_000_000]) { $1 })
        company.add(.subscription, "s|2", term.merging(["mrr": 2_000_000]) { $1 })
        company.add(.subscription, "s|3", term.merging(["mrr": 4_000_000, "status": "ended"]) { $1 })
        company.add(.subscription, "s9|1", term.merging(["mrr": 8_000_000]) { $1 })
        company.add(.contract, "C-1", ["subscription_id": "s", "start": "2026-01-01", "end": "2026-12-31"])
        let all = forecasts(company).all
        #expect(all.map(\.contract.key) == ["C-1", "s9|1"])
        #expect(all.map(\.amount) == [.known(36), .known(96)])
    }

    @Test(arguments: [(nil, RenewalForecast.Category.commit), ("renewed", .closed), ("churned", .lost)])
    func `an item that was replaced says nothing of a contract, and a decision names the whole subscription`(
        decided: String?, category: RenewalForecast.Category
    ) {
        var company = Company()
        company.addAccount()
        let term: [String: FactValue] = ["term_start": "2026-01-01", "term_end": "2027-01-01", "mrr": 1_000_000]
        company.add(
            .subscription, "s|1", observed: "2025-12-01T10:00:00Z", term.merging(["ended_at": "2025-12-01"]) { $1 })
        company.add(.subscription, "s|2", term)
        company.add(.contract, "C-1", ["subscription_id": "s", "start": "2026-01-01", "end": "2026-12-31"])
        if let decided {
            company.add(
                .renewal, "r1",
                [
                    "subscription_id": "s", "renewal_date": "2026-12-31", "outcome": .text(decided),
                    "decided_on": "2026-03-20",
                ])
        }
        #expect(forecasts(company).all.map(\.category) == [category])
        #expect(forecasts(company).all.map(\.contract.key) == ["C-1"])
    }

    /// What became of the contract was decided and the contract closed; its items run to the end of the term.
    @Test(arguments: [("renewed", RenewalForecast.Category.closed), ("churned", .lost)], ["s", nil])
    func `a decision that names a contract settles what the contract was for`(
        decision: (outcome: String, category: RenewalForecast.Category), covered: String?
    ) {
        var company = Company()
        company.addAccount()
        let term: [String: FactValue] = ["term_start": "2026-01-01", "term_end": "2027-01-01", "mrr": 1_000_000]
        company.add(.subscription, "s|1", term)
        let contract: [String: FactValue] = ["start": "2026-01-01", "end": "2026-12-31", "status": "terminated"]
        company.add(.contract, "C-1", contract.merging(covered.map { ["subscription_id": .text($0)] } ?? [:]) { $1 })
        company.add(
            .renewal, "r1",
            [
                "contract_id": "C-1", "renewal_date": "2026-12-31", "outcome": .text(decision.outcome),
                "decided_on": "2026-03-20",
            ])
        #expect(forecasts(company).all.map(\.category) == [decision.category])
    }

    /// Of one term some name the last day, others the day after it.
    @Test func `a subscription does not come up by itself on the day after its contract's`() {
        var company = Company()
        company.addAccount()
        company.add(
            .subscription, "s", ["term_start": "2026-01-01", "term_end": "2027-01-01", "mrr": 1_000_000])
        company.add(.contract, "C-1", ["subscription_id": "s", "start": "2026-01-01", "end": "2026-12-31"])
        #expect(forecasts(company, at: "2026-12-31").all.map(\.contract.key) == ["C-1"])
        #expect(forecasts(company, at: "2027-01-01").all.isEmpty)
    }

    @Test func `a decision that names a subscription settles its items`() {
        var company = Company()
        company.addAccount()
        company.add(
            .subscription, "s|1", ["term_start": "2026-01-01", "term_end": "2027-01-01", "mrr": 1_000_000])
        company.add(
            .renewal, "r1",
            [
                "subscription_id": "s", "renewal_date": "2027-01-01", "outcome": "churned", "decided_on": "2026-03-20",
            ])
        #expect(forecasts(company).all.map(\.category) == [.lost])
    }

    /// By notice, by its status, or by an end that was told ahead; of one that the first load told, nobody knows since when.
    static let endings: [(fields: [String: FactValue], observed: String?, category: RenewalForecast.Category)] = [
        ([:], nil, .commit), (["cancel_requested_at": "2026-03-24"], nil, .lost),
        (["cancel_requested_at": "2026-03-26"], nil, .commit), (["status": "cancelling"], nil, .lost),
        (["ended_at": "2026-07-01"], "2026-03-20T10:00:00Z", .lost),
        (["ended_at": "2026-07-01"], "2026-03-26T10:00:00Z", .commit), (["ended_at": "2026-07-01"], nil, .commit),
    ]

    @Test(arguments: endings)
    func `a subscription whose end is known is lost at the end of its term, and pays until then`(
        fields: [String: FactValue], observed: String?, category: RenewalForecast.Category
    ) {
        var company = Company()
        company.addAccount()
        let usual: [String: FactValue] = ["mrr": 1_000_000, "term_start": "2025-07-01", "term_end": "2026-07-01"]
        company.add(.subscription, "s", observed: observed, usual.merging(fields) { $1 })
        #expect(forecasts(company).all.map(\.category) == [category])
        #expect(company.measured(.mrr, at: "2026-03-25") == .known(1))
    }

    @Test(arguments: ["churned", "prospect"])
    func `one who is no customer has nothing to renew`(status: String) {
        var company = contract(["end": "2026-06-30"])
        company.addAccount("acme", ["status": .text(status)])
        #expect(forecasts(company).all.isEmpty)
    }

    @Test func `an amount without a rate is absent`() {
        let company = contract(["end": "2026-06-30", "renewal_amount": 100, "currency": "USD"])
        #expect(forecasts(company).all.map(\.amount) == [.absent(.noFxRate)])
    }

    /// What a renewal brings is MRR times months, and MRR is what the billing policy says it is.
    @Test func `amounts and terms follow the billing policy`() {
        var company = Company()
        company.addAccount()
        let price: [String: FactValue] = ["amount": 10_000, "interval": "month"]
        let year = price.merging(["term_start": "2026-01-01", "term_end": "2027-01-01"]) { $1 }
        company.add(
            .subscription, "1", year.merging(["discount_percent": 20, "discount_ends_at": "2026-09-01"]) { $1 })
        company.add(.subscription, "2", year.merging(["usage_type": "metered"]) { $1 })
        company.add(.subscription, "3", price.merging(["term_start": "2026-03-01", "term_end": "2026-04-01"]) { $1 })
        #expect(forecasts(company).all.map(\.amount) == [.known(960)])
        var billing = BillingPolicy()
        billing.discounts = .foreverOnly
        billing.countsMetered = true
        billing.shortestTermMonths = 1
        let all = forecasts(company, under: billing).all
        #expect(all.map(\.contract.key) == ["3", "1", "2"])
        #expect(all.map(\.amount) == [.known(100), .known(1200), .known(1200)])
    }

    /// As in the renewal rate: whoever came back later had been lost (M23).
    @Test(arguments: [(30, 1), (31, 0)])
    func `a decision later than the days of grace is no renewal to learn from`(late: Int, renewed: Int) throws {
        var company = contract(["end": "2026-06-30"])
        company.add(
            .renewal, "R-1",
            [
                "term_start": "2025-01-01", "renewal_date": "2026-01-01", "outcome": "renewed",
                "decided_on": .integer(Int64((Day.on("2026-01-01") + late).number)),
            ])
        let then = Zone.berlin.start(of: .on("2026-01-01") - 135)
        var history = History()
        history.remember("health.band", Numbers(rows: 1) { _ in .known(3) }, at: then)
        history.remember("health.model", Numbers(rows: 1) { _ in .known(7) }, at: then)
        let all = model.forecasts(
            for: company.accounts, given: Self.health(slots: 1, band: 3), history: history, at: .berlin("2026-03-25"))
        let forecast = try #require(all.all.first)
        #expect(forecast.likeIt == 1)
        #expect(forecast.likeItRenewed == renewed)
    }

    @Test func `like it are those of the same band at the same distance`() throws {
        var company = contract(["end": "2026-06-30"])
        var bands = [Int](repeating: 0, count: 41)
        for slot in 1...40 {
            company.addAccount("a\(slot)", slot: slot)
            company.add(
                .renewal, "R-\(slot)", slot: slot,
                [
                    "term_start": "2025-03-01", "renewal_date": "2026-03-01", "decided_on": "2026-03-02",
                    "outcome": slot <= 10 ? "renewed" : "churned",
                ])
            // Half of them good, half poor, ninety days or so before their end.
            bands[slot] = slot % 2 == 0 ? 3 : 1
        }
        // 97 days to the end of June: the stretch from 91 to 180 days, looked up 135 days before the end.
        let then = Zone.berlin.start(of: .on("2026-03-01") - 135)
        let health = Self.health(slots: 41, band: 3)
        var history = History()
        history.remember("health.band", Numbers(rows: 41) { .known(Double(bands[$0])) }, at: then)
        history.remember("health.model", Numbers(rows: 41) { _ in .known(7) }, at: then)
        let forecast = try #require(
            model.forecasts(for: company.accounts, given: health, history: history, at: .berlin("2026-03-25")).all.first
        )
        #expect(forecast.likeIt == 20)
        #expect(forecast.likeItRenewed == 5)
        #expect(abs(forecast.probability - (5 + 9.5) / 30) < 1e-12)
        var other = History()
        other.remember("health.band", Numbers(rows: 41) { .known(Double(bands[$0])) }, at: then)
        other.remember("health.model", Numbers(rows: 41) { _ in .known(8) }, at: then)
        let changed = model.forecasts(for: company.accounts, given: health, history: other, at: .berlin("2026-03-25"))
        #expect(changed.all.first?.isPriorOnly == true)
    }

    // MARK: Samples

    /// 350 a month today, of which 50 were ordered in April.
    @Test func `of an earlier day what comes up is what was paid then`() throws {
        var company = Company()
        company.addPayer(slot: 0, 350, [:], ["term_start": "2026-01-01", "term_end": "2027-01-01"])
        company.addOrder("1", "s0", "2026-04-10", 50)
        #expect(try #require(forecasts(company).all.first).amount == .known(3600))
        #expect(try #require(forecasts(company, at: "2026-05-01").all.first).amount == .known(4200))
    }

    private func contract(_ fields: [String: FactValue]) -> Company {
        var company = Company()
        company.addAccount()
        company.add(.contract, "C-1", ["start": "2025-01-01"].merging(fields) { $1 })
        return company
    }

    private func forecasts(
        _ company: Company, band: String = "good", at moment: String = "2026-03-25",
        under billing: BillingPolicy = BillingPolicy()
    ) -> RenewalForecasts {
        let code = HealthSamples.bands.firstIndex { $0.key == band }.map { $0 + 1 } ?? 0
        let health = Self.health(slots: company.accounts.slotCount, band: code)
        return RenewalModel(reporting: .eur, billing: billing)
            .forecasts(for: company.accounts, given: health, at: .berlin(moment))
    }

    private static func health(slots: Int, band: Int) -> HealthScores {
        HealthScores(
            asOf: .berlin("2026-03-25"), bands: [.unknown] + HealthSamples.bands,
            score: Numbers(rows: slots) { _ in .known(80) }, coverage: Numbers(rows: slots) { _ in .known(1) },
            band: Numbers(rows: slots) { _ in .known(Double(band)) }, model: Numbers(rows: slots) { _ in .known(7) })
    }
}
