import Diagnostics
import Testing

@testable import CEL

@Suite struct TextPartsTests {
    @Test(arguments: [
        ("'aé😀'.charAt(2)", Value.string("😀")), ("'aé😀'.charAt(3)", .string("")), ("'aé😀é'.indexOf('é', 2)", .int(3)),
        ("'abc'.indexOf('d')", .int(-1)), ("'abc'.indexOf('')", .int(0)), ("'abc'.indexOf('c', 3)", .int(-1)),
        ("'abab'.lastIndexOf('ab')", .int(2)), ("'abab'.lastIndexOf('ab', 1)", .int(0)),
        ("'ab'.lastIndexOf('')", .int(2)),
        ("''.lastIndexOf('a')", .int(-1)), ("'aé😀'.substring(1, 2)", .string("é")), ("'abc'.substring(3)", .string("")),
        ("'a-b-c'.replace('-', '')", .string("abc")), ("'a-b-c'.replace('-', '+', 1)", .string("a+b-c")),
        ("'aé'.replace('', '-')", .string("-a-é-")), ("'ab'.replace('', '-', 1)", .string("-ab")),
        ("'abc'.replace('b', 'x', 0)", .string("abc")), ("'a,b,c'.split(',').size()", .int(3)),
        ("'a,b,c'.split(',', 2)", .list([.string("a"), .string("b,c")])), ("'a,b'.split(',', 0)", .list([])),
        ("'aé'.split('')", .list([.string("a"), .string("é")])), ("''.split('')", .list([])),
        ("'abc'.split('', 2)", .list([.string("a"), .string("bc")])), ("''.split(',')", .list([.string("")])),
        ("['a', 'b'].join(', ')", .string("a, b")), ("['a', 'b'].join()", .string("ab")),
        ("' \\u00a0\\u3000a\\u200b '.trim()", .string("a\u{200B}")), ("' \\t '.trim()", .string("")),
        ("'ÄbC'.lowerAscii() + 'äbC'.upperAscii()", .string("ÄbcäBC")), ("'e\\u0301x'.reverse()", .string("x\u{301}e")),
        ("strings.quote('a\"\\\\\\n\\u0007é')", .string("\"a\\\"\\\\\\n\\aé\"")),
    ])
    func `parts are counted by code points`(text: String, value: Value) throws {
        #expect(try Condition.sound(text).value() == value)
    }

    @Test(arguments: [
        ("account.name.charAt(10)", "there is no place 10 in a text of 9"),
        ("account.name.indexOf('a', -1)", "there is no place -1 in a text of 9"),
        ("account.name.lastIndexOf('a', 10)", "there is no place 10 in a text of 9"),
        ("account.name.substring(4, 3)", "there is no place 3 in a text of 9"),
        ("[account.name, dyn(1)].join()", "'join' does not take int"),
    ])
    func `a failure says what went wrong`(text: String, words: String) throws {
        guard case .failure(let error) = try Condition.sound(text).value() else {
            Issue.record("no failure")
            return
        }
        #expect(error.description == words)
    }

    @Test(arguments: [
        "big.replace('a', big)", "[big, big].join(big) + [big].join(big)", "big.split('')", "big.replace('', big)",
        "big.split('').map(x, big.replace('b', x)).size()",
    ])
    func `what would be too large is not made`(text: String) throws {
        let big = Value.string(String(repeating: "a", count: 9 << 20))
        let vocabulary = Vocabulary(variables: [Variable("big", .string)])
        let (condition, diagnostics) = Condition.checked(Fragment(text), against: vocabulary, expecting: nil)
        #expect(condition?.value { _ in big } == .failure(.tooMuchWork), "\(diagnostics)")
    }
}
