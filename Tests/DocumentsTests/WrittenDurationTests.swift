import Documents
import Testing

@Suite struct WrittenDurationTests {
    @Test(arguments: [
        ("0", 0), ("0s", 0), ("45s", 45), ("30m", 1_800), ("12h", 43_200), ("2d", 172_800), ("1w", 604_800),
        ("1d12h", 129_600), ("12h1d", 129_600), ("3bd", 0), ("1bd12h", 43_200),
    ])
    func `counts by the clock`(text: String, seconds: Int64) throws {
        #expect(try #require(WrittenDuration.parse(text)).seconds == seconds)
    }

    @Test(arguments: [("3bd", 3), ("1bd12h", 1), ("2d", 0), ("0", 0)])
    func `counts business days apart`(text: String, days: Int) throws {
        #expect(try #require(WrittenDuration.parse(text)).businessDays == days)
    }

    @Test(arguments: [
        "", "2 days", "30", "d", "-1d", "+1d", "1.5h", "1d ", " 1d", "1D", "1y", "1d1d", "00", "1d12", "1b", "٣d",
        "9223372036854775808s", "99999999999999999w", "9223372036854775807s1s",
    ])
    func `is nothing else`(text: String) {
        #expect(WrittenDuration.parse(text) == nil)
    }

    @Test(arguments: [("0", "0"), ("1d12h", "1d12h"), ("07d", "7d"), ("3bd", "3bd"), ("48h", "48h")])
    func `prints as it was written`(text: String, printed: String) {
        #expect(WrittenDuration.parse(text)?.description == printed)
    }

    @Test func `keeps its parts, since a day is not always 24 hours`() {
        #expect(WrittenDuration.parse("48h") != WrittenDuration.parse("2d"))
        #expect(WrittenDuration.parse("2d")?.parts.map(\.unit) == [.day])
    }

    @Test(arguments: [("0", true), ("0d", true), ("0bd", true), ("1s", false), ("1bd", false)])
    func `is nothing when all its parts are`(text: String, isZero: Bool) {
        #expect(WrittenDuration.parse(text)?.isZero == isZero)
    }
}
