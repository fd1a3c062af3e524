import BellwetherCore
import Testing

@testable import Trials

@Suite struct PolicyDifferenceTests {
    private static let days = 60
    private static let usual = MadeUpPast(MadeUpPast.yaml(floor: 50), days: days)

    @Test func `a policy does not differ from itself`() {
        let difference = Self.usual.difference(to: Self.usual, days: Self.days)
        #expect(difference.changes.isEmpty && difference.rules.isEmpty && difference.total.isNothing)
    }

    /// Every kind of rule is gone over, on both sides, and nothing may come of it.
    @Test func `an edit that means nothing finds nothing`() {
        let edited = MadeUpPast(MadeUpPast.yaml(floor: 50).replacing("for: 2d", with: "for: 48h"))
        let calendar = Self.usual.difference(to: edited, days: Self.days)
        #expect(calendar.rules.map(\.rule) == ["low"])
        #expect(calendar.total.isNothing && calendar.total.before.alerts > 0, "\(calendar.total)")
    }

    @Test(arguments: [(44.0, 55.0, "2d"), (55, 70, "2d"), (50, 60, "6d"), (62, 60, "0")])
    func `an edited threshold gives as many alerts as replaying whole turns`(
        _ floor: Double, _ gold: Double, _ hold: String
    ) {
        let edited = MadeUpPast(MadeUpPast.yaml(floor: floor, gold: gold, hold: hold), days: Self.days)
        let difference = Self.usual.difference(to: edited, days: Self.days)
        #expect(difference.rules.map(\.rule) == ["low"])
        #expect(difference.daysKnown == Self.days)
        #expect(difference.total.before.alerts == Self.usual.openings.count { $0.rule == "low" })
        #expect(difference.total.after.alerts == edited.openings.count { $0.rule == "low" })
        #expect(difference.total.before != difference.total.after)
        #expect(difference.total.before.churned == Self.usual.foretold(by: "low"))
        #expect(difference.total.after.churned == edited.foretold(by: "low"))
    }

    /// History has the scores of the old model alone.
    @Test func `an edited health model is scored anew for every day, and reaches every rule that reads scores`() {
        let edited = MadeUpPast(MadeUpPast.yaml(floor: 50, weight: 200), days: Self.days)
        let difference = Self.usual.difference(to: edited, days: Self.days)
        #expect(difference.changes.map(\.path) == [["health_models", "standard", "measures", "late", "weight"]])
        #expect(difference.rules.map(\.rule) == ["low", "fell"])
        for rule in difference.rules {
            #expect(rule.before.alerts == Self.usual.openings.count { $0.rule == rule.rule }, "\(rule.rule)")
            #expect(rule.after.alerts == edited.openings.count { $0.rule == rule.rule }, "\(rule.rule)")
        }
        #expect(difference.total.after.alerts > difference.total.before.alerts)
    }

    @Test func `says for whom it begins, who would hear, and what came of such alerts`() throws {
        let edited = MadeUpPast(MadeUpPast.yaml(floor: 101))
        let rule = try #require(Self.usual.difference(to: edited, days: Self.days).rules.first)
        let standing = Set(rule.fires.map(\.subject.account))
        #expect(!standing.isEmpty && rule.clears.isEmpty)
        #expect(standing.isSubset(of: (0..<30).map { "a\($0)" }) && !standing.contains("a7"), "a7 has left")
        #expect(rule.mails.map(\.receiver) == ["everybody"])
        #expect(rule.mails.map(\.accounts) == [standing.count])
        #expect(rule.beyondBreaker == (standing.count > 15 ? 15 : nil))
        let back = try #require(edited.difference(to: Self.usual, days: 0).rules.first)
        #expect(back.fires.isEmpty)
    }

    @Test func `a rule that goes away ends its alerts, and one that comes begins some`() throws {
        let without = MadeUpPast(
            MadeUpPast.yaml(floor: 50).split(separator: "  - alert: owed")[0].description)
        let gone = Self.usual.difference(to: without, days: Self.days)
        #expect(gone.rules.map(\.rule) == ["owed"])
        let rule = try #require(gone.rules.first)
        #expect(rule.wasThere && !rule.isThere && rule.fires.isEmpty && !rule.clears.isEmpty)
        #expect(rule.before.alerts == Self.usual.openings.count { $0.rule == "owed" } && rule.after.alerts == 0)
        #expect(rule.before.churned == Self.usual.foretold(by: "owed") && rule.before.churned > 0)
        #expect(rule.fewer == rule.before)
        #expect(rule.mails.reduce(0) { $0 + $1.messages } == 1, "its end is told")
        let back = PolicyDifference(
            from: without.side, to: Self.usual.side, in: Self.usual.stored, overDays: Self.days, at: MadeUpPast.now)
        #expect(back.rules.map(\.isThere) == [true] && back.total.more == rule.before)
    }

    @Test func `a rule under a new name is the same rule`() {
        let text = MadeUpPast.yaml(floor: 50).replacing("- alert: owed", with: "- alert: owes\n    was: [owed]")
        let difference = Self.usual.difference(to: MadeUpPast(text), days: Self.days)
        #expect(difference.rules.isEmpty, "\(difference.rules.map(\.rule))")
    }

    /// Sides that see the same are looked at together. Somebody whom no account names makes each look for itself, and
    /// changes nothing else.
    @Test(arguments: [
        [("floor: { by: account.tier, default: 50", "floor: { by: account.tier, default: 64"), ("> 10\n", "> 3\n")],
        [("for: 2d", "for: 5d"), ("> 2000", "> 900"), ("invoice.days_past_due > 10", "invoice.days_past_due > 22")],
        [("health.score < threshold.floor", "health.score < threshold.floor && drop(health.score, '7d') >= 0")],
        [("for_each: invoice", "for_each: contract"), ("invoice.days_past_due", "contract.days_to_renewal")],
        [("- alert: owed", "- alert: owing\n    was: [owed]"), ("> 2000", "> 1500")],
    ])
    func `both sides find together what each finds alone`(_ edits: [(String, String)]) throws {
        let text = edits.reduce(MadeUpPast.yaml(floor: 50)) { $0.replacing($1.0, with: $1.1) }
        let edited = MadeUpPast(text)
        let together = Self.usual.difference(to: edited, days: Self.days)
        let alone = PolicyDifference(
            from: Self.usual.side, to: .init(edited.policy.knowingSomebodyElse, files: edited.files),
            in: Self.usual.stored, overDays: Self.days, at: MadeUpPast.now)
        #expect(together.total.before.alerts > 0 || together.total.after.alerts > 0)
        #expect("\(together.rules)" == "\(alone.rules)")
        #expect("\(together.total)" == "\(alone.total)")
    }
}

extension Policy {
    fileprivate var knowingSomebodyElse: Policy {
        var context = rules.context
        context.people = People([Person(key: "nobody", name: "Nobody", email: "nobody@example.com")])
        return Policy(
            metrics: metrics, healthModels: healthModels, renewalModel: renewalModel,
            rules: RuleBook(rules.rules, in: context), routing: routing)
    }
}
