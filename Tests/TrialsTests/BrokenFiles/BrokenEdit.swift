import Testing

/// One stretch of the good file written differently, and what must be told of it.
struct BrokenEdit: Sendable, CustomTestStringConvertible {
    let old, new: String
    /// How each line begins that is told, in order; the file's name is left out.
    let told: [String]

    init(_ old: String, _ new: String, _ told: [String]) {
        self.old = old
        self.new = new
        self.told = told
    }

    var testDescription: String { "'\(old)' → '\(new)'" }

    var text: String? {
        GoodFile.text.contains(old) ? GoodFile.text.replacing(old, with: new, maxReplacements: 1) : nil
    }
}
