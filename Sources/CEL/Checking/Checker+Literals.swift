extension Checker {
    /// In rule files, where one of several parts that should be alike is a double, int literals are read as doubles.
    func alike(_ parts: [Checked]) -> [Checked] {
        guard mode == .ruleFile, parts.contains(where: { hasDouble($0.type) }) else { return parts }
        return parts.map { $0.asDouble ?? $0 }
    }

    /// A double, or a list or map of doubles.
    func hasDouble(_ type: ValueType) -> Bool {
        let type = types.resolved(type)
        return type == .double || type.parts.contains { hasDouble($0) }
    }
}

extension Checked {
    /// The same with doubles in place of int literals, if it is made of nothing else: `60`, `-5`, `[1, 2]`, `30 * 2`.
    ///
    /// Values carry their types, so the calls in it do the same work with either.
    var asDouble: Checked? {
        switch kind {
        case .constant(.int(let value)): with(.constant(.double(Double(value))), .double)
        case .call(let call, let operands) where Self.arithmetic.contains(call.name):
            Self.asDoubles(operands).map { with(.call(call, $0), .double) }
        case .conditional(let condition, let then, let otherwise):
            Self.asDoubles([then, otherwise]).map {
                with(.conditional(condition, then: $0[0], otherwise: $0[1]), .double)
            }
        case .list(let elements) where !elements.isEmpty:
            Self.asDoubles(elements).map { with(.list($0), .list($0[0].type)) }
        default: nil
        }
    }

    private static let arithmetic: Set = ["+", "-", "*", "/"]

    private static func asDoubles(_ parts: [Checked]) -> [Checked]? {
        let doubles = parts.compactMap { $0.type == .double ? $0 : $0.asDouble }
        return doubles.count == parts.count ? doubles : nil
    }

    private func with(_ kind: Kind, _ type: ValueType) -> Checked { Checked(kind: kind, type: type, range: range) }
}
