import Columns
import Testing

@testable import BellwetherCore

@Suite struct ExpectedLifetimesTests {
    /// Twenty good ones paid for 240 months. Ten poor ones stayed for 120; of ten more one leaves this month, after 12, and
    /// nine left before, after 12, 11, … 4 months: those were the last of 204.
    @Test func `churn is counted by band over the last twelve months, and smoothed`() throws {
        let lifetimes = measured()
        let (good, poor) = (120 * 0.02 / 360, (9 + 120 * 0.02) / (204 + 120))
        #expect(try abs(lifetimes.known("clv.monthly_churn", 0) - good) < 1e-12)
        #expect(try abs(lifetimes.known("clv.monthly_churn", 20) - poor) < 1e-12)
        for (slot, churn) in [(0, good), (20, poor)] {
            let worth = 200 * 0.8 * LifetimeMonths.expected(monthlyChurn: churn)
            #expect(try abs(lifetimes.known("clv.forward", slot) - worth) < 1e-9)
            // The past cost nothing, by the record: the same change reaches both.
            let prior = measured(history: History())
            let (before, after) = try (prior.known("clv.total", slot), lifetimes.known("clv.total", slot))
            let change = try lifetimes.known("clv.forward", slot) - prior.known("clv.forward", slot)
            #expect(abs(after - before - change) < 1e-9)
        }
    }

    @Test func `a segment has a churn of its own, and without a past it is its prior`() throws {
        var company = LifetimeSamples.company
        company.addAccount("other", slot: 60, ["segment": "Retail"])
        company.add(.subscription, "other", slot: 60, ["mrr": .integer(200_000_000), "started_at": "2026-03-10"])
        let lifetimes = measured(company)
        #expect(try lifetimes.known("clv.monthly_churn", 60) == 0.05)
        #expect(try abs(lifetimes.known("clv.forward", 60) - 2899.95) < 0.005)
    }

    @Test func `bands of other models tell nothing`() throws {
        let lifetimes = measured(history: LifetimeSamples.history(model: 17))
        #expect(try lifetimes.known("clv.monthly_churn", 20) == 0.02)
        #expect(try abs(lifetimes.known("clv.forward", 20) - 5507.18) < 0.005)
    }

    @Test func `who has left has no value ahead`() {
        let lifetimes = measured()
        #expect(lifetimes.measured("clv.forward", 30) == .absent(.notApplicable))
        #expect(lifetimes.measured("clv.monthly_churn", 30) == .absent(.notApplicable))
    }

    /// Its band of today is what health makes of these numbers: tomorrow it counts.
    @Test func `the band is the one as the day began`() throws {
        var history = LifetimeSamples.history()
        let before = measured(history: history)
        LifetimeSamples.remember(in: &history, at: AsOf.berlin("2026-03-25T08:00").now) {
            $0 == 0 ? LifetimeSamples.poor : LifetimeSamples.good
        }
        #expect(try measured(history: history).known("clv.forward", 0) == before.known("clv.forward", 0))
        let tomorrow = measured(history: history, at: LifetimeSamples.now + .days(1))
        #expect(try tomorrow.known("clv.forward", 0) < before.known("clv.forward", 0))
    }

    @Test func `what is the same is shared with the turn before`() throws {
        let (company, history) = (LifetimeSamples.company.accounts, LifetimeSamples.history())
        let first = LifetimeSamples.policy.measurement(of: company, at: LifetimeSamples.now, given: history)
        let before = Measurement.Before(first, of: company, news: [])
        let next = LifetimeSamples.policy.measurement(
            of: company, at: LifetimeSamples.now + .seconds(300), given: history, since: before)
        for name in ["clv.forward", "clv.total", "clv.monthly_churn"] {
            let place = try #require(first.metrics.index(of: name))
            #expect(next.metrics.columns[place].chunks[0] === first.metrics.columns[place].chunks[0])
        }
    }

    private func measured(
        _ company: Company = LifetimeSamples.company, history: History = LifetimeSamples.history(),
        at now: Moment = LifetimeSamples.now
    ) -> Metrics {
        LifetimeSamples.policy.measurement(of: company.accounts, at: now, given: history).metrics
    }
}

extension Metrics {
    fileprivate func measured(_ name: String, _ slot: Int) -> Measured {
        index(of: name).map { value($0, of: slot) } ?? .absent(.sourceError)
    }

    fileprivate func known(_ name: String, _ slot: Int) throws -> Double { try #require(measured(name, slot).value) }
}
