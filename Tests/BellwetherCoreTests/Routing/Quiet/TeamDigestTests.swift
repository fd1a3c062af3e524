import Documents
import Testing

@testable import BellwetherCore

/// A channel that is a team's: at nine by its own clock, what the team is to do and what comes near for its members.
@Suite struct TeamDigestTests {
    private let nine = Moment("2026-11-23T09:00:00Z") ?? .distantPast

    private func routing(zone: Zone? = Zone(name: "Test/East", firstOffset: 7_200), inPeople team: Person? = nil) throws
        -> Routing
    {
        let members = [
            Person(key: "kim", name: "Kim", email: "kim@example.com", team: "billing"),
            Person(key: "max", name: "Max", email: "max@example.com"),
        ]
        let plan = DigestPlan(at: try #require(TimeOfDay.parse("09:00")), team: "billing", zone: zone)
        return Routing(
            root: Route(receivers: ["mail"]),
            receivers: [
                ReceiverProfile(name: "mail", kind: "email", recipients: .owner(fallback: [])),
                ReceiverProfile(name: "billing-chat", kind: "slack", digest: plan),
            ], people: People(members + (team.map { [$0] } ?? [])), calendar: BusinessCalendar(zone: .utc),
            operatorReceiver: OperatorReceiver(receiver: "mail"))
    }

    private func alert() -> Alert {
        let step = TaskPlan.Step(subject: "Send the reminder", notes: "", assignee: .team("billing"), dueDays: 1)
        return TaskStorylineTests.alert(plan: TaskPlan(playbook: "collect", steps: [step]))
    }

    @Test func `tells a team what it is to do, by its own clock, though its channel was told of nothing else`() throws {
        var line = Storyline(try routing())
        try line.turn([alert()], at: nine)
        // Seven in the zone of the installation.
        let seven = nine + .seconds(79_200)
        #expect(try line.turn(at: seven - .seconds(1)).filter { $0.purpose == .digest } == [])
        #expect(line.due == seven)
        let told = try line.turn(at: seven)
        #expect(told.map(\.receiver) == ["billing-chat"] && told.map(\.recipient) == ["all"])
        #expect(told.map(\.subject) == ["Your accounts on Tue 24 Nov: tasks that are due"])
        #expect(told.flatMap { $0.tasksDue ?? [] }.map(\.text) == ["Acme: Send the reminder · today (task 1)"])
        #expect(try line.turn(at: seven + .seconds(60)) == [])
    }

    @Test func `takes its clock from people, where the team stands there`() throws {
        let west = Person(key: "billing", name: "Billing", zone: Zone(name: "Test/West", firstOffset: -3_600))
        var line = Storyline(try routing(zone: nil, inPeople: west))
        try line.turn([alert()], at: nine)
        // Nothing is due on the same day, an hour later there.
        try line.turn(at: nine + .seconds(3_600))
        let ten = nine + .seconds(90_000)
        #expect(try line.turn(at: ten - .seconds(1)).filter { $0.purpose == .digest } == [])
        #expect(try line.turn(at: ten).map(\.receiver) == ["billing-chat"])
    }

    @Test func `says which dates come near for accounts of its members alone`() throws {
        var line = Storyline(try routing())
        line.comingDates = try ["kim", "max", nil].map { owner in
            ComingDate(
                accountID: "a", accountName: owner ?? "nobody", owner: owner, day: try #require(Day("2026-12-01")),
                verb: "renews", amountMinor: nil, currency: "EUR")
        }
        try line.turn([alert()], at: nine)
        let told = try line.turn(at: nine + .seconds(79_200)).filter { $0.receiver == "billing-chat" }
        #expect(told.map(\.words) == [["kim: renews 1 Dec (7 days)"]])
    }

    @Test func `has nothing to say to a team with nothing to do`() throws {
        var line = Storyline(try routing())
        try line.turn([TaskStorylineTests.alert()], at: nine)
        #expect(try line.turn(at: nine + .seconds(79_200)).filter { $0.receiver == "billing-chat" } == [])
    }
}
