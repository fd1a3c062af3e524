import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

extension Hours {
    static func sample(_ days: String, _ from: String, _ to: String, zone: Zone? = nil) -> Hours? {
        read(
            DocumentSettings("{ days: \"\(days)\", from: \"\(from)\", to: \"\(to)\" }"), zone: zone)
    }

    private static func read(_ settings: DocumentSettings, zone: Zone?) -> Hours? {
        guard let settings = settings.settings, let hours = read(from: settings, zone: { _ in nil }) else { return nil }
        return Hours(days: hours.days, from: hours.from, to: hours.to, zone: zone)
    }
}

/// Settings of one YAML text, and what was complained of.
struct DocumentSettings {
    let report = DiagnosticReport()
    let settings: Settings?

    init(_ yaml: String) {
        settings = Document.read(Array(yaml.utf8), named: "hours.yaml").settings(reportingTo: report)
    }
}

@Suite struct HoursTests {
    /// An hour ahead of UTC until the last Sunday of March, two hours from then on.
    static let berlin = Zone(
        name: "Europe/Berlin", firstOffset: 3_600,
        transitions: [.init(at: moment("2026-03-29T01:00Z"), offset: 7_200)])

    @Test(arguments: [
        ("2026-11-23T07:59Z", false), ("2026-11-23T08:00Z", true), ("2026-11-23T17:59Z", true),
        ("2026-11-23T18:00Z", false), ("2026-11-22T12:00Z", false),
    ])
    func `hold on weekdays from eight up to six`(at time: String, holds: Bool) throws {
        let hours = try #require(Hours.sample("mon-fri", "08:00", "18:00"))
        #expect(hours.contains(moment(time), in: .utc) == holds)
    }

    @Test(arguments: [
        ("2026-11-27T21:00Z", false), ("2026-11-27T22:00Z", true), ("2026-11-28T05:59Z", true),
        ("2026-11-28T06:00Z", false), ("2026-11-28T22:30Z", false), ("2026-11-27T03:00Z", false),
    ])
    func `that go past midnight belong to the evening`(at time: String, holds: Bool) throws {
        let hours = try #require(Hours.sample("fri", "22:00", "06:00"))
        #expect(hours.contains(moment(time), in: .utc) == holds)
    }

    @Test(arguments: [
        ("2026-11-23T09:30Z", "2026-11-23T09:30Z"), ("2026-11-23T03:00Z", "2026-11-23T08:00Z"),
        ("2026-11-27T18:00Z", "2026-11-30T08:00Z"), ("2026-11-29T10:00Z", "2026-11-30T08:00Z"),
    ])
    func `begin again`(after time: String, at opening: String) throws {
        let hours = try #require(Hours.sample("mon-fri", "08:00", "18:00"))
        #expect(hours.opening(from: moment(time), in: .utc) == moment(opening))
    }

    @Test func `follow the clock on the wall when summer begins`() throws {
        let hours = try #require(Hours.sample("sat-sun", "02:30", "12:00", zone: Self.berlin))
        #expect(hours.opening(from: moment("2026-03-28T12:00Z"), in: .utc) == moment("2026-03-29T01:30Z"))
    }

    @Test func `to the end of the day are a whole day`() throws {
        let hours = try #require(Hours.sample("mon-sun", "00:00", "24:00"))
        #expect(hours.contains(moment("2026-11-22T23:59Z"), in: .utc))
        #expect(hours.contains(moment("2026-11-22T00:00Z"), in: .utc))
    }

    @Test(arguments: [
        (
            "{ days: someday, from: '08:00', to: '18:00' }",
            "'days' must be weekdays such as mon-fri, or a list of them, not 'someday'"
        ),
        ("{ from: '08:00', to: '08:00' }", "'from' and 'to' must differ"),
        ("{ from: '8', to: '18:00' }", "'from' must be a time of day such as 08:00, not '8'"),
        ("{ from: '08:00', to: '18:00', timezone: Berlin }", "time zone 'Berlin' is not known"),
        ("{ from: '08:00' }", "'to' must be given"),
    ])
    func `say what is wrong with them`(yaml: String, complaint: String) throws {
        let document = DocumentSettings(yaml)
        _ = Hours.read(from: try #require(document.settings), zone: { _ in nil })
        #expect(document.report.diagnostics.first?.message == complaint)
    }

    @Test func `read their days in any of three ways`() throws {
        for days in ["mon,wed-thu", "Monday, wed, thursday"] {
            let hours = try #require(Hours.sample(days, "08:00", "18:00"))
            #expect(hours.days == [.monday, .wednesday, .thursday])
        }
        let over = try #require(Hours.sample("fri-mon", "08:00", "18:00"))
        #expect(over.days == [.friday, .saturday, .sunday, .monday])
    }

    /// A Friday evening; hours begin again on Monday, and by the reader's own clock where that is known.
    @Test(arguments: [
        (Notification.Purpose.change, "mail", "kim@example.com", "2026-11-30T08:00Z"),
        (.digest, "mail", "lee@example.com", "2026-11-30T07:00Z"), (.reminder, "any", "all", "2026-11-27T18:30Z"),
        (.change, "gone", "all", "2026-11-27T18:30Z"), (.operational, "mail", "kim@example.com", "2026-11-27T18:30Z"),
        (.test, "mail", "kim@example.com", "2026-11-27T18:30Z"),
    ])
    func `what comes late waits for its reader's hours`(
        _ purpose: BellwetherCore.Notification.Purpose, _ receiver: String, _ recipient: String, _ opening: String
    ) {
        let routing = Routing(
            root: Route(receivers: ["mail"]),
            receivers: [
                ReceiverProfile(name: "mail", kind: "email", hours: Hours.sample("mon-fri", "08:00", "18:00")),
                ReceiverProfile(name: "any", kind: "webhook"),
            ],
            people: People([
                Person(key: "lee", name: "Lee", email: "lee@example.com", zone: Zone(name: "Lee", firstOffset: 3_600))
            ]),
            calendar: BusinessCalendar(zone: .utc))
        let notification = Notification(
            receiver: receiver, recipient: recipient, groupKey: "g", groupLabels: [:], sequence: 1, purpose: purpose,
            createdAt: moment("2026-11-27T17:59Z"), events: [])
        #expect(routing.opening(for: notification, from: moment("2026-11-27T18:30Z")) == moment(opening))
        #expect(routing.opening(for: notification, from: moment("2026-11-27T10:00Z")) == moment("2026-11-27T10:00Z"))
    }

    /// On a Friday; the time that mutes is Friday and Saturday.
    @Test(arguments: [
        (#"{}:{alert="a"}#1"#, "2026-11-27T10:00Z"), (#"{}/{tier="Trial"}:{alert="a"}#2"#, "2026-11-30T08:00Z"),
        (#"{}/{tier="Trial"}/escalation:{alert="a"}#3"#, "2026-11-30T08:00Z"),
        (#"{}/{tier="Trial"}/{alert="a"}:{}#4"#, "2026-11-27T10:00Z"),
        ("opening list of now:{}#5", "2026-11-27T10:00Z"),
        ("opening list of the muted:{}#6", "2026-11-30T08:00Z"),
    ])
    func `what comes late waits until its route is not muted`(_ group: String, _ opening: String) throws {
        let yaml = "time_intervals: [{ name: off, time_intervals: [{ weekdays: [friday, saturday] }] }]"
        let settings = Document.read(Array(yaml.utf8), named: "t.yaml").settings(reportingTo: DiagnosticReport())
        let times = MuteTime.read(from: try #require(settings).sections("time_intervals"), zone: { _ in nil })
        let trials = Route(
            matchers: [try LabelMatcher(reading: #"tier="Trial""#)], receivers: ["mail"],
            quiet: RouteQuiet(muted: ["off"]))
        let routing = Routing(
            root: Route(receivers: ["mail"], routes: [trials]),
            receivers: [ReceiverProfile(name: "mail", kind: "email", hours: Hours.sample("mon-fri", "08:00", "18:00"))],
            people: People([]), calendar: BusinessCalendar(zone: .utc), quiet: Quiet(muteTimes: times))
        var notification = Notification(
            receiver: "mail", recipient: "kim@example.com", groupKey: group, groupLabels: [:], sequence: 1,
            purpose: .change, createdAt: moment("2026-11-27T07:00Z"), events: [])
        if group.contains("of the muted") { notification.quiet = RouteQuiet(muted: ["off"]) }
        #expect(routing.opening(for: notification, from: moment("2026-11-27T10:00Z")) == moment(opening))
    }
}
