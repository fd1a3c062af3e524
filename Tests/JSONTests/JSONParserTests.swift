import JSON
import Testing

@Suite struct JSONParserTests {
    private func parsed(_ text: String, with parser: JSONParser = JSONParser()) throws -> JSONValue {
        try parser.parse(Array(text.utf8))
    }

    @Test func `reads objects, lists, texts, numbers, truth and null`() throws {
        let value = try parsed(#"{"a": [1, "zwö\u0301lf", true, null, {"b": -2.5}], "c": {}}"#)
        #expect(value.kind == .object)
        #expect(value.members.map(\.name) == ["a", "c"])
        let items = try #require(value["a"]?.items)
        #expect(items.map(\.kind) == [.number, .text, .bool, .null, .object])
        #expect(items.map(\.scalarText) == ["1", "zwö\u{301}lf", "true", nil, nil])
        #expect(items[4]["b"]?.scalarText == "-2.5")
        #expect(items[2].bool == true)
        #expect(value["missing"] == nil)
        #expect(value["c"]?.members.isEmpty == true)
    }

    @Test(arguments: [
        ("12.1", "12.1"), ("0.1", "0.1"), ("4300.05", "4300.05"), ("1e-5", "0.00001"), ("-1.25e-7", "-0.000000125"),
        ("1e21", "1000000000000000000000"), ("1.5e17", "150000000000000000"), ("100.0", "100"), ("0", "0"),
        ("9007199254740993", "9007199254740993"), ("18446744073709551615", "18446744073709551615"),
        ("-9223372036854775808", "-9223372036854775808"), ("123456789012.34", "123456789012.34"),
    ])
    func `gives a number back as it was written, without an exponent`(written: String, text: String) throws {
        #expect(try parsed("[\(written)]").items.first?.scalarText == text)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\" 1}", "<html>", "[1] [2]", "\"\u{1}\"", "{\"a\": tru}", "[\"\\ud800\"",
    ])
    func `refuses what is not JSON, and says why in one phrase`(text: String) throws {
        let mistake = #expect(throws: JSONMistake.self) { try parsed(text) }
        let reason = try #require(mistake?.reason)
        #expect(!reason.isEmpty)
        #expect(!reason.contains("."))
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect(throws: JSONMistake.self) { try JSONParser().parse([0x22, 0xC3, 0x28, 0x22]) }
    }

    @Test func `refuses nesting without end instead of running out of stack`() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(throws: JSONMistake.self) { try parsed(deep) }
    }

    @Test func `parses stretches of one buffer with the same memory`() throws {
        let parser = JSONParser()
        let bytes = Array("{\"n\":1}\n{\"n\":2}\n".utf8) + [UInt8](repeating: 0, count: JSONParser.padding)
        #expect(try parser.parse(padded: bytes, in: 0..<7)["n"]?.scalarText == "1")
        #expect(try parser.parse(padded: bytes, in: 8..<15)["n"]?.scalarText == "2")
    }
}
