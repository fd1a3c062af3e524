import Diagnostics
import Testing

@testable import CEL

@Suite struct AbsenceTests {
    private static let absent: Truth = .unknown([Unknown("nps.latest", because: "no_data")])

    @Test(arguments: [
        ("nps.latest < 0", absent), ("true || nps.latest < 0", .holds), ("nps.latest < 0 || true", .holds),
        ("false || nps.latest < 0", absent), ("nps.latest < 0 && false", .doesNotHold),
        ("nps.latest < 0 && true", absent), ("!(nps.latest < 0)", absent), ("has(nps.latest)", .doesNotHold),
        ("has(health.score)", .holds), ("has(mrr)", .holds), ("has(ago(health.score, '30d'))", .holds),
        ("nps.latest < 0 ? true : true", absent), ("false ? nps.latest < 0 : true", .holds),
        ("[1.0, 2.0].exists(x, x > nps.latest)", absent), ("[1.0].map(x, x + nps.latest).size() == 1", absent),
        ("has(nps.latest) && nps.latest < 0", .doesNotHold), ("nps.latest in [1.0]", absent),
        ("has(account.tags.plan) && !has(account.tags.seats)", .holds), ("nps.latest == nps.latest", absent),
    ])
    func `an absence is absorbed by what decides, and passed on by all else`(text: String, truth: Truth) throws {
        #expect(try Condition.sound(text, expecting: .bool).truth() == truth)
    }

    @Test(arguments: [
        ("1 / size(account.name) > 5 || true", Truth.holds), ("1 / (size(invoices) - 2) > 0 && false", .doesNotHold),
        ("[0, 1].exists(x, 1 / x > 0)", .holds), ("[0, 1].all(x, 1 / x > 5)", .doesNotHold),
    ])
    func `a failure is absorbed by what decides`(text: String, truth: Truth) throws {
        #expect(try Condition.sound(text, expecting: .bool).truth() == truth)
    }

    @Test func `a failure that nothing absorbs is unknown, with what went wrong`() throws {
        let condition = try Condition.sound("1 / (size(invoices) - 2) > 0")
        #expect(condition.truth() == .unknown([Unknown(condition.source.text, because: "division by zero")]))
    }

    @Test(arguments: [
        "nps.latest > 0 && 1 / (size(invoices) - 2) > 0", "1 / (size(invoices) - 2) > 0 && nps.latest > 0",
    ])
    func `an absence outweighs a failure`(text: String) throws {
        #expect(try Condition.sound(text).truth() == Self.absent)
    }

    @Test func `every absence is named once`() throws {
        let facts = Facts().with("mrr", .unknown("mrr", because: "stale"))
        let condition = try Condition.sound("nps.latest > 0 || mrr > 5 || nps.latest + mrr < 0")
        #expect(
            condition.truth(given: facts)
                == .unknown([Unknown("nps.latest", because: "no_data"), Unknown("mrr", because: "stale")]))
    }

    @Test(arguments: [
        ("invoices.exists(i, i.days_past_due > 30)", Truth.holds),
        ("invoices.all(i, i.days_past_due > 30)", .doesNotHold),
        ("invoices.exists(i, i.days_past_due > 50)", .unknown([Unknown("days_past_due", because: "no_data")])),
        ("invoices.filter(i, has(i.days_past_due)).size() == 2", .holds),
        ("invoices.exists(i, days_since(i.due_at) > 9)", .holds),
    ])
    func `a fact may lack a field`(text: String, truth: Truth) throws {
        let facts = Facts().with(
            "invoices",
            .list([
                .record(Invoice("1", daysPastDue: .unknown("days_past_due", because: "no_data"))),
                .record(Invoice("2", daysPastDue: .double(45))), .record(Invoice("3", daysPastDue: .double(3))),
            ]))
        #expect(try Condition.sound(text).truth(given: facts) == truth)
    }

    @Test func `macros within macros do not go on for ever`() throws {
        let numbers = Value.list((0..<2_000).map { .double(Double($0)) })
        let vocabulary = Vocabulary(variables: [Variable("n", .list(.double))])
        let (condition, _) = Condition.checked(
            Fragment("n.all(x, n.all(y, n.all(z, true)))"), against: vocabulary)
        #expect(condition?.value { _ in numbers } == .failure(.tooMuchWork))
    }
}
