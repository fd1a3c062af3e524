import Diagnostics
import Documents
import Testing

@testable import BellwetherCore

@Suite struct CalendarsTests {
    private func read(_ yaml: String) throws -> (Calendars, [String]) {
        let document = Document.read(Array(yaml.utf8), named: "a.yaml")
        let report = DiagnosticReport()
        let settings = Settings(try #require(document.root), report: report)
        return (Calendars.read(from: settings, zone: .utc), report.diagnostics.map(\.description))
    }

    @Test func `reads days and ranges, by region and for all others`() throws {
        let (calendars, said) = try read(
            "calendars: { default: [2026-12-25], DACH: [2026-12-30..2027-01-01, 2027-05-01] }")
        #expect(said == [])
        #expect(calendars.standard.holidays == [.on("2026-12-25")])
        #expect(calendars.byRegion.keys.sorted() == ["DACH"])
        #expect(
            calendars.byRegion["DACH"]?.holidays
                == [.on("2026-12-30"), .on("2026-12-31"), .on("2027-01-01"), .on("2027-05-01")])
    }

    @Test func `a reader keeps the holidays of their region, what many read those of the house`() {
        let house = BusinessCalendar(zone: .utc, holidays: [.on("2026-12-25")])
        let spanish = BusinessCalendar(zone: .utc, holidays: [.on("2027-01-06")])
        let people = People([
            Person(key: "lucia", name: "Lucía", email: "lucia@example.com", region: "ES"),
            Person(key: "kim", name: "Kim", email: "kim@example.com", region: "Mars"),
        ])
        let routing = Routing(
            root: Route(receivers: ["mail"]), receivers: [], people: people, calendar: house, calendars: ["ES": spanish]
        )
        #expect(routing.calendar(of: "lucia@example.com").holidays == [.on("2027-01-06")])
        #expect(routing.calendar(of: "kim@example.com").holidays == [.on("2026-12-25")])
        #expect(routing.calendar(of: nil).holidays == [.on("2026-12-25")])
    }

    @Test(arguments: ["25 Dec", "2027-01-01..2026-12-24", "2026-12-24.2026-12-25", "2026-02-30"])
    func `refuses what are no days`(_ text: String) throws {
        let (_, said) = try read("calendars: { DACH: [\"\(text)\"] }")
        #expect(
            said == [
                "a.yaml:1:21: error: an item of 'DACH' in 'calendars' must be a day such as 2026-12-25, or days such as 2026-12-24..2027-01-01, not '\(text)'"
            ])
    }
}
