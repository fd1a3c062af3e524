import Testing

@testable import CEL

@Suite struct MathematicsTests {
    @Test(arguments: [
        ("math.greatest(mrr, 5, 3000)", Value.double(3000)), ("math.least(-5)", .int(-5)),
        ("math.greatest([3, 9, 4])", .int(9)),
        ("math.least(1, 2, 3) + 1", .int(2)), ("math.greatest(dyn(1), 1u)", .int(1)),
        ("math.least(1, dyn(0.5), 3u)", .double(0.5)),
        ("math.ceil(1.2) + math.floor(-1.2)", .double(0)), ("math.round(-2.5)", .double(-3)),
        ("math.trunc(-1.9)", .double(-1)),
        ("math.round(5)", .double(5)), ("math.abs(-5)", .int(5)), ("math.sign(-0.5)", .double(-1)),
        ("math.sqrt(9)", .double(3)),
        ("math.isNaN(0.0 / 0.0) && math.isInf(1.0 / 0.0) && math.isFinite(mrr)", .bool(true)),
        ("math.bitAnd(6, 3)", .int(2)), ("math.bitOr(6u, 3u)", .uint(7)), ("math.bitXor(6, -1)", .int(-7)),
        ("math.bitNot(0u)", .uint(.max)), ("math.bitShiftLeft(1, 63)", .int(.min)),
        ("math.bitShiftLeft(1, 64)", .int(0)),
        ("math.bitShiftRight(-1024, 3)", .int(2_305_843_009_213_693_824)), ("math.bitShiftRight(8u, 2)", .uint(2)),
    ])
    func `a number is worked out`(text: String, value: Value) throws {
        #expect(try Condition.sound(text).value() == value)
    }

    @Test(arguments: [
        ("math.greatest(mrr, dyn('a'))", "'math.greatest' does not take string"),
        (
            "math.greatest(invoices.map(i, i.days_past_due).filter(d, d < 0))",
            "'math.greatest' takes one value at least"
        ),
        ("math.least(mrr, dyn(0.0) / 0.0)", "'math.least' cannot order what is not a number"),
        ("math.abs(size(invoices) - 9223372036854775807 - 3)", "the result of 'math.abs' does not fit into int"),
        ("math.bitShiftLeft(1, size(invoices) - 3)", "the number of places to shift by is out of range"),
    ])
    func `a failure says what went wrong`(text: String, words: String) throws {
        guard case .failure(let error) = try Condition.sound(text).value() else {
            Issue.record("no failure")
            return
        }
        #expect(error.description == words)
    }
}
