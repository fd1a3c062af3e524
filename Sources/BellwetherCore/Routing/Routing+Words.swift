import Diagnostics

extension PatternMistake {
    static func unexpected(_ scalar: Unicode.Scalar) -> PatternMistake {
        let help = scalar == "{" || scalar == "}" ? "; counted repetition cannot be used, write it out" : ""
        return PatternMistake(message: "'\(scalar)' cannot stand there in a pattern\(help)")
    }

    static func unclosed(_ opening: Unicode.Scalar) -> PatternMistake {
        PatternMistake(message: "the \(opening == "\"" ? "quote" : "'\(opening)'") must be closed")
    }

    static func unknownEscape(_ scalar: Unicode.Scalar) -> PatternMistake {
        PatternMistake(message: "'\\\(scalar)' cannot be used in a pattern; there are '\\d', '\\w' and '\\s'")
    }

    static var onlyPlainGroups: PatternMistake {
        PatternMistake(message: "'(?' cannot be used in a pattern, except '(?:'")
    }

    static var tooLarge: PatternMistake { PatternMistake(message: "the pattern is too large") }

    static var notAMatcher: PatternMistake {
        PatternMistake(message: "a matcher is a label, '=', '!=', '=~' or '!~', and a value")
    }
}

extension Diagnostic {
    static func undefinedReceiver(_ name: String, at place: Place, defined: [String]) -> Diagnostic {
        let known =
            switch defined.count {
            case 0: "there are no receivers"
            case 1: "the receiver is \(Suggestion.inProse(defined))"
            default: "receivers are \(Suggestion.inProse(defined))"
            }
        let close = Suggestion.nearest(to: name, among: defined)
        return error(
            "receiver \(Printable.quoted(name)) is not defined; \(known)", at: place,
            help: close.map { "did you mean '\($0)'?" })
    }

    static func undefinedMuteTime(_ name: String, at place: Place, defined: [String]) -> Diagnostic {
        error(
            "time interval \(Printable.quoted(name)) is not defined", at: place,
            help: defined.isEmpty
                ? "define it under 'time_intervals' at the top of the file"
                : Suggestion.help(for: name, among: defined, naming: "time intervals"))
    }

    static func rootMustMatchAll(at place: Place) -> Diagnostic {
        error(
            "the first route must match every alert; it cannot have 'matchers'", at: place,
            help: "put the matchers on a route under 'routes'")
    }

    static func rootNeedsReceiver(at place: Place) -> Diagnostic {
        error("the first route must name a 'receiver'; it hears what no other route takes", at: place)
    }

    static func receiverTwice(at place: Place) -> Diagnostic {
        error("a route has either 'receiver' or 'receivers', not both", at: place)
    }

    static func receiverRepeated(_ name: String, at place: Place) -> Diagnostic {
        error("receiver \(Printable.quoted(name)) must be listed once", at: place)
    }

    static func noBusinessDays(in key: String, at place: Place) -> Diagnostic {
        error("'\(key)' cannot count business days", at: place, help: "write hours: 3bd is mostly 72h")
    }

    static func repeatTooShort(at place: Place, repeatInterval: String, groupInterval: String) -> Diagnostic {
        warning(
            "'repeat_interval' (\(repeatInterval)) is shorter than 'group_interval' (\(groupInterval)); "
                + "reminders come every \(groupInterval)",
            at: place)
    }

    static func repeatMustLast(at place: Place) -> Diagnostic {
        error("'repeat_interval' must be longer than 0", at: place)
    }

    static func neverReached(at place: Place, after line: Int) -> Diagnostic {
        warning(
            "this route is never reached; the route on line \(line) takes every alert", at: place,
            help: "move it up, or give that route `continue: true`")
    }

    static func groupByTwice(_ label: String, at place: Place) -> Diagnostic {
        error("label \(Printable.quoted(label)) must be listed once in 'group_by'", at: place)
    }
}
