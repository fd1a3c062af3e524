import Testing

@testable import BellwetherCore

/// A status is seen to be another than at the last reading, and the source dates nothing.
@Suite struct SeenDatesTests {
    private let dates = SeenDates(in: .berlin)

    private func row(_ fields: [String: FactValue], observed: String) -> FactRow {
        var company = Company()
        company.add(.subscription, "s0", account: "acme", observed: observed, fields)
        return company.changes[0].row
    }

    private func days(_ row: FactRow) -> [String: Day] {
        let read = FactReader(kind: .subscription, source: "crm", row: row)
        let fields = ["started_at", "ended_at", "trial_ends_at", "paused_from", "paused_until"]
        return fields.reduce(into: [:]) { if let day = read.day($1) { $0[$1] = day } }
    }

    /// One reading a month from January on, each dated after the one before.
    private func read(_ readings: [[String: FactValue]]) -> [String: Day] {
        var last: FactRow?
        for (month, fields) in readings.enumerated() {
            let next = row(fields, observed: "2026-0\(month + 1)-10T23:30:00Z")
            last = last.map { dates.dated(next, of: .subscription, after: $0) } ?? next
        }
        return last.map(days) ?? [:]
    }

    @Test func `what is seen to have ended ended on that day, and stays so`() {
        #expect(read([["status": "active"], ["status": "canceled"]]) == ["ended_at": .on("2026-02-11")])
        #expect(
            read([["status": "active"], ["status": "canceled"], ["status": "canceled", "product": "Desk"]])
                == ["ended_at": .on("2026-02-11")])
        #expect(read([["status": "past_due"], ["status": "unpaid"]]) == ["ended_at": .on("2026-02-11")])
        #expect(
            read([["status": "past_due"], ["status": "unpaid"], ["status": "canceled", "ended_at": "2026-03-01"]])
                == ["ended_at": .on("2026-02-11")])
    }

    @Test func `what a source dates stays as it says`() {
        #expect(
            read([["status": "active"], ["status": "canceled", "ended_at": "2026-01-31"]])
                == ["ended_at": .on("2026-01-31")])
        #expect(
            read([["status": "active", "ended_at": "2026-01-31"], ["status": "canceled"]])
                == ["ended_at": .on("2026-01-31")])
        #expect(read([["status": "canceled"], ["status": "canceled", "product": "Desk"]]).isEmpty)
    }

    @Test func `a trial that is seen to be paid for ended on that day, and one that never was paid has no end`() {
        #expect(read([["status": "trialing"], ["status": "active"]]) == ["trial_ends_at": .on("2026-02-11")])
        #expect(
            read([["status": "trialing"], ["status": "active"], ["status": "active", "product": "Desk"]])
                == ["trial_ends_at": .on("2026-02-11")])
        #expect(
            read([["status": "trialing", "trial_ends_at": "2026-02-01"], ["status": "active"]])
                == ["trial_ends_at": .on("2026-02-01")])
        #expect(read([["status": "trialing"], ["status": "canceled"]]).isEmpty)
    }

    @Test func `a pause lasts from the day on which it was seen to the day on which it was seen to be over`() {
        #expect(read([["status": "active"], ["status": "paused"]]) == ["paused_from": .on("2026-02-11")])
        let back: [String: Day] = ["paused_from": .on("2026-02-11"), "paused_until": .on("2026-03-11")]
        #expect(read([["status": "active"], ["status": "paused"], ["status": "active"]]) == back)
        #expect(
            read([["status": "active"], ["status": "paused"], ["status": "active"], ["status": "active", "seats": 3]])
                == back)
        #expect(read([["status": "paused"], ["status": "active"]]).isEmpty)
    }

    /// The group over the first half of a year in which a subscription of 100 was read on 1 January and as given later.
    private func halfYear(_ readings: [(day: String, fields: [String: FactValue])]) -> AccountGroup {
        let price: [String: FactValue] = ["started_at": "2025-01-01", "mrr": 100_000_000]
        var company = Company()
        company.addAccount("a0", ["started_at": "2025-01-01"])
        let changes = PriceChanges(under: BillingPolicy(), in: .berlin)
        var last: FactRow?
        var orders: [FactRow] = []
        for reading in readings {
            let fields = price.merging(reading.fields) { $1 }
            var next = row(fields, observed: "\(reading.day)T08:00:00Z")
            if let last {
                next = dates.dated(next, of: .subscription, after: last)
                orders += changes.orders(from: last, to: next, of: "test")
            }
            last = next
        }
        for row in orders { company.add(.order, row) }
        if let last { company.add(.subscription, last) }
        return company.portfolio("2026-01-01", "2026-07-01")
    }

    private func movements(_ group: AccountGroup) -> [Double?] {
        [.openMRR, .newMRR, .expansionMRR, .reactivationMRR, .contractionMRR, .churnMRR, .closeMRR]
            .map { (metric: GroupMetric) in metric(group).value }
    }

    @Test func `a subscription that is seen to have ended is churn`() {
        let group = halfYear([("2026-01-01", ["status": "active"]), ("2026-03-10", ["status": "canceled"])])
        #expect(movements(group) == [100, 0, 0, 0, 0, 100, 0])
        #expect(GroupMetric.logoChurn(group) == .known(1))
        #expect(GroupMetric.netRetention(group) == .known(0))
    }

    @Test func `a trial that is seen to be paid for is new`() {
        let group = halfYear([("2026-01-01", ["status": "trialing"]), ("2026-03-10", ["status": "active"])])
        #expect(movements(group) == [0, 100, 0, 0, 0, 0, 100])
        #expect(GroupMetric.accountsAtStart(group) == .known(0))
    }

    @Test func `a pause that is seen is contraction and no churn`() {
        let group = halfYear([
            ("2026-01-01", ["status": "active"]), ("2026-03-10", ["status": "paused"]),
            ("2026-04-10", ["status": "active"]),
        ])
        #expect(movements(group) == [100, 0, 100, 0, 100, 0, 100])
        #expect(GroupMetric.logoChurn(group) == .known(0))
    }

    @Test(arguments: ["canceled", "unpaid"])
    func `what had stopped and is seen to be paid for again comes back`(status: String) {
        let group = halfYear([
            ("2026-01-01", ["status": "active"]), ("2026-03-10", ["status": .text(status)]),
            ("2026-04-10", ["status": "active"]),
        ])
        #expect(movements(group) == [100, 0, 0, 100, 0, 100, 100])
        #expect(GroupMetric.netRetention(group) == .known(1))
    }
}
