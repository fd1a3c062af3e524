import Documents
import Testing

@Suite struct TimeOfDayTests {
    @Test(arguments: [("00:00", 0), ("08:05", 485), ("23:59", 1_439), ("24:00", 1_440)])
    func `reads a clock`(text: String, minutes: Int) throws {
        let time = try #require(TimeOfDay.parse(text))
        #expect(time.minutesFromMidnight == minutes)
        #expect(time.description == text)
    }

    @Test(arguments: ["", "8:00", "08:60", "24:01", "25:00", "08-00", "0800", "08:00:00", "ab:cd", "-1:00"])
    func `reads nothing else`(text: String) {
        #expect(TimeOfDay.parse(text) == nil)
    }

    @Test func `goes on through the day`() throws {
        let opening = try #require(TimeOfDay.parse("08:00"))
        let closing = try #require(TimeOfDay.parse("18:30"))
        #expect(opening < closing)
        #expect((closing.hour, closing.minute) == (18, 30))
    }
}
