import Diagnostics

/// Settles what each name and call of a condition means, and of which type each part is.
///
/// A part that is wrong is complained about once and counts as `dyn` from there on, so that one mistake makes one
/// message and others are still found.
struct Checker {
    enum Mode {
        /// As the specification says.
        case strict
        /// An int literal beside a double is read as a double.
        case ruleFile
        /// Types are not looked at; what is unknown fails when it is evaluated.
        case unchecked
    }

    let vocabulary: Vocabulary
    let source: Fragment
    let mode: Mode
    var types = Substitution()
    var diagnostics: [Diagnostic] = []
    /// The variables of the macros around, the innermost last.
    var scope: [Local] = []
    private var references: [Reference] = []
    private var referenceIndices: [Reference: Int] = [:]
    var slots = 0

    struct Local {
        let name: String
        let type: ValueType
    }

    init(_ vocabulary: Vocabulary, _ source: Fragment, _ mode: Mode) {
        self.vocabulary = vocabulary
        self.source = source
        self.mode = mode
    }

    static func checked(
        _ syntax: Syntax, in source: Fragment, against vocabulary: Vocabulary, _ mode: Mode
    ) -> (CheckedExpression, [Diagnostic]) {
        var checker = Checker(vocabulary, source, mode)
        var root = checker.checked(syntax)
        root.type = checker.types.closed(root.type)
        let expression = CheckedExpression(root: root, references: checker.references, slots: checker.slots)
        return (expression, checker.diagnostics)
    }

    mutating func checked(_ syntax: Syntax) -> Checked {
        let range = syntax.range
        guard diagnostics.count < Diagnostic.enough else { return .dyn(.failing(.unknownName("")), range) }
        switch syntax.kind {
        case .invalid: return .dyn(.failing(.unknownName("")), range)
        case .literal(let value): return Checked(kind: .constant(value), type: value.literalType, range: range)
        case .name, .select: return named(syntax)
        case .optionalSelect(let operand, field: let name): return optionalField(name, of: operand, range)
        case .presence(let operand): return presence(of: operand, range)
        case .optional(let operand): return checked(operand)
        case .call(let name, let arguments): return call(name, arguments, range)
        case .method(let target, let name, let arguments): return method(name, of: target, arguments, range)
        case .operation(let name, let operands): return operation(name, operands, range)
        case .and(let operands):
            return Checked(kind: .and(operands.map { bool($0, for: "&&") }), type: .bool, range: range)
        case .or(let operands):
            return Checked(kind: .or(operands.map { bool($0, for: "||") }), type: .bool, range: range)
        case .conditional(let condition, let then, let otherwise):
            return conditional(condition, then, otherwise, range)
        case .list(let elements): return list(elements, range)
        case .map(let entries): return map(entries, range)
        case .comprehension(let comprehension): return self.comprehension(comprehension, range)
        case .binding(let name, let value, in: let body): return binding(name, value, body, range)
        }
    }

    // MARK: Parts

    mutating func bool(_ syntax: Syntax, for symbol: String) -> Checked {
        let operand = checked(syntax)
        if mode != .unchecked, !types.assign(operand.type, to: .bool) {
            report(.mismatch(symbol, [types.closed(operand.type)], at: place(syntax.range)))
        }
        return operand
    }

    private mutating func conditional(
        _ condition: Syntax, _ then: Syntax, _ otherwise: Syntax, _ range: Range<Int>
    ) -> Checked {
        let condition = bool(condition, for: "? :")
        let branches = alike([checked(then), checked(otherwise)])
        let type = types.open()
        let kind = Checked.Kind.conditional(condition, then: branches[0], otherwise: branches[1])
        guard mode != .unchecked else { return .dyn(kind, range) }
        guard types.assign(branches.map(\.type), to: [type, type]) else {
            report(.differentBranches(branches.map { types.closed($0.type) }, at: place(range)))
            return .dyn(kind, range)
        }
        return Checked(kind: kind, type: types.resolved(type), range: range)
    }

    private mutating func list(_ elements: [Syntax], _ range: Range<Int>) -> Checked {
        let isOptional = elements.map(\.isOptionalElement)
        let elements = alike(elements.map { checked($0) })
        guard isOptional.contains(true) else {
            return Checked(kind: .list(elements), type: .list(joined(elements)), range: range)
        }
        let held = zip(elements, isOptional).map { $1 ? optionalValue(of: $0, for: "[?…]") : $0 }
        let call = Checked.Call(name: "[?…]", body: .list(leavingOutEmpty: isOptional))
        return Checked(kind: .call(call, elements), type: .list(joined(held)), range: range)
    }

    private mutating func map(_ entries: [Syntax.Entry], _ range: Range<Int>) -> Checked {
        let isOptional = entries.map(\.isOptional)
        let keys = alike(entries.map { checked($0.key) })
        let values = alike(entries.map { checked($0.value) })
        guard isOptional.contains(true) else {
            let kind = Checked.Kind.map(zip(keys, values).map { Checked.Entry(key: $0, value: $1) })
            return Checked(kind: kind, type: .map(joined(keys), joined(values)), range: range)
        }
        let held = zip(values, isOptional).map { $1 ? optionalValue(of: $0, for: "{?…}") : $0 }
        let call = Checked.Call(name: "{?…}", body: .map(leavingOutEmpty: isOptional))
        let operands = zip(keys, values).flatMap { [$0, $1] }
        return Checked(kind: .call(call, operands), type: .map(joined(keys), joined(held)), range: range)
    }

    /// One type for all; `dyn` where they differ, open where there are none.
    mutating func joined(_ parts: [Checked]) -> ValueType {
        guard mode != .unchecked else { return .dyn }
        guard let first = parts.first else { return types.open() }
        return parts.dropFirst().reduce(types.resolved(first.type)) { type, part in
            types.join(type, part.type) ?? .dyn
        }
    }

    // MARK: Bookkeeping

    mutating func reference(_ reference: Reference, _ range: Range<Int>) -> Checked {
        let index = referenceIndices[reference] ?? references.count
        if index == references.count {
            references.append(reference)
            referenceIndices[reference] = index
        }
        return Checked(kind: .reference(index), type: reference.type, range: range)
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    func place(_ range: Range<Int>) -> Place { source.place(from: range.lowerBound, to: range.upperBound) }

    func text(_ range: Range<Int>) -> String {
        String(decoding: source.text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    }
}

extension Checked {
    /// Already complained about.
    var isFailing: Bool {
        if case .failing = kind { true } else { false }
    }

    static func dyn(_ kind: Kind, _ range: Range<Int>) -> Checked { Checked(kind: kind, type: .dyn, range: range) }
}

extension Value {
    /// The type of a literal.
    fileprivate var literalType: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        default: .dyn
        }
    }
}
