extension Condition {
    /// How a value that was read is written; the reference knows its unit.
    package typealias Printing = (Value, Reference) -> String

    /// The whole condition with the values written in.
    package func explanation(
        reading read: (Int) -> Value, printing print: Printing = Self.plainly
    ) -> String {
        ConditionWriter(self).whole(of: expression.root).joined { print(read($0), references[$0]) }
    }

    /// The parts that settled it, each with the values in place of the names, as `48.2 < 60`: of an `&&` that does not hold
    /// those that do not hold, of an `||` that holds those that hold, where nothing settled it those that are not known.
    package func reasons(
        reading read: (Int) -> Value, printing print: Printing = Self.plainly
    ) -> [String] {
        deciding(reading: read).map { $0.replaced.joined { print(read($0), references[$0]) } }
    }

    /// What the parts that settled it read, by its place in `references`, in the order of the text.
    package func decidingReadings(reading read: (Int) -> Value) -> [Int] {
        deciding(reading: read).flatMap(\.readings)
    }

    /// What would have to come true for it to hold, joined as the condition joins it: of an `&&` the parts that do not hold
    /// yet, of an `||` each of them.
    package func unmet(reading read: (Int) -> Value, printing print: Printing = Self.plainly) -> String {
        unmet(parts, read) { print(read($0), references[$0]) }.text
    }

    private func unmet(
        _ part: ConditionPart, _ read: (Int) -> Value, _ written: (Int) -> String
    ) -> (text: String, isAlternative: Bool) {
        switch part.makeup {
        case .all(let operands):
            let open = operands.filter { answer($0, read) != true }.map { unmet($0, read, written) }
            if open.count == 1 { return open[0] }
            // It holds already, and is named all the same.
            if open.isEmpty { return (ConditionWriter(self).inserted(in: part.node).joined(written), true) }
            return (open.map { $0.isAlternative ? "(\($0.text))" : $0.text }.joined(separator: " && "), false)
        case .any(let operands):
            return (operands.map { unmet($0, read, written).text }.joined(separator: " || "), true)
        case .choice, .one:
            return (ConditionWriter(self).inserted(in: part.node).joined(written), false)
        }
    }

    /// As in a condition, but lists and maps by their size.
    package static func plainly(_ value: Value, of reference: Reference) -> String {
        switch value {
        case .list(let elements): elements.count == 1 ? "1 element" : "\(elements.count) elements"
        case .map(let map): map.count == 1 ? "1 entry" : "\(map.count) entries"
        default: value.text
        }
    }

    func deciding(reading read: (Int) -> Value) -> [ConditionPart] { deciding(parts, read) }

    private func deciding(_ part: ConditionPart, _ read: (Int) -> Value) -> [ConditionPart] {
        switch part.makeup {
        case .all(let operands), .any(let operands):
            let outcome = answer(part, read)
            return operands.filter { answer($0, read) == outcome }.flatMap { deciding($0, read) }
        case .choice(let condition, let then, let otherwise):
            switch answer(condition, read) {
            case true: return deciding(condition, read) + deciding(then, read)
            case false: return deciding(condition, read) + deciding(otherwise, read)
            case nil: return deciding(condition, read)
            }
        case .one: return [part]
        }
    }

    /// Nothing where it is neither true nor false.
    private func answer(_ part: ConditionPart, _ read: (Int) -> Value) -> Bool? {
        var frame = Frame(slots: expression.slots)
        guard case .bool(let holds) = part.step(read, &frame) else { return nil }
        return holds
    }
}
