import Diagnostics
import Testing

@testable import CEL

@Suite struct ParserTests {
    private static let mistakes: [(String, [String])] = [
        ("⟦⟧", ["the condition is empty"]),
        ("health.score <⟦⟧", ["a value must stand after '<'"]),
        ("health.score < ⟦&&⟧ true", ["a value must stand after '<', not '&&'"]),
        ("⟦)⟧ true", ["the condition begins with a value, not ')'"]),
        ("mrr ⟦=⟧ 5.0", ["'=' is not an operator (did you mean '=='?)"]),
        (
            "true ⟦and⟧ false ⟦OR⟧ true",
            [
                "'and' is not an operator (did you mean '&&'?)", "'OR' is not an operator (did you mean '||'?)",
            ]
        ),
        ("true ⟦&⟧ ⟦⟧", ["'&' is not an operator (did you mean '&&'?)", "a value must stand after '&'"]),
        ("⟦not⟧ true", ["'not' is not an operator (did you mean '!'?)"]),
        ("true ⟦not⟧ false", ["an operator is missing before 'not' (write !(…) around what must not hold)"]),
        ("mrr > 5.0 ⟦}⟧", ["'}' cannot stand here"]),
        ("⟦(⟧mrr > 5.0", ["'(' is not closed (write ')' where it ends)"]),
        ("size⟦(⟧account.name ] + 1", ["'(' is not closed before ']' (write ')' where it ends)"]),
        ("size(account.name, ⟦)⟧ > 1", ["a value must stand after ',', not ')'"]),
        ("true ? 1⟦⟧", ["'?' needs ':' and what holds otherwise (write it as condition ? value : other)"]),
        ("{'a' ⟦,⟧ 1}", ["a map entry is a key, ':' and a value"]),
        ("health.⟦⟧", ["a field name must stand after '.'"]),
        ("health.⟦+⟧ 5", ["a field name must stand after '.', not '+'"]),
        ("⟦for⟧ == 1", ["'for' is reserved and cannot be a name"]),
        ("⟦`a-b`⟧ == 1", ["a name in backquotes must stand after '.' only"]),
        (
            "[1].all(⟦1⟧, true)",
            [
                "'all' first takes a plain name (write it like all(i, …), and use i in what follows)"
            ]
        ),
        (
            "⟦9223372036854775808⟧ > 0 && ⟦-9223372036854775809⟧ > 0",
            [
                "the number does not fit into int", "the number does not fit into int",
            ]
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told at its place`(text: String, words: [String]) {
        let marked = Marked(text)
        let (_, diagnostics) = Condition.checked(Fragment(marked.text), against: .sample)
        let own = diagnostics.filter { !$0.message.hasPrefix("unknown") }
        #expect(Marked.described(own) == marked.described(words))
    }

    @Test func `a condition on several lines is told of by line and column`() {
        let (_, diagnostics) = Condition.checked(Fragment("true &&\n  health.scor < 60"), against: .sample)
        #expect(
            Marked.described(diagnostics) == [
                "2:3+11: unknown name 'health.scor' (did you mean 'health.score'?)"
            ])
    }

    @Test(arguments: ["(", "[", "-", "!", "a.f(", "x ? 1 : ", "{1:"])
    func `nesting has an end`(opening: String) {
        let (condition, diagnostics) = Condition.checked(
            Fragment(String(repeating: opening, count: 10_000)), against: .sample)
        #expect(condition == nil)
        #expect(diagnostics.map(\.message).contains("a condition nests at most 250 levels deep"))
    }

    @Test(arguments: [" + 1", ".a", "[0]", " - 1"])
    func `a chain that makes a deep tree has an end`(link: String) {
        let (condition, diagnostics) = Condition.checked(
            Fragment("1" + String(repeating: link, count: 10_000)), against: .sample)
        #expect(condition == nil)
        #expect(diagnostics.map(\.message).first == "a condition nests at most 250 levels deep")
    }

    @Test(arguments: ["x ", "x ? ", "(] ", "' ", "§ ", "unknown + ", "f(), ", "{,", "1 and ", "= ", "a[", ") ", "not "])
    func `after twenty mistakes no more are looked for`(mistake: String) {
        let (_, diagnostics) = Condition.checked(
            Fragment(String(repeating: mistake, count: 10_000)), against: .sample)
        #expect((1...40).contains(diagnostics.count))
    }

    @Test func `a long chain of && is not deep`() throws {
        let condition = try Condition.sound(Array(repeating: "true", count: 5_000).joined(separator: " && "))
        #expect(condition.value() == .bool(true))
    }

    @Test func `a text of more than 100,000 bytes is refused`() {
        let (_, diagnostics) = Condition.checked(
            Fragment(String(repeating: " ", count: 100_001)), against: .sample)
        #expect(diagnostics.map(\.message) == ["a condition has at most 100000 bytes"])
    }

    @Test func `whatever is written, reading it ends`() {
        var random = Seeded(state: 2026)
        let words =
            Symbol.allCases.map(\.rawValue)
            + [
                "in", "a", "health.score", "1", "2.5", "'x'", "'", "`q`", "`", "=", "has", "all", "true", "\\", "é",
                "30d",
            ]
        for _ in 0..<3_000 {
            let length = Int(random.next() % 60)
            let text = (0..<length).map { _ in words[Int(random.next() % UInt64(words.count))] }.joined(separator: " ")
            let (condition, diagnostics) = Condition.checked(Fragment(text), against: .sample, expecting: nil)
            #expect((condition == nil) == diagnostics.hasErrors, "\(text)")
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
