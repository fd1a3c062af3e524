extension Value {
    /// The language's `==`: numbers by what they are worth, whatever their type; values of different kinds differ.
    package func equals(_ other: Value) -> Bool {
        switch (self, other) {
        case (.string(let left), .string(let right)): left.isSame(as: right)
        case (.bool(let left), .bool(let right)): left == right
        case (.null, .null): true
        case (.bytes(let left), .bytes(let right)): left == right
        case (.list(let left), .list(let right)): left.elementsEqual(right) { $0.equals($1) }
        case (.map(let left), .map(let right)): left.equals(right)
        case (.record(let left), .record(let right)): Self.equal(left, right)
        case (.optional(let left?), .optional(let right?)): left.equals(right)
        case (.optional(nil), .optional(nil)): true
        case (.type(let left), .type(let right)): left == right
        case (.timestamp, .timestamp), (.duration, .duration): order(with: other) == .same
        default: isNumber && other.isNumber && order(with: other) == .same
        }
    }

    var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }

    private static func equal(_ left: any RecordValue, _ right: any RecordValue) -> Bool {
        left.type.name == right.type.name
            && left.type.fields.indices.allSatisfy { left.value(at: $0).equals(right.value(at: $0)) }
    }
}

extension MapValue {
    func equals(_ other: MapValue) -> Bool {
        count == other.count
            && entries.allSatisfy { key, value in other[key].map { $0.equals(value) } ?? false }
    }
}

/// In Swift, `==` means the very same value: type included, NaN the same as NaN, `-0.0` not the same as `0.0`.
extension Value: Equatable {
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.double(let left), .double(let right)):
            left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.optional(let left), .optional(let right)): left == right
        case (.unknown(let left), .unknown(let right)): left == right
        case (.failure(let left), .failure(let right)): left == right
        default: !(left.isNumber && right.isNumber) && left.equals(right)
        }
    }
}

extension MapValue: Equatable {
    /// Without order.
    package static func == (left: MapValue, right: MapValue) -> Bool {
        left.count == right.count
            && left.entries.allSatisfy { key, value in
                right.entries.contains { $0.key == key && $0.value == value }
            }
    }
}
