/// The extension `math`, but for its bits.
extension Function {
    static let mathematics = [
        extreme("math.greatest", "The greatest of the numbers, or of a list of them.", .after),
        extreme("math.least", "The least of the numbers, or of a list of them.", .before),
        rounding("math.ceil", "Rounded up to a whole number.", .up),
        rounding("math.floor", "Rounded down to a whole number.", .down),
        rounding("math.round", "Rounded to the nearest whole number, halves away from 0.", .toNearestOrAwayFromZero),
        rounding("math.trunc", "Without what stands behind the point.", .towardZero),
        abs, sign, squareRoot,
        test("math.isNaN", "Whether it is not a number, such as 0.0 / 0.0.") { $0.isNaN },
        test("math.isInf", "Whether it is infinite, such as 1.0 / 0.0.") { $0.isInfinite },
        test("math.isFinite", "Whether it is an ordinary number.") { $0.isFinite },
    ]

    private static let kinds: [ValueType] = [.double, .int, .uint]

    /// One number, two, or a list; more are put into a list by the checker.
    private static func extreme(_ name: String, _ help: String, _ wanted: Order) -> Function {
        let single = kinds.map { Overload(.global, [$0], $0) }
        let pairs = kinds.flatMap { left in
            kinds.map { Overload(.global, [left, $0], left == $0 ? left : .dyn) }
        }
        let lists = (kinds + [.dyn]).map { Overload(.global, [.list($0)], $0) }
        return Function(
            name, single + pairs + lists, collects: true,
            help: help, example: "\(name)(usage.trend, 0)",
            body: Body(
                unary: { value in
                    if case .list(let elements) = value { return extreme(of: elements, name, wanted) }
                    return extreme(of: [value], name, wanted)
                },
                binary: { extreme(of: [$0, $1], name, wanted) }
            ).costing(.search))
    }

    private static func extreme(of values: [Value], _ name: String, _ wanted: Order) -> Value {
        guard var best = values.first else { return .failure(.empty(name)) }
        guard best.isNumber else { return .noOverload(name, best) }
        for value in values.dropFirst() {
            guard value.isNumber, let order = value.order(with: best) else { return .noOverload(name, value) }
            if order == .none { return .failure(.notOrdered(name)) }
            if order == wanted { best = value }
        }
        return best
    }

    private static func rounding(_ name: String, _ help: String, _ rule: FloatingPointRoundingRule) -> Function {
        Function(
            name, [Overload(.global, [.double], .double)],
            help: help, example: "\(name)(health.score)",
            body: Body(unary: { value in
                if case .double(let number) = value { .double(number.rounded(rule)) } else { .noOverload(name, value) }
            }))
    }

    private static func test(
        _ name: String, _ help: String, _ holds: @escaping @Sendable (Double) -> Bool
    ) -> Function {
        Function(
            name, [Overload(.global, [.double], .bool)],
            help: help, example: "\(name)(usage.trend)",
            body: Body(unary: { value in
                if case .double(let number) = value { .bool(holds(number)) } else { .noOverload(name, value) }
            }))
    }

    private static let abs = Function(
        "math.abs", kinds.map { Overload(.global, [$0], $0) },
        help: "Without its sign.", example: "math.abs(usage.trend)",
        body: Body(unary: { value in
            switch value {
            case .double(let number): .double(Swift.abs(number))
            case .int(.min): .failure(.overflow("math.abs", "int"))
            case .int(let number): .int(Swift.abs(number))
            case .uint: value
            default: .noOverload("math.abs", value)
            }
        }))

    private static let sign = Function(
        "math.sign", kinds.map { Overload(.global, [$0], $0) },
        help: "-1, 0 or 1, by its sign.", example: "math.sign(usage.trend)",
        body: Body(unary: { value in
            switch value {
            case .double(let number): .double(number.isNaN || number == 0 ? number : number < 0 ? -1 : 1)
            case .int(let number): .int(number.signum())
            case .uint(let number): .uint(number.signum())
            default: .noOverload("math.sign", value)
            }
        }))

    private static let squareRoot = Function(
        "math.sqrt", kinds.map { Overload(.global, [$0], .double) },
        help: "Its square root.", example: "math.sqrt(2.0)",
        body: Body(unary: { value in
            switch value {
            case .double(let number): .double(number.squareRoot())
            case .int(let number): .double(Double(number).squareRoot())
            case .uint(let number): .double(Double(number).squareRoot())
            default: .noOverload("math.sqrt", value)
            }
        }))
}
