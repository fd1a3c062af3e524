import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

@Suite struct OnboardingTests {
    private let today = Day(number: Int32(monday.seconds / 86_400))

    private func alert(
        _ account: String = "acme", rule: String = "usage", age: Int?, topic: Story.Topic = .other,
        severity: String = "warning", openedAt: Moment = monday
    ) -> Alert {
        var story = sampleStory(account)
        story.accountSince = age.map { today - $0 }
        story.topic = topic
        return sampleAlert(account, rule: rule, openedAt: openedAt, labels: ["severity": severity], story: story)
    }

    @Test(
        arguments: [
            (0, .other, "warning", true), (59, .other, "info", true), (60, .other, "warning", false),
            (nil, .other, "warning", false), (1, .other, "critical", false), (1, .health, "warning", false),
            (1, .invoice, "warning", false), (1, .renewal, "info", false), (1, .leaving, "warning", false),
            (-3, .other, "warning", true),
        ] as [(Int?, Story.Topic, String, Bool)])
    func `what hangs on habits waits in an account's first days, and nothing else does`(
        age: Int?, topic: Story.Topic, severity: String, waits: Bool
    ) {
        let end = Onboarding.standard.end(for: alert(age: age, topic: topic, severity: severity), on: today)
        #expect((end != nil) == waits)
        if let age, waits { #expect(end == today - age + 60) }
    }

    @Test func `is told once the days are over, if it still holds`() throws {
        var line = Storyline()
        let young = alert(age: 58)
        try line.turn([young, alert("beta", age: 300)], at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.map(\.said) == [["opened beta"]])
        #expect(line.last?.quiet[young.id] == .onboarding(until: today + 2))
        try line.turn(at: monday + .seconds(2 * 86_400))
        try line.turn(at: monday + .seconds(2 * 86_400 + 14_400))
        #expect(line.told.map(\.said) == [["opened beta"], ["opened acme"]])
    }

    @Test func `what has cleared by then was never told`() throws {
        var line = Storyline()
        try line.turn([alert(age: 58)], at: monday)
        try line.turn([], at: monday + .seconds(86_400))
        try line.turn(at: monday + .seconds(3 * 86_400))
        #expect(line.told.isEmpty)
    }

    @Test func `a digest says once what is held back, to whom it would go, and why`() throws {
        let people = People([Person(key: "kim", name: "Kim", email: "kim@example.com")])
        let plan = DigestPlan(at: try #require(TimeOfDay.parse("09:30")))
        let routing = Routing(
            root: Route(receivers: ["mail"], groupBy: .labels(["alert"])),
            receivers: [
                ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: []), digest: plan)
            ], people: people, calendar: BusinessCalendar(zone: .utc),
            quiet: Quiet(inhibitions: [
                Inhibition(
                    sources: [LabelMatcher("alert", .equals("health"))],
                    targets: [LabelMatcher("alert", .equals("nps"))],
                    equal: ["account"])
            ]))
        var line = Storyline(routing)
        try line.turn([], at: monday)
        let before = [alert("old", rule: "health", age: 300, topic: .health)]
        try line.turn(before, at: monday + .seconds(60))
        let held = [
            alert(age: 10, openedAt: monday + .seconds(120)),
            alert("old", rule: "nps", age: 300, openedAt: monday + .seconds(120)),
        ]
        try line.turn(before + held, at: monday + .seconds(120))
        let first = try #require(try line.turn(at: monday + .seconds(1_800)).first { $0.purpose == .digest })
        #expect(
            first.held == [
                "old is At risk: held because another alert says what matters: old is At risk",
                "acme is At risk: held because the account is new, until Tue 12 Jan",
            ])
        let sections = Message.sections(of: first, toldTo: nil)
        #expect(sections.map(\.title) == ["New", "Held back"])
        try line.turn(
            before + held + [alert("new", rule: "health", age: 300, topic: .health)], at: monday + .seconds(86_400))
        let second = line.told.last { $0.purpose == .digest && $0.id != first.id }
        #expect(second?.held ?? [] == [])
    }

    @Test func `its settings are read, and a list of nothing is refused`() throws {
        func read(_ yaml: String) -> (Onboarding, [String]) {
            let report = DiagnosticReport()
            let settings = Document.read(Array(yaml.utf8), named: "b.yaml").settings(reportingTo: report)
            let quiet = settings.map { Quiet.read(from: $0, receivers: [], zone: { _ in nil }) }
            settings?.finish()
            return (quiet?.onboarding ?? .standard, report.diagnostics.map(\.description))
        }
        #expect(read("onboarding: { days: 0 }\n") == (Onboarding(days: 0), []))
        let (own, _) = read("onboarding:\n  target_matchers:\n    - severity=\"info\"\n")
        #expect(own.days == 60)
        #expect(own.end(for: alert(age: 1, topic: .invoice, severity: "info"), on: today) != nil)
        #expect(own.end(for: alert(age: 1), on: today) == nil)
        #expect(read("onboarding: { target_matchers: [] }\n").1.count == 1)
        #expect(Onboarding(days: 0).end(for: alert(age: 0), on: today) == nil)
    }
}
