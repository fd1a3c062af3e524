import BellwetherCore
import Diagnostics

extension Diagnostic {
    static func scenarioWithoutAccounts(at place: Place) -> Diagnostic {
        error(
            "a scenario must name its accounts", at: place,
            help: "write `accounts: { acme: { tier: Enterprise, owner: kim } }`")
    }

    static func scenarioWithoutDays(at place: Place) -> Diagnostic {
        error("a scenario must have days", at: place, help: "write `days: [{ on: 2026-03-02, … }]`")
    }

    static func stepOutOfOrder(at place: Place) -> Diagnostic {
        error("days must stand in the order of time, each moment once", at: place)
    }

    static func mustBeMapping(_ name: String, at place: Place) -> Diagnostic {
        error("\(name.contains(" ") ? name : "'\(name)'") must be a mapping", at: place)
    }

    static func noSuchAccount(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        error(
            "account \(Printable.quoted(name)) is not in this scenario", at: place,
            help: Suggestion.help(for: name, among: known, naming: "its accounts"))
    }

    static func cannotBeGiven(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        let isTold = ["forecast.", "contract.", "invoice.", "threshold.", "health."].contains(where: name.hasPrefix)
        let told = isTold ? "it is told from facts and rules; give those" : nil
        return error(
            "\(Printable.quoted(name)) cannot be given in a scenario; metrics, 'health.score' and fields of the account can",
            at: place, help: Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" } ?? told)
    }

    static func givenNumber(_ name: String, _ written: String?, at place: Place) -> Diagnostic {
        let not = written.map { ", not \(Printable.quoted($0))" } ?? ""
        return error("'\(name)' must be given a number\(not)", at: place, help: "or nothing, for an absent one: `null`")
    }

    static func noSuchRule(_ name: String, among rules: Set<String>, at place: Place) -> Diagnostic {
        error(
            "there is no rule \(Printable.quoted(name))", at: place,
            help: Suggestion.help(for: name, among: rules, naming: "rules"))
    }

    static func stateOfWhom(_ rule: Rule, among accounts: [String], at place: Place) -> Diagnostic {
        let scope = rule.target.groupScope?.rawValue
        let example = scope == "owner" ? "kim" : scope.map { "the-\($0)" } ?? accounts.first ?? "acme"
        return error(
            "the state of '\(rule.id)' must be given by \(scope ?? "account")", at: place,
            help: "write `\(rule.id): { \(example): firing }`")
    }

    static func unknownState(_ written: String, at place: Place) -> Diagnostic {
        let known = Scenario.State.allCases.map(\.rawValue)
        return error(
            "an alert cannot be expected to be \(Printable.quoted(written))", at: place,
            help: Suggestion.nearest(to: written, among: known).map { "did you mean '\($0)'?" }
                ?? "it is \(Suggestion.alternatives(known))")
    }

    static func noSuchReceiver(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        error(
            "receiver \(Printable.quoted(name)) is not defined", at: place,
            help: Suggestion.help(for: name, among: known, naming: "receivers"))
    }

    static func noSuchZone(_ name: String, at place: Place) -> Diagnostic {
        error("\(Printable.quoted(name)) is not a time zone of this system", at: place, help: "such as Europe/Berlin")
    }

    static func noSuchKind(_ name: String, at place: Place) -> Diagnostic {
        error(
            "there is no kind of fact \(Printable.quoted(name))", at: place,
            help: Suggestion.nearest(to: name, among: FactKind.all.map(\.name)).map { "did you mean '\($0)'?" }
                ?? "`bellwether describe facts` lists them")
    }

    static func noSuchField(_ name: String, of kind: FactKind, at place: Place) -> Diagnostic {
        error(
            "\(kind.name) has no field \(Printable.quoted(name))", at: place,
            help: Suggestion.nearest(to: name, among: kind.fields.map(\.name)).map { "did you mean '\($0)'?" }
                ?? "`bellwether describe \(kind.name)` lists its fields")
    }

    static func fieldMissing(_ name: String, of kind: FactKind, at place: Place) -> Diagnostic {
        error("'\(name)' of \(kind.name) must be given", at: place)
    }

    static func mustBeRows(_ kind: FactKind, at place: Place) -> Diagnostic {
        error("facts of kind '\(kind.name)' must be a list of mappings", at: place)
    }

    static func factOfWhom(among accounts: [String], at place: Place) -> Diagnostic {
        error(
            "a fact must say whose it is", at: place, help: "write `account: \(accounts.first ?? "acme")` into the row")
    }

    static func wrongFact(_ field: FactField, _ written: String?, at place: Place) -> Diagnostic {
        let wanted =
            switch field.form {
            case .text: "a text"
            case .day: "a day such as 2026-03-02"
            case .moment: "a time such as 2026-03-02 09:30"
            case .money, .rate: "an amount such as 4300 or 12.50"
            case .count: "a whole number"
            case .number: "a number"
            case .flag: "true or false"
            case .choice(let choices): Suggestion.alternatives(choices)
            }
        return error(
            "'\(field.name)' must be \(wanted)\(written.map { ", not \(Printable.quoted($0))" } ?? "")", at: place)
    }
}
