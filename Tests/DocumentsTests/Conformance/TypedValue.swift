import Documents

/// What a hostile file composes to: `{"t": "int", "v": "10"}`.
indirect enum TypedValue: Decodable {
    case null
    case bool(Bool)
    case integer(String)
    case real(String)
    case text(String)
    case list([TypedValue])
    case map([[TypedValue]])

    private enum Field: String, CodingKey {
        case type = "t"
        case value = "v"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        switch try fields.decode(String.self, forKey: .type) {
        case "null": self = .null
        case "bool": self = .bool(try fields.decode(Bool.self, forKey: .value))
        case "int": self = .integer(try fields.decode(String.self, forKey: .value))
        case "double": self = .real(try fields.decode(String.self, forKey: .value))
        case "string": self = .text(try fields.decode(String.self, forKey: .value))
        case "list": self = .list(try fields.decode([TypedValue].self, forKey: .value))
        case "map": self = .map(try fields.decode([[TypedValue]].self, forKey: .value))
        case let type:
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: fields, debugDescription: "unknown type '\(type)'")
        }
    }

    func matches(_ node: Node) -> Bool {
        switch (self, node.content) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right.description
        case (.real(let left), .real(let right)):
            left == "NaN" ? right.isNaN : left == "Infinity" ? right == .infinity : Double(left) == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .sequence(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.matches($1) }
        case (.map(let left), .mapping(let right)):
            left.count == right.count
                && zip(left, right).allSatisfy { $0[0].matches($1.key) && $0[1].matches($1.value) }
        default: false
        }
    }

    /// The same with every `<<` taken for YAML 1.1's merge key.
    var merged: TypedValue {
        switch self {
        case .list(let items): return .list(items.map(\.merged))
        case .map(let entries):
            var inherited: [[TypedValue]] = []
            var own: [[TypedValue]] = []
            for entry in entries {
                if case .text("<<") = entry[0], case .map(let more) = entry[1].merged {
                    inherited += more
                } else {
                    own.append([entry[0], entry[1].merged])
                }
            }
            return .map(inherited + own)
        case .null, .bool, .integer, .real, .text: return self
        }
    }
}
