import BellwetherCore
import Diagnostics
import Foundation
import Testing
import Trials

@Suite struct ShippedScenariosTests {
    @Test func `the shipped rules do what their scenarios say`() throws {
        let folder = try Shipped.folder()
        #expect(folder.diagnostics.map(\.description) == [])
        #expect(folder.scenarios.count >= 8)
        for scenario in folder.scenarios {
            let run = ScenarioRun(of: scenario, under: .alone(folder.rules, folder.models))
            for failure in run.failures { Issue.record("\(failure.place): \(scenario.name): \(failure.words)") }
        }
    }
}
