extension Function {
    /// Values that may be missing, in place of failures: `nps.?latest.orValue(50)`.
    static let optionals = [
        optionalOf, optionalOfNonZero, optionalNone, optionalUnwrap, unwrapOpt, hasValue, value, or, orValue, first,
        last,
        optionalElement,
    ]

    private static let held = ValueType.parameter("A")
    private static let optionalHeld = ValueType.optional(.parameter("A"))

    private static let optionalOf = Function(
        "optional.of", [Overload(.global, [held], optionalHeld)],
        help: "An optional that holds the value.", example: "optional.of(5)",
        body: Body(unary: { .optional($0) }))

    private static let optionalOfNonZero = Function(
        "optional.ofNonZeroValue", [Overload(.global, [held], optionalHeld)],
        help: "An optional that holds the value, or nothing where the value is empty, zero, false or null.",
        example: "optional.ofNonZeroValue(account.name)",
        body: Body(unary: { .optional($0.isZero ? nil : $0) }))

    private static let optionalNone = Function(
        "optional.none", [Overload(.global, [], optionalHeld)],
        help: "An optional that holds nothing.", example: "optional.none()",
        body: Body(variadic: { _ in .optional(nil) }))

    private static let optionalUnwrap = Function(
        "optional.unwrap", [Overload(.global, [.list(optionalHeld)], .list(held))],
        help: "What the optionals of a list hold, without the empty ones.",
        example: "optional.unwrap([optional.of(1)])",
        body: unwrapping("optional.unwrap"))

    private static let unwrapOpt = Function(
        "unwrapOpt", [Overload(.member, [.list(optionalHeld)], .list(held))],
        help: "What the optionals of a list hold, without the empty ones.", example: "[optional.of(1)].unwrapOpt()",
        body: unwrapping("unwrapOpt"))

    private static func unwrapping(_ name: String) -> Body {
        Body(unary: { list in
            guard case .list(let elements) = list else { return .noOverload(name, list) }
            var values: [Value] = []
            for element in elements {
                guard case .optional(let value) = element else { return .noOverload(name, element) }
                if let value { values.append(value) }
            }
            return .list(values)
        }).costing(.linear)
    }

    private static let hasValue = Function(
        "hasValue", [Overload(.member, [optionalHeld], .bool)],
        help: "Whether the optional holds something.", example: "nps.?latest.hasValue()",
        body: Body(unary: { value in
            if case .optional(let held) = value { .bool(held != nil) } else { .noOverload("hasValue", value) }
        }))

    private static let value = Function(
        "value", [Overload(.member, [optionalHeld], held)],
        help: "What the optional holds; a failure where it holds nothing.", example: "optional.of(5).value()",
        body: Body(unary: { value in
            guard case .optional(let held) = value else { return .noOverload("value", value) }
            return held ?? .failure(.emptyOptional)
        }))

    private static let or = Function(
        "or", [Overload(.member, [optionalHeld, optionalHeld], optionalHeld)],
        help: "The optional, or the other where it holds nothing.",
        example: "account.?tier.or(account.?plan)",
        body: Body(binary: { left, right in
            guard case .optional(let held) = left else { return .noOverload("or", left, right) }
            guard case .optional = right else { return .noOverload("or", left, right) }
            return held == nil ? right : left
        }).settled(early: { left in
            if case .optional(_?) = left { left } else { nil }
        }))

    private static let orValue = Function(
        "orValue", [Overload(.member, [optionalHeld, held], held)],
        help: "What the optional holds, or the other value where it holds nothing.",
        example: "nps.?latest.orValue(50)",
        body: Body(binary: { left, right in
            guard case .optional(let held) = left else { return .noOverload("orValue", left, right) }
            return held ?? right
        }).settled(early: { left in
            if case .optional(let held) = left { held } else { nil }
        }))

    private static let first = end("first", "The first element of a list, as an optional.") { $0.first }
    private static let last = end("last", "The last element of a list, as an optional.") { $0.last }

    private static func end(
        _ name: String, _ help: String, _ pick: @escaping @Sendable ([Value]) -> Value?
    ) -> Function {
        Function(
            name, [Overload(.member, [.list(held)], optionalHeld)],
            help: help, example: "[1, 2].\(name)().orValue(0)",
            body: Body(unary: { list in
                if case .list(let elements) = list { .optional(pick(elements)) } else { .noOverload(name, list) }
            }))
    }

    /// `m[?k]`: an entry or an element as an optional.
    private static let optionalElement = operation(
        "[?]",
        [
            ([.list(held), .int], optionalHeld),
            ([.map(.parameter("K"), held), .parameter("K")], optionalHeld),
            ([.optional(.list(held)), .int], optionalHeld),
            ([.optional(.map(.parameter("K"), held)), .parameter("K")], optionalHeld),
        ],
        Body(binary: { $0.elementIfPresent($1) }))
}

extension Value {
    /// What `[?]` and, on an optional, `[]` answer.
    func elementIfPresent(_ sought: Value) -> Value {
        switch self {
        case .optional(let whole): return whole?.elementIfPresent(sought) ?? self
        case .map(let map): return .optional(map[sought])
        case .list(let elements):
            switch elements.element(at: sought) {
            case .failure(.indexOutOfRange): return .optional(nil)
            case .failure(let error): return .failure(error)
            case let element: return .optional(element)
            }
        default: return .noOverload("[]", self, sought)
        }
    }

    fileprivate var isZero: Bool {
        switch self {
        case .null, .optional(nil): true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let value): value.isEmpty
        case .bytes(let value): value.isEmpty
        case .list(let value): value.isEmpty
        case .map(let value): value.count == 0
        case .duration(let nanoseconds): nanoseconds == 0
        case .timestamp(let seconds, let nanoseconds): seconds == 0 && nanoseconds == 0
        case .record, .optional, .type, .unknown, .failure: false
        }
    }
}

extension Function.Body {
    /// A list literal with elements that are optionals: `[a, ?b]`.
    static func list(leavingOutEmpty isOptional: [Bool]) -> Function.Body {
        Function.Body(variadic: { values in
            var elements: [Value] = []
            for (value, isOptional) in zip(values, isOptional) {
                guard isOptional else {
                    elements.append(value)
                    continue
                }
                guard case .optional(let held) = value else { return .noOverload("[?…]", value) }
                if let held { elements.append(held) }
            }
            return .list(elements)
        }).costing(.linear)
    }

    /// A map literal with values that are optionals: `{a: b, ?c: d}`; keys and values take turns.
    static func map(leavingOutEmpty isOptional: [Bool]) -> Function.Body {
        Function.Body(variadic: { values in
            var entries: [MapValue.Entry] = []
            for (index, isOptional) in isOptional.enumerated() {
                let (key, value) = (values[2 * index], values[2 * index + 1])
                guard isOptional else {
                    entries.append((key, value))
                    continue
                }
                guard case .optional(let held) = value else { return .noOverload("{?…}", value) }
                if let held { entries.append((key, held)) }
            }
            return .map(of: entries)
        }).costing(.linear)
    }
}
