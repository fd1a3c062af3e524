import Testing

@testable import BellwetherCore

/// Counting evaluations, business days by region, and what comes and goes.
@Suite struct TimesTests {
    private func line(_ extra: String, score: Double = 50) throws -> Timeline {
        var scene = Scene()
        scene.score(score)
        return Timeline(scene, try RuleText.rule("  - alert: low\n    when: health.score < 60\n    \(extra)"))
    }

    /// `o` opened, `c` closed, `.` nothing, for a score each, an hour apart, restarted in between.
    private func course(_ line: inout Timeline, _ scores: [Double?], every: Duration = .hours(1)) -> String {
        scores.map { score in
            line.scene.score(score)
            let said = line.turn(after: every)
            line.restart()
            return said.first.map { String($0.prefix(1)) } ?? "."
        }.joined()
    }

    // MARK: N of M

    @Test(arguments: [
        ("{ times: 3, of: 5 }", [50, 70, 50, 70, 50, 70, 70] as [Double?], "....oc."),
        ("{ times: 3, of: 5 }", [50, 70, 70, 50, 70, 50, 50], "......o"),
        ("{ times: 3, of: 3 }", [50, 50, 70, 50, 50, 50, 50], ".....o."),
        ("{ times: 2, of: 3 }", [50, nil, 50, nil, nil, 70, 70], "..o...c"),
        ("{ times: 2, of: 3, every: 2h }", [50, 50, 50, 70, 70, 70, 70], "..o...c"),
        ("{ times: 1, of: 1 }", [50, 70, 50], "oco"),
    ])
    func `so many of the last evaluations must hold`(_ count: String, _ scores: [Double?], _ expected: String) throws {
        var line = try line("for: \(count)\n    flapping: off")
        #expect(course(&line, scores) == expected)
    }

    @Test func `once it fires, clear_when alone ends what was counted`() throws {
        var line = try line("for: { times: 2, of: 3 }\n    clear_when: health.score >= 80")
        #expect(course(&line, [50, 50, 70, 70, 70, 80]) == ".o...c")
    }

    @Test(arguments: [
        ("for: { times: 6, of: 5 }", "rules/a.yaml:4:19: error: 'times' cannot be more than 'of'; 6 of 5 never hold"),
        ("for: { times: 3 }", "rules/a.yaml:4:10: error: 'of' must be given"),
        (
            "for: { times: 3, of: 5, every: 1bd }",
            "rules/a.yaml:4:36: error: 'every' cannot count business days\nhelp: write 1d"
        ),
        (
            "flapping: never",
            "rules/a.yaml:4:15: error: 'flapping' must be 'off' or a mapping\nhelp: such as `{ times: 3, within: 10d, settle: 2d }`, which holds where it is left out"
        ),
        (
            "flapping: { within: 40d }",
            "rules/a.yaml:4:25: error: 'within' must be a duration of at most 30d, without business days"
        ),
        ("shadow: soon", "rules/a.yaml:4:13: error: 'shadow' must be a duration such as 30m or 2d, not 'soon'"),
    ])
    func `says what is wrong with a time`(_ line: String, _ says: String) {
        #expect(RuleText("rules:\n  - alert: a\n    when: health.score < 60\n    \(line)\n").said == [says])
    }

    @Test func `a test of it waits`() throws {
        let rule = try RuleText.rule(
            """
              - alert: low
                when: health.score < 60
                for: { times: 3, of: 5 }
                tests: [{ given: { health.score: 50 }, expect: pending }]
            """)
        #expect(try #require(rule.tests.first).run(on: rule).words == "firing after 3 of 5 evaluations, as expected")
    }

    // MARK: Flapping

    @Test func `item 15: the third time in ten days says so, and ends only after two clear days`() throws {
        var line = try line("")
        #expect(course(&line, [50, 70, 50, 70]) == "ococ")
        #expect(course(&line, [50]) == "o")
        #expect(
            line.alerts.all.map(\.story.flapping) == ["third time in ten days; its end is told after 2d without it"])
        #expect(course(&line, [70, 50, 70, 50, 70]) == ".....", "one alert, however often it comes and goes")
        line.turn()
        #expect(line.alerts.due == line.scene.moment + .days(2))
        #expect(course(&line, [70], every: .days(2) - .seconds(1)) == ".")
        #expect(course(&line, [70], every: .seconds(1)) == "c")
    }

    @Test func `what is over for longer than that counts no more`() throws {
        var line = try line("")
        #expect(course(&line, [50, 70, 50, 70]) == "ococ")
        #expect(course(&line, [50], every: .days(11)) == "o")
        #expect(line.alerts.all.map(\.flaps) == [nil])
    }

    @Test func `may be switched off, or told otherwise`() throws {
        var off = try line("flapping: off")
        #expect(course(&off, [50, 70, 50, 70, 50, 70]) == "ocococ")
        var early = try line("flapping: { times: 2, within: 1d, settle: 3h }")
        #expect(course(&early, [50, 70, 50, 70, 70, 70, 70]) == "oco...c")
    }

    // MARK: Business days

    /// Friday the 6th of March 2026; the Monday after it is a holiday in the north.
    @Test(arguments: [("North", "2026-03-11T09:00Z"), ("South", "2026-03-10T09:00Z")])
    func `counts the working days of the account's region`(_ region: String, _ fires: String) throws {
        var scene = Scene(accounts: 1, ["region": .text(region)])
        scene.moment = .at("2026-03-06T09:00Z")
        let holiday = try #require(Day("2026-03-09"))
        scene.context.calendars = ["North": BusinessCalendar(zone: .utc, holidays: [holiday])]
        scene.score(50)
        var line = Timeline(scene, try RuleText.rule("  - { alert: low, when: health.score < 60, for: 2bd }"))
        #expect(line.turn() == [])
        #expect(line.alerts.due == .at(fires))
    }

    // MARK: Minimum stay

    /// A score a day from a Monday on: below 50 is the band `poor`.
    @Test(arguments: [
        ("when: in_band_for('poor') >= 3", [80, 20, 20, 20, 20, 80], "....oc"),
        ("when: health.band == 'poor'\n    for: 3d", [80, 20, 20, 20, 20, 80], "....oc"),
        ("when: health.days_in_band >= 3 && health.band == 'poor'", [80, 20, 20, 20, 20, 80], "....oc"),
        // One day outside and the stay begins anew, but where so many of the last days are enough.
        ("when: in_band_for('poor') >= 3", [20, 20, 80, 20, 20, 20, 20], "......o"),
        ("when: health.band == 'poor'\n    for: 3d", [20, 20, 80, 20, 20, 20, 20], "......o"),
        (
            "when: health.band == 'poor'\n    for: { times: 3, of: 4, every: 1d }", [20, 20, 80, 20, 20, 20, 20],
            "...o..."
        ),
        // From Friday over the weekend to Tuesday.
        ("when: health.band == 'poor'\n    for: 2bd", [80, 80, 80, 80, 20, 20, 20, 20, 20], "........o"),
    ])
    func `a minimum stay in a band is so many days, evaluations or working days`(
        _ condition: String, _ scores: [Double], _ expected: String
    ) throws {
        var line = Timeline(Scene(), try RuleText.rule("  - alert: low\n    \(condition)\n    flapping: off"))
        let course = scores.map { score in
            line.scene.score(score)
            let said = line.turn()
            line.restart()
            line.scene.remember()
            line.scene.wait(.days(1))
            return said.first.map { String($0.prefix(1)) } ?? "."
        }.joined()
        #expect(course == expected)
    }
}
