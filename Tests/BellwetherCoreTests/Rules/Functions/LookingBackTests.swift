import CEL
import Testing

@testable import BellwetherCore

/// Looking back on one account whose usage was remembered day by day.
@Suite struct LookingBackTests {
    /// Forty days up to today, at nine: 0.40, 0.39, … down to 0.01 yesterday, and 0 now.
    private var falling: Scene {
        var scene = Scene()
        scene.moment = .monday - .days(40)
        for day in 0..<40 {
            scene.values["usage.licence_utilisation"] = [Double(40 - day) / 100]
            scene.remember()
            scene.wait(.days(1))
        }
        scene.values["usage.licence_utilisation"] = [0]
        return scene
    }

    @Test(arguments: [
        ("ago(usage.licence_utilisation, '30d')", 0.30),
        ("ago(usage.licence_utilisation, '1w')", 0.07),
        ("ago(usage.licence_utilisation, '1w1d')", 0.08),
        ("ago(usage.licence_utilisation, '36h')", 0.02),
        ("ago(usage.licence_utilisation, '5bd')", 0.07),
        ("change(usage.licence_utilisation, '30d')", -0.30),
        ("change_ratio(usage.licence_utilisation, '30d')", -1),
        ("drop(usage.licence_utilisation, '30d')", 0.30),
        ("min_over(usage.licence_utilisation, '7d')", 0),
        ("max_over(usage.licence_utilisation, '7d')", 0.07),
        // 0.07, 0.06 … 0.01, each for a day.
        ("avg_over(usage.licence_utilisation, '7d')", 0.04),
        ("slope(usage.licence_utilisation, '30d')", -0.01),
    ])
    func `knows what was`(_ expression: String, _ expected: Double) throws {
        let value = try falling.number(expression)
        #expect(value.isAbout(expected), "\(expression) is \(value)")
    }

    @Test func `a rise is no drop`() throws {
        var scene = falling
        scene.values["usage.licence_utilisation"] = [0.5]
        #expect(try scene.number("drop(usage.licence_utilisation, '30d')") == .known(0))
    }

    @Test(arguments: ["ago", "change", "change_ratio", "drop", "avg_over", "min_over", "max_over", "slope"])
    func `is absent where history does not reach`(_ function: String) throws {
        #expect(try falling.number("\(function)(usage.licence_utilisation, '60d')") == .absent(.noHistory))
    }

    /// A value may be older than asked for by a tenth of the span, or by a day.
    @Test(arguments: [(3, "30d", true), (4, "30d", false), (1, "2d", true), (2, "2d", false)])
    func `takes an older value within its tolerance`(_ gap: Int64, _ span: String, _ isThere: Bool) throws {
        var scene = Scene()
        let days: Int64 = span == "30d" ? 30 : 2
        scene.moment = .monday - .days(days + gap)
        scene.values["usage.licence_utilisation"] = [0.7]
        scene.remember()
        scene.moment = .monday
        let expected: Measured = isThere ? .known(0.7) : .absent(.noHistory)
        #expect(try scene.number("ago(usage.licence_utilisation, '\(span)')") == expected)
    }

    @Test func `passes over a day on which nothing was known`() throws {
        var scene = Scene()
        scene.moment = .monday - .days(31)
        scene.values["usage.licence_utilisation"] = [0.7]
        scene.remember()
        scene.wait(.days(1))
        scene.values["usage.licence_utilisation"] = [nil]
        scene.remember()
        scene.moment = .monday
        scene.values["usage.licence_utilisation"] = [0.5]
        #expect(try scene.number("ago(usage.licence_utilisation, '30d')") == .known(0.7))
    }

    @Test func `a ratio to zero is none`() throws {
        var scene = Scene()
        scene.moment = .monday - .days(7)
        scene.values["usage.events_30"] = [0]
        scene.remember()
        scene.moment = .monday
        scene.values["usage.events_30"] = [10]
        #expect(try scene.number("change_ratio(usage.events_30, '7d')") == .absent(.emptyDenominator))
    }

    @Test(arguments: ["change", "avg_over", "min_over", "slope"])
    func `is absent for what is absent now, with that reason`(_ function: String) throws {
        var scene = falling
        scene.values["usage.licence_utilisation"] = [nil]
        #expect(try scene.number("\(function)(usage.licence_utilisation, '7d')") == .absent(.noData))
    }

    /// A day of many turns weighs no more than a day of one.
    @Test func `averages by how long a value held`() throws {
        var scene = Scene()
        scene.moment = .monday - .days(2)
        scene.values["usage.events_30"] = [0]
        scene.remember()
        scene.wait(.days(1))
        for _ in 0..<10 {
            scene.values["usage.events_30"] = [100]
            scene.remember()
            scene.wait(.seconds(300))
        }
        scene.moment = .monday
        #expect(try scene.number("avg_over(usage.events_30, '2d')") == .known(50))
    }

    @Test func `two days are no trend`() throws {
        var scene = Scene()
        scene.moment = .monday - .days(1)
        scene.values["usage.events_30"] = [1]
        scene.remember()
        scene.moment = .monday
        #expect(try scene.number("slope(usage.events_30, '1d')") == .absent(.insufficientSample))
    }

    // MARK: Health

    @Test func `a score of another model does not compare`() throws {
        var scene = Scene()
        scene.score(70)
        scene.moment = .monday - .days(30)
        scene.remember()
        scene.moment = .monday
        #expect(try scene.number("ago(health.score, '30d')") == .known(70))
        scene.context.healthModels = HealthModels([HealthModels.named("another")])
        for function in ["ago", "change", "drop", "avg_over", "min_over", "max_over"] {
            #expect(try scene.number("\(function)(health.score, '30d')") == .absent(.noHistory), "\(function)")
        }
    }

    @Test func `a metric does not mind another health model`() throws {
        var scene = Scene()
        scene.values["usage.events_30"] = [70]
        scene.moment = .monday - .days(30)
        scene.remember()
        scene.moment = .monday
        scene.context.healthModels = HealthModels([HealthModels.named("another")])
        #expect(try scene.number("ago(usage.events_30, '30d')") == .known(70))
    }

    @Test func `the band of then is told by its key`() throws {
        var scene = Scene()
        scene.score(80)
        scene.moment = .monday - .days(7)
        scene.remember()
        scene.moment = .monday
        scene.score(20)
        #expect(try scene.value("ago(health.band, '7d')").text == "'good'")
        #expect(try scene.value("ago(health.band, '7d') == 'good' && health.band == 'poor'").text == "true")
    }

    // MARK: Calendar

    /// Berlin's clocks went forward on 29 March 2026: seven days ago was 167 hours ago.
    @Test func `days are days of the calendar`() throws {
        var scene = Scene(zone: .berlin)
        scene.moment = .at("2026-03-26T09:00+01:00")
        scene.values["usage.events_30"] = [1]
        scene.remember()
        scene.moment = .at("2026-03-26T10:30+01:00")
        scene.values["usage.events_30"] = [2]
        scene.remember()
        scene.moment = .at("2026-04-02T10:00+02:00")
        #expect(try scene.number("ago(usage.events_30, '7d')") == .known(1))
        #expect(try scene.number("ago(usage.events_30, '168h')") == .known(1))
        scene.moment = .at("2026-04-02T11:15+02:00")
        #expect(try scene.number("ago(usage.events_30, '7d')") == .known(2))
        #expect(try scene.number("ago(usage.events_30, '168h')") == .known(1))
    }
}
