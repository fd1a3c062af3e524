import Testing

@testable import BellwetherCore

@Suite struct InhibitionTests {
    private static func matcher(_ text: String) -> LabelMatcher {
        guard let matcher = LabelMatcher.written(text) else { preconditionFailure("a sample's matcher is well-formed") }
        return matcher
    }

    private static let rule = Inhibition(
        sources: [matcher("severity=\"critical\"")], targets: [matcher("severity=~\"warning|critical\"")],
        equal: ["account"])

    private func quieted(_ alerts: [Alert]) -> [String] {
        let inhibitions = Inhibitions([Self.rule], among: alerts, known: [])
        return alerts.filter { inhibitions.quieting($0) != nil }.map(\.id)
    }

    @Test func `quiets what a source of the same account outweighs`() {
        let critical = sampleAlert("acme", rule: "one", labels: ["severity": "critical"])
        let (weaker, other) = (sampleAlert("acme", rule: "two"), sampleAlert("borealis", rule: "two"))
        #expect(quieted([critical, weaker, other]) == [weaker.id])
    }

    @Test func `lets those that are source and target not quiet each other`() {
        let one = sampleAlert("acme", rule: "one", labels: ["severity": "critical"])
        let two = sampleAlert("acme", rule: "two", labels: ["severity": "critical"])
        #expect(quieted([one, two]) == [])
    }

    @Test func `agrees where both lack a label`() {
        let rule = Inhibition(
            sources: [Self.matcher("alert=\"one\"")], targets: [Self.matcher("alert=\"two\"")], equal: ["region"])
        let alerts = [
            sampleAlert("acme", rule: "one"), sampleAlert("borealis", rule: "two"),
            sampleAlert("cobalt", rule: "two", labels: ["region": "EU"]),
        ]
        let inhibitions = Inhibitions([rule], among: alerts, known: [])
        #expect(alerts.filter { inhibitions.quieting($0) != nil }.map(\.subject.account) == ["borealis"])
    }

    @Test func `tells what was quiet once the source is over, and closes what was told all the same`() throws {
        var line = Storyline(
            Routing(
                root: Route(receivers: ["chat"]), receivers: [ReceiverProfile(name: "chat", kind: "slack")],
                calendar: BusinessCalendar(zone: .utc), quiet: Quiet(inhibitions: [Self.rule])))
        let critical = sampleAlert("acme", rule: "one", labels: ["severity": "critical"])
        let weaker = sampleAlert("acme", rule: "two")
        try line.turn([weaker], at: monday)
        try line.turn(at: monday + .seconds(600))
        try line.turn([critical, weaker], at: monday + .seconds(20_000))
        try line.turn([critical], at: monday + .seconds(40_000))
        #expect(line.told.map { $0.events.map(\.rule) } == [["two"], ["one"], ["two"]])
        #expect(line.told[1].unchanged.isEmpty)
        let again = sampleAlert("acme", rule: "two", openedAt: monday + .seconds(50_000))
        try line.turn([critical, again], at: monday + .seconds(60_000))
        try line.turn([again], at: monday + .seconds(80_000))
        #expect(line.told.map(\.said).suffix(1) == [["opened acme", "closed acme"]])
    }
}
