/// `severity="critical"`, `tier!=Trial`, `owner=~"kim|dana"`, `alert!~"test-.*"`: a missing label is an empty text.
package struct LabelMatcher: Sendable, Hashable {
    package enum Condition: Sendable, Hashable {
        case equals(String)
        case differs(String)
        case matches(Pattern)
        case matchesNot(Pattern)
    }

    package let label: String
    package let condition: Condition

    package init(_ label: String, _ condition: Condition) {
        self.label = label
        self.condition = condition
    }

    package func holds(for labels: [String: String]) -> Bool {
        let value = labels[label] ?? ""
        return switch condition {
        case .equals(let text): value.utf8.elementsEqual(text.utf8)
        case .differs(let text): !value.utf8.elementsEqual(text.utf8)
        case .matches(let pattern): pattern.matches(value)
        case .matchesNot(let pattern): !pattern.matches(value)
        }
    }
}

extension LabelMatcher: CustomStringConvertible {
    /// As Alertmanager writes it: `severity="critical"`.
    package var description: String {
        switch condition {
        case .equals(let text): "\(label)=\(LabelText.quoted(text))"
        case .differs(let text): "\(label)!=\(LabelText.quoted(text))"
        case .matches(let pattern): "\(label)=~\(LabelText.quoted(pattern.text))"
        case .matchesNot(let pattern): "\(label)!~\(LabelText.quoted(pattern.text))"
        }
    }
}

extension LabelMatcher {
    /// Reads one matcher; the value may stand in double quotes, with `\"`, `\\` and `\n` in them.
    package init(reading text: String) throws(PatternMistake) {
        let scalars = Array(text.unicodeScalars)
        let name = scalars.prefix { !"=!~ ".unicodeScalars.contains($0) }
        let rest = scalars.dropFirst(name.count).drop { $0 == " " }
        let sign = rest.prefix { "=!~".unicodeScalars.contains($0) }
        let value = try LabelText.unquoted(rest.dropFirst(sign.count))
        guard let first = name.first, !("0"..."9").contains(first), name.allSatisfy(LabelText.isNamePart) else {
            throw .notAMatcher
        }
        label = LabelText.string(name)
        switch LabelText.string(sign) {
        case "=": condition = .equals(value)
        case "!=": condition = .differs(value)
        case "=~": condition = .matches(try Pattern(value))
        case "!~": condition = .matchesNot(try Pattern(value))
        default: throw .notAMatcher
        }
    }
}

/// Label names and values as they stand in files and group keys.
enum LabelText {
    static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
        default: false
        }
    }

    /// `"Acme \"GmbH\""`
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func unquoted(_ value: ArraySlice<Unicode.Scalar>) throws(PatternMistake) -> String {
        let trimmed = value.drop { $0 == " " }
        guard trimmed.first == "\"" else {
            guard !trimmed.contains("\"") else { throw .unclosed("\"") }
            return string(trimmed.reversed().drop { $0 == " " }.reversed())
        }
        var result: [Unicode.Scalar] = []
        var rest = trimmed.dropFirst()
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"":
                guard rest.allSatisfy({ $0 == " " }) else { throw .unclosed("\"") }
                return string(result)
            case "\\":
                guard let escaped = rest.popFirst() else { throw .unclosed("\"") }
                // Other escapes belong to the pattern: `"tier-\d"`.
                if escaped == "n" {
                    result.append("\n")
                } else {
                    result += escaped == "\"" || escaped == "\\" ? [escaped] : ["\\", escaped]
                }
            default: result.append(scalar)
            }
        }
        throw .unclosed("\"")
    }

    /// `{alert="health-below-band",owner="kim"}`, in the order of the names.
    static func braced(_ labels: [String: String]) -> String {
        let parts = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\(quoted($0.value))" }
        return "{\(parts.joined(separator: ","))}"
    }
}
