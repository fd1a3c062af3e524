extension Function {
    static let comparisons = [
        equality("==") { $0 },
        equality("!=") { !$0 },
        ordering("<") { $0 == .before },
        ordering("<=") { $0 == .before || $0 == .same },
        ordering(">") { $0 == .after },
        ordering(">=") { $0 == .after || $0 == .same },
    ]

    private static func equality(_ name: String, _ holds: @escaping @Sendable (Bool) -> Bool) -> Function {
        operation(
            name, [([.parameter("A"), .parameter("A")], .bool)],
            Body(binary: { .bool(holds($0.equals($1))) }).costing(.comparison)
        )
    }

    private static func ordering(_ name: String, _ holds: @escaping @Sendable (Order) -> Bool) -> Function {
        let numbers: [ValueType] = [.double, .int, .uint]
        let acrossNumbers = numbers.flatMap { left in numbers.map { [left, $0] } }
        let others: [ValueType] = [.string, .bool, .bytes, .timestamp, .duration]
        let pairs = acrossNumbers + others.map { [$0, $0] }
        return operation(
            name, pairs.map { ($0, .bool) },
            Body(binary: { left, right in
                left.order(with: right).map { .bool(holds($0)) } ?? .noOverload(name, left, right)
            }).costing(.comparison)
        )
    }
}
