import Testing

@testable import Documents

@Suite struct CoreSchemaTests {
    @Test(arguments: ["", "~", "null", "Null", "NULL"])
    func `takes these for null`(text: String) {
        #expect(CoreSchema.resolve(text) == .null)
    }

    @Test(arguments: [
        ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false),
    ])
    func `takes these for true or false`(text: String, value: Bool) {
        #expect(CoreSchema.resolve(text) == .bool(value))
    }

    @Test(arguments: [
        ("0", 0), ("-0", 0), ("+12", 12), ("010", 10), ("0o10", 8), ("0x1F", 31), ("0xff", 255),
        ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
    ])
    func `takes these for integers`(text: String, value: Int64) {
        #expect(CoreSchema.resolve(text) == .integer(value))
    }

    @Test(arguments: [
        ("1.", 1), (".5", 0.5), ("-1.5e-2", -0.015), ("1e3", 1_000), ("1E+2", 100), ("0.0", 0), ("0e5", 0),
        (".inf", .infinity), ("+.Inf", .infinity), ("-.INF", -.infinity),
    ])
    func `takes these for numbers`(text: String, value: Double) {
        #expect(CoreSchema.resolve(text) == .real(value))
    }

    @Test(arguments: [
        "yes", "no", "on", "off", "y", "tRUE", "nULL", "1_000", "0b1", "0o8", "0xG", "0x", "-0x1F", "1,000", "1:30",
        "2001-12-14", "inf", "NaN", "nan", "-.nan", ".", "+", "-", "1e", "e3", ".e3", "0x1p3", "1.5.2", "٣", " 1",
        "--1",
    ])
    func `takes everything else for text`(text: String) {
        #expect(CoreSchema.resolve(text) == .text(text))
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "0xFFFFFFFFFFFFFFFF", "1e999", "-1e999", "1e-999"])
    func `knows no number that 64 bits cannot hold`(text: String) {
        #expect(CoreSchema.resolve(text) == nil)
    }

    @Test func `knows what is not a number`() {
        guard case .real(let value)? = CoreSchema.resolve(".nan") else {
            Issue.record("'.nan' is no number at all")
            return
        }
        #expect(value.isNaN)
    }
}
