import BellwetherCore
import BellwetherSources
import Testing

@Suite struct NumberStyleTests {
    @Test(
        arguments: [
            ("1234.56", "1234.56", Int64(123_456)), ("1234.56", "-0.5", -50), ("1234.56", "1,234.56", nil),
            ("1,234.56", "1,234.56", 123_456), ("1,234.56", "12,34.56", nil), ("1,234.56", "1234.56", nil),
            ("1.234,56", "1.234,56", 123_456), ("1.234,56", "999,5", 99_950), ("1.234,56", "1.5", nil),
            ("1 234,56", "1 234 567,00", 123_456_700), ("1234,56", "12,5", 1250), ("1234.56", "", nil),
            ("1234.56", "1e3", 100_000), ("1234.56", "1.5E+3", 150_000),
            ("1234,56", "1,5E+03", 150_000), ("1234.56", "125e-2", 125), ("1234.56", "1e99", nil),
            ("1234.56", "1e", nil),
            ("1234.56", "e3", nil), ("1234.56", "1e-99", nil), ("1234.56", "0e9", 0),
            ("1234.56", "NaN", nil), ("1234.56", "99999999999999999999", nil),
            ("1234.56", "0.005", 1), ("1234.56", "-0.005", -1), ("1234.56", "0.0049", 0),
        ] as [(String, String, Int64?)])
    func `a number is read in exactly the style shown`(example: String, text: String, cents: Int64?) throws {
        let style = try #require(NumberStyle(example: example))
        #expect(style.read(Array(text.utf8)[...])?.units(places: 2) == cents)
    }

    @Test(arguments: ["12.34", "1234", "1,234,56", "abc", "", "1234.567"])
    func `what is not an example of a number makes no style`(example: String) {
        #expect(NumberStyle(example: example) == nil)
    }
}

@Suite struct DateFormatTests {
    @Test(
        arguments: [
            ("iso", "2026-03-02", "2026-03-02"), ("iso", "2026-03-02T23:30:00Z", "2026-03-02"),
            ("iso", "2026-03-02T23:30:00-02:00", "2026-03-03"), ("iso", "2026-03-02 09:15:00", "2026-03-02"),
            ("iso", "2026-13-02", nil), ("%d.%m.%Y", "02.03.2026", "2026-03-02"), ("%d.%m.%Y", "31.02.2026", nil),
            ("%m/%d/%Y", "03/02/2026", "2026-03-02"), ("%d %b %Y", "02 Mar 2026", "2026-03-02"),
            ("%d.%m.%y", "02.03.26", "2026-03-02"), ("%d.%m.%Y", "02.03.2026x", nil),
            ("epoch", "1772409600", "2026-03-02"),
            ("epoch_ms", "1772409600000", "2026-03-02"), ("epoch", "1772409600000", nil),
            ("epoch_ms", "1772409600", nil), ("epoch_ms", "0", "1970-01-01"), ("epoch_ms", "-86400000", "1969-12-31"),
            ("%Y-%m-%dT%H:%M:%S%z", "2026-03-02T23:30:00-0200", "2026-03-03"),
        ] as [(String, String, String?)])
    func `a date is read in exactly the format declared`(format: String, text: String, day: String?) throws {
        let format = try #require(DateFormat(format))
        #expect(format.read(Array(text.utf8)[...], in: .utc)?.day.description == day)
    }

    @Test(arguments: ["%Q", "%Y-%m", "today"])
    func `a format we cannot read is none`(format: String) { #expect(DateFormat(format) == nil) }
}
