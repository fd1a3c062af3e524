import Columns
import Synchronization
import Testing

@testable import BellwetherCore

@Suite struct MeasurementTests {
    /// Days pass, rates and sources change, a model is edited, accounts are read anew: always as if measured whole.
    @Test func `what still holds is what would be measured anew`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        let company = Company.busy(accounts: 12, stride: 800, &random)
        var past = company.facts
        var accounts = company.accounts
        var measurement: Measurement?
        var now = AsOf.berlin("2026-03-21T05:00").now
        for step in 0..<36 {
            now = now + .seconds(Int64(random.below(5 * 3600)))
            var facts = Company.news(at: now, stride: 800, &random).facts
            facts.sources = past.sources.map { source in
                var source = source
                if step / 4 % 5 == 3, source.name == "touch" { source.state = .stale(since: now) }
                return source
            }
            // As after a reload: the same accounts, read anew.
            if step == 17 { accounts = Accounts().merging(past) }
            let before = Measurement.Before(measurement, of: accounts, news: facts.changes)
            past.changes += facts.changes
            accounts = accounts.merging(facts)
            let catalogue = MetricCatalogue(
                zone: AsOf.berlin("2026-03-21").zone, reporting: .eur, billing: BillingPolicy(grossMargin: 0.8),
                maxAgeDays: step < 25 ? [:] : ["nps.latest": 20])
            let next = catalogue.measurement(of: accounts, at: now, since: before)
            let same = Self.agree(next.metrics, catalogue.measured(on: accounts, at: now))
            #expect(same, "step \(step), seed \(seed)")
            measurement = next
        }
    }

    @Test func `only accounts with news are measured again, and without any nobody is`() {
        let asked = Mutex<[Int]>([])
        let metric = Metric("test.asked", .count, .neither, from: [], example: 1, "Whom it was asked of.") {
            account, _ in
            asked.withLock { $0.append(account.slot) }
            return .known(Double(account.slot))
        }
        var company = Company()
        for slot in [0, 1, 5000] { company.addAccount("a\(slot)", slot: slot) }
        let catalogue = MetricCatalogue([metric], zone: .utc, reporting: .eur)
        let noon = AsOf.berlin("2026-03-25T12:00").now
        let accounts = company.accounts
        let first = catalogue.measurement(of: accounts, at: noon)
        #expect(asked.withLock { $0 } == [0, 1, 5000])
        asked.withLock { $0 = [] }

        let later = catalogue.measurement(
            of: accounts, at: noon + .seconds(300), since: .init(first, of: accounts, news: []))
        #expect(asked.withLock { $0 }.isEmpty)
        #expect(later.metrics.asOf.now == noon + .seconds(300))
        #expect(zip(first.metrics.columns[0].chunks, later.metrics.columns[0].chunks).allSatisfy { $0 === $1 })

        var news = Company()
        news.add(.ticket, "t", slot: 1, ["created_at": "2026-03-25T11:02:00Z"])
        let merged = accounts.merging(news.facts)
        let next = catalogue.measurement(
            of: merged, at: noon + .seconds(600), since: .init(later, of: accounts, news: news.facts.changes))
        // Sources tell of another kind of fact now, so that what "no ticket" means has changed for everybody.
        #expect(asked.withLock { $0 } == [0, 1, 5000])
        asked.withLock { $0 = [] }

        var more = Company()
        more.add(.ticket, "u", slot: 1, ["created_at": "2026-03-25T11:05:00Z"])
        _ = catalogue.measurement(
            of: merged.merging(more.facts), at: noon + .seconds(900),
            since: .init(next, of: merged, news: more.facts.changes))
        #expect(asked.withLock { $0 } == [1])
    }

    /// Every value and every reason.
    private static func agree(_ left: Metrics, _ right: Metrics) -> Bool {
        zip(left.columns, right.columns).allSatisfy { left, right in
            left.chunks.count == right.chunks.count
                && zip(left.chunks, right.chunks).allSatisfy { $0.values == $1.values && $0.absences == $1.absences }
        }
    }
}
