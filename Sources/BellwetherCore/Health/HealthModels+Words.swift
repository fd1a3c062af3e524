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

    static func notOneGrading(of measure: String, given ways: [String], among all: [String], at place: Place)
        -> Diagnostic
    {
        error(
            "measure \(Printable.quoted(measure)) must have one of \(Suggestion.inProse(all)); \(found(ways))",
            at: place)
    }

    static func notOneSource(of measure: String, given ways: [String], at place: Place) -> Diagnostic {
        error(
            "measure \(Printable.quoted(measure)) must have one of 'metric', 'field', 'boolean' and 'points'; \(found(ways))",
            at: place)
    }

    static func notOneEntry(given ways: [String], at place: Place) -> Diagnostic {
        error("an entry of 'points' must have one of 'each', 'when' and 'per'; \(found(ways))", at: place)
    }

    static func notOneTarget(given ways: [String], at place: Place) -> Diagnostic {
        error("an override must have one of 'score' and 'band'; \(found(ways))", at: place)
    }

    private static func found(_ ways: [String]) -> String {
        ways.isEmpty ? "it has none" : "it has \(Suggestion.inProse(ways))"
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

    static func linearOutside(_ metric: Metric, from low: Double, to high: Double, at place: Place) -> Diagnostic {
        error(
            "'linear' from \(low.written) to \(high.written) gives everybody the same score; '\(metric.name)' is \(bounds(metric))",
            at: place, help: percent(metric, high))
    }

    static func neverFull(_ metric: Metric, _ value: Double, at place: Place) -> Diagnostic {
        warning(
            "'full_at' is never reached, and nobody has 100; '\(metric.name)' is \(bounds(metric))", at: place,
            help: percent(metric, value))
    }

    static func mapKeyOutside(_ key: String, _ metric: Metric, at place: Place) -> Diagnostic {
        error(
            "\(Printable.quoted(key)) is never reached; '\(metric.name)' is \(bounds(metric))", at: place,
            help: Double(key).flatMap { percent(metric, $0) })
    }

    private static func bounds(_ metric: Metric) -> String {
        let (least, most) = (metric.range.lowerBound, metric.range.upperBound)
        if !most.isFinite { return "never below \(least.written)" }
        return least.isFinite ? "from \(least.written) to \(most.written)" : "never above \(most.written)"
    }

    /// Where a share from 0 to 1 was taken for a percentage.
    private static func percent(_ metric: Metric, _ value: Double) -> String? {
        guard metric.unit == .ratio, metric.range.upperBound == 1, value > 1, value <= 100 else { return nil }
        return "write a share from 0 to 1: \(value.written) % is \((value / 100).written)"
    }

    static func reversedSteps(_ metric: Metric, from: Double, to: Double, at place: Place) -> Diagnostic {
        let (isBetter, verb, order) =
            metric.direction == .higherIsBetter
            ? ("higher", "less", "the lowest score first") : ("lower", "more", "the highest score first")
        return warning(
            "a value of \(to.written) scores \(verb) than one of \(from.written), and of '\(metric.name)' \(isBetter) is better",
            at: place, note: "scores may rise first and fall then, where the best is in the middle",
            help: "turn the scores round: \(order)")
    }

    static func unreachableTier(_ from: Double, after before: Double, at place: Place) -> Diagnostic {
        error(
            "the tier from \(from.written) is never reached; it must start above \(before.written), where the one before starts",
            at: place)
    }

    /// The first tier also takes what lies below it, the others begin where they say.
    static func tierBelow(_ metric: Metric, _ from: Double, at place: Place) -> Diagnostic {
        let least = metric.range.lowerBound.written
        return error(
            "the tier from \(from.written) is never reached; '\(metric.name)' is never below \(least)", at: place,
            help: "leave it out, or let the next one start above \(least)")
    }

    static func tierAbove(_ metric: Metric, _ from: Double, at place: Place) -> Diagnostic {
        let most = metric.range.upperBound.written
        return error(
            "the tier from \(from.written) is never reached; '\(metric.name)' is never above \(most)", at: place,
            help: percent(metric, from) ?? "leave it out, or let it start at \(most) or below")
    }

    static func lastTierEnds(_ end: Double, at place: Place) -> Diagnostic {
        error(
            "the last tier must not have 'to'; what lies above \(end.written) would have no score", at: place,
            help: "leave it out, or add a tier from \(end.written)")
    }

    static func mapKeyRepeated(_ key: String, _ value: Double, at place: Place) -> Diagnostic {
        error("\(Printable.quoted(key)) is never reached; \(value.written) has a score above already", at: place)
    }

    static func mapKeyIsNoNumber(_ key: String, at place: Place) -> Diagnostic {
        error("a key of 'map' must be a number, not \(Printable.quoted(key))", at: place)
    }

    static func bandUnknown(at place: Place) -> Diagnostic {
        error("a band must not be called 'unknown'; that is what accounts without a score are in", at: place)
    }

    static func firstBandStartsAbove(_ from: Double, not least: Double, at place: Place) -> Diagnostic {
        error(
            "the first band must start at \(least.written), not \(from.written); scores below \(from.written) would have no band",
            at: place)
    }

    static func lastBandEnds(_ end: Double, before most: Double, at place: Place) -> Diagnostic {
        error(
            "the last band must end at \(most.written), not \(end.written); scores above \(end.written) would have no band",
            at: place)
    }

    static func overlappingBand(_ name: String, _ before: String, _ start: Double, at place: Place) -> Diagnostic {
        error("band '\(name)' must start above \(start.written), where '\(before)' starts", at: place)
    }

    static func bandsDoNotMeet(_ before: String, _ end: Double, _ name: String, _ from: Double, at place: Place)
        -> Diagnostic
    {
        error(
            "band '\(name)' must start at \(end.written), where '\(before)' ends, not \(from.written); \(between(end, from, "band"))",
            at: place, help: "'to' may be left out: a band ends where the next begins")
    }

    static func tiersDoNotMeet(_ end: Double, _ from: Double, at place: Place) -> Diagnostic {
        error(
            "a tier must start at \(end.written), where the one before ends, not \(from.written); \(between(end, from, "score"))",
            at: place, help: "'to' may be left out: a tier ends where the next begins")
    }

    static func emptyTier(_ from: Double, _ to: Double, at place: Place) -> Diagnostic {
        error(
            "the tier from \(from.written) is never reached; its 'to' must be above that, not \(to.written)", at: place)
    }

    private static func between(_ end: Double, _ from: Double, _ noun: String) -> String {
        end < from
            ? "what lies between would have no \(noun)"
            : "what lies from \(from.written) to \(end.written) would have two"
    }

    static func missingWhen(at place: Place) -> Diagnostic { error("'when' must be given", at: place) }

    static func capWithoutEffect(_ band: String, at place: Place) -> Diagnostic {
        warning("a cap at '\(band)' lowers nothing; it is the highest band", at: place)
    }

    static func floorWithoutEffect(_ band: String, at place: Place) -> Diagnostic {
        warning("a floor at '\(band)' raises nothing; it is the lowest band", at: place)
    }

    static func limitWithoutEffect(_ kind: HealthModelReader.LimitKind, at place: Place) -> Diagnostic {
        warning(
            kind == .cap
                ? "a cap at the highest score lowers nothing" : "a floor at the lowest score raises nothing", at: place)
    }

    static func twoLimits(_ band: String, _ score: String, at place: Place) -> Diagnostic {
        error("'\(band)' and '\(score)' must not both be given", at: place)
    }

    static func noMainScore(at place: Place) -> Diagnostic {
        warning(
            "no model makes 'health.score'; every one has a 'score' of its own name, and rules about health know nothing",
            at: place, help: "leave 'score' out of the models of the main score")
    }

    static func twoBodies(_ ways: [String], at place: Place) -> Diagnostic {
        error(
            "a health model must have one of 'measures', 'groups', 'stages' and 'behaviour'; \(found(ways))", at: place)
    }

    static func missingMeasures(in group: String, at place: Place) -> Diagnostic {
        error("\(Printable.quoted(group)) must have 'measures'", at: place)
    }

    static func tooMany(_ noun: String, _ most: Int, at place: Place) -> Diagnostic {
        error("there must be at most \(most) \(noun)\(noun == "measures" ? " in a stage" : "")", at: place)
    }

    static func nothingWeighs(_ parts: String, at place: Place) -> Diagnostic {
        error(
            "one of '\(parts)' must weigh more than 0; as it stands none of them counts, and there would be no score",
            at: place)
    }

    static func notThreeMarks(_ count: Int, at place: Place) -> Diagnostic {
        error(
            "'behaviour' must have three measures, not \(count); their marks from 1 to 10 are added up, to between 3 and 30",
            at: place)
    }

    static func requiredYetMissing(_ missing: String, at place: Place) -> Diagnostic {
        error(
            "'missing' must not be '\(missing)' for a measure that is required; without it there is no score",
            at: place,
            help: "take 'required' away, or write 'missing: block'")
    }

    static func worstWithoutWhy(at place: Place) -> Diagnostic {
        error(
            "'why' must be given for 'missing: worst'; it says why nobody should be better off for not being known",
            at: place)
    }

    static func unknownField(_ name: String, among known: [String], at place: Place) -> Diagnostic {
        error(
            "\(Printable.quoted(name)) is no field of an account with a text in it", at: place,
            help: Suggestion.help(for: name, among: known, naming: "fields"))
    }

    static func booleanWithoutEffect(_ score: Double, at place: Place) -> Diagnostic {
        error("'holds' and 'otherwise' must differ; both are \(score.written)", at: place)
    }

    static func noEntries(at place: Place) -> Diagnostic {
        error("'points' must have 'entries'", at: place, help: "- { each: tickets, points: -5 }")
    }

    static func nothingDecays(at place: Place) -> Diagnostic {
        warning("'decay' has no effect; only entries with 'each' have a moment from which they lose weight", at: place)
    }

    static func overrideEndsFirst(_ from: Day, _ until: Day, at place: Place) -> Diagnostic {
        error("'until' must not be before 'from', \(from); it is \(until)", at: place)
    }

    static func overridesShareDays(_ entry: HealthOverride, with first: HealthOverride) -> Diagnostic {
        error(
            "two overrides of \(Printable.quoted(entry.account)) must not share days; the one in "
                + "\(first.place.file):\(first.place.line) counts from \(first.from) until \(first.until)",
            at: entry.place,
            help: "let one end before the other begins, or take one of them away")
    }

    static func overrideTooLong(_ latest: Day, at place: Place) -> Diagnostic {
        error(
            "an override must end after \(HealthOverride.longestDays) days at most; 'until' must be \(latest) or earlier",
            at: place, note: "what is true for longer belongs into the model")
    }

    private static func model(_ name: String?) -> String { name.map { "health model '\($0)'" } ?? "this health model" }
}
