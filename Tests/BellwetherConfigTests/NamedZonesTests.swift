import Diagnostics
import Testing

@testable import BellwetherConfig

/// Time zones by name, in every place where a condition may stand.
@Suite struct NamedZonesTests {
    private func told(_ zone: String) -> [String] {
        let cap = """
                  - { name: good, label: Good, from: 50 }
                caps:
                  - when: now.getHours('\(zone)') < 6
                    band_at_most: poor
                    why: at night nobody is well
            """
        let rules = Written.rules.edited("      - { name: good, label: Good, from: 50 }", cap)
            .edited(
                "when: health.score < threshold.floor",
                "when: health.score < threshold.floor && now.getHours('\(zone)') > 6")
        let configuration = "watch: account.started_at.getFullYear('\(zone)') > 2000\n" + Written.configuration
        return Written.read(configuration, rules: rules, people: Written.people).diagnostics.map(\.description)
    }

    @Test func `rules, health models and watch all know the zones of this system`() {
        #expect(told("America/New_York") == [])
    }

    @Test func `a zone that there is not is told of in each`() {
        let told = told("Mars/Olympus")
        #expect(told.count == 3 && told.allSatisfy { $0.contains("Mars/Olympus") }, "\(told)")
        #expect(told.count { $0.hasPrefix("bellwether.yaml:1:") } == 1)
    }
}
