import Testing

@testable import BellwetherCore

@Suite struct MRRTimelineTests {
    /// The short way, taken where prices tell everything, and the long one over all that happened.
    @Test func `today's MRR is the same by price and by course`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        for _ in 0..<30 {
            let company = Company.subscribing(&random)
            let context = company.context(at: "2026-03-25")
            let accounts = company.accounts
            for slot in 0..<accounts.slotCount {
                let account = accounts[slot]
                let long = MRRTimeline(of: account, in: context).balance(
                    before: context.asOf.today + 1, at: context.asOf.today, in: context)
                #expect(account.recurringRate(in: context) == long, "seed \(seed), slot \(slot)")
            }
        }
    }

    @Test func `the portfolio's MRR is the sum of its accounts'`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        let company = Company.busy(accounts: 30, &random)
        let group = company.portfolio("2026-01-01", "2026-03-25", rates: [.usd: 0.9])
        let total = (0..<30).reduce(into: Int64(0)) { sum, slot in
            let mrr = company.measured(.mrr, slot: slot, at: "2026-03-25", rates: [.usd: 0.9]).value ?? 0
            sum += Int64((mrr * 1_000_000).rounded())
        }
        #expect(GroupMetric.groupMRR(group).isAbout(Double(total) / 1_000_000, within: 1e-6), "seed \(seed)")
    }

    @Test func `a trial that became a customer is won on the day it pays`() {
        var company = Company()
        company.addPayer(slot: 0, 100, from: "2026-02-10", [:], ["trial_ends_at": "2026-03-10"])
        #expect(company.measured(.mrr, at: "2026-03-10") == .known(0))
        #expect(company.measured(.mrr, at: "2026-03-11") == .known(100))
        #expect(GroupMetric.newMRR(company.portfolio("2026-02-01", "2026-03-01", at: "2026-04-01")) == .known(0))
        #expect(GroupMetric.newMRR(company.portfolio("2026-03-01", "2026-04-01")) == .known(100))
    }

    /// Nothing of the time after is seen before it: not in April's order, nor in its churn.
    @Test func `an earlier moment does not see what came later`() {
        var company = Company()
        company.addPayer(slot: 0, 0, from: "2025-01-01", to: "2026-04-10")
        company.addOrder("1", "s0", "2026-02-10", 50)
        company.addOrder("2", "s0", "2026-04-10", -150)
        #expect(company.measured(.mrr, at: "2026-02-10") == .known(100))
        #expect(company.measured(.mrr, at: "2026-04-10") == .known(150))
        #expect(company.measured(.mrr, at: "2026-04-11") == .known(0))
        let march = company.portfolio("2026-02-01", "2026-04-01")
        #expect(GroupMetric.expansionMRR(march) == .known(50))
        #expect(GroupMetric.churnMRR(march) == .known(0))
    }

    /// Told on the 5th, of the 20th: until then it changes nothing, and then the price that was read before is without it.
    @Test(
        arguments: [
            (price: 100, read: nil, seen: nil), (price: 150, read: "2026-03-22", seen: nil),
            (price: 150, read: "2026-03-22", seen: "2026-03-22"), (price: 150, read: "2026-03-10", seen: "2026-03-10"),
        ] as [(price: Int64, read: String?, seen: String?)])
    func `an order of a day that is still to come takes effect on that day`(price: Int64, read: String?, seen: String?)
    {
        func company(_ price: Int64, read: String?, seen: String?) -> Company {
            var company = Company()
            company.addAccount("a0")
            company.add(
                .subscription, "s0", observed: read.map { $0 + "T08:00:00Z" },
                ["started_at": "2024-01-01", "mrr": .integer(price * 1_000_000)])
            company.addChange("o", on: "2026-03-20", told: "2026-03-05", "expansion")
            if let seen { company.addChange("seen", on: seen, told: seen, Order.seen) }
            return company
        }
        let before = company(100, read: nil, seen: nil)
        #expect(before.measured(.mrr, at: "2026-03-06") == .known(100))
        #expect(before.measured(.mrr, at: "2026-03-19T23:00") == .known(100))
        #expect(before.measured(.mrr, at: "2026-03-20T00:00") == .known(150))
        let after = company(price, read: read, seen: seen).portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(after) == .known(100))
        #expect(GroupMetric.expansionMRR(after) == .known(50))
        #expect(GroupMetric.closeMRR(after) == .known(150))
    }

    /// The first load tells 150, and orders of 100 and of 50, the second of which takes effect in two weeks.
    @Test(arguments: [100, 150] as [Int64])
    func `a price that is told with an order ahead in it has it from its day, and once`(price: Int64) {
        var company = Company()
        company.addPayer(slot: 0, price)
        company.add(
            .order, "first", ["at": "2024-01-01", "subscription_id": "s0", "type": "new", "mrr_change": 100_000_000])
        company.addChange("o", on: "2026-03-20", told: "2026-03-05", "expansion")
        #expect(company.measured(.mrr, at: "2026-03-06") == .known(100))
        #expect(company.measured(.mrr, at: "2026-03-19T23:00") == .known(100))
        #expect(company.measured(.mrr, at: "2026-03-20T00:00") == .known(150))
        let march = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(march) == .known(100))
        #expect(GroupMetric.expansionMRR(march) == .known(50))
        #expect(GroupMetric.closeMRR(march) == .known(150))
    }

    @Test func `so it has with two of them in it`() {
        var company = Company()
        company.addPayer(slot: 0, 200)
        company.add(
            .order, "first", ["at": "2024-01-01", "subscription_id": "s0", "type": "new", "mrr_change": 100_000_000])
        company.addChange("o1", on: "2026-03-20", told: "2026-03-05", "expansion")
        company.addChange("o2", on: "2026-04-20", told: "2026-03-05", "expansion")
        #expect(company.measured(.mrr, at: "2026-03-06") == .known(100))
        #expect(company.measured(.mrr, at: "2026-04-01") == .known(150))
        #expect(company.measured(.mrr, at: "2026-05-01") == .known(200))
    }

    /// Two items of 300 and 100, as of now; what was before is told by orders of the whole.
    private func items(ending: String? = nil, now: (Int64, Int64) = (300, 100)) -> Company {
        var company = Company()
        company.addAccount("a0", slot: 0, ["started_at": "2025-01-01"])
        company.addPrice(slot: 0, "sub|seats", now.0, from: "2025-01-01", to: ending)
        company.addPrice(slot: 0, "sub|support", now.1, from: "2025-01-01", to: ending)
        // Of another subscription, whose name begins alike.
        company.addPrice(slot: 0, "sub2", 1000, from: "2025-01-01")
        return company
    }

    @Test func `an order that names a subscription changes its items, once`() {
        var company = items()
        company.addOrder("1", "sub", "2026-03-10", 80)
        let march = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(march) == .known(1320))
        #expect(GroupMetric.expansionMRR(march) == .known(80))
        #expect(GroupMetric.closeMRR(march) == .known(1400))
    }

    @Test func `an order of the day an item begins tells of that item`() {
        var company = items()
        company.addPrice(slot: 0, "sub|audit", 50, from: "2026-03-10")
        company.addOrder("1", "sub", "2026-03-10", 50)
        let march = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(march) == .known(1400))
        #expect(GroupMetric.expansionMRR(march) == .known(50))
        #expect(GroupMetric.closeMRR(march) == .known(1450))
    }

    @Test func `what the items of an ended subscription were worth is told by one word about all of them`() {
        var ordered = items(ending: "2026-03-10", now: (0, 0))
        ordered.addOrder("1", "sub", "2026-03-10", -401)
        var refused = items(ending: "2026-03-10", now: (0, 0))
        refused.add(
            .renewal, "r",
            [
                "subscription_id": "sub", "renewal_date": "2026-03-10", "outcome": "churned",
                "mrr_before": 401_000_000, "mrr_after": 0,
            ])
        for company in [ordered, refused] {
            let march = company.portfolio("2026-03-01", "2026-04-01")
            #expect(GroupMetric.openMRR(march) == .known(1401))
            #expect(GroupMetric.closeMRR(march) == .known(1000))
        }
        var partly = items(ending: "2026-03-10", now: (0, 100))
        partly.add(
            .renewal, "r",
            [
                "subscription_id": "sub", "renewal_date": "2026-03-10", "outcome": "churned",
                "mrr_before": 401_000_000, "mrr_after": 0,
            ])
        #expect(GroupMetric.openMRR(partly.portfolio("2026-03-01", "2026-04-01")) == .known(1401))
    }

    @Test(
        arguments: [
            (10, [1, 1, 1], [3, 3, 4]), (-10, [1, 1, 1], [-3, -3, -4]), (7, [0, 0], [3, 4]),
            (9, [2, 0, 1], [6, 0, 3]),
            (Int64.max, [Int64.max / 2, 1], [Int64.max - 2, 2]), (5, [], []),
        ] as [(Int64, [Int64], [Int64])])
    func `parts add up to the whole`(whole: Int64, weights: [Int64], parts: [Int64]) {
        #expect(whole.spread(by: weights) == parts)
    }
}

extension Company {
    /// Subscriptions of every kind, without orders.
    fileprivate static func subscribing(_ random: inout SeededRandom) -> Company {
        var company = Company()
        for slot in 0..<8 {
            company.addAccount("a\(slot)", slot: slot)
            for number in 0..<random.below(4) {
                let start = Day.on("2025-11-01") + random.below(160)
                let pause = start + random.below(90)
                var fields: [String: FactValue] = [
                    "started_at": .text(start.description), "amount": .integer(Int64(1 + random.below(90_000))),
                    "interval": .text(["month", "quarter", "year", "week"][random.below(4)]),
                    "status": .text(["active", "past_due", "trialing", "unpaid", "active"][random.below(5)]),
                ]
                if random.below(3) == 0 { fields["ended_at"] = .text((start + 1 + random.below(120)).description) }
                if random.below(4) == 0 {
                    fields["paused_from"] = .text(pause.description)
                    fields["paused_until"] = .text((pause + 1 + random.below(40)).description)
                }
                if random.below(4) == 0 {
                    fields["discount_percent"] = 20
                    fields["discount_ends_at"] = .text((start + 30 + random.below(90)).description)
                }
                company.add(.subscription, "s\(slot)-\(number)", slot: slot, fields)
            }
        }
        return company
    }
}

extension Company {
    /// 50 more of `s0`.
    fileprivate mutating func addChange(_ key: String, on day: String, told: String, _ type: String) {
        add(
            .order, key, observed: told + "T08:00:00Z",
            ["at": .text(day), "subscription_id": "s0", "type": .text(type), "mrr_change": 50_000_000])
    }
}
