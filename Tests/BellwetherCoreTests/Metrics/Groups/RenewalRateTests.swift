import Testing

@testable import BellwetherCore

@Suite struct RenewalRateTests {
    /// M23: 75 due, 24 renewed, 41 lost, 10 pending; and 500 that pay without being due.
    private let golden: Company = {
        var company = Company()
        for number in 0..<65 { company.addRenewal(number, number < 24 ? "renewed" : "churned") }
        for number in 65..<75 {
            company.addPrice(
                slot: number, "s\(number)", 100, from: "2025-02-15", to: nil,
                ["term_start": "2025-02-15", "term_end": "2026-02-15"])
        }
        for number in 75..<575 { company.addPayer(slot: number, 100) }
        for number in 0..<75 { company.addAccount("a\(number)", slot: number) }
        return company
    }()

    @Test func `the golden rates are 24 of 65 decided and 24 of 75 due`() {
        let quarter = golden.portfolio("2026-01-01", "2026-03-01")
        #expect(GroupMetric.renewalsDue(quarter) == .known(75))
        #expect(GroupMetric.renewalRate(quarter).isAbout(24.0 / 65))
        #expect(GroupMetric.renewalRateFloor(quarter) == .known(0.32))
        #expect(GroupMetric.renewalsPending(quarter) == .known(10))
        for metric in GroupMetric.all { #expect(!metric(quarter).isAbout(75.0 / 24), "\(metric.name)") }
    }

    /// One has renewed, for 100 a month; one is pending that pays 50 more since its term was over; one had ended, and its
    /// source sets to nothing what has.
    @Test func `what is up is what was paid at the end of the term`() {
        var company = Company()
        company.addRenewal(0, "renewed")
        let term: [String: FactValue] = ["term_start": "2025-02-15", "term_end": "2026-02-15"]
        company.addPrice(slot: 1, "s1", 150, from: "2025-02-15", to: nil, term)
        company.addOrder("1", "s1", "2026-02-20", 50, slot: 1)
        company.addPrice(slot: 2, "s2", 0, from: "2025-02-15", to: "2026-01-20", term)
        company.addOrder("2", "s2", "2026-01-20", -100, slot: 2)
        for number in 0..<3 { company.addAccount("a\(number)", slot: number) }
        let quarter = company.portfolio("2026-01-01", "2026-03-01")
        #expect(GroupMetric.renewalsDue(quarter) == .known(3))
        #expect(GroupMetric.renewalValueGross(quarter).isAbout(1.0 / 3))
        #expect(GroupMetric.decidedValueGross(quarter) == .known(0.5))
    }

    @Test(arguments: [("active", 1.0), ("draft", 2)])
    func `items of a subscription come up with the contract that covers them, and by themselves where none does`(
        status: String, due: Double
    ) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        let term: [String: FactValue] = ["term_start": "2025-02-15", "term_end": "2026-02-15"]
        for item in ["s|1", "s|2"] { company.addPrice(slot: 0, item, 100, from: "2025-02-15", to: nil, term) }
        company.add(
            .contract, "C-1",
            ["subscription_id": "s", "start": "2025-02-15", "end": "2026-02-15", "status": .text(status)])
        #expect(GroupMetric.renewalsDue(company.portfolio("2026-01-01", "2026-03-01")) == .known(due))
    }

    /// The renewal names the contract, or nothing; the contract its subscription, or nothing; and of one term some name
    /// the last day, others the day after it.
    @Test(
        arguments: [
            (["contract_id": "C-1"], "2026-02-15", "2026-02-15"), (["contract_id": "C-1"], "2026-02-14", "2026-02-15"),
            (["contract_id": "C-1"], "2026-02-15", "2026-02-16"), ([:], "2026-02-15", "2026-02-15"),
            (["subscription_id": "s"], "2026-02-15", "2026-02-15"),
            (["subscription_id": "s", "contract_id": "C-1"], "2026-02-15", "2026-02-16"),
        ] as [([String: FactValue], String, String)], ["s", nil])
    func `a term that is decided comes up once, whoever the decision names`(
        decision: (names: [String: FactValue], decided: String, ends: String), covered: String?
    ) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        let term: [String: FactValue] = ["term_start": "2025-02-15", "term_end": .text(decision.ends)]
        for item in ["s|1", "s|2"] { company.addPrice(slot: 0, item, 100, from: "2025-02-15", to: nil, term) }
        let contract: [String: FactValue] = ["start": "2025-02-15", "end": "2026-02-15", "status": "renewed"]
        company.add(.contract, "C-1", contract.merging(covered.map { ["subscription_id": .text($0)] } ?? [:]) { $1 })
        company.addRenewal(
            0, "renewed", decision.names.merging(["renewal_date": .text(decision.decided)]) { $1 })
        let quarter = company.portfolio("2026-01-01", "2026-04-01", at: "2026-06-01")
        #expect(GroupMetric.renewalsDue(quarter) == .known(1))
        #expect(GroupMetric.renewalRate(quarter) == .known(1))
    }

    /// The contract ends with the year, and its subscription the day after.
    @Test func `a term that is decided does not come up again in the next period`() {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.addPrice(
            slot: 0, "s", 100, from: "2025-01-01", to: nil, ["term_start": "2025-01-01", "term_end": "2026-01-01"])
        company.add(.contract, "C-1", ["subscription_id": "s", "start": "2025-01-01", "end": "2025-12-31"])
        company.addRenewal(
            0, "renewed",
            [
                "contract_id": "C-1", "term_start": "2025-01-01", "renewal_date": "2025-12-31",
                "decided_on": "2025-12-20",
            ])
        #expect(GroupMetric.renewalsDue(company.portfolio("2025-10-01", "2026-01-01")) == .known(1))
        #expect(GroupMetric.renewalsDue(company.portfolio("2026-01-01", "2026-03-01")) == .known(0))
    }

    @Test func `what is decided of one contract says nothing of another`() {
        var company = Company()
        company.addAccount("a0", slot: 0)
        for (key, name) in [("C-1", "s"), ("C-2", "t")] {
            company.addPrice(
                slot: 0, name, 100, from: "2025-02-15", to: nil, ["term_start": "2025-02-15", "term_end": "2026-02-15"])
            company.add(
                .contract, key, ["subscription_id": .text(name), "start": "2025-02-15", "end": "2026-02-15"])
        }
        company.addRenewal(0, "renewed", ["contract_id": "C-1"])
        let quarter = company.portfolio("2026-01-01", "2026-04-01", at: "2026-06-01")
        #expect(GroupMetric.renewalsDue(quarter) == .known(2))
        #expect(GroupMetric.renewalRate(quarter) == .known(0.5))
    }

    @Test func `what nobody decided is lost when its days of grace are over`() {
        let quarter = golden.portfolio("2026-01-01", "2026-03-01", at: "2026-03-18")
        #expect(GroupMetric.renewalRate(quarter).isAbout(24.0 / 75))
        #expect(GroupMetric.renewalsPending(quarter) == .known(0))
    }

    static let rows: [Row<[Measured]>] = [
        Row(["outcome": "renewed", "decided_on": "2026-03-17"], [.known(1)]),
        Row(["outcome": "renewed", "decided_on": "2026-03-18"], [.known(0)]),
        Row(["outcome": "renewed", "decided_on": "2025-12-01"], [.known(1)]),
        // A term of a month is billing, and one that began within the period was not up in it.
        Row(["outcome": "renewed", "term_start": "2026-01-15"], [.absent(.emptyDenominator)]),
        Row(["outcome": "churned", "term_start": "2025-12-01"], [.absent(.emptyDenominator)]),
    ]

    @Test(arguments: rows)
    func `which terms count, and when they are late`(row: Row<[Measured]>) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.addRenewal(0, "renewed", row.fields)
        #expect(
            [GroupMetric.renewalRate(company.portfolio("2026-01-01", "2026-03-01", at: "2026-06-01"))] == row.expected)
    }

    /// Paid month by month for years, and left within the quarter.
    @Test func `a term too short to count is decided all the same, and does not come up by itself`() {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.addPrice(
            slot: 0, "s", 100, from: "2023-02-15", to: "2026-02-15", ["term_end": "2026-02-15", "status": "canceled"])
        #expect(GroupMetric.renewalsDue(company.portfolio("2026-01-01", "2026-04-01", at: "2026-06-01")) == .known(1))
        company.addRenewal(
            0, "churned", ["subscription_id": "s", "term_start": "2026-01-15", "renewal_date": "2026-02-15"])
        #expect(GroupMetric.renewalsDue(company.portfolio("2026-01-01", "2026-04-01", at: "2026-06-01")) == .known(0))
    }

    @Test func `by money, growth is told apart`() {
        var company = Company()
        for number in 0..<3 { company.addAccount("a\(number)", slot: number) }
        company.addRenewal(0, "renewed", ["mrr_before": 100_000_000, "mrr_after": 120_000_000])
        company.addRenewal(1, "renewed", ["mrr_before": 100_000_000, "mrr_after": 80_000_000])
        company.addRenewal(2, "churned", ["mrr_before": 100_000_000, "mrr_after": 0])
        let quarter = company.portfolio("2026-01-01", "2026-03-01", at: "2026-06-01")
        #expect(GroupMetric.renewalValueGross(quarter).isAbout(180.0 / 300))
        #expect(GroupMetric.renewalValueNet(quarter).isAbout(200.0 / 300))
        #expect(GroupMetric.decidedValueGross(quarter).isAbout(180.0 / 300))
        #expect(GroupMetric.decidedValueNet(quarter).isAbout(200.0 / 300))
    }

    /// A contract without an amount is up with what its subscriptions brought before its end, times its twelve months.
    @Test(
        arguments: [
            // One subscription, named or not, or two items of one.
            (["s": (100, nil)], "s", 1200.0), (["s": (100, nil)], nil, 1200),
            (["s|1": (100, nil), "s|2": (20, nil)], "s", 1440),
            // What was dropped within the term is not up; where all of it has ended early, what ended last is.
            (["s|1": (100, nil), "s|2": (20, "2025-08-01")], "s", 1200), (["s": (100, "2026-01-20")], nil, 1200),
            // Another subscription is not what the contract is for.
            (["s": (100, nil), "t": (50, nil)], "s", 1200), (["s": (100, nil), "t": (50, nil)], nil, 1800),
        ] as [([String: (rate: Int64, end: String?)], String?, Double)])
    func `a contract without an amount is up with what its subscriptions brought`(
        prices: [String: (rate: Int64, end: String?)], covered: String?, target: Double
    ) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        for (name, price) in prices { company.addPrice(slot: 0, name, price.rate, from: "2024-02-15", to: price.end) }
        let names = covered.map { ["subscription_id": FactValue.text($0)] } ?? [:]
        company.add(.contract, "C-1", names.merging(["start": "2025-02-15", "end": "2026-02-15"]) { $1 })
        let due = company.portfolio("2026-01-01", "2026-03-01").renewals
        #expect(due.terms.map(\.target) == [target * 100])
        #expect(due.words == [])
    }

    @Test(arguments: ["renewed", "ended"])
    func `with it the money of the group is known`(status: String) {
        var company = Company()
        for number in 0..<2 { company.addAccount("a\(number)", slot: number) }
        company.add(
            .contract, "C-0", slot: 0,
            ["start": "2025-02-15", "end": "2026-02-15", "status": "renewed", "renewal_amount": 240_000])
        company.addPrice(slot: 1, "s1", 100, from: "2024-02-15", to: status == "ended" ? "2026-02-15" : nil)
        company.add(
            .contract, "C-1", slot: 1, ["start": "2025-02-15", "end": "2026-02-15", "status": .text(status)])
        let quarter = company.portfolio("2026-01-01", "2026-03-01", at: "2026-06-01")
        #expect(GroupMetric.renewalValueGross(quarter).isAbout(status == "ended" ? 2400.0 / 3600 : 1))
    }

    /// The decision says no money; the contract, or the subscription it names, does.
    @Test(arguments: [[:], ["contract_id": "C-1"], ["subscription_id": "s"]] as [[String: FactValue]])
    func `a decision without an amount is of what it decides`(names: [String: FactValue]) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.addPrice(slot: 0, "s", 100, from: "2024-02-15", to: nil)
        company.add(.contract, "C-1", ["start": "2025-02-15", "end": "2026-02-15", "subscription_id": "s"])
        company.addRenewal(0, "renewed", names.merging(["mrr_before": .absent, "mrr_after": .absent]) { $1 })
        let quarter = company.portfolio("2026-01-01", "2026-03-01", at: "2026-06-01")
        #expect(quarter.renewals.terms.map(\.target) == [120_000])
        #expect(GroupMetric.renewalValueNet(quarter) == .known(1))
    }

    @Test func `where nothing says what was up, the money is not known, and the report says of which terms`() {
        var company = Company()
        for number in 0..<5 { company.addAccount("a\(number)", slot: number) }
        // Two at once that name nothing: whose the subscription is, nobody says.
        company.addPrice(slot: 0, "s", 100, from: "2024-02-15", to: nil)
        for name in ["C-1", "C-2"] { company.add(.contract, name, ["start": "2025-02-15", "end": "2026-02-15"]) }
        for slot in 1..<4 {
            company.add(.contract, "D-\(slot)", slot: slot, ["start": "2025-02-15", "end": "2026-02-15"])
        }
        company.add(
            .contract, "E-1", slot: 4, ["start": "2025-02-15", "end": "2026-02-15", "renewal_amount": 240_000])
        let quarter = company.portfolio("2026-01-01", "2026-03-01")
        #expect(GroupMetric.renewalsDue(quarter) == .known(6))
        #expect(GroupMetric.renewalValueGross(quarter) == .absent(.noData))
        let words = quarter.renewals.words.joined()
        #expect(words.hasPrefix("Of 5 of the 6 terms that came up it is not known what was up for renewal (C-1 of "))
        #expect(words.contains(" and 2 more): no amount is told"))
    }

    /// Yearly from 15 February 2024 on, and nobody says when the term ends.
    @Test(
        arguments: [
            ("2026-01-01", "2026-03-01", nil, "2026-06-01", [1, 1, 0]),
            ("2026-01-01", "2026-03-01", nil, "2026-02-10", [1, 0, 1]),
            ("2026-01-01", "2026-03-01", "2026-02-15", "2026-06-01", [1, 0, 0]),
            ("2026-01-01", "2026-03-01", "2026-01-20", "2026-06-01", [1, 0, 0]),
            ("2025-01-01", "2025-03-01", "2026-01-20", "2026-06-01", [1, 1, 0]),
            ("2026-03-01", "2026-06-01", nil, "2026-06-01", [0, 0, 0]),
            ("2024-01-01", "2024-03-01", nil, "2026-06-01", [0, 0, 0]),
        ] as [(String, String, String?, String, [Double])])
    func `a term of which only the length is told has renewed where the service goes on`(
        start: String, end: String, ended: String?, now: String, expected: [Double]
    ) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.addPrice(slot: 0, "s", 100, from: "2024-02-15", to: ended, ["term_months": 12])
        let period = company.portfolio(start, end, at: now)
        let found = [
            GroupMetric.renewalsDue(period), .known(Double(period.renewals.renewed)),
            GroupMetric.renewalsPending(period),
        ]
        #expect(found == expected.map { .known($0) })
        #expect(period.renewals.terms.allSatisfy { $0.target == 120_000 })
    }

    /// Terms of three months from 15 December on, over half a year and over each quarter of it: what begins in a period is
    /// not up in it (METRICS 1.6, M23), though it only goes on.
    @Test(
        arguments: [
            ("2026-01-01", "2026-07-01", nil, [1, 1, 0]), ("2026-01-01", "2026-04-01", nil, [1, 1, 0]),
            ("2026-04-01", "2026-07-01", nil, [1, 1, 0]), ("2026-01-01", "2026-07-01", "2026-03-15", [1, 0, 1]),
            ("2025-12-01", "2026-07-01", nil, [0, 0, 0]),
        ] as [(String, String, String?, [Double])])
    func `of terms that follow each other, that which began before the period comes up`(
        start: String, end: String, ended: String?, expected: [Double]
    ) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.addPrice(slot: 0, "s", 100, from: "2025-12-15", to: ended, ["term_months": 3])
        #expect(company.comings(start, end) == expected)
    }

    /// METRICS 1.6, M23: MRR times the months of the term, before and after.
    @Test(arguments: [
        ("2026-02-15", 50.0, 1800.0, 2400.0), ("2026-02-16", 20, 2160, 2400), ("2026-02-15", -20, 2640, 2400),
        ("2026-02-17", 20, 2160, 2160),
    ])
    func `what was renewed without a sum on record is worth what the next term brings`(
        day: String, change: Double, up: Double, signed: Double
    ) {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.addPrice(slot: 0, "s", 200, from: "2025-02-15", to: nil)
        company.add(
            .contract, "C-1",
            ["start": "2025-02-15", "end": "2026-02-15", "subscription_id": "s", "status": "renewed"])
        company.addOrder("1", "s", day, Int64(change), slot: 0)
        let due = company.portfolio("2026-01-01", "2026-03-01", at: "2026-06-01").renewals
        #expect(due.terms.map(\.target) == [up * 100] && due.terms.map(\.final) == [signed * 100])
        #expect(due.words == [])
    }

    @Test func `what nobody says the sum of is taken for what was up, and the report says so`() {
        var company = Company()
        company.addAccount("a0", slot: 0)
        company.add(
            .contract, "C-1",
            ["start": "2025-02-15", "end": "2026-02-15", "status": "renewed", "renewal_amount": 240_000])
        let quarter = company.portfolio("2026-01-01", "2026-03-01", at: "2026-06-01")
        #expect(GroupMetric.renewalValueNet(quarter) == .known(1))
        #expect(
            quarter.renewals.words == [
                "Of 1 of the 1 terms that were renewed nobody says for how much (C-1 of Acme): they are taken to be renewed for "
                    + "what was up."
            ])
    }

    @Test func `what is pending is money due, and not money decided`() {
        var company = Company()
        for number in 0..<3 { company.addAccount("a\(number)", slot: number) }
        company.addRenewal(0, "renewed", ["mrr_before": 100_000_000, "mrr_after": 150_000_000])
        company.addRenewal(1, "churned", ["mrr_before": 100_000_000, "mrr_after": 0])
        company.addPrice(
            slot: 2, "s2", 100, from: "2025-02-15", to: nil, ["term_start": "2025-02-15", "term_end": "2026-02-15"])
        let quarter = company.portfolio("2026-01-01", "2026-03-01")
        #expect(GroupMetric.renewalsPending(quarter) == .known(1))
        #expect(GroupMetric.decidedValueGross(quarter).isAbout(0.5))
        #expect(GroupMetric.decidedValueNet(quarter).isAbout(0.75))
        let net = GroupMetric.renewalValueNet(quarter).value ?? 1
        #expect(net < 0.75)
        let later = company.portfolio("2026-04-01", "2026-06-01")
        #expect(GroupMetric.decidedValueNet(later) == .absent(.emptyDenominator))
    }
}

extension Company {
    /// How many terms came up in a period, were renewed, and were lost, as of the middle of September.
    fileprivate func comings(_ start: String, _ end: String) -> [Double] {
        let due = portfolio(start, end, at: "2026-09-15").renewals
        return [due.due, due.renewed, due.lost].map(Double.init)
    }

    fileprivate mutating func addRenewal(_ number: Int, _ outcome: String, _ fields: [String: FactValue] = [:]) {
        let usual: [String: FactValue] = [
            "outcome": .text(outcome), "term_start": "2025-02-15", "renewal_date": "2026-02-15",
            "decided_on": "2026-02-15", "mrr_before": 100_000_000, "mrr_after": outcome == "renewed" ? 100_000_000 : 0,
        ]
        add(.renewal, "r\(number)", slot: number, usual.merging(fields) { $1 })
    }
}
