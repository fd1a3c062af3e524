import Testing

@testable import BellwetherCore

@Suite struct JoiningTests {
    /// An alert about an account's score, or about something else of it.
    private func alert(
        _ account: String = "acme", by rule: String, _ topic: Story.Topic = .health, severity: String = "warning",
        at moment: Moment = monday, more labels: [String: String] = [:]
    ) -> Alert {
        var story = sampleStory(account)
        story.topic = topic
        story.title = "\(account) \(rule)"
        story.brief = rule
        return sampleAlert(
            account, rule: rule, openedAt: moment, labels: labels.merging(["severity": severity]) { $1 }, story: story)
    }

    /// The rules that each message tells of, in order.
    private func told(_ steps: [(Int64, [Alert])], _ routing: Routing = .sample()) throws -> [[String]] {
        var line = Storyline(routing)
        for (seconds, alerts) in steps { try line.turn(alerts, at: monday + .seconds(seconds)) }
        return line.told.map { $0.events.map(\.rule) }
    }

    @Test func `tells once of a score that fell far, and below its floor`() throws {
        let both = [alert(by: "band"), alert(by: "drop")]
        #expect(try told([(0, both), (600, both), (700, both)]) == [["band", "drop"]])
        var line = Storyline()
        try line.turn(both, at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.told.map { Message($0).cards.map(\.title) } == [["acme band"]])
        try line.turn([], at: monday + .seconds(20_000))
        #expect(line.told.map(\.said) == [["opened acme", "opened acme"], ["closed acme", "closed acme"]])
    }

    /// One of them may be told at any time, and waits for nobody.
    @Test func `what may be told at other times is told by itself`() throws {
        let both = [alert(by: "band", severity: "critical"), alert(by: "drop")]
        let routing = Routing.sample(
            root: Route(
                receivers: ["chat"], groupBy: .labels(["alert"]),
                routes: [
                    Route(
                        matchers: [LabelMatcher("severity", .equals("critical"))], receivers: ["chat"],
                        groupBy: .labels(["alert"]), quiet: RouteQuiet(active: ["nights"]))
                ]))
        #expect(
            try told([(0, both), (600, both), (700, both)], routing).sorted { $0[0] < $1[0] } == [["band"], ["drop"]])
    }

    @Test func `tells by the most severe, whichever came first`() throws {
        let (band, drop) = (alert(by: "band"), alert(by: "drop", severity: "critical"))
        let routing = Routing.sample(
            root: Route(
                receivers: ["chat"], groupBy: .labels(["alert"]),
                routes: [
                    Route(
                        matchers: [LabelMatcher("severity", .equals("critical"))], receivers: ["chat"],
                        timers: RouteTimers(groupWait: 60, groupInterval: 60, repeatSeconds: 604_800))
                ]))
        let steps: [(Int64, [Alert])] = [(0, [band]), (10, [band, drop]), (70, [band, drop]), (900, [band, drop])]
        let told = try told(steps, routing)
        #expect(told.map { $0.sorted() } == [["band", "drop"]])
    }

    @Test func `tells of what comes later, and of what is about something else, by itself`() throws {
        let (band, drop) = (alert(by: "band"), alert(by: "drop"))
        #expect(
            try told([(0, [band]), (600, [band]), (700, [band, drop]), (1_300, [band, drop])]) == [["band"], ["drop"]])
        for other in [
            alert(by: "late", .invoice), alert("borealis", by: "drop"),
            alert(by: "praise", more: ["kind": "opportunity"]),
            alert(by: "idle", .other),
        ] {
            #expect(try told([(0, [band, other]), (600, [band, other])]).count == 2)
        }
    }

    @Test func `leaves to programs the groups that routes made`() throws {
        let both = [alert(by: "band"), alert(by: "drop")]
        let routing = Routing.sample(
            receivers: [ReceiverProfile(name: "chat", kind: "webhook", handsOnLabels: true)])
        #expect(try told([(0, both), (600, both)], routing) == [["band"], ["drop"]])
    }
}
