import CEL
import Testing

@testable import BellwetherCore

@Suite struct CalendarFunctionsTests {
    @Test(arguments: [
        ("days_since(account.started_at)", 426.0),
        ("days_until(forecast.renews_on)", 39.0),
        ("days_until(forecast.notice_by)", 0.0),
        ("days_since(forecast.renews_on)", -39.0),
        ("days_until(account.started_at)", -426.0),
        ("days_since(now)", 0.0),
    ])
    func `counts days of the calendar`(_ expression: String, _ expected: Double) throws {
        var scene = Scene(["started_at": "2024-12-31"], zone: .berlin)
        scene.moment = .at("2026-03-02T23:30+01:00")
        scene.renewals = [.sample(renewsOn: "2026-04-10", noticeBy: "2026-03-02")]
        #expect(try scene.number(expression) == .known(expected))
    }

    @Test func `a day that is not there is counted from by nobody`() throws {
        #expect(try Scene().number("days_since(account.churned_at)") == .absent(.noData))
        #expect(try Scene().number("days_until(forecast.renews_on)") == .absent(.notApplicable))
    }
}

@Suite struct NeverTests {
    @Test func `holds where a source is there and nothing ever came of it`() throws {
        var scene = Scene()
        scene.company.deliver(.touch)
        #expect(try scene.value("never(touch.days_since)").text == "true")
        scene.values["touch.days_since"] = [400]
        #expect(try scene.value("never(touch.days_since)").text == "false")
    }

    @Test func `cannot be told without a source`() throws {
        var scene = Scene()
        #expect(try scene.number("never(touch.days_since)") == .absent(.noData))
        scene.values["touch.days_since"] = [400]
        #expect(try scene.value("never(touch.days_since)").text == "false", "what is there came from somewhere")
    }

    @Test func `is no proof of silence where the data is late`() throws {
        var scene = Scene()
        scene.company.deliver(.surveyResponse)
        scene.score(nil)
        #expect(try scene.number("never(health.score)") == .absent(.insufficientSample))
    }
}

@Suite struct InBandForTests {
    /// A score for each day, the last one being now.
    private func scene(_ scores: [Double?]) -> Scene {
        var scene = Scene()
        scene.moment = .monday - .days(Int64(scores.count - 1))
        for (index, score) in scores.enumerated() {
            scene.score(score)
            if index == scores.count - 1 { break }
            scene.remember()
            scene.wait(.days(1))
        }
        return scene
    }

    @Test(
        arguments: [
            ([80, 20, 30, 20], 2.0), ([20, 80, 20], 0.0), ([20, 20, 80], 0.0), ([20], 0.0), ([20, 20, 20], 2.0),
            ([20, nil, 20, 20], 1.0),
        ] as [([Double?], Double)])
    func `counts the days since it came into the band`(_ scores: [Double?], _ days: Double) throws {
        #expect(try scene(scores).number("in_band_for('poor')") == .known(days))
    }

    /// Nothing else is kept of days long past, and the number would change as they are thinned out.
    @Test func `of a day that is over its last band counts, and of today the present one`() throws {
        var scene = scene([20, 20, 80])
        scene.remember()
        scene.wait(.hours(2))
        scene.score(20)
        #expect(try scene.number("in_band_for('poor')") == .known(2))
        scene.remember()
        scene.wait(.days(1))
        #expect(try scene.number("in_band_for('poor')") == .known(3))
    }

    @Test(arguments: ["poor", "red", "At risk"])
    func `finds the band by key, colour or label`(_ name: String) throws {
        #expect(try scene([20, 20]).number("in_band_for('\(name)')") == .known(1))
    }

    /// A past that was worked out has one look at each day, when it begins.
    @Test func `counts half a year, its first day too`() throws {
        var scene = Scene()
        scene.moment = Zone.utc.start(of: .on("2026-01-01"))
        for _ in 0..<200 {
            scene.score(20)
            scene.remember()
            scene.wait(.days(1))
        }
        #expect(try scene.number("in_band_for('poor')") == .known(180))
    }

    /// Nor had it another model then.
    @Test func `counts from the first day of whoever came since`() throws {
        var scene = Scene()
        let models = scene.context.healthModels
        scene.context.healthModels = HealthModels([])
        scene.score(nil)
        scene.remember()
        scene.wait(.days(1))
        scene.context.healthModels = models
        scene.score(20)
        scene.remember()
        scene.wait(.days(4))
        scene.score(20)
        #expect(try scene.number("in_band_for('poor')") == .known(4))
    }

    @Test func `is absent without a score, and across a change of the model`() throws {
        #expect(try scene([20, nil]).number("in_band_for('poor')") == .absent(.insufficientSample))
        var scene = scene([20, 20, 20])
        scene.context.healthModels = HealthModels([HealthModels.named("another")])
        #expect(try scene.number("in_band_for('poor')") == .absent(.noHistory))
    }
}
