import Documents
import Testing

@testable import BellwetherCore

@Suite struct SpanTests {
    @Test(arguments: ["", "0", "0d", "30", "30 d", "d", "-3d", "800d", "1y", "3d3d"])
    func `refuses what is no span`(_ text: String) { #expect(Span(text) == nil) }

    @Test(arguments: [
        ("3bd", "2026-03-02T09:00Z", "2026-02-25T09:00:00Z"),  // Monday back to Wednesday
        ("1bd", "2026-03-01T09:00Z", "2026-02-27T09:00:00Z"),  // Sunday back to Friday
        ("2w", "2026-03-02T09:00Z", "2026-02-16T09:00:00Z"),
        ("1d12h", "2026-03-02T09:00Z", "2026-02-28T21:00:00Z"),
    ])
    func `goes back`(_ span: String, _ from: String, _ expected: String) throws {
        let start = try #require(Span(span)).start(before: AsOf(.at(from), in: .utc))
        #expect(start.description == expected)
    }

    /// Berlin's night of 25 October 2026 had three o'clock twice.
    @Test func `a day may have 25 hours`() throws {
        let now = AsOf(.at("2026-10-25T12:00+01:00"), in: .berlin)
        #expect(try #require(Span("1d")).start(before: now) == .at("2026-10-24T12:00+02:00"))
        #expect(try #require(Span("24h")).start(before: now) == .at("2026-10-24T13:00+02:00"))
    }

    @Test(arguments: [("2d", 5), ("30d", 35), ("90d", 101), ("1h", 3)])
    func `is kept in whole days with its tolerance`(_ span: String, _ days: Int) throws {
        #expect(try #require(Span(span)).daysKept == days)
    }

    /// In `for`, a day is 24 hours, and a business day the same time on the next day people work.
    @Test(arguments: [
        ("2d", "2026-03-28T09:00+01:00", "2026-03-30T10:00+02:00"),
        ("1bd", "2026-03-27T09:00+01:00", "2026-03-30T09:00+02:00"),
        ("3bd", "2026-03-25T17:00+01:00", "2026-03-30T17:00+02:00"),
        ("0", "2026-03-25T17:00+01:00", "2026-03-25T17:00+01:00"),
    ])
    func `is waited for`(_ duration: String, _ from: String, _ until: String) throws {
        let written = try #require(WrittenDuration.parse(duration))
        #expect(written.counted(from: .at(from), by: BusinessCalendar(zone: .berlin)) == .at(until))
    }
}
