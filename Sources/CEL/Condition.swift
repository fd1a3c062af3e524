package import Diagnostics

/// A checked expression, ready to be evaluated again and again.
package struct Condition: Sendable {
    /// How int literals are read.
    package enum Literals: Sendable {
        /// An int literal beside a double is a double: `health.score < 60`.
        case ruleFile
        /// As the specification says: an int is an int.
        case strict
    }

    package let source: Fragment
    package let type: ValueType
    /// What it reads from outside, each thing once; evaluation asks for them by their place here.
    package let references: [Reference]
    let expression: CheckedExpression
    private let step: Step
    /// The same in the parts that can settle it, for telling which did.
    let parts: ConditionPart
    /// The same over columns.
    let plan: TruthPlan

    /// The condition, if it is sound, and everything that is wrong or odd about it.
    package static func checked(
        _ source: Fragment,
        against vocabulary: Vocabulary,
        expecting wanted: ValueType? = .bool,
        literals: Literals = .ruleFile
    ) -> (Condition?, [Diagnostic]) {
        let (syntax, mistakes) = Parser.parsed(source)
        let mode: Checker.Mode = literals == .ruleFile ? .ruleFile : .strict
        var (expression, diagnostics) = Checker.checked(syntax, in: source, against: vocabulary, mode)
        diagnostics = mistakes + diagnostics.elsewhere(than: mistakes)
        if !diagnostics.hasErrors, let wanted {
            expression.root = wanted == .double ? expression.root.asDouble ?? expression.root : expression.root
            var types = Substitution()
            if !types.assign(expression.root.type, to: wanted) {
                diagnostics.append(.wrongType(expression.root.type, wanted: wanted, at: source.place))
            }
        }
        guard !diagnostics.hasErrors else { return (nil, diagnostics.inOrder()) }
        expression.root = expression.root.folded { error, range in
            // Each place costs a walk through the text.
            guard literals == .ruleFile, diagnostics.count < Diagnostic.enough else { return }
            let place = source.place(from: range.lowerBound, to: range.upperBound)
            diagnostics.append(.alwaysFails(error, at: place))
        }
        return (diagnostics.hasErrors ? nil : Condition(source, expression), diagnostics.inOrder())
    }

    /// Parsed but not checked: what does not fit fails when it is evaluated.
    package static func unchecked(_ source: Fragment, against vocabulary: Vocabulary) -> (Condition?, [Diagnostic]) {
        let (syntax, mistakes) = Parser.parsed(source)
        guard !mistakes.hasErrors else { return (nil, mistakes.inOrder()) }
        var (expression, _) = Checker.checked(syntax, in: source, against: vocabulary, .unchecked)
        expression.root = expression.root.folded { _, _ in }
        return (Condition(source, expression), [])
    }

    private init(_ source: Fragment, _ expression: CheckedExpression) {
        self.source = source
        self.expression = expression
        type = expression.root.type
        references = expression.references
        parts = ConditionPart.all(of: expression, in: source)
        step = parts.step
        plan = BatchPlanner(slots: expression.slots).truth(of: expression.root)
    }

    /// What a text says one after the other: `'was ' + string(health.score)` is a text and a score, and a score prints by
    /// its unit only where it stands by itself.
    var spoken: [Condition] {
        expression.root.spoken.map { part in
            guard part.range != expression.root.range else { return self }
            var whole = expression
            whole.root = part
            return Condition(source, whole)
        }
    }

    /// Its value, where `read` gives that of each reference.
    package func value(reading read: (Int) -> Value) -> Value {
        var frame = Frame(slots: expression.slots)
        return step(read, &frame)
    }

    /// Whether it holds.
    package func truth(reading read: (Int) -> Value) -> Truth {
        switch value(reading: read) {
        case .bool(true): .holds
        case .bool(false): .doesNotHold
        case .unknown(let absences): .unknown(absences)
        case .failure(let error): .unknown([Unknown(source.text, because: error.description)])
        case let value:
            .unknown([Unknown(source.text, because: Mismatch.sentence("a condition", [value.typeInWords]))])
        }
    }
}

extension [Diagnostic] {
    /// What stands where the text could not be read follows from that, and is not said again.
    fileprivate func elsewhere(than mistakes: [Diagnostic]) -> [Diagnostic] {
        filter { found in
            !mistakes.contains { $0.place.line == found.place.line && $0.place.column == found.place.column }
        }
    }
}

/// What became of a condition. Unknown is neither of the others: it leaves things as they are.
package enum Truth: Sendable, Hashable {
    case holds
    case doesNotHold
    /// What was missing, or went wrong.
    case unknown([Unknown])
}
