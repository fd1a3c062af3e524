/// What kind of value an expression has.
package indirect enum ValueType: Sendable, Hashable {
    case null
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case timestamp
    case duration
    case list(ValueType)
    case map(ValueType, ValueType)
    /// A fact with named fields, such as one invoice; its fields are declared in the vocabulary.
    case object(String)
    /// A type that only functions know how to make and take apart.
    case opaque(String, [ValueType])
    /// The type of a type, such as that of `int`.
    case type(ValueType)
    /// Not known before evaluation; fits everywhere.
    case dyn
    /// Any one type, the same wherever the letter stands in one declaration.
    case parameter(String)
    /// A type still to be found out while checking; never in a declaration.
    case open(Int)
}

extension ValueType: CustomStringConvertible {
    package var description: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .object(let name): name
        case .opaque(Self.optionalName, let parameters) where parameters.count == 1: "optional(\(parameters[0]))"
        case .opaque(let name, let parameters):
            parameters.isEmpty ? name : "\(name)(\(parameters.map(\.description).joined(separator: ", ")))"
        case .type(let of): "type(\(of))"
        case .dyn, .open: "dyn"
        case .parameter(let name): name
        }
    }
}

extension ValueType {
    static let optionalName = "optional_type"

    /// A value of this type, or none.
    package static func optional(_ value: ValueType) -> ValueType { .opaque(optionalName, [value]) }

    /// The type of what an optional holds; nothing for other types.
    package var optionalValue: ValueType? {
        if case .opaque(Self.optionalName, let parameters) = self, parameters.count == 1 { parameters[0] } else { nil }
    }

    /// The types this one is made of.
    var parts: [ValueType] {
        switch self {
        case .list(let element): [element]
        case .map(let key, let value): [key, value]
        case .opaque(_, let parameters): parameters
        case .type(let of): [of]
        default: []
        }
    }

    /// The same type with each of its parts replaced.
    func mappingParts(_ replaced: (ValueType) -> ValueType) -> ValueType {
        switch self {
        case .list(let element): .list(replaced(element))
        case .map(let key, let value): .map(replaced(key), replaced(value))
        case .opaque(let name, let parameters): .opaque(name, parameters.map(replaced))
        case .type(let of): .type(replaced(of))
        default: self
        }
    }
}
