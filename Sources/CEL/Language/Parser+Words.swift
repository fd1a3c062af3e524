import Diagnostics

extension Diagnostic {
    /// After so many mistakes in one condition no more are looked for: most would follow from the others.
    static let enough = 20

    static func empty(at place: Place) -> Diagnostic {
        .error("the condition is empty", at: place)
    }

    static func tooDeep(at place: Place, limit: Int) -> Diagnostic {
        .error("a condition nests at most \(limit) levels deep", at: place)
    }

    static func surplus(_ text: String, isOperand: Bool, at place: Place) -> Diagnostic {
        isOperand
            ? .error("an operator is missing before '\(Printable.name(text))'", at: place, help: Foreign.word(text))
            : .error("'\(Printable.name(text))' cannot stand here", at: place, help: Foreign.word(text))
    }

    static func word(_ word: String, for symbol: String, at place: Place) -> Diagnostic {
        .error("'\(word)' is not an operator", at: place, help: "did you mean '\(symbol)'?")
    }

    static func missingOperand(after before: String?, instead: String, at place: Place) -> Diagnostic {
        let found = instead.isEmpty ? "" : ", not '\(Printable.name(instead))'"
        guard let before else { return .error("the condition begins with a value\(found)", at: place) }
        return .error(
            "a value must stand after '\(Printable.name(before))'\(found)", at: place,
            help: Foreign.pair(before, instead))
    }

    static func quotedOperand(at place: Place) -> Diagnostic {
        .error("a name in backquotes must stand after '.' only", at: place)
    }

    static func missingField(at place: Place, instead: String) -> Diagnostic {
        let found = instead.isEmpty ? "" : ", not '\(Printable.name(instead))'"
        return .error("a field name must stand after '.'\(found)", at: place)
    }

    static func missingColon(at place: Place) -> Diagnostic {
        .error("'?' needs ':' and what holds otherwise", at: place, help: "write it as condition ? value : other")
    }

    static func missingColonInMap(at place: Place) -> Diagnostic {
        .error("a map entry is a key, ':' and a value", at: place)
    }

    static func unclosed(_ opening: String, with closing: String, at place: Place, before: String) -> Diagnostic {
        let found = before.isEmpty ? "" : " before '\(Printable.name(before))'"
        return .error("'\(opening)' is not closed\(found)", at: place, help: "write '\(closing)' where it ends")
    }

    static func reserved(_ word: String, at place: Place) -> Diagnostic {
        .error("'\(word)' is reserved and cannot be a name", at: place, help: Foreign.word(word))
    }

    static func needsVariable(_ macro: String, at place: Place) -> Diagnostic {
        .error(
            "'\(macro)' first takes a plain name", at: place,
            help: "write it like \(macro)(i, …), and use i in what follows")
    }

    static func sameVariable(_ name: String, of macro: String, at place: Place) -> Diagnostic {
        .error("'\(macro)' takes two different names, not '\(Printable.name(name))' twice", at: place)
    }

    /// Words that other languages have for what is a symbol here.
    static let symbols = [
        "and": "&&", "or": "||", "is": "==", "eq": "==", "ne": "!=", "mod": "%", "in": "in",
    ]
}
