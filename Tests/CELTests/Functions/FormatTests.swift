import Testing

@testable import CEL

@Suite struct FormatTests {
    @Test(arguments: [
        ("'%s owes %.2f %%'.format([account.name, 4300.5])", "Acme GmbH owes 4300.50 %"),
        (
            "'%s'.format([[1, 2u, 1.5, 'x', null, true, duration('90s'), b'a\\xff\\xfeb']])",
            "[1, 2, 1.5, x, null, true, 90s, a\u{FFFD}b]"
        ),
        ("'%s'.format([{'b': 1, 'a': {2: 'x'}}])", "{a: {2: x}, b: 1}"),
        ("'%s %s'.format([1e21, 1e-7])", "1000000000000000000000 0.0000001"),
        ("'%d %d'.format([-5, 3.25])", "-5 3.25"), ("'%x %X %o %b'.format([-255, 255u, 8, -5])", "-ff FF 10 -101"),
        ("'%x %X'.format(['é', b'\\xff'])", "c3a9 FF"), ("'%b'.format([true])", "1"),
        ("'%.0f %.0f %.0f'.format([0.5, 1.5, 2.5])", "0 2 2"), ("'%.3f'.format([1.2345])", "1.234"),
        ("'%.1f'.format([0.25])", "0.2"), ("'%f'.format([-0.0])", "-0.000000"), ("'%.2f'.format([0.005])", "0.01"),
        ("'%.2f'.format([999.995])", "1000.00"), ("'%e'.format([12345.678])", "1.234568e+04"),
        ("'%.0e'.format([9.5])", "1e+01"), ("'%e'.format([0.0])", "0.000000e+00"),
        ("'%.2e'.format([1e-300])", "1.00e-300"),
        (
            "'%f %e %s %d'.format([double('NaN'), double('Infinity'), double('-Infinity'), double('NaN')])",
            "NaN Infinity -Infinity NaN"
        ),
        ("'%s'.format([type(1)])", "int"),
        ("'%s'.format([timestamp('2026-11-21T09:00:00.5Z')])", "2026-11-21T09:00:00.5Z"),
    ])
    func `values stand in their places`(text: String, words: String) throws {
        #expect(try Condition.sound(text).value() == .string(words))
    }

    @Test(arguments: [
        ("'%a'.format([mrr])", "'%a' is not among %s, %d, %f, %e, %x, %X, %o and %b; a percent sign is '%%'"),
        ("'%'.format([mrr])", "'%' at the end of a format is written '%%'"),
        ("'%d %d'.format([mrr])", "'format' is given 1 values, and the text has more places"),
        ("'%d'.format([mrr, mrr])", "'format' is given 2 values, and the text has places for 1"),
        ("'%d'.format([account.name])", "'%d' does not take string"),
        ("'%.2s'.format([mrr])", "'%s' takes no number of digits"),
        ("'%.f'.format([mrr])", "a number of digits, at most 1000, stands behind '%.'"),
        ("'%.9999f'.format([mrr])", "a number of digits, at most 1000, stands behind '%.'"),
        ("'%s'.format([invoices])", "'%s' does not take list"),
    ])
    func `a failure says what went wrong`(text: String, words: String) throws {
        guard case .failure(let error) = try Condition.sound(text).value() else {
            Issue.record("no failure")
            return
        }
        #expect(error.description == words)
    }
}
