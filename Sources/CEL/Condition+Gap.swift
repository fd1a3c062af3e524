import Diagnostics

extension Condition {
    /// A comparison of numbers that alone keeps a condition from holding, and by how much.
    package struct Gap: Sendable, Hashable {
        /// What is compared, as it is written: `health.score`.
        package let text: String
        package let value: Double
        package let against: Double

        package var distance: Double { (value - against).magnitude }
    }

    /// How far from holding it is; nothing where it holds, where that is not known, and where more than one thing or
    /// another than a number would have to change.
    package func gap(reading read: (Int) -> Value) -> Gap? {
        guard case .bool(false) = value(reading: read) else { return nil }
        let parts = deciding(reading: read)
        guard parts.count == 1, case .call(let call, let operands) = parts[0].node.kind,
            ["<", "<=", ">", ">="].contains(call.name), operands.count == 2,
            let left = number(operands[0], read), let right = number(operands[1], read)
        else { return nil }
        // The constant, or what a threshold says, is what the other is held against.
        return operands[0].readsNothingMoving(of: self)
            ? Gap(text: written(operands[1]), value: right, against: left)
            : Gap(text: written(operands[0]), value: left, against: right)
    }

    private func number(_ node: Checked, _ read: (Int) -> Value) -> Double? {
        var frame = Frame(slots: expression.slots)
        let number: Double? =
            switch Planner.step(for: node)(read, &frame) {
            case .double(let value): value
            case .int(let value): Double(value)
            case .uint(let value): Double(value)
            default: nil
            }
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    private func written(_ node: Checked) -> String {
        let text = String(
            decoding: source.text.utf8.dropFirst(node.range.lowerBound).prefix(node.range.count), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Checked {
    /// A constant, or a number that stands in the rule itself.
    fileprivate func readsNothingMoving(of condition: Condition) -> Bool {
        switch kind {
        case .constant: true
        case .reference(let index): condition.references[index].name.hasPrefix("threshold.")
        default: false
        }
    }
}
