import Testing

@testable import BellwetherCore

/// The most that a mapping lets through, from a column of identifiers, say: no sum of it ends the program.
@Suite struct LargestAmountsTests {
    @Test(arguments: [1, -1] as [Int64])
    func `every number about accounts and groups can be held, or is not known`(sign: Int64) {
        var company = Company()
        let most = FactValue.integer(sign * 1_000_000_000_000_000)
        let rate = FactValue.integer(sign * 10_000_000_000_000_000)
        for slot in 0..<20 {
            company.addAccount("a\(slot)", slot: slot, ["started_at": "1980-01-01"])
            for number in 0..<20 {
                let key = "\(slot)/\(number)"
                company.add(
                    .subscription, key, slot: slot,
                    ["status": "active", "mrr": rate, "currency": "EUR", "started_at": "1980-01-01"])
                company.add(
                    .invoice, key, slot: slot,
                    ["total": most, "currency": "EUR", "due_date": "2026-01-31", "status": "open"])
                company.add(
                    .cost, key, slot: slot, ["kind": "retention", "amount": most, "period_start": "2026-01-01"])
                company.add(.order, key, slot: slot, ["at": "2026-02-01", "amount": most, "mrr_change": rate])
                company.add(
                    .contract, key, slot: slot,
                    ["start": "0001-01-01", "end": "9999-12-31", "renewal_amount": most, "notice_days": 3650])
            }
        }
        for metric in Metric.all {
            let measured = company.measured(metric, at: "2026-03-25", billing: BillingPolicy(grossMargin: 0.8))
            #expect(measured.value?.isFinite ?? true, "\(metric.name): \(measured)")
        }
        let context = company.context(at: "2026-03-25")
        let period = AccountGroup.usualPeriod(at: context.asOf)
        for group in AccountGroup.all(of: company.accounts, by: .owner, over: period, in: context) {
            for metric in GroupMetric.all {
                let measured = metric.measured(for: group)
                #expect(measured.value?.isFinite ?? true, "\(metric.name): \(measured)")
            }
        }
    }
}
