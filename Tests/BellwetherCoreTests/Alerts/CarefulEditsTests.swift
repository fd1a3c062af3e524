import Testing

@testable import BellwetherCore

/// Edits that would alert for too many, and rules that are tried first.
@Suite struct CarefulEditsTests {
    private func rule(_ floor: Int, _ extra: String = "") throws -> Rule {
        try RuleText.rule("  - alert: low\n    when: health.score < \(floor)\n    \(extra)")
    }

    /// Forty accounts at 50: the breaker's share is fifteen.
    private func line(_ rules: Rule...) -> Timeline {
        var scene = Scene(accounts: 40)
        scene.values["nps.latest"] = Array(repeating: 50, count: 40)
        var line = Timeline(scene, rules[0])
        line.rules = rules
        return line
    }

    // MARK: Edits

    @Test(arguments: ["", "for: 2d"])
    func `an edit that newly alerts for too many is in force, and held`(_ extra: String) throws {
        var line = line(try rule(40, extra))
        line.turn()
        line.rules = [try rule(60, extra)]
        line.turn(after: .hours(1))
        #expect(line.alerts.all.count == 40)
        #expect(line.alerts.all.allSatisfy { $0.hold == .edit })
        #expect(line.alerts.guarded == ["low": 40])
        #expect(line.alerts.breakers.map(\.holding) == [40])
        line.restart()
        line.turn(after: .days(2))
        #expect(line.alerts.guarded.isEmpty, "the operator is told once")
        #expect(line.alerts.standing.count == 40 && line.alerts.standing.allSatisfy { $0.hold == .edit })
        line.confirm("low")
        #expect(line.alerts.standing.allSatisfy { $0.hold == nil })
        line.turn(after: .hours(1))
        #expect(line.alerts.standing.allSatisfy { $0.hold == nil })
    }

    @Test func `what was confirmed before it fires is not held once more`() throws {
        var line = line(try rule(40, "for: 2d"))
        line.turn()
        line.rules = [try rule(60, "for: 2d")]
        line.turn(after: .hours(1))
        line.confirm("low")
        line.restart()
        #expect(line.turn(after: .days(2)).count == 40)
        #expect(line.alerts.standing.allSatisfy { $0.hold == nil })
    }

    @Test func `a smaller edit is told like anything else`() throws {
        var line = line(try rule(40))
        line.scene.values["nps.latest"] = Array(repeating: 70, count: 30) + Array(repeating: 50, count: 10)
        line.turn()
        line.rules = [try rule(60)]
        #expect(line.turn(after: .hours(1)).count == 10)
        #expect(line.alerts.all.allSatisfy { $0.hold == nil })
    }

    @Test func `a new rule is an edit too, and the first rules of all are none`() throws {
        var line = line(try rule(60))
        #expect(line.turn().count == 40)
        #expect(line.alerts.all.allSatisfy { $0.hold == nil })
        line.rules.append(try RuleText.rule("  - { alert: other, when: health.score < 60 }"))
        line.turn(after: .hours(1))
        #expect(line.alerts.guarded == ["other": 40])
    }

    @Test func `what clears before it is confirmed was never told`() throws {
        var line = line(try rule(40))
        line.turn()
        line.rules = [try rule(60)]
        line.turn(after: .hours(1))
        line.rules = [try rule(40)]
        let news = line.turn(after: .hours(1))
        #expect(news.allSatisfy { $0.hasPrefix("closed (rule_changed)") } && news.count == 40)
        let told = AlertNews(changes: line.alerts.changes, standing: line.alerts.standing)
        let routing = Routing(
            root: Route(receivers: ["chat"]), receivers: [ReceiverProfile(name: "chat", kind: "slack")],
            calendar: BusinessCalendar(zone: .utc))
        #expect(routing.notifications(for: told, since: RoutingMemory(), at: line.scene.moment).outbox.isEmpty)
    }

    // MARK: Shadow

    @Test func `a rule in the shadow is recorded, told to nobody, and goes live by itself`() throws {
        var scene = Scene(accounts: 3)
        scene.score(50, 50, 70)
        var line = Timeline(scene, try rule(60, "shadow: 14d"))
        line.turn()
        #expect(line.alerts.all.map(\.hold) == [.shadow, .shadow])
        #expect(line.alerts.due == .monday + .days(14))
        line.scene.score(70, 50, 70)
        line.turn(after: .days(1))
        line.restart()
        #expect(line.alerts.rules["low"]?.shadow?.opened == 2)
        #expect(line.alerts.rules["low"]?.shadow?.closed == 1)
        line.turn(after: .days(12))
        #expect(line.alerts.standing.map(\.hold) == [.shadow])
        line.turn(after: .days(1))
        #expect(line.alerts.standing.map(\.hold) == [nil])
        #expect(line.alerts.litUp == ["low": 1] && line.alerts.openingRules == ["low"])
        line.restart()
        line.turn(after: .days(1))
        #expect(line.alerts.litUp.isEmpty && line.alerts.standing.map(\.hold) == [nil])
    }

    @Test func `what it finds for too many when it goes live waits for the operator`() throws {
        var line = line(try rule(60, "shadow: 1d"))
        line.turn()
        line.turn(after: .days(1))
        #expect(line.alerts.standing.count == 40 && line.alerts.standing.allSatisfy { $0.hold == .breaker })
    }

    @Test func `taking the shadow away makes it live`() throws {
        var scene = Scene()
        scene.score(50)
        var line = Timeline(scene, try rule(60, "shadow: 14d"))
        line.turn()
        line.rules = [try rule(60)]
        line.turn(after: .hours(1))
        #expect(line.alerts.all.map(\.hold) == [nil])
    }

    @Test func `says what an edit and a shadow come to`() {
        #expect(
            OperatorWords(edit: ["low": 30, "late": 10]).lines == [
                "an edit of rules newly alerts for 40 at once; it is in force, and its messages are held",
                "late: 10, low: 30",
                "If that is meant, let them go: bellwether confirm late; bellwether confirm low. If not, change it "
                    + "back: what clears before is never told.",
            ])
        var run = ShadowRun(since: .monday)
        run.opened = 12
        run.closed = 4
        #expect(
            OperatorWords(shadowOf: "low", run, firing: 8).lines == [
                "rule 'low' has left its shadow and is live",
                "Since 2026-03-02T09:00:00Z it would have opened 12 alerts and closed 4.",
                "8 of them fire now and are told as one list.",
            ])
    }
}
