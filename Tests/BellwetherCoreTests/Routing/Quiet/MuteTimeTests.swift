import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

@Suite struct MuteTimeTests {
    private static func read(_ yaml: String) -> (times: [String: MuteTime], complaints: [String]) {
        let report = DiagnosticReport()
        let settings = Document.read(Array(yaml.utf8), named: "bellwether.yaml").settings(reportingTo: report)
        let times = settings.map { MuteTime.read(from: $0.sections("time_intervals"), zone: { _ in nil }) } ?? [:]
        settings?.finish()
        return (times, report.diagnostics.inOrder().map { "\($0)" })
    }

    private static func span(_ fields: String) -> String {
        "time_intervals: [{ name: quiet, time_intervals: [\(fields)] }]"
    }

    /// Monday is 23 Nov 2026, in UTC.
    @Test(arguments: [
        (#"{ times: [{ start_time: "22:00", end_time: "06:00" }] }"#, "2026-11-23T23:00Z", true),
        (#"{ times: [{ start_time: "22:00", end_time: "06:00" }] }"#, "2026-11-23T05:59Z", true),
        (#"{ times: [{ start_time: "22:00", end_time: "06:00" }] }"#, "2026-11-23T06:00Z", false),
        (#"{ times: [{ start_time: "22:00", end_time: "06:00" }], weekdays: [friday] }"#, "2026-11-28T05:00Z", true),
        (#"{ times: [{ start_time: "22:00", end_time: "06:00" }], weekdays: [friday] }"#, "2026-11-27T05:00Z", false),
        (#"{ times: [{ start_time: "09:00", end_time: "17:00" }] }"#, "2026-11-23T17:00Z", false),
        (#"{ weekdays: ["saturday:sunday"] }"#, "2026-11-28T12:00Z", true),
        (#"{ weekdays: [sat-sun] }"#, "2026-11-27T12:00Z", false),
        (#"{ days_of_month: ["-1"] }"#, "2026-11-30T12:00Z", true),
        (#"{ days_of_month: ["29:31"], months: [february] }"#, "2028-02-29T12:00Z", true),
        (#"{ days_of_month: ["29:31"], months: [february] }"#, "2026-02-28T12:00Z", false),
        (#"{ days_of_month: ["-31:-30"] }"#, "2026-02-01T12:00Z", false),
        (#"{ months: ["11:12"] }"#, "2026-11-01T00:00Z", true),
        (#"{ months: ["january:march"], years: ["2027"] }"#, "2026-02-01T00:00Z", false),
        (#"{ dates: ["2026-12-24:2027-01-02"] }"#, "2027-01-02T23:59Z", true),
        (#"{ dates: ["2026-12-24:2027-01-02"] }"#, "2027-01-03T00:00Z", false),
        (#"{ holidays: true }"#, "2026-11-26T10:00Z", true),
        (#"{ holidays: true }"#, "2026-11-25T10:00Z", false),
        (#"{ weekdays: [sunday] }, { months: [december] }"#, "2026-12-01T10:00Z", true),
    ])
    func `holds when it says`(fields: String, at: String, holds: Bool) throws {
        let (times, complaints) = Self.read(Self.span(fields))
        #expect(complaints == [])
        let holidays: Set = [try #require(Day("2026-11-26"))]
        let time = try #require(times["quiet"])
        #expect(time.contains(moment(at), in: .utc, holidays: holidays) == holds)
    }

    @Test(arguments: [
        (#"{ times: [{ start_time: "22:00", end_time: "06:00" }] }"#, "2026-11-23T23:00Z", "2026-11-24T06:00Z"),
        (#"{ weekdays: [sat-sun] }"#, "2026-11-28T12:00Z", "2026-11-30T00:00Z"),
        (#"{ months: [november] }"#, "2026-11-02T12:00Z", "2026-12-01T00:00Z"),
        (#"{ holidays: true }"#, "2026-11-26T10:00Z", "2026-11-27T00:00Z"),
        (#"{ weekdays: [monday] }"#, "2026-11-24T10:00Z", "2026-11-24T10:00Z"),
    ])
    func `opens again when it ends`(fields: String, from: String, opens: String) throws {
        let quiet = Quiet(muteTimes: Self.read(Self.span(fields)).times)
        let holidays: Set = [try #require(Day("2026-11-26"))]
        let opening = quiet.opening(
            from: moment(from), muted: ["quiet"], active: [], in: .utc, holidays: holidays)
        #expect(opening == moment(opens))
    }

    @Test func `opens where it is active, and not where nothing ever is`() throws {
        let quiet = Quiet(muteTimes: Self.read(Self.span(#"{ weekdays: [wednesday] }"#)).times)
        let opening = quiet.opening(from: monday, muted: [], active: ["quiet"], in: .utc, holidays: [])
        #expect(opening == moment("2026-11-25T00:00Z"))
        // A name that is gone mutes nothing.
        #expect(quiet.opening(from: monday, muted: ["gone"], active: ["gone"], in: .utc, holidays: []) == monday)
    }

    @Test func `defers a group that is muted, and looks again at the end`() throws {
        let quiet = Quiet(muteTimes: Self.read(Self.span(#"{ weekdays: [monday] }"#)).times)
        let root = Route(receivers: ["chat"], quiet: RouteQuiet(muted: ["quiet"]))
        var line = Storyline(
            Routing(
                root: root, receivers: [ReceiverProfile(name: "chat", kind: "slack")],
                calendar: BusinessCalendar(zone: .utc), quiet: quiet))
        try line.turn([sampleAlert("acme"), sampleAlert("borealis")], at: monday)
        try line.turn(at: monday + .seconds(600))
        #expect(line.due == moment("2026-11-24T00:00Z"))
        try line.turn([sampleAlert("borealis")], at: monday + .seconds(700))
        try line.turn(at: moment("2026-11-24T00:00Z"))
        #expect(line.told.map(\.said) == [["opened borealis"]])
    }

    @Test(arguments: [
        (#"{ weekdays: [funday] }"#, "weekdays such as monday:friday, or a list of them"),
        (#"{ days_of_month: ["0"] }"#, "days of the month such as 1:5 or -3:-1"),
        (#"{ months: [smarch] }"#, "months such as january:march or 12"),
        (#"{ dates: ["2026-02-30"] }"#, "dates such as 2026-12-24 or 2026-12-24:2027-01-02"),
        (#"{ times: [{ start_time: "9:00", end_time: "10:00" }] }"#, "a time of day such as 08:00"),
        (#"{ location: Atlantis }"#, "time zone 'Atlantis' is not known"),
    ])
    func `says what is wrong`(fields: String, words: String) {
        let complaints = Self.read(Self.span(fields)).complaints
        #expect(complaints.contains { $0.contains(words) }, "\(complaints)")
    }
}
