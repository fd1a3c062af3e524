import Diagnostics
import Testing

@testable import CEL

@Suite struct FunctionTests {
    @Test(arguments: [
        ("9007199254740993 == dyn(9007199254740992.0)", Value.bool(true)),
        ("9223372036854775807 < 9223372036854775808.0", .bool(false)), ("dyn(1u) in [1]", .bool(true)),
        ("{1: 'a'}[dyn(1.0)]", .string("a")), ("[5][dyn(0.0)]", .int(5)), ("-7 / 2", .int(-3)), ("-7 % 2", .int(-1)),
        ("0.0 / 0.0 == 0.0 / 0.0", .bool(false)), ("1.0 / 0.0 > 1e308", .bool(true)), ("dyn('a') == 1", .bool(false)),
        ("-1 < 1u", .bool(true)), ("18446744073709551615u > 1", .bool(true)),
        ("'\\uFFFF' < '\\U00010000'", .bool(true)), ("'e\\u0301' == '\\u00e9'", .bool(false)),
        ("size('e\\u0301\\r\\n')", .int(4)), ("'e\\u0301'.startsWith('e')", .bool(true)),
        ("{'e\\u0301': 1, '\\u00e9': 2}.size()", .int(2)), ("'ab'.contains('')", .bool(true)),
        ("'ab'.endsWith('cab')", .bool(false)), ("[1, 2] + [3] == dyn([1.0, 2.0, 3.0])", .bool(true)),
        ("int('+1')", .int(1)), ("int(-1.9)", .int(-1)), ("uint(3.9)", .uint(3)), ("double('1e3')", .double(1000)),
        ("double('-Infinity')", .double(-.infinity)), ("bool('T')", .bool(true)), ("string(1.0)", .string("1")),
        ("string(duration('-90.5m'))", .string("-5430s")), ("string(1u)", .string("1")),
        ("duration('1h1m1s1ms1us1ns') == duration('3661001001001ns')", .bool(true)),
        ("string(timestamp('2024-02-29T23:59:59.5+01:00'))", .string("2024-02-29T22:59:59.5Z")),
        ("timestamp('2024-02-29T00:00:00Z').getDayOfYear()", .int(59)),
        ("timestamp('2024-03-01T00:00:00Z') - timestamp('2024-02-28T00:00:00Z') == duration('48h')", .bool(true)),
        ("duration('3723.004s').getMilliseconds()", .int(4)), ("duration('90m').getHours()", .int(1)),
        ("int(timestamp('1969-12-31T23:59:59.5Z'))", .int(-1)),
        (
            "type(duration('1s')) == google.protobuf.Duration",
            .bool(true)
        ), ("type(type(1)) == type", .bool(true)), ("[1, 2, 3].map(x, x > 1, x * x)", .list([.int(4), .int(9)])),
        ("{'b': 1, 'a': 2}.map(k, k)", .list([.string("b"), .string("a")])),
        ("timestamp('2026-11-21T23:30:00Z').getHours('+01:00')", .int(0)),
        ("timestamp('2026-11-21T23:30:00Z').getDayOfWeek()", .int(6)),
    ])
    func `an expression is worth what the specification says`(text: String, value: Value) throws {
        let (condition, diagnostics) = Condition.checked(
            Fragment(text), against: Vocabulary(variables: []), expecting: nil, literals: .strict)
        #expect(condition?.value { _ in .null } == value, "\(diagnostics)")
    }

    @Test(arguments: [
        ("9223372036854775807 + 1", "the result of '+' does not fit into int"),
        ("0u - 1u", "the result of '-' does not fit into uint"),
        ("-9223372036854775808 / -1", "the result of '/' does not fit into int"),
        ("-9223372036854775808 % -1", "the result of '%' does not fit into int"),
        ("-(-9223372036854775808)", "the result of '-' does not fit into int"),
        ("1 % 0", "division by zero"), ("[1][1]", "there is no element 1 in a list of 1"),
        ("[1][-1]", "there is no element -1 in a list of 1"),
        ("[5][dyn(0.1)]", "there is no element 0.1 in a list of 1"),
        ("{'a': 1}['b']", "there is no key 'b'"), ("{'a': 1}.b", "there is no key 'b'"),
        ("{1: 1, 1u: 2}", "the key 1u stands twice in the map"),
        ("{1.5: 1}", "a map key is a bool, int, uint or string, not double"),
        ("int('0x1F')", "'0x1F' cannot be read as int"), ("int('1.0')", "'1.0' cannot be read as int"),
        ("int(9223372036854775808.0)", "the int is out of range"), ("uint(-0.5)", "the uint is out of range"),
        ("int(-9223372036854775808.0)", "the int is out of range"),
        ("double('0x1p3')", "'0x1p3' cannot be read as double"),
        ("bool('yes')", "'yes' cannot be read as bool"), ("string(b'\\xff')", "the bytes are not UTF-8 text"),
        ("timestamp('2026-02-30T00:00:00Z')", "'2026-02-30T00:00:00Z' cannot be read as timestamp"),
        ("timestamp('2026-02-03T00:00:60Z')", "'2026-02-03T00:00:60Z' cannot be read as timestamp"),
        ("timestamp('2026-02-03T00:00:00+0100')", "'2026-02-03T00:00:00+0100' cannot be read as timestamp"),
        ("timestamp('0001-01-01T00:00:00+01:00')", "the timestamp is out of range"),
        ("duration('')", "'' cannot be read as duration"), ("duration('1d')", "'1d' cannot be read as duration"),
        ("duration('1 h')", "'1 h' cannot be read as duration"), ("dyn(1) + dyn(1.0)", "'+' cannot add int and double"),
        ("timestamp('2026-01-01T00:00:00Z').getHours('Mars/Base')", "there is no time zone 'Mars/Base'"),
        ("dyn(1).a", "int has no field 'a'"), ("dyn('x') && true", "'&&' needs bool, not string"),
        ("[1, 2].map(x, dyn('a') - x)", "'-' cannot subtract int from string"),
    ])
    func `a failure says what went wrong`(text: String, words: String) throws {
        let (condition, diagnostics) = Condition.checked(
            Fragment(text), against: Vocabulary(variables: []), expecting: nil, literals: .strict)
        guard case .failure(let error) = condition?.value(reading: { _ in .null }) else {
            Issue.record("no failure: \(diagnostics)")
            return
        }
        #expect(error.description == words)
    }

    @Test(arguments: [
        ("x || true", Value.bool(true)), ("f(1) || true", .bool(true)),
        ("'a' + 1", .failure(.noOverload("+", ["string", "int"]))),
    ])
    func `what is not checked fails when it is evaluated`(text: String, value: Value) {
        let (condition, _) = Condition.unchecked(Fragment(text), against: Vocabulary(variables: []))
        #expect(condition?.value { _ in .null } == value)
    }
}
