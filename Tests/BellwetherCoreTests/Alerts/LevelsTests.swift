import Testing

@testable import BellwetherCore

/// One rule with several levels, from the first fall to the end.
@Suite struct LevelsTests {
    private static let three = """
          - alert: high
            levels:
              info: { when: health.score > 60, clear_when: health.score < 50 }
              warning: { when: health.score > 70, clear_when: health.score < 60 }
              critical: { when: health.score > 80, clear_when: health.score < 70 }
        """

    private func line(_ score: Double, _ yaml: String) throws -> Timeline {
        var scene = Scene()
        scene.score(score)
        return Timeline(scene, try RuleText.rule(yaml))
    }

    /// The level after each score, and what was said of it.
    private func course(_ scores: [Double], _ yaml: String) throws -> [(level: String, said: [String])] {
        var line = try line(scores[0], yaml)
        return scores.map { score in
            line.scene.score(score)
            let said = line.turn(after: .hours(1)).map { String($0.prefix { $0 != " " }) }
            line.restart()
            return (line.alerts.all.first?.severity?.rawValue ?? "ok", said)
        }
    }

    /// Kapacitor's example of separate reset conditions, as alerting.md B4 has it.
    @Test func `B4, the reset sequence`() throws {
        let course = try course([61, 73, 64, 85, 62, 56, 47], Self.three)
        #expect(course.map(\.level) == ["info", "warning", "warning", "critical", "info", "info", "ok"])
        #expect(course.map(\.said) == [["opened"], ["worsened"], [], ["worsened"], [], [], ["closed"]])
    }

    @Test func `a level that falls and comes again is not told again`() throws {
        let course = try course([75, 55, 75, 85, 65, 85, 45], Self.three)
        #expect(course.map(\.level) == ["warning", "ok", "warning", "critical", "info", "critical", "ok"])
        #expect(
            course.map(\.said) == [["opened"], ["closed"], ["opened"], ["worsened"], [], [], ["closed"]],
            "55 is below the warning's end and above no other level")
    }

    @Test func `levels share the rule's condition, each with its own number`() throws {
        let yaml = """
              - alert: low
                when: health.score < threshold.floor
                clear_when: health.score >= threshold.floor + 5
                thresholds: { floor: 60 }
                levels: { warning: {}, critical: { thresholds: { floor: 40 } } }
            """
        let course = try course([55, 38, 43, 45, 64, 65], yaml)
        #expect(course.map(\.level) == ["warning", "critical", "critical", "warning", "warning", "ok"])
        #expect(course.map(\.said) == [["opened"], ["worsened"], [], [], [], ["closed"]])
    }

    @Test func `each level waits for its own time, and says when that is`() throws {
        let yaml = """
              - alert: low
                for: 2d
                levels:
                  warning: { when: health.score < 60 }
                  critical: { when: health.score < 40, for: 1d }
            """
        var line = try line(55, yaml)
        #expect(line.turn() == [])
        #expect(line.alerts.due == .monday + .days(2))
        #expect(line.turn(after: .days(2)) == ["opened low/account:a0"])
        line.scene.score(30)
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.due == .monday + .days(3) + .hours(1))
        line.restart()
        #expect(line.turn(after: .days(1) - .seconds(1)) == [])
        #expect(line.turn(after: .seconds(1)) == ["worsened low/account:a0"])
        #expect(line.alerts.all.first?.labels["severity"] == "critical")
    }

    @Test func `what worsens before its time is up is told once, at the higher level`() throws {
        let yaml = """
              - alert: low
                levels:
                  warning: { when: health.score < 60, for: 2d }
                  critical: { when: health.score < 40 }
            """
        var line = try line(55, yaml)
        line.turn()
        line.scene.score(30)
        #expect(line.turn(after: .hours(1)) == ["opened low/account:a0"])
        #expect(line.alerts.all.first?.severity == .critical)
        #expect(line.turn(after: .days(3)) == [])
    }

    @Test func `what is not known moves no level`() throws {
        var line = try line(75, Self.three)
        line.turn()
        line.scene.score(nil)
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.all.map(\.hold) == [.unknown(fields: ["health.score"])])
        line.scene.score(85)
        #expect(line.turn(after: .hours(1)) == ["worsened high/account:a0"])
    }

    @Test func `a level that an edit takes away becomes the one below it`() throws {
        var line = try line(85, Self.three)
        #expect(line.turn() == ["opened high/account:a0"])
        let two = Self.three.split(separator: "\n").dropLast().joined(separator: "\n")
        line.rules = [try RuleText.rule(two)]
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.all.first?.severity == .warning)
        line.scene.score(40)
        #expect(line.turn(after: .hours(1)) == ["closed (recovered) high/account:a0"])
    }

    @Test func `an alert goes on when its rule is given levels, and when they are taken away`() throws {
        let plain = "  - { alert: high, when: health.score > 60 }"
        var line = try line(75, plain)
        line.turn()
        line.rules = [try RuleText.rule(Self.three)]
        #expect(line.turn(after: .hours(1)) == ["worsened high/account:a0"])
        #expect(line.alerts.all.first?.severity == .warning)
        line.rules = [try RuleText.rule(plain)]
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.all.map(\.severity) == [nil])
    }

    @Test func `recovering ends when a level holds again, and closes when none does`() throws {
        var line = try line(85, Self.three + "\n    keep_firing_for: 1d")
        line.turn()
        line.scene.score(45)
        #expect(line.turn(after: .hours(1)) == [])
        line.scene.score(61)
        #expect(line.turn(after: .hours(1)) == [])
        #expect(line.alerts.all.first?.severity == .info)
        line.scene.score(45)
        line.turn(after: .hours(1))
        #expect(line.turn(after: .days(1)) == ["closed (recovered) high/account:a0"])
    }

    @Test func `messages carry the condition and the words of the level`() throws {
        let yaml = """
              - alert: low
                when: health.score < threshold.floor
                thresholds: { floor: 60 }
                levels: { warning: {}, critical: { thresholds: { floor: 40 } } }
                annotations: { title: "{{ account.name }} is below {{ threshold.floor }}" }
            """
        var line = try line(55, yaml)
        line.turn()
        #expect(line.alerts.all.map(\.story.title) == ["Account 0 is below 60"])
        line.scene.score(30)
        line.turn(after: .hours(1))
        #expect(line.alerts.all.map(\.story.title) == ["Account 0 is below 40"])
        #expect(line.alerts.all.map(\.story.condition) == ["30.0 < 40"])
    }
}
