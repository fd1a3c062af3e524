extension Function {
    static let collections = [membership, element, size]

    /// Of a map, the keys are asked. What is of another type is simply not there.
    private static let membership = operation(
        "in",
        [
            ([.parameter("A"), .list(.parameter("A"))], .bool),
            ([.parameter("A"), .map(.parameter("A"), .parameter("B"))], .bool),
        ],
        Body(binary: { sought, whole in
            switch whole {
            case .list(let elements): .bool(elements.contains { $0.equals(sought) })
            case .map(let map): .bool(map[sought] != nil)
            default: .noOverload("in", sought, whole)
            }
        }).costing(.search)
    )

    private static let element = operation(
        "[]",
        [
            ([.list(.parameter("A")), .int], .parameter("A")),
            ([.map(.parameter("A"), .parameter("B")), .parameter("A")], .parameter("B")),
            ([.optional(.list(.parameter("A"))), .int], .optional(.parameter("A"))),
            ([.optional(.map(.parameter("A"), .parameter("B"))), .parameter("A")], .optional(.parameter("B"))),
        ],
        Body(binary: { whole, sought in
            switch whole {
            case .optional: whole.elementIfPresent(sought)
            case .list(let elements): elements.element(at: sought)
            case .map(let map): map[sought] ?? .failure(.noSuchKey(sought.text))
            default: .noOverload("[]", whole, sought)
            }
        })
    )

    private static let size = Function(
        "size",
        [ValueType.string, .bytes, .list(.parameter("A")), .map(.parameter("A"), .parameter("B"))].flatMap {
            [Overload(.global, [$0], .int), Overload(.member, [$0], .int)]
        },
        help: "How many code points, bytes, elements or entries there are.",
        example: "size(account.name) > 0",
        body: Body(unary: { value in
            switch value {
            case .string(let text): .int(Int64(text.unicodeScalars.count))
            case .bytes(let bytes): .int(Int64(bytes.count))
            case .list(let elements): .int(Int64(elements.count))
            case .map(let map): .int(Int64(map.count))
            default: .noOverload("size", value)
            }
        }).costing(.texts)
    )
}

extension [Value] {
    /// By any number that is a whole one.
    func element(at sought: Value) -> Value {
        let index: Int? =
            switch sought {
            case .int(let index): Int(exactly: index)
            case .uint(let index): Int(exactly: index)
            case .double(let index): index.whole(Int.self)
            default: nil
            }
        guard sought.isNumber else { return .noOverload("[]", .list(self), sought) }
        guard let index, indices.contains(index) else {
            return .failure(.indexOutOfRange(sought.text, size: count))
        }
        return self[index]
    }
}
