import Documents
import Testing

@testable import BellwetherCore

/// The state machine alone: one alert, one observation, one moment.
@Suite struct AlertObservingTests {
    typealias State = Alert.State

    /// Held for two days, kept for one.
    private static let timing = Alert.Timing(
        hold: .written("2d"), keepFiringFor: .written("1d"), calendar: BusinessCalendar(zone: .utc))
    private static let start = Moment.monday

    private static func alert(_ state: State, hold: Alert.Hold? = nil) -> Alert {
        Alert(
            rule: "r", subject: .account("a"), slot: 0, openedAt: start, state: state, hold: hold,
            story: Story(accountID: "a", accountName: "A", title: "", currency: "EUR"))
    }

    static let pending = State.pending(since: start)
    static let firing = State.firing(since: start)
    static let recovering = State.recovering(since: start, firingSince: start - .days(5))
    static let recovered = Alert.Observation.doesNotHold(.recovered)
    static let unknown = Alert.Observation.unknown(fields: ["health.score"])
    static let stale = Alert.Observation.held(source: "crm")

    static func resolved(_ at: Duration, _ since: Moment, _ reason: ClosingReason) -> State {
        .resolved(at: start + at, firingSince: since, because: reason)
    }

    static let steps: [(State, Alert.Observation, Duration, Alert.Step, State)] = [
        (pending, .holds, .days(2) - .seconds(1), .stays, pending),
        (pending, .holds, .days(2), .opens, .firing(since: start + .days(2))),
        (pending, .holds, .days(9), .opens, .firing(since: start + .days(9))),
        (pending, recovered, .days(1), .drops, pending),
        (pending, unknown, .days(9), .stays, pending),
        (pending, stale, .days(9), .stays, pending),
        (pending, .ended(.churned), .days(1), .drops, pending),
        (firing, .holds, .days(1), .stays, firing),
        (firing, recovered, .days(1), .stays, .recovering(since: start + .days(1), firingSince: start)),
        (firing, unknown, .days(9), .stays, firing),
        (firing, stale, .days(9), .stays, firing),
        (firing, .ended(.churned), .days(1), .closes(.churned), resolved(.days(1), start, .churned)),
        (recovering, .holds, .days(9), .stays, .firing(since: start - .days(5))),
        (recovering, recovered, .days(1) - .seconds(1), .stays, recovering),
        (recovering, recovered, .days(1), .closes(.recovered), resolved(.days(1), start - .days(5), .recovered)),
        (recovering, unknown, .days(9), .stays, recovering),
        (recovering, stale, .days(9), .stays, recovering),
        (
            recovering, .ended(.ruleRemoved), .seconds(1), .closes(.ruleRemoved),
            resolved(.seconds(1), start - .days(5), .ruleRemoved)
        ),
    ]

    @Test(arguments: steps)
    func `takes one step`(
        _ state: State, _ observation: Alert.Observation, _ later: Duration, _ step: Alert.Step, _ next: State
    ) {
        var alert = Self.alert(state)
        #expect(alert.observe(observation, at: Self.start + later, under: Self.timing) == step)
        #expect(alert.state == next)
    }

    @Test func `fires and closes in the same turn where nothing is waited for`() {
        let timing = Alert.Timing(hold: .zero, keepFiringFor: .zero, calendar: BusinessCalendar(zone: .utc))
        var alert = Self.alert(Self.pending)
        #expect(alert.observe(.holds, at: Self.start, under: timing) == .opens)
        #expect(alert.observe(.doesNotHold(.renewed), at: Self.start + .days(1), under: timing) == .closes(.renewed))
    }

    @Test func `says why it stands still, until it is known again`() {
        var alert = Self.alert(Self.firing)
        _ = alert.observe(Self.unknown, at: Self.start, under: Self.timing)
        #expect(alert.hold == .unknown(fields: ["health.score"]))
        _ = alert.observe(Self.stale, at: Self.start, under: Self.timing)
        #expect(alert.hold == .source("crm"))
        _ = alert.observe(.holds, at: Self.start, under: Self.timing)
        #expect(alert.hold == nil)
    }

    @Test func `stays behind the breaker whatever is seen, until it ends`() {
        var alert = Self.alert(Self.firing, hold: .breaker)
        for observation in [Self.unknown, Self.stale, .holds, Self.recovered] {
            _ = alert.observe(observation, at: Self.start, under: Self.timing)
            #expect(alert.hold == .breaker)
        }
        _ = alert.observe(.ended(.churned), at: Self.start, under: Self.timing)
        #expect(alert.hold == nil)
    }

    /// The clock of `for` goes on while nobody knows; the alert opens with the next thing that is known.
    @Test func `counts the time in which nobody knew`() {
        var alert = Self.alert(Self.pending)
        _ = alert.observe(Self.unknown, at: Self.start + .days(3), under: Self.timing)
        #expect(alert.observe(.holds, at: Self.start + .days(3) + .seconds(1), under: Self.timing) == .opens)
    }

    @Test func `a clock set back opens nothing and closes nothing`() {
        var pending = Self.alert(Self.pending)
        #expect(pending.observe(.holds, at: Self.start - .days(30), under: Self.timing) == .stays)
        var recovering = Self.alert(Self.recovering)
        #expect(recovering.observe(Self.recovered, at: Self.start - .days(30), under: Self.timing) == .stays)
    }

    /// From Friday 27 March, nine in Berlin, over the night in which the clocks go forward.
    @Test(arguments: [
        ("1d", "2026-03-28T09:00+01:00"), ("3d", "2026-03-30T10:00+02:00"), ("1bd", "2026-03-30T09:00+02:00"),
        ("2bd", "2026-03-31T09:00+02:00"), ("0", "2026-03-27T09:00+01:00"),
    ])
    func `fires on time across weekends and changes of the clock`(_ hold: String, _ fires: String) {
        let friday = Moment.at("2026-03-27T09:00+01:00")
        let timing = Alert.Timing(
            hold: .written(hold), keepFiringFor: .zero, calendar: BusinessCalendar(zone: .berlin))
        #expect(Self.alert(.pending(since: friday)).due(under: timing) == .at(fires))
    }
}

extension WrittenDuration {
    static func written(_ text: String) -> WrittenDuration {
        guard let duration = parse(text) else { preconditionFailure("'\(text)' is a duration") }
        return duration
    }
}
