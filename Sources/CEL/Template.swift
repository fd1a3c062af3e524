package import Diagnostics

/// A text with conditions in it: `{{ account.name }} is {{ health.band }}`.
package struct Template: Sendable {
    package enum Part: Sendable {
        case text(String)
        case expression(Condition)
    }

    /// No message is a tenth as long; reading one takes time in proportion to its length.
    static let longest = 200_000

    package let source: Fragment
    package let parts: [Part]
    /// What its parts read from outside, each thing once; rendering asks for them by their place here.
    package let references: [Reference]
    private let indices: [[Int]]

    /// The template, if it is sound, and everything that is wrong with it.
    package static func checked(_ source: Fragment, against vocabulary: Vocabulary) -> (Template?, [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        var parts: [Part] = []
        guard source.text.utf8.count <= longest else {
            return (nil, [.error("a text with conditions in it has at most \(longest) bytes", at: source.place)])
        }
        for piece in TemplatePiece.pieces(of: source) {
            switch piece {
            case .text(let text): parts.append(.text(text))
            case .unclosed(let place): diagnostics.append(.unclosedExpression(at: place))
            case .expression(let fragment):
                let (condition, mistakes) = Condition.checked(fragment, against: vocabulary, expecting: nil)
                diagnostics += mistakes
                if let condition { parts += condition.spoken.map(Part.expression) }
            }
        }
        return (diagnostics.hasErrors ? nil : Template(source, parts), diagnostics.inOrder())
    }

    private init(_ source: Fragment, _ parts: [Part]) {
        var references: [Reference] = []
        var places: [String: Int] = [:]
        self.source = source
        self.parts = parts
        indices = parts.map { part in
            guard case .expression(let condition) = part else { return [] }
            return condition.references.map { reference in
                if let known = places[reference.name] { return known }
                references.append(reference)
                places[reference.name] = references.count - 1
                return references.count - 1
            }
        }
        self.references = references
    }

    /// The text with each value printed; `print` is told what was read where an expression is nothing but that.
    ///
    /// What is not known says why. Where the next one is not known for the same reason, and nothing but a comma stands
    /// between, it is said once: not "too little data, too little data".
    package func rendered(reading read: (Int) -> Value, printing print: (Value, Reference?) -> String) -> String {
        var rendered = ""
        var (absence, since): (String?, String) = (nil, "")
        for (part, indices) in zip(parts, indices) {
            switch part {
            case .text(let text):
                rendered += text
                since += text
            case .expression(let condition):
                let value = condition.value { read(indices[$0]) }
                let text = print(value, condition.soleReference)
                if value.isUnknown, absence == text, since.isPause {
                    rendered.removeLast(since.count)
                } else {
                    rendered += text
                    absence = value.isUnknown ? text : nil
                }
                since = ""
            }
        }
        return rendered
    }
}

extension Value {
    fileprivate var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }
}

extension String {
    /// Whether it only keeps apart what stands on both sides of it.
    fileprivate var isPause: Bool { allSatisfy { ",;: ".contains($0) } }
}

extension Condition {
    /// What is read, where the whole expression is just that.
    package var soleReference: Reference? {
        if case .reference(let index) = expression.root.kind { references[index] } else { nil }
    }
}

extension Diagnostic {
    fileprivate static func unclosedExpression(at place: Place) -> Diagnostic {
        .error("'{{' is not closed", at: place, help: "write '}}' behind the expression")
    }
}
