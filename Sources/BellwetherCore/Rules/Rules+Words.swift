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

    // MARK: Levels

    static func unknownLevel(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        error(
            "a level must be \(Suggestion.alternatives(known)), not \(Printable.quoted(name))", at: place,
            help: Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
                ?? "levels are severities; their alerts carry them as label")
    }

    static func noLevels(at place: Place) -> Diagnostic {
        error(
            "'levels' must name at least one level", at: place,
            help: "write `warning: { thresholds: { … } }` and so on, or take 'levels' away")
    }

    static func severityBesideLevels(at place: Place) -> Diagnostic {
        error(
            "label 'severity' cannot be set by a rule with 'levels'; each level is one", at: place,
            help: "take the label away")
    }

    static func unusedCondition(at place: Place) -> Diagnostic {
        warning(
            "'when' is never read; every level has a condition of its own", at: place,
            help: "take it away, or let a level go without its own")
    }

    static func levelWithoutCondition(_ level: AlertSeverity, at place: Place) -> Diagnostic {
        error(
            "level '\(level.rawValue)' has no condition", at: place,
            help: "give it a 'when', or give the rule one that all levels share")
    }

    static func levelLacksThreshold(_ level: AlertSeverity, _ name: String, at place: Place) -> Diagnostic {
        error(
            "level '\(level.rawValue)' has no threshold \(Printable.quoted(name)), which its condition reads",
            at: place, help: "give it one under 'thresholds', here or for the whole rule")
    }

    // MARK: Exceptions

    static func unknownRule(
        _ name: String, among rules: [Rule], written: Set<String>, at place: Place
    ) -> Diagnostic {
        if let rule = rules.first(where: { $0.was.contains(name) }) {
            return error(
                "there is no rule \(Printable.quoted(name)) any more", at: place, help: "it is '\(rule.id)' now")
        }
        return error(
            "there is no rule \(Printable.quoted(name)) to make an exception from", at: place,
            help: Suggestion.help(for: name, among: written, naming: "rules"))
    }

    static func unknownThreshold(
        _ name: String, of rule: Rule, among known: Set<String>, at place: Place
    ) -> Diagnostic {
        error(
            "'\(rule.id)' has no threshold \(Printable.quoted(name))", at: place,
            help: Suggestion.help(for: name, among: known, naming: "its thresholds"))
    }

    static func overriddenLevel(_ level: AlertSeverity, of rule: Rule, at place: Place) -> Diagnostic {
        let known = rule.levels.map(\.severity.rawValue)
        return error(
            "'\(rule.id)' has no level '\(level.rawValue)'", at: place,
            help: known.isEmpty ? "take 'level' away" : "its levels are \(Suggestion.inProse(known))")
    }

    static func overrideTarget(at place: Place) -> Diagnostic {
        error(
            "an exception must be for one 'account', 'tier', 'segment' or 'group'", at: place,
            help: "write `account: acme` with the id that its source gives it")
    }

    static func overrideOutOfScope(_ layer: ThresholdOverride.Layer, of rule: Rule, at place: Place) -> Diagnostic {
        let fitting = ThresholdOverride.Layer.allCases.filter(rule.target.layers.contains).map(\.rawValue)
        return error(
            "'\(rule.id)' goes over each \(rule.target.rawValue) and cannot be different for one '\(layer.rawValue)'",
            at: place, help: "an exception from it is for one \(Suggestion.alternatives(fitting))")
    }

    static func overriddenTwice(_ override: ThresholdOverride, first: Place) -> Diagnostic {
        error(
            "'\(Printable.name(override.threshold))' has an exception for \(override.layer.rawValue) "
                + "\(Printable.quoted(override.key)) already", at: override.place, note: "the other stands at \(first)")
    }
}
