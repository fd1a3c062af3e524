extension Function {
    static let conversions = [
        toInt, toUInt, toDouble, toString, toBool, toBytes, toTimestamp, toDuration, toType, toDyn,
    ]

    private static let toInt = conversion("int", from: [.int, .uint, .double, .string, .timestamp], to: .int) {
        switch $0 {
        case .int: $0
        case .uint(let value): Int64(exactly: value).map(Value.int) ?? .failure(.outOfRange("the int"))
        case .double(let value): int(value)
        case .string(let text): NumberText.integer(text, as: Int64.self).map(Value.int)
        case .timestamp(let seconds, _): .int(seconds)
        default: .noOverload("int", $0)
        }
    }

    private static let toUInt = conversion("uint", from: [.uint, .int, .double, .string], to: .uint) {
        switch $0 {
        case .uint: $0
        case .int(let value): UInt64(exactly: value).map(Value.uint) ?? .failure(.outOfRange("the uint"))
        case .double(let value): uint(value)
        case .string(let text): NumberText.integer(text, as: UInt64.self).map(Value.uint)
        default: .noOverload("uint", $0)
        }
    }

    private static let toDouble = conversion("double", from: [.double, .int, .uint, .string], to: .double) {
        switch $0 {
        case .double: $0
        case .int(let value): .double(Double(value))
        case .uint(let value): .double(Double(value))
        case .string(let text): NumberText.double(text).map(Value.double)
        default: .noOverload("double", $0)
        }
    }

    private static let toString = conversion(
        "string", from: [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration], to: .string
    ) {
        switch $0 {
        case .string: $0
        case .bool(let value): .string(value ? "true" : "false")
        case .int(let value): .string(String(value))
        case .uint(let value): .string(String(value))
        case .double(let value): .string(NumberText.general(value))
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self).map(Value.string) ?? .failure(.notUTF8)
        case .timestamp(let seconds, let nanoseconds): .string(TimeText.timestamp(seconds, nanoseconds))
        case .duration(let nanoseconds): .string(TimeText.duration(nanoseconds))
        default: .noOverload("string", $0)
        }
    }

    private static let toBool = conversion("bool", from: [.bool, .string], to: .bool) {
        switch $0 {
        case .bool: $0
        case .string("1"), .string("t"), .string("T"), .string("true"), .string("TRUE"), .string("True"): .bool(true)
        case .string("0"), .string("f"), .string("F"), .string("false"), .string("FALSE"), .string("False"):
            .bool(false)
        case .string: nil
        default: .noOverload("bool", $0)
        }
    }

    private static let toBytes = conversion("bytes", from: [.bytes, .string], to: .bytes) {
        switch $0 {
        case .bytes: $0
        case .string(let text): .bytes(Array(text.utf8))
        default: .noOverload("bytes", $0)
        }
    }

    private static let toTimestamp = conversion("timestamp", from: [.timestamp, .string, .int], to: .timestamp) {
        switch $0 {
        case .timestamp: $0
        case .int(let seconds): .checkedTimestamp(seconds, 0)
        case .string(let text): TimeText.timestamp(from: text).map(inRange)
        default: .noOverload("timestamp", $0)
        }
    }

    private static let toDuration = conversion("duration", from: [.duration, .string], to: .duration) {
        switch $0 {
        case .duration: $0
        case .string(let text): TimeText.duration(from: text)
        default: .noOverload("duration", $0)
        }
    }

    private static let toType = Function(
        "type", [Overload(.global, [.parameter("A")], .type(.parameter("A")))],
        body: Body(unary: { .type($0.typeName) })
    )

    /// Tells the checker to leave the type open; does nothing at evaluation.
    private static let toDyn = Function(
        "dyn", [Overload(.global, [.parameter("A")], .dyn)],
        body: Body(unary: { $0 })
    )

    /// `convert` answers nothing where the text cannot be read as the type.
    private static func conversion(
        _ name: String,
        from sources: [ValueType],
        to target: ValueType,
        _ convert: @escaping @Sendable (Value) -> Value?
    ) -> Function {
        Function(
            name, sources.map { Overload(.global, [$0], target) },
            body: Body(unary: { convert($0) ?? .failure(.notConvertible($0.text, to: name)) }).costing(.texts)
        )
    }

    /// Truncates; what is not strictly inside the range is refused, for the ends are not exact as doubles.
    private static func int(_ value: Double) -> Value {
        guard value > -0x1p63, value < 0x1p63 else { return .failure(.outOfRange("the int")) }
        return .int(Int64(value))
    }

    private static func uint(_ value: Double) -> Value {
        guard value >= 0, value < 0x1p64 else { return .failure(.outOfRange("the uint")) }
        return .uint(UInt64(value))
    }

    private static func inRange(_ value: Value) -> Value {
        guard case .timestamp(let seconds, let nanoseconds) = value else { return value }
        return .checkedTimestamp(seconds, nanoseconds)
    }
}
