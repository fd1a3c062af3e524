import Diagnostics
import Testing

@testable import CEL

@Suite struct OptionalsTests {
    @Test(arguments: [
        ("account.tags.?plan.orValue('none')", Value.string("gold")),
        ("account.tags.?seats.orValue('none')", .string("none")),
        ("account.tags[?'plan'].hasValue()", .bool(true)), ("invoices[?5].hasValue()", .bool(false)),
        ("invoices[?0].number.orValue('')", .string("INV-1")), ("[mrr, 5].first().orValue(0)", .double(1200)),
        ("[1, 2].last() == optional.of(2)", .bool(true)),
        ("invoices.filter(i, false).first().hasValue()", .bool(false)),
        ("optional.of(1).or(optional.of(1 / (size(invoices) - 2))).value()", .int(1)),
        ("optional.of(1).orValue(1 / (size(invoices) - 2))", .int(1)),
        ("optional.ofNonZeroValue(account.name).hasValue()", .bool(true)),
        ("optional.ofNonZeroValue(0).hasValue()", .bool(false)), ("[?account.tags.?seats, 'x']", .list([.string("x")])),
        ("{?'a': account.tags.?seats, 'b': 1}.size()", .int(1)),
        ("account.tags.?plan.optMap(p, p + '!').orValue('')", .string("gold!")),
        ("account.tags.?plan.optFlatMap(p, account.tags[?p]).hasValue()", .bool(false)),
        ("optional.unwrap([optional.of(1), optional.none()])", .list([.int(1)])),
        ("[optional.of(1), optional.none()].unwrapOpt()", .list([.int(1)])),
        ("has(optional.of(account.tags).plan)", .bool(true)), ("type(optional.none()) == optional_type", .bool(true)),
    ])
    func `an optional holds a value, or none`(text: String, value: Value) throws {
        #expect(try Condition.sound(text).value() == value)
    }

    @Test(arguments: [
        ("nps.?latest.orValue(50)", Value.double(50)), ("health.?score.orValue(0)", .double(48.2)),
        ("health.?score.optMap(s, s > 40).orValue(false)", .bool(true)),
        ("invoices[0].?days_past_due.orValue(7)", .double(7)),
    ])
    func `what is not known can be given another value`(text: String, value: Value) throws {
        let invoice = Invoice("1", daysPastDue: .unknown("days_past_due", because: "no_data"))
        let facts = Facts().with("invoices", .list([.record(invoice)]))
        #expect(try Condition.sound(text).value(given: facts) == value)
    }

    @Test func `the value of an empty optional is a failure`() throws {
        #expect(try Condition.sound("account.tags.?seats.value()").value() == .failure(.emptyOptional))
    }

    @Test(arguments: [
        (
            "[?⟦1⟧]",
            "'[?…]' needs an optional, not int (an optional is written like nps.?latest or optional.of(5))"
        ),
        (
            "⟦mrr⟧.optMap(m, m)",
            "'optMap' needs an optional, not double (an optional is written like nps.?latest or optional.of(5))"
        ),
        ("optional.of(1).optFlatMap(x, ⟦x⟧)", "'optFlatMap' makes an optional of each, not int"),
        ("account.tags.?⟦⟧", "a field name must stand after '.'"),
        (
            "optional.of(1).⟦orValue⟧('a')",
            "'orValue' does not take string (write it like optional(A).orValue(A))"
        ),
    ])
    func `a mistake is told at its place`(text: String, words: String) {
        let marked = Marked(text)
        let (_, diagnostics) = Condition.checked(Fragment(marked.text), against: .sample, expecting: nil)
        #expect(Marked.described(diagnostics) == marked.described([words]))
    }
}
