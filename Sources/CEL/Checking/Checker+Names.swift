import Diagnostics

extension Checker {
    /// A name, or a chain of names with dots: as much of its beginning as is declared, and fields of that.
    mutating func named(_ syntax: Syntax) -> Checked {
        guard let path = Path(syntax) else {
            guard case .select(let operand, let field) = syntax.kind else {
                preconditionFailure("only a selection is a name without being a path")
            }
            return self.field(field, of: checked(operand))
        }
        guard let (base, used) = beginning(of: path) else { return unknown(path, syntax.range) }
        return path.names.dropFirst(used).reduce(base) { field($1, of: $0) }
    }

    /// `has(x)`: whether x is there. In rule files x may also be a name without a dot, or a field function.
    mutating func presence(of operand: Syntax, _ range: Range<Int>) -> Checked {
        if let path = Path(operand), let (base, used) = beginning(of: path) {
            let rest = path.names.dropFirst(used)
            if let last = rest.last {
                return fieldPresence(last, of: rest.dropLast().reduce(base) { field($1, of: $0) }, range)
            }
            if path.names.count > 1 || mode == .ruleFile { return presence(ofReference: base, range) }
        } else if case .select(let parent, let last) = operand.kind {
            return fieldPresence(last, of: checked(Path(operand) == nil ? parent : operand), range)
        } else if mode == .ruleFile {
            return presence(ofReference: checked(operand), range)
        }
        return noPresence(of: operand.range, range)
    }

    mutating func presence(ofReference operand: Checked, _ range: Range<Int>) -> Checked {
        switch operand.kind {
        case .reference: Checked(kind: .presence(operand), type: .bool, range: range)
        case .failing: .dyn(operand.kind, range)
        default: noPresence(of: operand.range, range)
        }
    }

    private mutating func noPresence(of operand: Range<Int>, _ range: Range<Int>) -> Checked {
        if mode != .unchecked { report(.notAField("has", at: place(operand), example: "has(nps.latest)")) }
        return .dyn(.failing(.noOverload("has", [])), range)
    }

    /// What the longest declared beginning of the path stands for, and how many names that is. The variables of macros
    /// hide everything else.
    func declared(_ path: Path) -> (meaning: Meaning, used: Int)? {
        if !path.isAbsolute, let slot = scope.lastIndex(where: { $0.name == path.names[0].text }) {
            return (.local(slot), 1)
        }
        for used in (1...path.names.count).reversed() {
            for name in vocabulary.candidates(for: path.text(used), absolute: path.isAbsolute) {
                if let variable = vocabulary.variable(named: name) { return (.variable(variable), used) }
                if let type = Self.typeNames[name] { return (.type(name, type), used) }
            }
        }
        return nil
    }

    enum Meaning {
        case local(Int)
        case variable(Variable)
        case type(String, ValueType)
    }

    private mutating func beginning(of path: Path) -> (Checked, Int)? {
        guard let (meaning, used) = declared(path) else { return nil }
        let range = path.range(used)
        switch meaning {
        case .local(let slot): return (Checked(kind: .local(slot), type: scope[slot].type, range: range), used)
        case .variable(let variable): return (reference(Reference(variable), range), used)
        case .type(let name, let type):
            return (Checked(kind: .constant(.type(name)), type: .type(type), range: range), used)
        }
    }

    private mutating func unknown(_ path: Path, _ range: Range<Int>) -> Checked {
        let name = path.text(path.names.count)
        if mode != .unchecked {
            report(
                .unknownName(
                    name, at: place(range), known: vocabulary.variables.map(\.name) + scope.map(\.name),
                    elsewhere: vocabulary.elsewhere(name)))
        }
        return .dyn(.failing(.unknownName(name)), range)
    }

    // MARK: Fields

    mutating func field(_ name: Syntax.Name, of operand: Checked) -> Checked {
        let (type, field) = resolved(name, of: operand)
        let range = operand.range.lowerBound..<max(operand.range.upperBound, name.range.upperBound)
        return Checked(kind: .field(operand, field), type: type, range: range)
    }

    private mutating func fieldPresence(_ name: Syntax.Name, of operand: Checked, _ range: Range<Int>) -> Checked {
        let (_, field) = resolved(name, of: operand)
        return Checked(kind: .fieldPresence(operand, field), type: .bool, range: range)
    }

    /// The type of a field and its place; where the operand is an optional, those of a field of its value, as an optional.
    mutating func resolved(_ name: Syntax.Name, of operand: Checked) -> (ValueType, Checked.Field) {
        let type = types.resolved(operand.type)
        guard let held = type.optionalValue, mode != .unchecked else { return resolved(name, of: operand, type) }
        let (field, place) = resolved(name, of: operand, types.resolved(held))
        return (.optional(field), place)
    }

    private mutating func resolved(
        _ name: Syntax.Name, of operand: Checked, _ type: ValueType
    ) -> (ValueType, Checked.Field) {
        let unresolved = (ValueType.dyn, Checked.Field(name: name.text, index: nil))
        guard mode != .unchecked else { return unresolved }
        switch type {
        case .map(_, let value): return (value, unresolved.1)
        case .dyn, .open: return unresolved
        case .object(let type):
            guard let object = vocabulary.object(named: type) else { return unresolved }
            guard let index = object.index(of: name.text) else {
                report(.unknownField(name.text, of: type, at: place(name.range), known: object.fields.map(\.name)))
                return unresolved
            }
            return (object.fields[index].type, Checked.Field(name: name.text, index: index))
        case let type:
            report(.noFields(text(operand.range), type, field: name.text, at: place(name.range)))
            return unresolved
        }
    }

    private static let typeNames: [String: ValueType] = [
        "null_type": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
        "bytes": .bytes, "list": .list(.dyn), "map": .map(.dyn, .dyn), "type": .type(.dyn),
        "optional_type": .optional(.dyn), "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration,
    ]
}

/// Names joined by dots, with nothing else between them.
struct Path {
    let names: [Syntax.Name]
    var isAbsolute: Bool { names[0].isAbsolute }

    init?(_ syntax: Syntax) {
        switch syntax.kind {
        case .name(let name): names = [name]
        case .select(let operand, let field):
            guard let path = Path(operand) else { return nil }
            names = path.names + [field]
        default: return nil
        }
    }

    /// The first so many names, with dots.
    func text(_ count: Int) -> String { names.prefix(count).map(\.text).joined(separator: ".") }

    func range(_ count: Int) -> Range<Int> { names[0].range.lowerBound..<names[count - 1].range.upperBound }
}
