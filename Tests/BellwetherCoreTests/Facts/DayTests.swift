import BellwetherCore
import Testing

@Suite struct DayTests {
    /// A row may ask for any number of days before its end.
    @Test(arguments: [(Int.max, Day(number: .max)), (-Int.max, Day(number: .min)), (3_000_000_000, Day(number: .max))])
    func `what lies beyond all days is the last of them`(days: Int, day: Day) throws {
        let today = try #require(Day("2026-11-23"))
        #expect(today + days == day)
        #expect(!"\(today + days)".isEmpty && Zone.utc.day(of: Zone.utc.start(of: day)) == day)
    }
}
