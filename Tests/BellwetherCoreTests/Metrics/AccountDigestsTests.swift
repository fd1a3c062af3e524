import Testing

@testable import BellwetherCore

/// One walk for all metrics, or one for each: the same numbers.
@Suite struct AccountDigestsTests {
    @Test func `tell the same as each account's own walk`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        let company = Company.busy(accounts: 40, &random)
        let accounts = company.accounts
        let context = company.context(at: "2026-03-25T11:00", billing: BillingPolicy(grossMargin: 0.8))
        let together = Metric.measured(Metric.all, on: accounts, in: context)
        for (place, metric) in Metric.all.enumerated() {
            for slot in 0..<accounts.slotCount where !together.value(place, of: slot).isNotApplicable {
                #expect(
                    together.value(place, of: slot) == metric.measure(accounts[slot], context),
                    "\(metric.name) of \(slot), seed \(seed)")
            }
        }
    }
}

extension Measured {
    fileprivate var isNotApplicable: Bool { self == .absent(.notApplicable) }
}
