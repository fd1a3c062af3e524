import Diagnostics

extension Checker {
    /// `x.?f`: the field as an optional. In rule files `nps.?latest` is an optional of a declared name too.
    mutating func optionalField(_ name: Syntax.Name, of syntax: Syntax, _ range: Range<Int>) -> Checked {
        if mode == .ruleFile, let reference = reference(syntax, name, range) {
            return optional(of: reference, range)
        }
        let operand = checked(syntax)
        let (type, field) = resolved(name, of: operand)
        let call = Checked.Call(name: ".?", body: Function.Body(unary: { $0.selectingIfPresent(field) }))
        let isOptional = types.resolved(operand.type).optionalValue != nil
        return Checked(kind: .call(call, [operand]), type: isOptional ? type : .optional(type), range: range)
    }

    /// What the operand and the name together stand for, if that is a declared variable.
    private mutating func reference(_ operand: Syntax, _ name: Syntax.Name, _ range: Range<Int>) -> Checked? {
        guard let path = Path(Syntax(.select(operand, field: name), range)), let (meaning, used) = declared(path),
            used == path.names.count, case .variable(let variable) = meaning
        else { return nil }
        return reference(Reference(variable), range)
    }

    private func optional(of reference: Checked, _ range: Range<Int>) -> Checked {
        let call = Checked.Call(name: "optional.of", body: Function.Body(unary: { .optional($0) }))
        let type = ValueType.optional(reference.type)
        let kind = Checked.Kind.conditional(
            Checked(kind: .presence(reference), type: .bool, range: range),
            then: Checked(kind: .call(call, [reference]), type: type, range: range),
            otherwise: Checked(kind: .constant(.optional(nil)), type: type, range: range))
        return Checked(kind: kind, type: type, range: range)
    }

    /// The element as if it were what its optional holds.
    mutating func optionalValue(of element: Checked, for literal: String) -> Checked {
        guard mode != .unchecked, types.resolved(element.type) != .dyn else { return .dyn(element.kind, element.range) }
        let held = types.open()
        guard types.assign(element.type, to: .optional(held)) else {
            report(.notOptional(types.closed(element.type), for: literal, at: place(element.range)))
            return .dyn(element.kind, element.range)
        }
        return Checked(kind: element.kind, type: types.resolved(held), range: element.range)
    }
}

extension Syntax {
    /// `?x` in a list.
    var isOptionalElement: Bool {
        if case .optional = kind { true } else { false }
    }
}
