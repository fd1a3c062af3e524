import Diagnostics
import Testing

@testable import CEL

@Suite struct CheckerTests {
    private static let mistakes: [(String, [String])] = [
        ("⟦days_sinc⟧(account.since) > 5", ["unknown function 'days_sinc' (did you mean 'days_since'?)"]),
        (
            "⟦health.scor⟧ < 60 && ⟦helth.band⟧ == 'poor'",
            [
                "unknown name 'health.scor' (did you mean 'health.score'?)",
                "unknown name 'helth.band' (did you mean 'health.band'?)",
            ]
        ),
        ("account.tier ⟦<⟧ 5", ["'<' cannot compare string with int (a number stands without quotes)"]),
        ("account.tier ⟦==⟧ 5.0", ["'==' cannot compare string with double (a number stands without quotes)"]),
        ("health.score ⟦<⟧ '60'", ["'<' cannot compare double with string (a number stands without quotes)"]),
        (
            "account.since ⟦<⟧ '2026-01-01'",
            [
                "'<' cannot compare timestamp with string "
                    + "(write a point in time as timestamp('2026-01-31T00:00:00Z'))"
            ]
        ),
        (
            "in_band_for('red') ⟦>⟧ '2h'",
            [
                "'>' cannot compare duration with string (write a duration as duration('36h'))"
            ]
        ),
        ("mrr ⟦+⟧ size(invoices) > 5", ["'+' cannot add double and int (convert the other side with double(…))"]),
        ("mrr ⟦%⟧ 2 == 0", ["'%' cannot divide double by int (convert the other side with double(…))"]),
        ("⟦-⟧account.name == ''", ["'-' cannot negate string"]),
        ("⟦!⟧mrr", ["'!' needs bool, not double"]),
        ("⟦mrr⟧ && true", ["'&&' needs bool, not double"]),
        ("true || ⟦'yes'⟧", ["'||' needs bool, not string"]),
        ("⟦mrr⟧ ? true : false", ["'? :' needs a bool before the '?', not double"]),
        ("⟦(true ? 1 : 'a')⟧ == 1", ["both sides of ':' have one type, not int and string"]),
        ("'a' ⟦in⟧ mrr", ["'in' cannot look for string in double"]),
        ("mrr ⟦in⟧ ['a']", ["'in' cannot look for double in list(string)"]),
        ("invoices⟦['a']⟧.disputed", ["'[]' cannot look up string in list(invoice)"]),
        (
            "account.name.⟦startsWith⟧(5)",
            [
                "'startsWith' does not take int (write it like string.startsWith(string))"
            ]
        ),
        (
            "⟦startsWith⟧(account.name, 'A')",
            [
                "'startsWith' is not called like this (write it like string.startsWith(string))"
            ]
        ),
        (
            "account.name.matches(⟦'A(B'⟧)",
            ["this can never be evaluated; the pattern cannot be read; missing ): A(B"]
        ),
        (
            "⟦ip⟧('10.0.0.1') == dyn(0)",
            [
                "the function 'ip' is not part of this language (there are no network addresses here; compare them as texts)"
            ]
        ),
        (
            "⟦cel.block⟧([1], true)",
            [
                "the function 'cel.block' is not part of this language (it is for programs that rewrite conditions; "
                    + "give a value a name with cel.bind(name, value, condition))"
            ]
        ),
        ("⟦math.abss⟧(mrr) > 5", ["unknown function 'math.abss' (did you mean 'math.abs'?)"]),
        (
            "account.since.getHours(⟦'Mars/Base'⟧) > 5",
            [
                "this can never be evaluated; there is no time zone 'Mars/Base'"
            ]
        ),
        ("math.greatest(mrr, ⟦accont.tier⟧) > 5", ["unknown name 'accont.tier' (did you mean 'account.tier'?)"]),
        ("account.tier.⟦name⟧ == ''", ["'account.tier' is string and has no field 'name'"]),
        (
            "invoices.exists(i, i.⟦days_past_du⟧ > 30)",
            [
                "invoice has no field 'days_past_du' (did you mean 'days_past_due'?)"
            ]
        ),
        (
            "invoices.exists(i, i.⟦total⟧ > 30.0)",
            [
                "invoice has no field 'total' (its fields are 'days_past_due', 'disputed', 'due_at' and 'number')"
            ]
        ),
        ("⟦mrr⟧.exists(i, i > 30)", ["only a list or a map has elements to go through, not double"]),
        ("invoices.exists(i, ⟦i.number⟧)", ["'exists' needs bool, not string"]),
        ("⟦mrr⟧", ["a condition is true or false (bool), not double (compare it with something, such as < 60)"]),
        ("has(⟦5⟧)", ["'has' takes a field, not a value (write it like has(nps.latest))"]),
        ("⟦1 / 0⟧ > size(invoices)", ["this can never be evaluated; division by zero"]),
        (
            "in_band_for('red') > ⟦duration('2d')⟧",
            [
                "this can never be evaluated; '2d' cannot be read as duration"
            ]
        ),
        ("⟦unknown.a⟧ > ⟦unknown.b⟧", ["unknown name 'unknown.a'", "unknown name 'unknown.b'"]),
    ]

    @Test(arguments: mistakes)
    func `a mistake is told at its place, in the writer's words`(text: String, words: [String]) {
        let marked = Marked(text)
        let (condition, diagnostics) = Condition.checked(Fragment(marked.text), against: .sample)
        #expect(condition == nil)
        #expect(Marked.described(diagnostics) == marked.described(words))
    }

    private static let fieldFunctionMistakes: [(String, [String])] = [
        ("⟦ago(health.score)⟧ > 5", ["'ago' takes 2 arguments, not 1 (write it like ago(health.score, '30d'))"]),
        (
            "ago(⟦health.score + 1⟧, '30d') > 5",
            [
                "'ago' takes a field, not a value (write it like ago(health.score, '30d'))"
            ]
        ),
        ("ago(⟦health.scor⟧, '30d') > 5", ["unknown name 'health.scor' (did you mean 'health.score'?)"]),
        ("ago(⟦account.tier⟧, '30d') > 5", ["'ago' takes a double field; 'account.tier' is string"]),
        (
            "ago(health.score, ⟦30⟧) > 5",
            [
                "'ago' takes a text in quotes here (write it like ago(health.score, '30d'))"
            ]
        ),
        (
            "ago(health.score, ⟦account.tier⟧) > 5",
            [
                "'ago' takes a text in quotes here (write it like ago(health.score, '30d'))"
            ]
        ),
        ("ago(health.score, ⟦'a month'⟧) > 5", ["'ago' takes a duration such as '30d'"]),
        (
            "invoices.all(i, ago(⟦i.days_past_due⟧, '30d') > 5)",
            [
                "'ago' takes a field, not a value (write it like ago(health.score, '30d'))"
            ]
        ),
    ]

    @Test(arguments: fieldFunctionMistakes)
    func `what a field function cannot take is told`(text: String, words: [String]) {
        let marked = Marked(text)
        let (_, diagnostics) = Condition.checked(Fragment(marked.text), against: .sample)
        #expect(Marked.described(diagnostics) == marked.described(words))
    }

    @Test func `a field function becomes one reference, however it is spaced and quoted`() throws {
        let condition = try Condition.sound(
            "ago(health.score,\"30d\") > health.score || ago( health.score, '30d' ) < 5")
        #expect(condition.references.map(\.name) == ["ago(health.score, '30d')", "health.score"])
        #expect(condition.references[0].unit == "score")
        guard case .function("ago", of: let fields, with: let literals) = condition.references[0].origin else {
            Issue.record("the reference does not say where it comes from")
            return
        }
        #expect(fields.map(\.name) == ["health.score"])
        #expect(literals == [.string("30d")])
    }

    @Test(arguments: [
        "health.score < 60", "60 > health.score", "health.score == 60", "health.score != -60",
        "threshold.floor + 5 > 1",
        "5 - 2 * mrr < 1.5", "mrr * (1 / 2) == 600", "health.score in [48, 49]", "(true ? mrr : 0) > 1",
        "[mrr, 0, 5][0] > 1", "{'a': mrr, 'b': 1}.a > 1", "invoices.exists(i, i.days_past_due == 45)",
        "invoices.map(i, i.days_past_due + 1).exists(d, d == 4)", "-(5) + mrr > 0", "[mrr] == [1200]",
        "health.score < (mrr > 5 ? 60 : 50)",
    ])
    func `an int literal beside a double is a double in rule files`(text: String) throws {
        _ = try Condition.sound(text, expecting: .bool)
        let (strict, _) = Condition.checked(Fragment(text), against: .sample, literals: .strict)
        let isSoundAnyway = [
            "health.score < 60", "60 > health.score", "health.score < (mrr > 5 ? 60 : 50)", "[mrr, 0, 5][0] > 1",
            "{'a': mrr, 'b': 1}.a > 1",
        ]
        #expect((strict != nil) == isSoundAnyway.contains(text))
    }

    @Test func `half of one is a half beside a double`() throws {
        #expect(try Condition.sound("mrr * (1 / 2)").value() == .double(600))
        #expect(try Condition.sound("1 / 2").value() == .int(0))
    }

    @Test func `a whole number is taken where a double is expected`() throws {
        #expect(try Condition.sound("60", expecting: .double).value() == .double(60))
    }

    @Test(arguments: [
        ("[]", "list(dyn)"), ("[1, 'a']", "list(dyn)"), ("[[], [1]]", "list(list(int))"), ("{}", "map(dyn, dyn)"),
        ("{'a': [mrr]}", "map(string, list(double))"), ("type(1)", "type(int)"), ("invoices[0]", "invoice"),
        ("invoices.map(i, i.number)", "list(string)"), ("account.since - account.since", "duration"),
        ("dyn(1) + 2", "int"), ("invoices.filter(i, i.disputed)", "list(invoice)"),
        ("{'a': 1}.map(k, k)", "list(string)"), ("true ? dyn(1) : 'a'", "dyn"), ("[dyn(1), 2]", "list(dyn)"),
    ])
    func `a type is found out`(text: String, type: String) throws {
        #expect(try Condition.sound(text).type.description == type)
    }
}
