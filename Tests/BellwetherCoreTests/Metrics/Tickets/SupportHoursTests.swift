import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

extension Hours {
    fileprivate static let sixDays = Hours(
        days: Set(Day.Weekday.allCases).subtracting([.sunday]), from: TimeOfDay(minutesFromMidnight: 480),
        to: TimeOfDay(minutesFromMidnight: 1200))
}

@Suite struct SupportHoursTests {
    /// In March 2026; the 6th is a Friday, and the clocks of Berlin go forward on Sunday the 29th.
    static let spans: [(String, String, Int64)] = [
        ("2026-03-06T15:30Z", "2026-03-06T16:00Z", 30), ("2026-03-06T15:30Z", "2026-03-09T08:30Z", 60),
        ("2026-03-06T03:00Z", "2026-03-06T08:10Z", 10), ("2026-03-06T15:00Z", "2026-03-06T23:00Z", 60),
        ("2026-03-06T20:00Z", "2026-03-07T20:00Z", 0), ("2026-03-02T08:00Z", "2026-03-09T08:00Z", 5 * 480),
        ("2026-03-27T15:00Z", "2026-03-30T08:00Z", 120), ("2026-01-05T08:00Z", "2026-12-28T08:00Z", 51 * 5 * 480),
        ("2026-03-06T10:00Z", "2026-03-06T10:00Z", 0), ("1969-12-29T08:00Z", "1970-01-06T08:00Z", 6 * 480),
    ]

    @Test(arguments: spans)
    func `counts minutes from nine to five on weekdays`(_ start: String, _ end: String, _ minutes: Int64) {
        let seconds = SupportHours.standard.seconds(
            from: .at(start), to: .at(end), in: .berlin, region: nil)
        #expect(seconds == minutes * 60)
    }

    private static let local = SupportHours(
        .sixDays, holidays: [.on("2026-03-09"), .on("2026-03-08")],
        byRegion: ["ES": [.on("2026-03-10")]])

    /// Saturday's last hour, Monday, and Tuesday up to seven in the evening; who keeps which day is the question.
    @Test(arguments: [(nil, 60 + 660), ("DE", 60 + 660), ("ES", 60 + 720)] as [(String?, Int64)])
    func `leaves out the holidays of the account's region, or those of all others`(_ region: String?, _ minutes: Int64)
    {
        let seconds = Self.local.seconds(
            from: .at("2026-03-07T18:00Z"), to: .at("2026-03-10T18:00Z"), in: .berlin, region: region)
        #expect(seconds == minutes * 60)
    }

    private func read(_ yaml: String) throws -> (SupportHours, [String]) {
        let report = DiagnosticReport()
        let document = Document.read(Array(yaml.utf8), named: "a.yaml")
        let settings = Settings(try #require(document.root), report: report)
        let calendars = Calendars(standard: BusinessCalendar(zone: .utc, holidays: [.on("2026-03-09")]))
        let hours = SupportHours.read(
            from: settings.section("support_hours"), calendars: calendars, zone: { _ in nil })
        return (hours, report.diagnostics.map(\.description))
    }

    @Test func `reads hours and takes the holidays of the calendars`() throws {
        let (hours, said) = try read("support_hours: { days: mon-sat, from: \"08:00\", to: \"20:00\" }")
        #expect(said == [])
        #expect(hours == SupportHours(.sixDays, holidays: [.on("2026-03-09")]))
        #expect(
            try read("a: 1").0.seconds(
                from: .at("2026-03-09T00:00Z"), to: .at("2026-03-10T00:00Z"), in: .utc, region: nil) == 0)
        let (_, complaints) = try read("support_hours: { days: mon-fri, from: \"20:00\", to: \"08:00\" }")
        #expect(complaints == ["a.yaml:1:52: error: 'to' must be later than 'from' in 'support_hours'"])
    }
}
