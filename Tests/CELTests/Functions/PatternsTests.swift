import Diagnostics
import Foundation
import Testing

@testable import CEL

@Suite struct PatternsTests {
    @Test(arguments: [
        ("account.name.matches('G[a-z]bH')", Value.bool(true)), ("matches(account.name, '^GmbH')", .bool(false)),
        ("account.name.matches('(?i)gmbh$')", .bool(true)), ("'a\\nb'.matches('^b')", .bool(false)),
        ("['^A', 'b$'].exists(p, account.name.matches(p))", .bool(true)), ("'é'.matches('^.$')", .bool(true)),
        ("'2026'.matches('(?<year>[[:digit:]](?<b>.)..)')", .bool(true)),
        ("'(?<a'.matches('[](?<a>]{4}')", .bool(true)),
        ("'(?<a>'.matches(r'^\\Q(?<a>\\E$')", .bool(true)), ("'(?<a>'.matches(r'^\\(\\?<a>$')", .bool(true)),
    ])
    func `a pattern is found anywhere in the text`(text: String, value: Value) throws {
        #expect(try Condition.sound(text).value() == value)
    }

    @Test func `a pattern that only an evaluation finds fails there`() throws {
        let condition = try Condition.sound("account.name.matches('(' + account.tier)")
        #expect(condition.value() == .failure(.badPattern("missing ): (Enterprise")))
    }

    /// Patterns on which backtracking engines spend minutes.
    @Test(arguments: ["(a+)+$", "^(a|a)*$", "(a|aa)+$", "([a-z]+)*\\d", "(.*)*x"])
    func `no pattern makes a text of a million bytes long to go through`(pattern: String) throws {
        let text = Value.string(String(repeating: "a", count: 1_000_000) + "!")
        let vocabulary = Vocabulary(variables: [Variable("text", .string)])
        let (condition, _) = Condition.checked(
            Fragment("text.matches('''\(pattern)''')".replacing("\\", with: "\\\\")), against: vocabulary)
        #expect(condition?.value { _ in text } == .bool(false))
    }

    @Test func `a pattern of many instructions over much text is given up`() throws {
        let text = Value.string(String(repeating: "a", count: 4_000_000))
        let vocabulary = Vocabulary(variables: [Variable("text", .string)])
        let (condition, _) = Condition.checked(
            Fragment("text.matches('(\\\\pN{50}){2}$')"), against: vocabulary)
        #expect(condition?.value { _ in text } == .failure(.tooMuchWork))
    }

    @Test func `a pattern that would become too large is refused when it is loaded`() throws {
        let (condition, diagnostics) = Condition.checked(
            Fragment("account.name.matches('(\\\\pL{100}){10}')"), against: .sample)
        #expect(condition == nil)
        #expect(
            diagnostics.map(\.message) == [
                "this can never be evaluated; the pattern cannot be read; pattern too large - compile failed"
            ])
    }
}

/// Measured against RE2 itself; the cases are not part of this checkout.
@Suite(.enabled(if: !MeasuredPattern.files.isEmpty, "there is no shared/conformance/cel-regex beside the checkout"))
struct MeasuredPatternTests {
    @Test func `every measured case is answered as RE2 does`() throws {
        var passed = 0
        for file in MeasuredPattern.files {
            for test in try MeasuredPattern.cases(in: file) {
                let outcomes = [test.constant, test.dynamic]
                #expect(outcomes == [test.expect, test.expect], "\(test.pattern) on \(test.text)")
                if outcomes == [test.expect, test.expect] { passed += 1 }
            }
        }
        print("cel-regex: \(passed) passed")
        #expect(passed > 0)
    }
}

private struct MeasuredPattern: Decodable {
    let pattern: String
    let text: String
    /// `match`, `no` or `error`.
    let expect: String

    static var files: [URL] { Conformance.files(in: "cel-regex") }

    static func cases(in file: URL) throws -> [MeasuredPattern] {
        try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(MeasuredPattern.self, from: $0)
        }
    }

    /// Where the pattern stands in the condition.
    var constant: String {
        let literal = Value.string(pattern).text.replacing("\0", with: "\\u0000")
        return outcome(of: "text.matches(\(literal))", strictly: true)
    }

    /// Where it is found while evaluating.
    var dynamic: String { outcome(of: "text.matches(pattern)", strictly: false) }

    private func outcome(of condition: String, strictly: Bool) -> String {
        let vocabulary = Vocabulary(variables: [Variable("text", .string), Variable("pattern", .string)])
        let (condition, diagnostics) = Condition.checked(Fragment(condition), against: vocabulary)
        guard let condition else { return diagnostics.count == 1 ? "error" : "unsound" }
        switch condition.value(reading: { .string(condition.references[$0].name == "text" ? text : pattern) }) {
        case .bool(true): return "match"
        case .bool(false): return "no"
        case .failure: return "error"
        case let value: return value.text
        }
    }
}
