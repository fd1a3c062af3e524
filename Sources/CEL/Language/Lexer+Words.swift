import Diagnostics

extension Diagnostic {
    static func tooLong(at place: Place, limit: Int) -> Diagnostic {
        .error("a condition has at most \(limit) bytes", at: place)
    }

    static func unclosedText(at place: Place) -> Diagnostic {
        .error("the text is never closed", at: place, help: "write the same quote at its end, on the same line")
    }

    static func badEscape(_ escape: String, inBytes: Bool, at place: Place) -> Diagnostic {
        .error(
            "'\(Printable.name(escape))' is not an escape\(inBytes ? " in bytes" : "")", at: place,
            help: "write '\\\\' for a backslash, or r before the quotes of a text without escapes")
    }

    static func notACodePoint(_ escape: String, at place: Place) -> Diagnostic {
        .error("'\(escape)' is not a code point", at: place)
    }

    static func badQuotedName(at place: Place) -> Diagnostic {
        .error("a name in backquotes has letters, digits, '_', '.', '-', '/' and blanks only", at: place)
    }

    static func notANumber(_ text: String, at place: Place) -> Diagnostic {
        .error(
            "'\(Printable.name(text))' is not a number", at: place,
            help: duration(text))
    }

    static func tooLarge(_ type: String, at place: Place) -> Diagnostic {
        .error("the number does not fit into \(type)", at: place)
    }

    static func half(_ text: String, of whole: String, at place: Place) -> Diagnostic {
        .error("'\(text)' is not an operator", at: place, help: "did you mean '\(whole)'?")
    }

    static func strange(_ text: String, at place: Place) -> Diagnostic {
        .error("'\(Printable.name(text))' cannot stand in a condition", at: place, help: Foreign.sign(text))
    }

    /// Digits and a unit, such as `30d`.
    private static func duration(_ text: String) -> String? {
        let unit = text.utf8.drop { $0.isDigit || $0 == .dot }
        return switch String(decoding: unit, as: UTF8.self) {
        case "s", "m", "h", "ms": "a duration is written duration('\(text)')"
        case "d", "w", "bd":
            "days are plain numbers, such as 14; a span to look back over stands in quotes: ago(health.score, '\(text)')"
        case "k", "K", "M": "write all digits"
        default: nil
        }
    }
}
