import CEL
import Testing

@testable import BellwetherCore

@Suite struct HealthPastTests {
    /// An account whose licences, payment and NPS are said, scored by the design's standard model.
    private static func scene() -> Scene {
        var scene = Scene()
        scene.context.healthModels = HealthModels.written(HealthSamples.design).0
        scene.values = [
            "account.tenure_days": [400], "usage.licence_utilisation": [0.55], "invoices.days_past_due_max": [0],
            "tickets.open_urgent": [0], "nps.latest": [100],
        ]
        scene.moment = .monday - .days(30)
        scene.remember()
        scene.moment = .monday
        return scene
    }

    @Test func `a survey that grew too old changes the score, and is no drop`() throws {
        var scene = Self.scene()
        scene.values["nps.latest"] = [nil]
        #expect(try scene.number("change(health.score, '30d')") == .known(-5))
        #expect(try scene.number("drop(health.score, '30d')") == .known(0))
    }

    @Test func `a survey that came in does not hide a drop`() throws {
        var scene = Self.scene()
        scene.values["nps.latest"] = [nil]
        scene.moment = .monday - .days(30)
        scene.remember()
        scene.moment = .monday
        scene.values["usage.licence_utilisation"] = [0.48]
        scene.values["nps.latest"] = [100]
        #expect(try scene.number("change(health.score, '30d')") == .known(1))
        #expect(try scene.number("drop(health.score, '30d')") == .known(5))
    }

    @Test func `where the same is known the drop is the plain difference`() throws {
        var scene = Self.scene()
        scene.values["usage.licence_utilisation"] = [0.2]
        #expect(try scene.number("drop(health.score, '30d')") == .known(20))
        #expect(try scene.number("ago(health.score, '30d')") == .known(80))
    }

    @Test func `across a change of the model there is no drop, and the change is explained`() throws {
        var scene = Self.scene()
        scene.context.healthModels =
            HealthModels.written(HealthSamples.design.replacing("weight: 40, required", with: "weight: 80, required")).0
        #expect(try scene.number("drop(health.score, '30d')") == .absent(.noHistory))
        let past = HealthPast(scene.context.healthModels, over: HealthHistory.month, in: scene.sight)
        let change = try #require(past.change(of: 0))
        #expect(change.parts.map(\.cause.name) == ["config"] && change.tenths == -86)
    }

    /// 60 and then 57.1 by its measures, and 49.9 both times: seventy days overdue is never better than At risk.
    @Test func `a cap that held before and after another model is none of the model's doing`() throws {
        var scene = Self.scene()
        scene.values["invoices.days_past_due_max"] = [70]
        scene.moment = .monday - .days(30)
        scene.remember()
        scene.moment = .monday
        scene.context.healthModels =
            HealthModels.written(HealthSamples.design.replacing("weight: 40, required", with: "weight: 80, required")).0
        let past = HealthPast(scene.context.healthModels, over: HealthHistory.month, in: scene.sight)
        let change = try #require(past.change(of: 0))
        #expect(change.fromTenths == 499 && change.toTenths == 499)
        #expect(change.parts == [.init(cause: .config, tenths: -29), .init(cause: .limits, tenths: 29)])
    }

    @Test func `a policy keeps what the measures read as far back as its rules look`() {
        let models = HealthModels.written(HealthSamples.design).0
        let wanted = models.expanding([LookBack(LookBack.inputsPath, days: 90), LookBack("health.score", days: 7)])
        #expect(
            wanted.filter { $0.days == 90 }.map(\.path) == [
                "invoices.days_past_due_max", "nps.latest", "tickets.open_urgent", "touch.days_since",
                "usage.licence_utilisation", "health.uncapped",
            ])
        #expect(wanted.contains(LookBack("health.score", days: 7)))
    }

    @Test(arguments: [("health.score", nil), ("health.adoption.score", "adoption")])
    func `a score's path names it`(path: String, name: String?) throws {
        #expect(try #require(LookBack.score(ofPath: path)).name == name)
        #expect(LookBack.modelPath(of: path) == HealthScores.prefix(of: name) + "model")
    }

    @Test func `what is no score has no such path`() {
        #expect(LookBack.score(ofPath: "health.band") == nil)
        #expect(LookBack.score(ofPath: "nps.score") == nil)
    }
}
