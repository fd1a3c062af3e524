import Diagnostics

/// The traps that YAML sets for conditions: `? :`, a leading `!`, quotes, and commas in flow style.
enum ConditionMistake {
    /// The keys behind which a condition stands.
    private static let keys = ["when", "clear_when", "applies_to", "watch"]
    private static let signs = ["&&", "||", "==", "!=", "<=", ">=", " < ", " > ", " ? ", " in ", ".exists(", "has("]

    static func cure(for key: String = "when") -> String { "put the condition in a block: `\(key): |`" }

    /// The cure, for what a message calls `'clear_when'`.
    static func cure(under name: String) -> String { cure(for: keys.first { name == "'\($0)'" } ?? "when") }

    /// The cure, if a condition stands on the line.
    static func cure(onLine line: String?) -> String? {
        // Only what a person would look at: a line can be a megabyte long.
        guard let line = line.map({ String($0.unicodeScalars.prefix(1_000)) }) else { return nil }
        let key = keys.first { contains(line, "\($0):", asWord: true) }
        guard key != nil || signs.contains(where: { contains(line, $0) }) else { return nil }
        return cure(for: key ?? "when")
    }

    /// Whether a key is really the rest of a condition: `{ when: min(a, b) > 3 }` has the key `b) > 3`.
    static func isTornByComma(key: String, value: Node) -> Bool {
        value.content == .null && key.unicodeScalars.contains { "()<>=!&|?\"'".unicodeScalars.contains($0) }
    }

    private static func contains(_ line: String, _ sought: String, asWord: Bool = false) -> Bool {
        let scalars = Array(line.unicodeScalars)
        let word = Array(sought.unicodeScalars)
        guard scalars.count >= word.count else { return false }
        return (0...scalars.count - word.count).contains { start in
            guard scalars[start..<start + word.count].elementsEqual(word) else { return false }
            return !asWord || start == 0 || !(scalars[start - 1].properties.isAlphabetic || scalars[start - 1] == "_")
        }
    }
}
