import Testing

@testable import BellwetherCore

@Suite struct RouteTests {
    static let example = """
        receiver: cs-chat
        group_by: [alert, owner]
        group_wait: 10m
        group_interval: 4h
        repeat_interval: 7d
        routes:
          - matchers:
              - severity="critical"
            receivers: [cs-chat, owner-mail]
            group_interval: 30m
            repeat_interval: 3bd
        """

    @Test func `reads the example of the manual`() throws {
        let (route, complaints) = readRoute(Self.example, receivers: ["cs-chat", "owner-mail"])
        let root = try #require(route)

        #expect(complaints.isEmpty)
        #expect(root.receivers == ["cs-chat"])
        #expect(root.timers == .standard)
        let critical = try #require(root.routes.first)
        #expect(critical.receivers == ["cs-chat", "owner-mail"])
        #expect(critical.groupBy == .labels(["alert", "owner"]))
        #expect(critical.timers.description == "after 10m, then every 30m, reminders every 3bd")
    }

    @Test func `says everything that is wrong, each at its place`() {
        let (_, complaints) = readRoute(
            """
            receiver: csm
            matchers: [tier="x"]
            group_by: [alert, alert]
            group_wait: 2bd
            repeat_interval: 1h
            routes:
              - receiver: oncal
                receivers: [oncall, oncall]
                matchers:
                  - severity=~"a{2}"
                continue: maybe
              - group_wiat: 5m
              - receiver: oncall
            """, receivers: ["renewals-desk", "oncall"])

        #expect(
            complaints == [
                "bellwether.yaml:1:11: error: receiver 'csm' is not defined; receivers are 'renewals-desk' and 'oncall'",
                "bellwether.yaml:2:1: error: the first route must match every alert; it cannot have 'matchers'; "
                    + "help: put the matchers on a route under 'routes'",
                "bellwether.yaml:3:19: error: label 'alert' must be listed once in 'group_by'",
                "bellwether.yaml:4:13: error: 'group_wait' cannot count business days; help: write hours: 3bd is mostly 72h",
                "bellwether.yaml:5:18: warning: 'repeat_interval' (1h) is shorter than 'group_interval' (4h); "
                    + "reminders come every 4h",
                "bellwether.yaml:7:15: error: receiver 'oncal' is not defined; receivers are 'renewals-desk' and 'oncall'; "
                    + "help: did you mean 'oncall'?",
                "bellwether.yaml:8:5: error: a route has either 'receiver' or 'receivers', not both",
                "bellwether.yaml:10:9: error: an item of 'matchers' must be a matcher such as severity=\"critical\", "
                    + "not 'severity=~\"a{2}\"'; help: '{' cannot stand there in a pattern; "
                    + "counted repetition cannot be used, write it out",
                "bellwether.yaml:11:15: error: 'continue' must be true or false, not 'maybe'",
                "bellwether.yaml:12:5: error: unknown key 'group_wiat'; help: did you mean 'group_wait'?",
                "bellwether.yaml:13:5: warning: this route is never reached; the route on line 12 takes every alert; "
                    + "help: move it up, or give that route `continue: true`",
            ])
    }

    @Test func `needs a receiver for what no other route takes`() {
        #expect(
            readRoute("group_by: [alert]", receivers: ["a"]).complaints == [
                "bellwether.yaml:1:1: error: the first route must name a 'receiver'; it hears what no other route takes"
            ])
    }

    private var tree: Route {
        let critical = LabelMatcher("severity", .equals("critical"))
        let trial = LabelMatcher("tier", .equals("Trial"))
        return Route(
            receivers: ["chat"],
            routes: [
                Route(
                    matchers: [critical], receivers: ["mail"], goesOn: true,
                    routes: [Route(matchers: [trial], receivers: ["nobody"])]),
                Route(matchers: [trial], receivers: ["trials"]),
                Route(matchers: [trial], receivers: ["late"]),
            ])
    }

    @Test(arguments: [
        (["severity": "warning"], ["chat"]), (["severity": "critical"], ["mail"]),
        (["severity": "critical", "tier": "Trial"], ["nobody", "trials"]), (["tier": "Trial"], ["trials"]),
    ])
    func `take an alert depth first, and go on where they say so`(labels: [String: String], receivers: [String]) {
        #expect(tree.matches(for: labels).flatMap(\.route.receivers) == receivers)
    }

    @Test func `explain where labels lead`() throws {
        let (route, _) = readRoute(Self.example, receivers: ["cs-chat", "owner-mail"])
        let routing = Routing(
            root: try #require(route),
            receivers: [
                ReceiverProfile(name: "cs-chat", kind: "slack"),
                ReceiverProfile(name: "owner-mail", kind: "email", recipients: .owner(fallback: [])),
            ],
            people: People([Person(key: "kim", name: "Kim", email: "kim@example.com")]),
            calendar: BusinessCalendar(zone: .utc))

        #expect(
            "\(routing.explanation(for: ["alert": "health", "owner": "kim", "severity": "critical"]))" == """
                the route for severity="critical"
                  cs-chat → all
                  owner-mail → kim@example.com
                  grouped by {alert="health",owner="kim"}; after 10m, then every 30m, reminders every 3bd
                """)
        #expect(
            "\(routing.explanation(for: ["severity": "critical", "owner": "max"]))".contains(
                "owner-mail → nobody; the owner has no address, and there is no fallback"))
    }

    @Test(arguments: [
        ("{}", "the first route"),
        ("{}/{severity=\"critical\"}", "the route for severity=\"critical\""),
        ("{}/{a=\"x\",b!=\"y\"}/{c=~\"}/{\\\"|z\"}", "the route for a=\"x\",b!=\"y\", and in it c=~\"}/{\\\"|z\""),
    ])
    func `a path is said in words`(path: String, words: String) {
        #expect(Route.words(ofPath: path) == words)
    }

    @Test func `turn to the fallback, else to the first route's receiver, else to the operator's`() {
        let routing = Routing.sample(
            receivers: [
                ReceiverProfile(name: "chat", kind: "slack"), ReceiverProfile(name: "ops", kind: "email"),
                ReceiverProfile(name: "mail", kind: "email", fallback: "ops"),
            ], operatorReceiver: OperatorReceiver(receiver: "ops", fallback: "mail"))

        #expect(routing.fallback(for: "ops", sayingOfItself: true) == "mail")
        #expect(routing.fallback(for: "mail") == "ops")
        #expect(routing.fallback(for: "ops") == "chat")
        #expect(routing.fallback(for: "chat") == "ops")
    }
}
