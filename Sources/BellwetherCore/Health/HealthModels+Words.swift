import Diagnostics

/// What is said about health models that do not work.
extension Diagnostic {
    static func secondListOfModels(at place: Place, after first: Place) -> Diagnostic {
        error(
            "'health_models' must stand in one file; they already stand in \(first.file)", at: place,
            note: "models are tried in order, and files have none", help: "move these models there")
    }

    static func noModels(at place: Place) -> Diagnostic {
        error("'health_models' must have at least one model", at: place)
    }

    static func repeated(_ noun: String, _ name: String, at place: Place) -> Diagnostic {
        error("\(noun) '\(name)' is already defined; names must be unique", at: place)
    }

    static func lastModelApplies(called name: String?, at place: Place) -> Diagnostic {
        error(
            "\(model(name)) must not have 'applies_to'; it is the last one and takes everybody left", at: place,
            help: "take the condition away, or add a model without one behind it")
    }

    static func modelTakesEverybody(called name: String?, at place: Place) -> Diagnostic {
        error(
            "\(model(name)) must have 'applies_to'; it takes everybody, and the models behind it are never used",
            at: place, help: "only the last model leaves the condition out")
    }

    static func noMeasures(in name: String?, at place: Place) -> Diagnostic {
        error("\(model(name)) must have 'measures'", at: place)
    }

    static func noBands(at place: Place) -> Diagnostic {
        error(
            "'bands' must be given", at: place, help: "bands can be shared: `bands: &bands` once, then `bands: *bands`")
    }

    static func empty(_ key: String, at place: Place) -> Diagnostic { error("'\(key)' must not be empty", at: place) }

    static func unknownMetric(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        error(
            "metric \(Printable.quoted(name)) is not defined", at: place,
            help: Suggestion.help(for: name, among: known, naming: "metrics"))
    }

    static func hasNoAge(_ metric: String, others: [String], at place: Place) -> Diagnostic {
        error(
            "'max_age' has no meaning for '\(metric)'; it counts facts in a window of its own", at: place,
            help: "'max_age' is for \(Suggestion.inProse(others))")
    }

    static func differingAges(_ metric: String, _ days: Int, at place: Place) -> Diagnostic {
        error(
            "'max_age' of '\(metric)' must be the same in every model; it is \(days)d above", at: place,
            note: "a metric means one number wherever it is named")
    }

    static func notOneGrading(of measure: String, given ways: [String], at place: Place) -> Diagnostic {
        let found = ways.isEmpty ? "it has none" : "it has \(Suggestion.inProse(ways))"
        return error(
            "measure \(Printable.quoted(measure)) must have one of 'linear', 'tiers' and 'map'; \(found)", at: place)
    }

    static func linearWithoutLength(_ value: Double, at place: Place) -> Diagnostic {
        error("'zero_at' and 'full_at' must differ; both are \(value.written)", at: place)
    }

    static func reversedLinear(_ metric: Metric, at place: Place) -> Diagnostic {
        let isBetter = metric.direction == .higherIsBetter ? "higher" : "lower"
        let order = metric.direction == .higherIsBetter ? "below" : "above"
        return error(
            "'zero_at' must be \(order) 'full_at' for '\(metric.name)'; \(isBetter) is better", at: place,
            help: "swap the two")
    }

    static func unreachableTier(_ from: Double, after before: Double, at place: Place) -> Diagnostic {
        error(
            "the tier from \(from.written) is never reached; it must start above \(before.written), where the one before starts",
            at: place)
    }

    static func mapKeyIsNoNumber(_ key: String, at place: Place) -> Diagnostic {
        error("a key of 'map' must be a number, not \(Printable.quoted(key))", at: place)
    }

    static func bandUnknown(at place: Place) -> Diagnostic {
        error("a band must not be called 'unknown'; that is what accounts without a score are in", at: place)
    }

    static func firstBandStartsAbove(_ tenths: Int, at place: Place) -> Diagnostic {
        let from = (Double(tenths) / 10).written
        return error("the first band must start at 0, not \(from); scores below \(from) would have no band", at: place)
    }

    static func overlappingBand(_ name: String, _ before: HealthBand, at place: Place) -> Diagnostic {
        let start = (Double(before.fromTenths) / 10).written
        return error("band '\(name)' must start above \(start), where '\(before.key)' starts", at: place)
    }

    static func missingWhen(at place: Place) -> Diagnostic { error("'when' must be given", at: place) }

    static func capWithoutEffect(_ band: String, at place: Place) -> Diagnostic {
        warning("a cap at '\(band)' lowers nothing; it is the highest band", at: place)
    }

    private static func model(_ name: String?) -> String { name.map { "health model '\($0)'" } ?? "this health model" }
}
