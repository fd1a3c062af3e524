import Diagnostics
import Testing

@testable import CEL

@Suite struct MacroTests {
    @Test(arguments: [
        ("['a', 'b'].all(i, v, i < 2 && v != '')", Value.bool(true)),
        ("{'a': 1}.exists(k, v, k == 'a' && v == 1)", .bool(true)),
        ("[3, 3].existsOne(i, v, i == v - 2)", .bool(true)), ("[3].exists_one(i, v, v == 3)", .bool(true)),
        ("[2, 4].transformList(i, v, v * 10 + i)", .list([.int(20), .int(41)])),
        ("[2, 4].transformList(i, v, v > 2, i)", .list([.int(1)])),
        ("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 2) == {'b': 4}", .bool(true)),
        ("{'a': 'x'}.transformMapEntry(k, v, {v: k}) == {'x': 'a'}", .bool(true)),
        ("cel.bind(x, 2, x * x)", .int(4)), ("cel.bind(x, 1 / (size(invoices) - 2), true || x > 0)", .bool(true)),
        ("cel.bind(x, cel.bind(x, 3, x + 1), x)", .int(4)),
        (
            "cel.bind(late, invoices.filter(i, i.days_past_due > 30), late.size() == 1 && late[0].number == 'INV-2')",
            .bool(true)
        ),
    ])
    func `a macro is worth what the specification says`(text: String, value: Value) throws {
        #expect(try Condition.sound(text).value() == value)
    }

    @Test(arguments: [
        ("{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", EvaluationError.repeatedKey("1")),
        ("[0, 1].transformList(i, v, 1 / v)", .divisionByZero), ("[0].exists_one(i, v, 1 / v > 0)", .divisionByZero),
    ])
    func `a failure in a macro is its failure`(text: String, error: EvaluationError) throws {
        #expect(try Condition.sound(text + " == dyn(0)").value() == .failure(error))
    }

    @Test(arguments: [
        ("[1].all(i, ⟦i⟧, true)", "'all' takes two different names, not 'i' twice"),
        (
            "cel.bind(⟦1⟧, 2, 3)",
            "'cel.bind' first takes a plain name (write it like cel.bind(i, …), and use i in what follows)"
        ),
        ("{}.transformMapEntry(k, v, ⟦1⟧)", "'transformMapEntry' makes a map of each, not int"),
    ])
    func `a mistake is told at its place`(text: String, words: String) {
        let marked = Marked(text)
        let (_, diagnostics) = Condition.checked(Fragment(marked.text), against: .sample, expecting: nil)
        #expect(Marked.described(diagnostics) == marked.described([words]))
    }

    /// What doubles with each step, and takes no macro to do it.
    @Test(arguments: [
        ("'0123456789'", "x + x", ".size()"), ("[1, 2]", "x + x", ".size()"), ("[1, 2]", "[x, x]", " == x"),
    ])
    func `what grows and grows is given up`(seed: String, step: String, use: String) {
        var text = "x" + use
        for _ in 0..<60 { text = "cel.bind(x, \(step), \(text))" }
        let (condition, diagnostics) = Condition.checked(
            Fragment("cel.bind(x, \(seed), \(text))"), against: .sample, expecting: nil)
        #expect(condition?.value { _ in .null } == .failure(.tooMuchWork), "\(diagnostics)")
    }
}
