import BellwetherCore
import Diagnostics

extension Diagnostic {
    static func noFacts(at place: Place) -> Diagnostic {
        error("a source must say which facts it holds", at: place, help: "add `facts:` with the columns of each fact")
    }

    static func unknownFact(_ name: String, at place: Place) -> Diagnostic {
        let known = FactKind.all.map(\.name)
        let close = Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
        return error(
            "'\(Printable.name(name))' is not a kind of fact", at: place,
            help: close ?? "facts are \(Suggestion.inProse(known))")
    }

    static func unknownField(_ name: String, of kind: FactKind, allowed: [String], at place: Place) -> Diagnostic {
        let close = Suggestion.nearest(to: name, among: allowed).map { "did you mean '\($0)'?" }
        return error(
            "'\(kind.name)' has no field '\(Printable.name(name))'", at: place,
            help: close ?? "`bellwether describe \(kind.name)` lists its fields")
    }

    static func unmappedField(_ field: FactField, of kind: FactKind, at place: Place) -> Diagnostic {
        let term = kind.term.flatMap { $0.end == field.name ? $0 : nil }
        let orTerm = term.map { "; or name columns for '\($0.start)' and '\($0.months)', from which it follows" } ?? ""
        return error(
            "'\(kind.name)' needs a column for '\(field.name)'", at: place,
            help: "name it under `columns:`, or give it a value under `constants:`" + orTerm)
    }

    static func noDay(_ name: String, of kind: FactKind, at place: Place) -> Diagnostic {
        let days = kind.fields.filter { [.day, .moment].contains($0.form) }.map(\.name)
        return error(
            "'as_of' must name a day or a moment of '\(kind.name)'; '\(Printable.name(name))' is none", at: place,
            help: days.isEmpty ? "it has none" : "it has \(Suggestion.inProse(days))")
    }

    static func minorUnitsOfNoCurrency(_ name: String, at place: Place) -> Diagnostic {
        error(
            "'minor_units' goes by currency; '\(Printable.name(name))' is not a currency code such as ISK", at: place)
    }

    static func minorUnitsOfNothing(such fields: [String], of kind: FactKind, at place: Place) -> Diagnostic {
        error(
            "'minor_units' needs an amount of '\(kind.name)' that is mapped in minor units", at: place,
            help: fields.first.map { "map one, such as '\($0)', or take 'minor_units' away" }
                ?? "take it away; '\(kind.name)' has no amounts")
    }

    static func minorUnitsWithoutCurrency(at place: Place) -> Diagnostic {
        error(
            "'minor_units' needs a column for 'currency'", at: place,
            note: "by it a row says in which currency's units its amounts are",
            help: "name it under `columns:`, or give it a value under `constants:`")
    }

    static func unmappedAccount(of kind: FactKind, at place: Place) -> Diagnostic {
        error(
            "'\(kind.name)' needs a column for 'account_id'", at: place, note: "it says which account a row is about")
    }

    static func unmappedKey(of kind: FactKind, at place: Place) -> Diagnostic {
        error(
            "'\(kind.name)' needs a column for 'id'", at: place,
            note: "a row that comes again must be known as the same row",
            help: "where there is no id, name the columns that together tell rows apart: `key: [a, b]`")
    }

    static func invoiceWithoutStatus(at place: Place) -> Diagnostic {
        warning(
            "invoices are mapped without 'status'", at: place,
            note: "drafts and void invoices would count as owed", help: "map 'status' if the source has it")
    }

    static func joinsWithoutAccounts(at place: Place) -> Diagnostic {
        error(
            "a source that joins needs `account` among its facts", at: place,
            note: "its rows say by which ids and domains its accounts are known")
    }

    static func joinsNobody(_ name: String, joining: [String], at place: Place) -> Diagnostic {
        let known = Suggestion.nearest(to: name, among: joining).map { "did you mean '\($0)'?" }
        return error(
            "'joins' must be true, or a source that joins; '\(Printable.name(name))' is none", at: place,
            help: known
                ?? (joining.isEmpty
                    ? "true where the accounts of this source are those of others"
                    : "sources that join are \(Suggestion.inProse(joining))"))
    }

    static func sourceNamedTwice(_ name: String, at place: Place) -> Diagnostic {
        error("two sources are called '\(name)'; a source's name must be its own", at: place)
    }

    static func oneKindOfSource(among kinds: [String], at place: Place) -> Diagnostic {
        error(
            "a source must be of one kind; \(kinds.count == 1 ? "the kind is" : "kinds are") \(Suggestion.inProse(kinds))",
            at: place)
    }

    static func sameSeparators(at place: Place) -> Diagnostic {
        error("'thousands' and 'decimal' must differ", at: place)
    }
}
