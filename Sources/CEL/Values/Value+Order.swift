/// How one value stands to another.
enum Order: Sendable {
    case before
    case same
    case after
    /// Neither, because one of them is NaN.
    case none
}

extension Value {
    /// Nothing where the two cannot be ordered at all.
    @inline(__always)
    func order(with other: Value) -> Order? {
        if case .double(let left) = self, case .double(let right) = other { return Self.order(left, right) }
        return generalOrder(with: other)
    }

    private func generalOrder(with other: Value) -> Order? {
        switch (self, other) {
        case (.int(let left), .int(let right)): Self.order(left, right)
        case (.uint(let left), .uint(let right)): Self.order(left, right)
        case (.int(let left), .uint(let right)): left < 0 ? .before : Self.order(UInt64(left), right)
        case (.uint(let left), .int(let right)): right < 0 ? .after : Self.order(left, UInt64(right))
        case (.int(let left), .double(let right)): Self.order(left, right)
        case (.uint(let left), .double(let right)): Self.order(left, right)
        case (.double(let left), .int(let right)): Self.order(right, left).reversed
        case (.double(let left), .uint(let right)): Self.order(right, left).reversed
        case (.string(let left), .string(let right)):
            left.isSame(as: right) ? .same : left.precedes(right) ? .before : .after
        case (.bool(let left), .bool(let right)): Self.order(left ? 1 : 0, right ? 1 : 0)
        case (.bytes(let left), .bytes(let right)):
            left == right ? .same : left.lexicographicallyPrecedes(right) ? .before : .after
        case (.timestamp(let left, let leftNanoseconds), .timestamp(let right, let rightNanoseconds)):
            left == right ? Self.order(leftNanoseconds, rightNanoseconds) : Self.order(left, right)
        case (.duration(let left), .duration(let right)): Self.order(left, right)
        default: nil
        }
    }

    private static func order<Number: Comparable>(_ left: Number, _ right: Number) -> Order {
        left < right ? .before : left == right ? .same : left > right ? .after : .none
    }

    /// A double outside the integer's range is decided by that; inside it the two are compared as doubles, which for
    /// great integers is lossy, and is what the specification asks for: 9007199254740993 equals 9007199254740992.0.
    private static func order<Number: FixedWidthInteger>(_ left: Number, _ right: Double) -> Order {
        if right < Double(Number.min) { return .after }
        if right > Double(Number.max) { return .before }
        return order(Double(left), right)
    }
}

extension Order {
    fileprivate var reversed: Order {
        switch self {
        case .before: .after
        case .after: .before
        case .same, .none: self
        }
    }
}
