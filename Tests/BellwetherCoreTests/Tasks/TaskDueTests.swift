import Documents
import Testing

@testable import BellwetherCore

@Suite struct TaskDueTests {
    private static let newYork = Zone(name: "America/New_York", firstOffset: -18_000)

    /// Thanksgiving, of which nobody in Berlin knows.
    private static let holiday = Day("2026-11-26").map { [$0] } ?? []

    private static let hours = Hours(
        days: [.monday, .tuesday, .wednesday, .thursday, .friday], from: time("09:00"), to: time("18:00"))

    private static func time(_ text: String) -> TimeOfDay {
        TimeOfDay.parse(text) ?? { preconditionFailure("a sample's time is well-formed") }()
    }

    struct Case: CustomTestStringConvertible {
        let days: Int
        let opening, day, moment: String
        var isAway = false
        var hasHours = false

        init(_ days: Int, from opening: String, on day: String, by moment: String) {
            (self.days, self.opening, self.day, self.moment) = (days, opening, day, moment)
        }

        var away: Case { with { $0.isAway = true } }
        var withHours: Case { with { $0.hasHours = true } }
        var testDescription: String { "\(days) days from \(opening)" }

        private func with(_ change: (inout Case) -> Void) -> Case {
            var other = self
            change(&other)
            return other
        }
    }

    static let cases = [
        // A Tuesday in UTC: two business days on, and late when that day is over.
        Case(2, from: "2026-11-24T09:00Z", on: "2026-11-26", by: "2026-11-27T00:00Z"),
        // The same in New York, where the Thursday is a holiday, and the day ends five hours later.
        Case(2, from: "2026-11-24T09:00Z", on: "2026-11-27", by: "2026-11-28T05:00Z").away,
        // Over a weekend.
        Case(1, from: "2026-11-27T12:00Z", on: "2026-11-30", by: "2026-12-01T00:00Z"),
        Case(2, from: "2026-11-28T12:00Z", on: "2026-12-01", by: "2026-12-02T00:00Z"),
        // The day itself; on a Saturday, the Monday.
        Case(0, from: "2026-11-24T09:00Z", on: "2026-11-24", by: "2026-11-25T00:00Z"),
        Case(0, from: "2026-11-28T09:00Z", on: "2026-11-30", by: "2026-12-01T00:00Z"),
        // Within hours, their end.
        Case(1, from: "2026-11-24T09:00Z", on: "2026-11-25", by: "2026-11-25T18:00Z").withHours,
        // What opens in the evening is heard of the next morning, and counted from there.
        Case(1, from: "2026-11-24T22:00Z", on: "2026-11-26", by: "2026-11-26T18:00Z").withHours,
        Case(0, from: "2026-11-27T22:00Z", on: "2026-11-30", by: "2026-11-30T18:00Z").withHours,
        // 22:00Z is five in the afternoon in New York.
        Case(1, from: "2026-11-24T22:00Z", on: "2026-11-25", by: "2026-11-25T23:00Z").away.withHours,
    ]

    @Test(arguments: cases)
    func `is due by the days and hours of whoever has it`(_ each: Case) {
        let calendar =
            each.isAway
            ? BusinessCalendar(zone: Self.newYork, holidays: Set(Self.holiday)) : BusinessCalendar(zone: .utc)
        let person = TaskPerson(key: "kim", name: "Kim", calendar: calendar, hours: each.hasHours ? Self.hours : nil)
        let due = TaskDue(each.days, after: moment(each.opening), for: person)
        #expect("\(due.day)" == each.day)
        #expect(due.moment == moment(each.moment), "\(due.moment)")
    }

    @Test func `comes to an end where nobody ever works`() {
        let all = Set((0...8_000).map { (Day("2026-11-24") ?? Day(number: 0)) + $0 })
        let person = TaskPerson(
            key: nil, name: nil, calendar: BusinessCalendar(zone: .utc, holidays: all), hours: nil)
        #expect(TaskDue(260, after: monday, for: person).moment > monday)
        #expect(TaskDue(0, after: monday, for: person).moment > monday)
    }
}
