import Diagnostics
import Testing

@testable import CEL

/// A condition four times as long takes about four times as long to load: nothing about it grows with its square.
///
/// Time is the only measure of that which nothing can hide from. So that a busy machine decides nothing, it is the
/// thread's own processor time, of the quickest of several tries, and the bound lies between what is linear and what is
/// not: 4 and 16.
@Suite(.serialized) struct GrowthTests {
    private static let inputs: [(String, @Sendable (Int) -> String)] = [
        ("a long chain of &&", { Array(repeating: "flag", count: $0).joined(separator: " && ") }),
        ("a long list", { "n in [" + Array(repeating: "1", count: $0).joined(separator: ", ") + "]" }),
        ("a long map", { "{" + (0..<$0).map { "'\($0)': 1" }.joined(separator: ", ") + "}.size() > 1" }),
        ("a long text", { "name == '" + String(repeating: "é", count: 4 * $0) + "'" }),
        ("a text of escapes", { "name == '" + String(repeating: "\\u00e9", count: $0) + "'" }),
        ("many blanks and comments", { String(repeating: " // so it is\n", count: $0) + "flag" }),
        ("many brackets that never close", { String(repeating: "([{", count: $0) }),
        ("many brackets that never open", { String(repeating: ")]}", count: $0) }),
        ("many calls that never close", { String(repeating: ".split('+", count: $0) }),
        ("many escapes that are none", { "'" + String(repeating: "\\uK\\!", count: $0) + "'" }),
        ("many maps without a colon", { String(repeating: "?{'a'{'", count: $0) }),
        ("many comparisons", { Array(repeating: "n == n", count: 2 * $0).joined(separator: " && ") }),
        ("much that always fails", { Array(repeating: "uint('') >= 0u", count: $0).joined(separator: " && ") }),
        ("many unknown names", { Array(repeating: "nmae", count: $0).joined(separator: " + ") }),
        ("a long unknown name", { String(repeating: "name", count: 4 * $0) + " == 1" }),
        ("many macros", { Array(repeating: "[1].all(x, x > 0)", count: $0 / 2).joined(separator: " && ") }),
        ("many patterns", { Array(repeating: "name.matches('a+b')", count: $0 / 8).joined(separator: " || ") }),
        ("many quotes", { String(repeating: "'", count: 4 * $0) }),
        ("many dots", { "name" + String(repeating: ".a", count: $0) }),
        ("many signs", { String(repeating: "!", count: 4 * $0) + "flag" }),
        ("much nothing", { String(repeating: "§", count: $0) }),
    ]

    @Test(arguments: inputs.indices)
    func `loading takes no more than its share`(index: Int) {
        let (name, text) = Self.inputs[index]
        let vocabulary = Vocabulary(
            variables: [Variable("flag", .bool), Variable("n", .int), Variable("name", .string)])
        Self.expectLinear(name, from: 500) { count in
            _ = Condition.checked(Fragment(text(count)), against: vocabulary)
        }
    }

    /// Over texts and lists of so many elements.
    private static let uses = [
        "text.contains(part)", "text.indexOf(part) == 3", "text.lastIndexOf(part) == 3",
        "text.replace(part, 'x') == part",
        "text.split(part).size() == 1", "text.split('').size() == 1", "text.trim().reverse().upperAscii() == part",
        "text.matches('(a|aa)+$')", "text == part", "text < part", "list == other", "list.map(x, x + 1) == other",
        "list.all(x, x in map)", "map == map", "list.filter(x, x > 3).size() == 5", "(list + other).size() == 3",
        "'%s'.format([list]) == text", "base64.encode(bytes(text)) == text",
        "list.map(x, string(x)).join(part) == text",
    ]

    @Test(arguments: uses)
    func `evaluating takes no more than its share`(text: String) throws {
        let vocabulary = Vocabulary(variables: [
            Variable("text", .string), Variable("part", .string), Variable("list", .list(.int)),
            Variable("other", .list(.int)), Variable("map", .map(.int, .int)),
        ])
        let (condition, diagnostics) = Condition.checked(Fragment(text), against: vocabulary, literals: .strict)
        let sound = try #require(condition, "\(diagnostics)")
        Self.expectLinear(text, from: 1_000) { count in
            let numbers = (0..<count).map { Value.int(Int64($0)) }
            let values: [String: Value] = [
                "text": .string(String(repeating: "a", count: 8 * count)),
                "part": .string(String(repeating: "a", count: 2 * count) + "b"), "list": .list(numbers),
                "other": .list(numbers), "map": .map(of: numbers.map { ($0, $0) }),
            ]
            _ = sound.value { values[sound.references[$0].name] ?? .null }
        }
    }

    /// The size grows until one run is long enough to be measured, and then once more by four.
    private static func expectLinear(_ name: String, from start: Int, _ work: (Int) -> Void) {
        var size = start
        while size < 16 * start, time(size, work) < .milliseconds(2) { size *= 2 }
        var ratio = Double.infinity
        for _ in 0..<6 where ratio > 11 {
            ratio = time(4 * size, work) / time(size, work)
        }
        #expect(ratio <= 11, "\(name): four times as much took \(ratio) times as long")
    }

    private static func time(_ size: Int, _ work: (Int) -> Void) -> Duration {
        (0..<3).map { _ in
            let start = ProcessorTime.now
            work(size)
            return ProcessorTime.now - start
        }.min() ?? .zero
    }
}
