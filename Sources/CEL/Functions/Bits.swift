/// The bits of the extension `math`.
extension Function {
    static let bits = [
        bitwise("math.bitAnd", "The bits that both have.", { $0 & $1 }),
        bitwise("math.bitOr", "The bits that one of them has.", { $0 | $1 }),
        bitwise("math.bitXor", "The bits that just one of them has.", { $0 ^ $1 }),
        bitNot,
        shift("math.bitShiftLeft", "The bits moved up by so many places.", { $0 << $1 }),
        shift("math.bitShiftRight", "The bits moved down by so many places, zeros first.", { $0 >> $1 }),
    ]

    private static func bitwise(
        _ name: String, _ help: String, _ combined: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> Function {
        Function(
            name, [Overload(.global, [.int, .int], .int), Overload(.global, [.uint, .uint], .uint)],
            help: help, example: "\(name)(6, 3)",
            body: Body(binary: { left, right in
                switch (left, right) {
                case (.int(let left), .int(let right)):
                    .int(Int64(bitPattern: combined(UInt64(bitPattern: left), UInt64(bitPattern: right))))
                case (.uint(let left), .uint(let right)): .uint(combined(left, right))
                default: .noOverload(name, left, right)
                }
            }))
    }

    private static let bitNot = Function(
        "math.bitNot", [Overload(.global, [.int], .int), Overload(.global, [.uint], .uint)],
        help: "The bits it has not.", example: "math.bitNot(6)",
        body: Body(unary: { value in
            switch value {
            case .int(let number): .int(~number)
            case .uint(let number): .uint(~number)
            default: .noOverload("math.bitNot", value)
            }
        }))

    private static func shift(
        _ name: String, _ help: String, _ shifted: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> Function {
        Function(
            name, [Overload(.global, [.int, .int], .int), Overload(.global, [.uint, .int], .uint)],
            help: help, example: "\(name)(6, 1)",
            body: Body(binary: { value, places in
                guard case .int(let places) = places else { return .noOverload(name, value, places) }
                guard let places = UInt64(exactly: places) else {
                    return .failure(.outOfRange("the number of places to shift by"))
                }
                switch value {
                case .int(let number): return .int(Int64(bitPattern: shifted(UInt64(bitPattern: number), places)))
                case .uint(let number): return .uint(shifted(number, places))
                default: return .noOverload(name, value, .int(Int64(places)))
                }
            }))
    }
}
