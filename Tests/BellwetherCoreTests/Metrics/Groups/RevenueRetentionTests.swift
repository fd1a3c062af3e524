import Testing

@testable import BellwetherCore

@Suite struct RevenueRetentionTests {
    private let march = Company.ofMovements.portfolio("2026-03-01", "2026-04-01")

    /// M14: 1,000 + 120 + 200 + 80 − 50 − 300 = 1,050.
    @Test func `the golden movements lead from 1,000 to 1,050`() {
        let expected: [(GroupMetric, Double)] = [
            (.openMRR, 1000), (.newMRR, 120), (.expansionMRR, 200), (.reactivationMRR, 80), (.contractionMRR, 50),
            (.churnMRR, 300), (.fxAdjustment, 0), (.correction, 0), (.closeMRR, 1050), (.groupMRR, 1050),
        ]
        for (metric, value) in expected { #expect(metric(march) == .known(value), "\(metric.name)") }
    }

    /// M12 and M16 over the same company.
    @Test func `the golden ratios follow`() {
        let expected: [(GroupMetric, Double)] = [
            (.cancelledMRR, 0.30), (.grossMRRChurn, 0.35), (.netMRRChurn, 0.07), (.netRetention, 0.85),
            (.grossRetention, 0.65), (.quickRatio, 400.0 / 350), (.quickRatioWithoutReturns, 320.0 / 350),
        ]
        for (metric, value) in expected { #expect(metric(march).isAbout(value), "\(metric.name)") }
    }

    /// 000 multiplies all that customers added by the number of customers, 002 adds up what was bought once.
    @Test func `expansion is neither a sum times customers nor one-off money`() {
        var company = Company.ofMovements
        company.add(
            .order, "once", slot: 0, ["at": "2026-03-12", "type": "services", "amount": 70_000])
        let march = company.portfolio("2026-03-01", "2026-04-01")
        let customers = GroupMetric.accounts(march).value ?? 0
        #expect(customers > 1)
        #expect(GroupMetric.expansionMRR(march) == .known(200))
        #expect(GroupMetric.nonRecurring(march) == .known(700))
        for metric in GroupMetric.all {
            for wrong in [200 * customers, 900, 700 * customers] {
                #expect(!metric(march).isAbout(wrong), "\(metric.name)")
            }
        }
    }

    /// ChartMogul's own: 100 open, 10 churned, 10 contracted, 10 expanded.
    @Test func `another vendor's example agrees`() {
        var company = Company()
        company.addPayer(slot: 0, 10, to: "2026-03-10")
        company.addPayer(slot: 1, 30, to: "2026-03-10")
        company.addPrice(slot: 1, "less", 20, from: "2026-03-10")
        company.addPayer(slot: 2, 60, to: "2026-03-10")
        company.addPrice(slot: 2, "more", 70, from: "2026-03-10")
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.grossMRRChurn(group).isAbout(0.2))
        #expect(GroupMetric.netMRRChurn(group).isAbout(0.1))
    }

    /// M15: 12,500 over 150.
    @Test func `ARPA divides by who pays`() {
        var company = Company()
        for slot in 0..<150 { company.addPayer(slot: slot, slot < 50 ? 90 : 80) }
        company.addPayer(slot: 150, 0)
        #expect(GroupMetric.arpa(company.portfolio("2026-03-01", "2026-04-01")).isAbout(12_500.0 / 150))
    }

    /// M15: the same per user.
    @Test func `ARPU divides by who uses it`() {
        var company = Company()
        company.addPayer(slot: 0, 90)
        company.addPayer(slot: 1, 60)
        company.addPayer(slot: 2, 30, to: "2026-03-10")
        #expect(GroupMetric.arpu(company.portfolio("2026-03-01", "2026-04-01")) == .absent(.noData))
        company.addSeatDay(slot: 0, "2026-03-05", active: 8)
        company.addSeatDay(slot: 0, "2026-04-05", active: 80)
        for day in ["2026-03-06", "2026-03-07"] {
            for user in ["ann", "ben"] {
                company.add(.userDay, "\(day)\(user)", slot: 1, ["day": .text(day), "user": .text(user), "count": 1])
            }
        }
        company.addSeatDay(slot: 2, "2026-03-05", active: 100)
        #expect(GroupMetric.arpu(company.portfolio("2026-03-01", "2026-04-01", at: "2026-04-10")) == .known(15))
        #expect(GroupMetric.arpu(company.portfolio("2026-06-01", "2026-07-01")) == .absent(.emptyDenominator))
    }

    /// 000 adds up the extras 20, 30 and 50 and multiplies by ten customers; 002 calls them recurring.
    @Test func `one-off money is no expansion, and is multiplied by nobody`() {
        var company = Company()
        for slot in 0..<10 { company.addPayer(slot: slot, 100) }
        for (slot, cents) in [(0, 2000), (1, 3000), (2, 5000)] {
            company.add(.order, "o\(slot)", slot: slot, ["at": "2026-03-09", "amount": .integer(Int64(cents))])
        }
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.expansionMRR(group) == .known(0))
        #expect(GroupMetric.nonRecurring(group) == .known(100))
        for metric in GroupMetric.all where metric.name != "group.mrr" && metric.name != "group.open_mrr" {
            if metric.name == "group.close_mrr" { continue }
            #expect(metric(group) != .known(1000), "\(metric.name)")
        }
    }

    @Test func `cancelling one of two subscriptions is contraction, the last is churn`() {
        var company = Company()
        company.addPayer(slot: 0, 100, to: "2026-03-20")
        company.addPrice(slot: 0, "addon", 30, from: "2024-01-01", to: "2026-03-10")
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.contractionMRR(group) == .known(30))
        #expect(GroupMetric.churnMRR(group) == .known(100))
    }

    @Test func `all changes of one day are one movement`() {
        var company = Company()
        company.addPayer(slot: 0, 100, to: "2026-03-10")
        company.addPrice(slot: 0, "addon", 30, from: "2024-01-01", to: "2026-03-10")
        company.addPrice(slot: 0, "new", 120, from: "2026-03-10")
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.contractionMRR(group) == .known(10))
        #expect(GroupMetric.churnMRR(group) == .known(0))
        #expect(GroupMetric.expansionMRR(group) == .known(0))
    }

    /// 1,000 yen of 0.006 give way to 8 euros: less in figures, more in money.
    @Test func `a change of currency is named by what it comes to`() {
        var company = Company()
        company.addPayer(slot: 0, 0)
        let yen = Currency("JPY") ?? .usd
        company.addPrice(slot: 0, "yen", 10, from: "2024-01-01", to: "2026-03-10", ["currency": "JPY"])
        company.addPrice(slot: 0, "euro", 8, from: "2026-03-10")
        let group = company.portfolio("2026-03-01", "2026-04-01", rates: [yen: 0.006])
        #expect(GroupMetric.openMRR(group) == .known(6))
        #expect(GroupMetric.expansionMRR(group) == .known(2))
        #expect(GroupMetric.contractionMRR(group) == .known(0))
        #expect(GroupMetric.closeMRR(group) == .known(8))
    }

    /// Learnt in March of February: 100 were there. Half of what was there left, then, and not all of it.
    @Test func `what was learnt since belongs to the opening`() {
        var early = Company()
        early.addPayer(slot: 0, 100, to: "2026-03-10")
        early.addAccount("a1", slot: 1)
        var late = early
        late.addPrice(slot: 1, "s1", 100, from: "2026-02-01")
        let group = late.portfolio("2026-03-01", "2026-04-01", knownThen: early.accounts)
        #expect(GroupMetric.correction(group) == .known(100))
        #expect(GroupMetric.cancelledMRR(group) == .known(0.5))
        #expect(GroupMetric.netRetention(group) == .known(0.5))
    }

    /// The rate moves from 0.80 to 0.90 while 1,000 USD stand still and 100 USD join on the 10th at 0.85.
    @Test func `a change of rates is neither expansion nor retention`() {
        var company = Company()
        company.addPayer(slot: 0, 1000, ["currency": "USD"])
        company.addPrice(slot: 0, "more", 100, from: "2026-03-10")
        for (day, rate) in [("2026-02-20", 0.8), ("2026-03-05", 0.85), ("2026-03-28", 0.9)] {
            company.add(
                .fxRate, day, slot: nil, ["day": .text(day), "base": "USD", "quote": "EUR", "rate": .real(rate)])
        }
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(group) == .known(800))
        #expect(GroupMetric.expansionMRR(group) == .known(85))
        #expect(GroupMetric.fxAdjustment(group) == .known(105))
        #expect(GroupMetric.closeMRR(group) == .known(990))
        #expect(GroupMetric.netRetention(group).isAbout(1.1))
        #expect(GroupMetric.grossRetention(group).isAbout(1))
    }

    @Test func `one account without a rate leaves the total without a value, and is named`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        company.addPayer(slot: 1, 10, ["currency": "USD"])
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.groupMRR(group) == .absent(.noFxRate))
        #expect(group.accountsWithoutMRR.compactMap(\.account.profile?.id) == ["a1"])
    }

    /// The first rate of a currency comes after the period began (METRICS 1.6): a balance of now needs none of then.
    @Test func `what is paid now needs no rate of the start`() {
        var company = Company()
        company.addPayer(slot: 0, 100, ["currency": "USD"])
        company.addPrice(slot: 0, "more", 10, from: "2026-03-25")
        company.addPayer(slot: 1, 10)
        company.add(
            .fxRate, "r", slot: nil, ["day": "2026-03-20", "base": "USD", "quote": "EUR", "rate": .real(0.5)])
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.groupMRR(group) == .known(65))
        #expect(GroupMetric.closeMRR(group) == .known(65))
        #expect(GroupMetric.arpa(group) == .known(32.5))
        #expect(GroupMetric.expansionMRR(group) == .known(5))
        #expect(GroupMetric.churnMRR(group) == .known(0))
        #expect(GroupMetric.quickRatio(group) == .absent(.emptyDenominator))
        #expect(group.accountsWithoutMRR.isEmpty)
        for metric in [GroupMetric.openMRR, .fxAdjustment, .netRetention, .grossMRRChurn] {
            #expect(metric(group) == .absent(.noFxRate), "\(metric.name)")
        }
    }

    @Test func `without losses there is no quick ratio`() {
        var company = Company()
        company.addPayer(slot: 0, 10)
        #expect(GroupMetric.quickRatio(company.portfolio("2026-03-01", "2026-04-01")) == .absent(.emptyDenominator))
    }

    /// What a source says today is 700; the orders say how it came to that.
    @Test func `orders tell what a subscription was worth before`() {
        var company = Company()
        company.addPayer(slot: 0, 700)
        company.addOrder("1", "s0", "2026-02-10", 50)
        company.addOrder("2", "s0", "2026-03-10", 150)
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(group) == .known(550))
        #expect(GroupMetric.expansionMRR(group) == .known(150))
        #expect(company.measured(.mrr, at: "2026-02-10") == .known(500))
        #expect(company.measured(.mrr, at: "2026-03-10") == .known(550))
        #expect(company.measured(.mrr, at: "2026-03-11") == .known(700))
    }

    /// Exports set what has ended to 0: the order that ended it knows, or the renewal that did not happen.
    @Test func `a subscription that ended at 0 was worth what its end took away`() {
        var company = Company()
        company.addPayer(slot: 0, 0, to: "2026-03-10")
        company.addOrder("1", "s0", "2026-02-10", 50)
        company.addOrder("2", "s0", "2026-03-10", -450)
        company.addPrice(slot: 0, "addon", 0, from: "2024-01-01", to: "2026-03-10")
        company.add(
            .renewal, "r",
            [
                "subscription_id": "addon", "renewal_date": "2026-03-10", "outcome": "churned",
                "mrr_before": 30_000_000, "mrr_after": 0,
            ])
        let group = company.portfolio("2026-02-01", "2026-04-01")
        #expect(GroupMetric.openMRR(group) == .known(430))
        #expect(GroupMetric.churnMRR(group) == .known(480))
        #expect(GroupMetric.expansionMRR(group) == .known(50))
        #expect(GroupMetric.closeMRR(group) == .known(0))
    }

    @Test func `what was learnt since of the time before is a correction`() {
        var before = Company()
        before.addPayer(slot: 0, 100)
        var now = Company()
        now.addPayer(slot: 0, 100)
        now.addPrice(slot: 0, "forgotten", 25, from: "2026-01-15")
        let group = now.portfolio("2026-03-01", "2026-04-01", knownThen: before.accounts)
        #expect(GroupMetric.openMRR(group) == .known(100))
        #expect(GroupMetric.correction(group) == .known(25))
        #expect(GroupMetric.closeMRR(group) == .known(125))
    }

    /// As one whose subscription alone is gone: nobody knows that it churned.
    @Test func `who is in no source any more belonged to somebody, and is a correction`() {
        var before = Company()
        before.addPayer(slot: 0, 60, ["owner": "kim"])
        before.addPayer(slot: 1, 100, ["owner": "kim"])
        before.addPayer(slot: 2, 30, ["owner": "lee"])
        before.addPayer(slot: 3, 40, ["excluded": "true"])
        var now = Company()
        now.addPayer(slot: 1, 100, ["owner": "kim"])
        // What the account leaves behind is nobody's.
        now.addPrice(slot: 2, "s2", 30, from: "2024-01-01")
        now.addAccount("a4", slot: 4)
        let group = now.portfolio("2026-03-01", "2026-04-01", knownThen: before.accounts)
        #expect(GroupMetric.openMRR(group) == .known(190))
        #expect(GroupMetric.correction(group) == .known(-90))
        #expect(GroupMetric.closeMRR(group) == .known(100))
        #expect(GroupMetric.churnMRR(group) == .known(0))
        #expect(GroupMetric.logoChurn(group) == .known(0))
        #expect(GroupMetric.netRetention(group) == .known(1))
        #expect(group.accounts.compactMap(\.profile?.id) == ["a1", "a4"])
        let owners = now.groups(.owner, "2026-03-01", "2026-04-01", knownThen: before.accounts)
        #expect(owners.map(\.name) == ["kim", "lee", "unassigned"])
        #expect(owners.map { GroupMetric.correction($0) } == [.known(-60), .known(-30), .known(0)])
    }

    /// A first load dates the account by March and its subscription by years before: what is missing then is its currency,
    /// and nobody counted anything.
    @Test(
        arguments: [
            (observed: nil, open: 100, correction: 0), (observed: "2026-02-20T08:00:00Z", open: 0, correction: 100),
        ] as [(observed: String?, open: Double, correction: Double)])
    func `who was not described yet was not taken to pay in another currency`(
        observed: String?, open: Double, correction: Double
    ) {
        var before = Company()
        before.add(.subscription, "s0", observed: observed, ["started_at": "2024-01-01", "mrr": 200_000_000])
        var now = before
        now.add(.account, "a0", observed: "2026-03-20T08:00:00Z", ["started_at": "2026-03-10", "currency": "USD"])
        let group = now.portfolio("2026-03-01", "2026-04-01", rates: [.usd: 0.5], knownThen: before.accounts)
        #expect(GroupMetric.openMRR(group) == .known(open))
        #expect(GroupMetric.correction(group) == .known(correction))
    }

    /// What is loaded in one go tells the price of today, and later orders what led to it, for the time before as well:
    /// of that nothing is learnt (METRICS 4, M12).
    @Test func `a finished export has no correction`() {
        var now = Company()
        now.addPayer(slot: 0, 700)
        now.addOrder("1", "s0", "2026-03-10", 200)
        let group = now.portfolio("2026-03-01", "2026-04-01", knownThen: now.accounts)
        #expect(GroupMetric.openMRR(group) == .known(500))
        #expect(GroupMetric.correction(group) == .known(0))
        #expect(GroupMetric.expansionMRR(group) == .known(200))
    }

    @Test func `who is new, leaves and comes back within a period is set off against nobody`() {
        var company = Company()
        company.addPayer(slot: 0, 1000)
        company.addPayer(slot: 1, 100, from: "2026-03-05", to: "2026-03-20")
        company.addPrice(slot: 1, "again", 100, from: "2026-03-25")
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.netMRRChurn(group) == .known(0))
    }

    @Test func `whoever ends in a pause left when it began`() {
        var company = Company()
        company.addPayer(slot: 0, 1000)
        company.addPayer(
            slot: 1, 100, to: "2026-03-20", ["status": "churned", "churned_at": "2026-03-20"],
            ["paused_from": "2026-03-01"])
        let group = company.portfolio("2026-02-01", "2026-04-01")
        #expect(GroupMetric.churnMRR(group) == .known(100))
        #expect(GroupMetric.contractionMRR(group) == .known(0))
        #expect(GroupMetric.logoChurn(group) == .known(0.5))
        let later = company.portfolio("2026-03-10", "2026-04-01")
        #expect(GroupMetric.churnMRR(later) == .known(0))
        #expect(GroupMetric.logoChurn(later) == .known(0))
    }

    /// METRICS 1.0, M13, M15: whoever is no active payer is in no sum either, whatever its subscriptions say.
    @Test(arguments: ["prospect", "trialing", "paused", "churned"])
    func `a status that pays nothing leaves out the money as it leaves out the account`(status: String) {
        var company = Company()
        company.addPayer(slot: 0, 1000)
        company.addPayer(slot: 1, 100, ["status": .text(status)])
        company.addPayer(slot: 2, 100, ["status": .text(status)])
        company.addOrder("1", "s2", "2026-03-10", 50, slot: 2)
        let group = company.portfolio("2026-03-01", "2026-04-01")
        let values = [GroupMetric.accountsAtStart, .accounts, .openMRR, .groupMRR, .arpa, .expansionMRR, .netRetention]
        #expect(values.map { (metric: GroupMetric) in metric(group).value } == [1, 1, 1000, 1000, 1000, 0, 1])
        #expect(GroupMetric.logoChurn(group) == .known(0))
        for slot in [1, 2] { #expect(company.measured(.mrr, slot: slot, at: "2026-04-01") == .known(0)) }
    }

    @Test func `an account that is paused pays until its subscriptions' pause began`() {
        var company = Company()
        company.addPayer(slot: 0, 100, ["status": "paused"], ["paused_from": "2026-03-10"])
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(group) == .known(100))
        #expect(GroupMetric.contractionMRR(group) == .known(100))
        #expect(GroupMetric.groupMRR(group) == .known(0))
        #expect(GroupMetric.accountsAtStart(group) == .known(1))
        #expect(GroupMetric.logoChurn(group) == .known(0))
        #expect(company.measured(.mrr, at: "2026-03-05") == .known(100))
    }

    @Test(arguments: ["active", "canceled"])
    func `whoever is gone pays nothing, though nobody ended its subscription`(status: String) {
        var company = Company()
        company.addPayer(slot: 0, 1000)
        company.addPayer(
            slot: 1, 100, ["status": "churned", "churned_at": "2026-03-15"], ["status": .text(status)])
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.openMRR(group) == .known(1100))
        #expect(GroupMetric.churnMRR(group) == .known(100))
        #expect(GroupMetric.logoChurn(group) == .known(0.5))
        #expect(GroupMetric.arpa(group) == .known(1000))
    }

    @Test func `a pause is contraction, its end expansion`() {
        var company = Company()
        company.addPayer(slot: 0, 100, [:], ["paused_from": "2026-03-05", "paused_until": "2026-03-20"])
        let group = company.portfolio("2026-03-01", "2026-04-01")
        #expect(GroupMetric.contractionMRR(group) == .known(100))
        #expect(GroupMetric.expansionMRR(group) == .known(100))
        #expect(GroupMetric.churnMRR(group) == .known(0))
    }

    /// M25: whoever goes on after a pause has bought nothing, unless it is more than before; also of one of two subscriptions.
    @Test(arguments: [(more: 0, rate: 0.0), (more: 20, rate: 1.0)] as [(more: Int64, rate: Double)])
    func `to go on after a pause is no upsell`(more: Int64, rate: Double) {
        let pause: [String: FactValue] = ["paused_from": "2026-03-05", "paused_until": "2026-03-20"]
        for hasOther in [false, true] {
            var company = Company()
            company.addPayer(slot: 0, 100 + more, [:], pause)
            if hasOther { company.addPrice(slot: 0, "other", 50, from: "2024-01-01") }
            if more > 0 { company.addOrder("1", "s0", "2026-03-10", more) }
            let group = company.portfolio("2026-03-01", "2026-04-01")
            #expect(GroupMetric.expansionMRR(group) == .known(Double(100 + more)))
            #expect(GroupMetric.upsellRate(group) == .known(rate))
        }
    }

    struct Pause {
        let until: String?
        let asked: String
        let isLost: Bool
    }

    /// Logos, movements and what is retained tell the same of a pause, whenever they are asked (M11, M12, M16).
    @Test(arguments: [
        Pause(until: nil, asked: "2026-03-01", isLost: false), Pause(until: nil, asked: "2026-05-11", isLost: false),
        Pause(until: nil, asked: "2026-05-12", isLost: true),
        Pause(until: "2026-05-01", asked: "2026-07-01", isLost: false),
        Pause(until: "2026-05-20", asked: "2026-05-11", isLost: false),
        Pause(until: "2026-05-20", asked: "2026-07-01", isLost: true),
    ])
    func `a pause longer than 90 days was churn from its first day`(_ pause: Pause) {
        var company = Company()
        company.addPayer(
            slot: 0, 100, [:],
            ["paused_from": "2026-02-10", "paused_until": pause.until.map(FactValue.text) ?? .absent])
        company.addPayer(slot: 1, 300)
        let february = company.portfolio("2026-02-01", "2026-03-01", at: pause.asked)
        #expect(GroupMetric.churnMRR(february) == .known(pause.isLost ? 100 : 0))
        #expect(GroupMetric.contractionMRR(february) == .known(pause.isLost ? 0 : 100))
        #expect(GroupMetric.logoChurn(february) == .known(pause.isLost ? 0.5 : 0))
        #expect(GroupMetric.cancelledMRR(february) == .known(pause.isLost ? 0.25 : 0))
        #expect(GroupMetric.netRetention(february) == .known(0.75))
        let later = company.portfolio("2026-03-01", "2026-07-01", at: max(pause.asked, "2026-07-01"))
        let isBack = pause.until != nil
        let wasLost = pause.until != "2026-05-01"
        #expect(GroupMetric.reactivationMRR(later) == .known(isBack && wasLost ? 100 : 0))
        #expect(GroupMetric.expansionMRR(later) == .known(isBack && !wasLost ? 100 : 0))
        #expect(GroupMetric.logoChurn(later) == .known(0))
    }

    /// Of two that are paused one after the other the service ended with the later.
    @Test(arguments: [("2026-05-20", 0.0), ("2026-06-20", 1.0)])
    func `a pause of everything begins with the last to be paused`(asked: String, lost: Double) {
        var company = Company()
        company.addPayer(slot: 0, 100, [:], ["paused_from": "2026-02-10"])
        company.addPrice(slot: 0, "more", 50, from: "2025-01-01", ["paused_from": "2026-03-10"])
        let group = company.portfolio("2026-02-01", "2026-04-01", at: asked)
        #expect(GroupMetric.logoChurn(group) == .known(lost))
        #expect(GroupMetric.churnMRR(group) == .known(lost * 50))
        #expect(GroupMetric.contractionMRR(group) == .known(lost == 0 ? 150 : 100))
    }

    @Test(arguments: [(nil, 0.0, 80.0), (90, 80.0, 0.0)] as [(Int?, Double, Double)])
    func `who comes back late is new where the policy says so`(limit: Int?, new: Double, back: Double) {
        var billing = BillingPolicy()
        billing.reactivationWithinDays = limit
        var company = Company()
        company.addPayer(slot: 0, 60, to: "2025-11-01")
        company.addPrice(slot: 0, "again", 80, from: "2026-03-25")
        let group = company.portfolio("2026-03-01", "2026-04-01", billing: billing)
        #expect(GroupMetric.newMRR(group) == .known(new))
        #expect(GroupMetric.reactivationMRR(group) == .known(back))
    }

    /// Close is open and what moved, for whatever happens and in whatever currency.
    @Test func `the identity holds to the last digit`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        for _ in 0..<40 {
            let company = Company.ofMoney(&random)
            let group = company.portfolio("2026-01-01", "2026-04-01", rates: [.usd: 0.9])
            for ledger in group.ledgers {
                guard case .success(let movements) = ledger.movements else { continue }
                #expect(movements.isBalanced, "seed \(seed)")
            }
        }
    }
}

extension Company {
    mutating func addOrder(_ key: String, _ subscription: String, _ day: String, _ change: Int64, slot: Int = 0) {
        add(
            .order, key, slot: slot,
            [
                "at": .text(day), "subscription_id": .text(subscription), "mrr_change": .integer(change * 1_000_000),
                "type": change < 0 ? "contraction" : "expansion",
            ])
    }

    /// Subscriptions and orders by chance, in two currencies with a rate that moves.
    fileprivate static func ofMoney(_ random: inout SeededRandom) -> Company {
        var company = Company()
        for month in 1...4 {
            company.add(
                .fxRate, "\(month)", slot: nil,
                [
                    "day": .text("2026-0\(month)-01"), "base": "USD", "quote": "EUR",
                    "rate": .real(0.8 + Double(random.below(1000)) / 7000),
                ])
        }
        for slot in 0..<6 {
            company.addAccount("a\(slot)", slot: slot, ["currency": random.below(2) == 0 ? "USD" : "EUR"])
            for number in 0..<3 {
                let start = Day.on("2025-11-01") + random.below(140)
                let end = start + 1 + random.below(120)
                company.add(
                    .subscription, "s\(slot)-\(number)", slot: slot,
                    [
                        "started_at": .text(start.description), "mrr": .integer(Int64(random.below(90_000_001))),
                        "ended_at": random.below(2) == 0 ? .text(end.description) : .absent,
                    ])
                company.addOrder(
                    "o\(slot)-\(number)", "s\(slot)-\(number)", (start + random.below(60)).description,
                    Int64(random.below(20)) - 10, slot: slot)
            }
        }
        return company
    }
}
