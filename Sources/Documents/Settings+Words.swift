import Diagnostics

extension Diagnostic {
    static func unknownKey(_ name: String, at place: Place, value: Node, known: [String]) -> Diagnostic {
        let help = Suggestion.help(for: name, among: known, naming: "keys")
        let torn = ConditionMistake.isTornByComma(key: name, value: value)
        return error("unknown key \(Printable.quoted(name))", at: place, help: torn ? ConditionMistake.cure() : help)
    }

    static func missingKey(_ name: String, in place: Place) -> Diagnostic {
        error("'\(name)' must be given", at: place)
    }

    /// `'for' must be a duration such as 30m or 2d, not '2 days'`.
    static func wrongValue(_ name: String, mustBe expectation: String, not node: Node, help: String?) -> Diagnostic {
        let help = node.content == .null ? "give it a value, or take the key away" : help
        return error("\(name) must be \(expectation), not \(node.inWords)", at: node.place, help: help)
    }

    static func inlineSecret(_ name: String, at place: Place) -> Diagnostic {
        var diagnostic = error("\(name) must be a credential, never the secret itself", at: place)
        diagnostic.help = "put the secret in a credential file and write `{ credential: NAME }` here"
        diagnostic.showsLine = false
        return diagnostic
    }
}

extension Node {
    /// What a message calls it: `'2 days'`, `a list`.
    var inWords: String {
        switch content {
        case .null: "nothing"
        case .bool, .integer, .real: Printable.name(written ?? "")
        case .text(let text): Printable.quoted(text)
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
