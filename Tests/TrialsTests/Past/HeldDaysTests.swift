import BellwetherCore
import CEL
import Testing

@testable import Trials

@Suite struct HeldDaysTests {
    private static let past = MadeUpPast(
        MadeUpPast.yaml(floor: 82, gold: 85) + """

              - alert: never
                when: invoices.overdue_amount > threshold.much
                thresholds: { much: 50000 }
              - alert: always
                when: account.tenure_days >= 0
              - alert: twin
                when: |
                  health.score < threshold.under
                thresholds: { under: { by: account.tier, default: 82, values: { Gold: 85 } } }
            """, days: 30)

    private var held: HeldDays {
        HeldDays(of: Self.past.policy, in: Self.past.stored, overDays: 30, at: MadeUpPast.now)
    }

    @Test func `tells on how many days a rule held for anybody and for everybody, and who came nearest`() throws {
        let held = held
        #expect(held.days == 30 && held.span == 30 && held.watched > 20)
        let records = Dictionary(zip(held.rules.map(\.id), held.records)) { first, _ in first }
        #expect(records["always"]?.wholeDays == 30)
        #expect(records["low"].map { (1...30).contains($0.someDays) && $0.wholeDays < 30 } == true)
        #expect(records["low"]?.nearest == nil)
        #expect(records["never"]?.someDays == 0)
        let nearest = try #require(records["never"]?.nearest)
        #expect(nearest.gap.text == "invoices.overdue_amount" && nearest.gap.against == 50000)
        #expect(nearest.gap.value > 0 && nearest.gap.value < 50000)
    }

    @Test func `finds the rules that do what another does`() {
        let held = held
        let names = held.together.map { "\(held.rules[$0.key.second].id) as \(held.rules[$0.key.first].id)" }
        #expect(names == ["twin as low"])
        let twin = held.rules.firstIndex { $0.id == "twin" } ?? 0
        #expect(held.together.values.first == held.records[twin].someDays)
    }

    /// A rule that was seen to hold for some and not for others needs no more days, unless it may be another's twin.
    @Test func `asks no longer than it has to`() {
        let held = held
        let seen = Dictionary(zip(held.rules.map(\.id), held.records.map(\.daysSeen))) { first, _ in first }
        #expect(seen["never"] == 30 && seen["always"] == 30 && seen["low"] == 30 && seen["twin"] == 30)
        #expect(seen["owed"].map { $0 < 30 } == true, "\(seen)")
    }

    @Test func `days that are left out are looked back to all the same`() throws {
        let past = MadeUpPast(
            MadeUpPast.yaml(floor: 82) + """

                  - alert: known
                    when: drop(health.score, '7d') >= 0
                """, days: 30)
        let rules = past.policy.rules.rules
        let held = HeldDays(
            of: past.policy, in: past.stored, overDays: 30, at: MadeUpPast.now,
            atMost: 6 * rules.count * past.accounts.slotCount)
        #expect(held.days == 6)
        let place = try #require(rules.firstIndex { $0.id == "known" })
        #expect(held.records[place].wholeDays == 6)
    }
}
