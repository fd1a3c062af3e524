import Diagnostics
import Documents

extension CountedHold {
    /// `for: { times: 3, of: 5, every: 1d }`; nothing where `for` is a duration.
    static func read(from settings: Settings) -> CountedHold? {
        guard case .mapping = settings.node("for")?.content, let section = settings.section("for") else { return nil }
        let times = section.required("times", .integer(in: 1...100))
        let of = section.required("of", .integer(in: 1...100))
        let every = section.optional("every", .duration, default: .zero)
        guard let times, let of else { return nil }
        if times > of {
            settings.report(.moreThanAll(times, of: of, at: section.placeOfValue("times") ?? section.place))
        }
        if settings.has("levels") { settings.report(.countBesideLevels(at: section.place)) }
        if every.businessDays > 0 {
            settings.report(.countedInBusinessDays(at: section.placeOfValue("every") ?? section.place))
        }
        return CountedHold(times: times, of: of, every: .seconds(every.seconds))
    }
}

extension Flapping {
    /// `flapping: off`, or `flapping: { times: 3, within: 10d, settle: 2d }`
    static func read(from settings: Settings) -> Flapping? {
        guard let node = settings.node("flapping") else { return .usual }
        guard case .mapping = node.content else {
            if node.written != "off", !node.isBroken { settings.report(.flappingMustBe(at: node.place)) }
            return nil
        }
        guard let section = settings.section("flapping") else { return nil }
        let times = section.optional("times", .integer(in: 2...100), default: usual.times)
        let within = section.optional("within", .duration, default: usual.within)
        let settle = section.optional("settle", .duration, default: usual.settle)
        if within.businessDays > 0 || within.isZero || Duration.seconds(within.seconds) > longest {
            settings.report(.flapsTooLong(at: section.placeOfValue("within") ?? section.place))
        }
        return Flapping(times: times, within: within, settle: settle)
    }
}

extension Diagnostic {
    fileprivate static func moreThanAll(_ times: Int, of: Int, at place: Place) -> Diagnostic {
        error("'times' cannot be more than 'of'; \(times) of \(of) never hold", at: place)
    }

    fileprivate static func countBesideLevels(at place: Place) -> Diagnostic {
        error("'for' of a rule with 'levels' must be a duration", at: place, help: "levels wait each for its own time")
    }

    fileprivate static func countedInBusinessDays(at place: Place) -> Diagnostic {
        error("'every' cannot count business days", at: place, help: "write 1d")
    }

    fileprivate static func flappingMustBe(at place: Place) -> Diagnostic {
        error(
            "'flapping' must be 'off' or a mapping", at: place,
            help: "such as `{ times: 3, within: 10d, settle: 2d }`, which holds where it is left out")
    }

    fileprivate static func flapsTooLong(at place: Place) -> Diagnostic {
        error("'within' must be a duration of at most 30d, without business days", at: place)
    }
}
