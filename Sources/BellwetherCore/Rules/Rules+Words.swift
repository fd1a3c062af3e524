import Diagnostics

extension Diagnostic {
    static func unusedThreshold(_ name: String, at place: Place) -> Diagnostic {
        warning(
            "threshold \(Printable.quoted(name)) is never read", at: place,
            help: "a condition reads it as 'threshold.\(Printable.name(name))'")
    }

    static func readsNothing(at place: Place) -> Diagnostic {
        warning(
            "the condition reads nothing of anybody; it is the same for all and for good", at: place,
            help: "name what decides, such as health.score < 60")
    }

    static func thresholdsMustBeMapping(at place: Place) -> Diagnostic {
        error(
            "'thresholds' must be names with a number each", at: place,
            help: "write `thresholds: { floor: 50 }`, or a `default` with `by` and `values`")
    }

    static func thresholdMustBeNumber(_ name: String, at place: Place) -> Diagnostic {
        error(
            "threshold \(Printable.quoted(name)) must be a number, or a mapping with a 'default'", at: place,
            help:
                "write `\(Printable.name(name)): 50`, or `{ by: account.tier, default: 50, values: { Enterprise: 60 } }`"
        )
    }

    static func valuesWithoutField(_ name: String, at place: Place) -> Diagnostic {
        error(
            "threshold \(Printable.quoted(name)) has 'values' but no field to choose among them", at: place,
            help: "name the field: `by: account.tier`")
    }

    static func thresholdField(_ written: String, at place: Place) -> Diagnostic {
        error(
            "'by' must name a field that holds text, not \(Printable.quoted(written))", at: place,
            help: "such as account.tier, account.segment or account.plan")
    }

    static func ownLabel(_ name: String, at place: Place) -> Diagnostic {
        error(
            "label '\(name)' cannot be set by a rule; every alert carries it by itself", at: place,
            help: "choose another name, such as 'team' or 'topic'")
    }

    static func labelName(_ name: String, at place: Place) -> Diagnostic {
        error(
            "label \(Printable.quoted(name)) must be made of letters, digits and '_', and not begin with a digit",
            at: place)
    }

    static func unknownSeverity(_ written: String, at place: Place) -> Diagnostic {
        let known = AlertSeverity.allCases.map(\.rawValue)
        return error(
            "'severity' must be \(Suggestion.alternatives(known)), not \(Printable.quoted(written))", at: place,
            help: Suggestion.nearest(to: written, among: known).map { "did you mean '\($0)'?" })
    }

    static func ruleTwice(_ id: String, at place: Place, first: Place) -> Diagnostic {
        error(
            "alert \(Printable.quoted(id)) is defined twice", at: place,
            note: "the other stands at \(first); alerts are remembered by this id")
    }

    static func takenOldID(_ id: String, by rule: String, at place: Place) -> Diagnostic {
        error(
            "'was' of '\(rule)' names \(Printable.quoted(id)), which is a rule of its own", at: place,
            note: "an id stands for one rule for good")
    }
}
