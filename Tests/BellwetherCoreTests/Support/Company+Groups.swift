import Testing

@testable import BellwetherCore

extension Company {
    /// All groups of a scope over a period written `2026-01-01..<2026-04-01`, asked at its end unless said otherwise.
    func groups(
        _ scope: GroupScope = .portfolio, _ from: String, _ to: String, at moment: String? = nil,
        billing: BillingPolicy = BillingPolicy(), rates: [Currency: Double] = [:], knownThen: Accounts? = nil
    ) -> [AccountGroup] {
        AccountGroup.all(
            of: accounts, by: scope, over: Period(.on(from)..<(.on(to))),
            in: context(at: moment ?? to, billing: billing, rates: rates), knownThen: knownThen)
    }

    func portfolio(
        _ from: String, _ to: String, at moment: String? = nil, billing: BillingPolicy = BillingPolicy(),
        rates: [Currency: Double] = [:], knownThen: Accounts? = nil
    ) -> AccountGroup {
        groups(from, to, at: moment, billing: billing, rates: rates, knownThen: knownThen)[0]
    }

    private func groups(
        _ from: String, _ to: String, at moment: String?, billing: BillingPolicy, rates: [Currency: Double],
        knownThen: Accounts?
    ) -> [AccountGroup] {
        groups(.portfolio, from, to, at: moment, billing: billing, rates: rates, knownThen: knownThen)
    }

    /// An account that pays so much a month, in major units, from one day on and perhaps up to another.
    mutating func addPayer(
        slot: Int, _ monthly: Int64, from start: String = "2024-01-01", to end: String? = nil,
        _ account: [String: FactValue] = [:], _ subscription: [String: FactValue] = [:]
    ) {
        addAccount("a\(slot)", slot: slot, ["started_at": .text(start)].merging(account) { $1 })
        addPrice(slot: slot, "s\(slot)", monthly, from: start, to: end, subscription)
    }

    mutating func addPrice(
        slot: Int, _ key: String, _ monthly: Int64, from start: String, to end: String? = nil,
        _ fields: [String: FactValue] = [:]
    ) {
        let usual: [String: FactValue] = [
            "started_at": .text(start), "ended_at": end.map(FactValue.text) ?? .absent,
            "mrr": .integer(monthly * 1_000_000),
        ]
        add(.subscription, key, slot: slot, usual.merging(fields) { $1 })
    }

    /// M14: A 500→700, B 300→0, C 200→150, D new 120, E back 80, all in March 2026; and who was lost in February.
    static var ofMovements: Company {
        var company = Company()
        company.addPayer(slot: 0, 500, to: "2026-03-10")
        company.addPrice(slot: 0, "s0b", 700, from: "2026-03-10")
        company.addPayer(slot: 1, 300, to: "2026-03-15", ["churned_at": "2026-03-15", "status": "churned"])
        company.addPayer(slot: 2, 200, to: "2026-03-20")
        company.addPrice(slot: 2, "s2b", 150, from: "2026-03-20")
        company.addPayer(slot: 3, 120, from: "2026-03-05")
        company.addPayer(slot: 4, 60, to: "2025-11-01")
        company.addPrice(slot: 4, "s4b", 80, from: "2026-03-25")
        return company
    }
}

extension GroupMetric {
    func callAsFunction(_ group: AccountGroup) -> Measured { measured(for: group) }
}
