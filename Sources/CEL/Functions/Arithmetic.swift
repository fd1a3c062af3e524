extension Function {
    static let arithmetic = [plus, minus, times, divided, remainder, not]

    private static let plus = operation(
        "+",
        numbers + [
            ([.string, .string], .string),
            ([.bytes, .bytes], .bytes),
            ([.list(.parameter("A")), .list(.parameter("A"))], .list(.parameter("A"))),
            ([.timestamp, .duration], .timestamp),
            ([.duration, .timestamp], .timestamp),
            ([.duration, .duration], .duration),
        ],
        Body(binary: { left, right in
            switch (left, right) {
            case (.double(let left), .double(let right)): .double(left + right)
            case (.int(let left), .int(let right)): .int(left.addingReportingOverflow(right), "+")
            case (.uint(let left), .uint(let right)): .uint(left.addingReportingOverflow(right), "+")
            case (.string(let left), .string(let right)): .string(left + right)
            case (.bytes(let left), .bytes(let right)): .bytes(left + right)
            case (.list(let left), .list(let right)): .list(left + right)
            case (.timestamp(let seconds, let nanoseconds), .duration(let span)),
                (.duration(let span), .timestamp(let seconds, let nanoseconds)):
                .moment(seconds, nanoseconds, plus: span)
            case (.duration(let left), .duration(let right)): .duration(left.addingReportingOverflow(right))
            default: .noOverload("+", left, right)
            }
        }).costing(.linear)
    )

    /// Between two, and before one.
    private static let minus = operation(
        "-",
        numbers + [
            ([.timestamp, .timestamp], .duration),
            ([.timestamp, .duration], .timestamp),
            ([.duration, .duration], .duration),
            ([.double], .double),
            ([.int], .int),
        ],
        Body(
            unary: { value in
                switch value {
                case .double(let value): .double(-value)
                case .int(let value): .int(Int64(0).subtractingReportingOverflow(value), "-")
                default: .noOverload("-", value)
                }
            },
            binary: { left, right in
                switch (left, right) {
                case (.double(let left), .double(let right)): .double(left - right)
                case (.int(let left), .int(let right)): .int(left.subtractingReportingOverflow(right), "-")
                case (.uint(let left), .uint(let right)): .uint(left.subtractingReportingOverflow(right), "-")
                case (.timestamp(let left, let leftNanoseconds), .timestamp(let right, let rightNanoseconds)):
                    .span(left, leftNanoseconds, since: right, rightNanoseconds)
                case (.timestamp(let seconds, let nanoseconds), .duration(let span)):
                    .moment(seconds, nanoseconds, minus: span)
                case (.duration(let left), .duration(let right)):
                    .duration(left.subtractingReportingOverflow(right))
                default: .noOverload("-", left, right)
                }
            })
    )

    private static let times = operation(
        "*", numbers,
        Body(binary: { left, right in
            switch (left, right) {
            case (.double(let left), .double(let right)): .double(left * right)
            case (.int(let left), .int(let right)): .int(left.multipliedReportingOverflow(by: right), "*")
            case (.uint(let left), .uint(let right)): .uint(left.multipliedReportingOverflow(by: right), "*")
            default: .noOverload("*", left, right)
            }
        })
    )

    /// Integers towards zero.
    private static let divided = operation(
        "/", numbers,
        Body(binary: { left, right in
            switch (left, right) {
            case (.double(let left), .double(let right)): .double(left / right)
            case (.int, .int(0)), (.uint, .uint(0)): .failure(.divisionByZero)
            case (.int(let left), .int(let right)): .int(left.dividedReportingOverflow(by: right), "/")
            case (.uint(let left), .uint(let right)): .uint(left / right)
            default: .noOverload("/", left, right)
            }
        })
    )

    /// With the sign of the dividend.
    private static let remainder = operation(
        "%", [([.int, .int], .int), ([.uint, .uint], .uint)],
        Body(binary: { left, right in
            switch (left, right) {
            case (.int, .int(0)), (.uint, .uint(0)): .failure(.divisionByZero)
            case (.int(let left), .int(let right)): .int(left.remainderReportingOverflow(dividingBy: right), "%")
            case (.uint(let left), .uint(let right)): .uint(left % right)
            default: .noOverload("%", left, right)
            }
        })
    )

    private static let not = operation(
        "!", [([.bool], .bool)],
        Body(unary: { value in
            if case .bool(let value) = value { .bool(!value) } else { .noOverload("!", value) }
        })
    )

    private static let numbers: [([ValueType], ValueType)] = [
        ([.double, .double], .double), ([.int, .int], .int), ([.uint, .uint], .uint),
    ]
}

extension Value {
    fileprivate static func int(_ result: (Int64, Bool), _ function: String) -> Value {
        result.1 ? .failure(.overflow(function, "int")) : .int(result.0)
    }

    fileprivate static func uint(_ result: (UInt64, Bool), _ function: String) -> Value {
        result.1 ? .failure(.overflow(function, "uint")) : .uint(result.0)
    }

    fileprivate static func duration(_ result: (Int64, Bool)) -> Value {
        result.1 ? .failure(.outOfRange("the duration")) : .duration(nanoseconds: result.0)
    }

    fileprivate static func moment(_ seconds: Int64, _ nanoseconds: Int32, plus span: Int64) -> Value {
        let (spanSeconds, spanRest) = span.quotientAndRemainder(dividingByFloor: 1_000_000_000)
        let sum = Int64(nanoseconds) + spanRest
        return .checkedTimestamp(seconds + spanSeconds + sum / 1_000_000_000, Int32(sum % 1_000_000_000))
    }

    fileprivate static func moment(_ seconds: Int64, _ nanoseconds: Int32, minus span: Int64) -> Value {
        let (spanSeconds, spanRest) = span.quotientAndRemainder(dividingByFloor: 1_000_000_000)
        let rest = Int64(nanoseconds) - spanRest
        return .checkedTimestamp(
            seconds - spanSeconds - (rest < 0 ? 1 : 0), Int32(rest < 0 ? rest + 1_000_000_000 : rest))
    }

    fileprivate static func span(_ left: Int64, _ leftRest: Int32, since right: Int64, _ rightRest: Int32) -> Value {
        let (nanoseconds, isOver) = (left - right).multipliedReportingOverflow(by: 1_000_000_000)
        guard !isOver else { return .failure(.outOfRange("the duration")) }
        return .duration(nanoseconds.addingReportingOverflow(Int64(leftRest) - Int64(rightRest)))
    }

    /// The years 1 to 9999 in UTC; a failure outside.
    static func checkedTimestamp(_ seconds: Int64, _ nanoseconds: Int32) -> Value {
        guard (-62_135_596_800...253_402_300_799).contains(seconds) else {
            return .failure(.outOfRange("the timestamp"))
        }
        return .timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }
}
