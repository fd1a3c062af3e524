/// The tags of the core schema.
enum Tag: String, CaseIterable {
    case text = "str"
    case integer = "int"
    case real = "float"
    case bool
    case null
    case sequence = "seq"
    case mapping = "map"

    static let prefix = "tag:yaml.org,2002:"

    init?(_ tag: String) {
        guard tag.utf8.starts(with: Self.prefix.utf8) else { return nil }
        self.init(rawValue: String(tag.dropFirst(Self.prefix.count)))
    }

    /// As it is usually written.
    static func written(_ tag: String) -> String {
        tag.utf8.starts(with: prefix.utf8) ? "!!" + tag.dropFirst(prefix.count) : tag
    }

    /// What must stand behind it.
    var expectation: String {
        switch self {
        case .text: "a text"
        case .integer: "an integer"
        case .real: "a number"
        case .bool: "true or false"
        case .null: "null"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Whether a scalar has the form that the tag asks for.
    func fits(_ text: String) -> Bool {
        switch self {
        case .text: true
        case .integer: if case .integer = CoreSchema.form(of: text) { true } else { false }
        case .real: CoreSchema.form(of: text) != .text
        case .bool: CoreSchema.bool(text) != nil
        case .null: CoreSchema.isNull(text)
        case .sequence, .mapping: false
        }
    }

    /// The value of a scalar that fits; nothing where it is a number too large.
    func resolve(_ text: String) -> Node.Content? {
        guard self != .text else { return .text(text) }
        guard let content = CoreSchema.resolve(text) else { return nil }
        if self == .real, case .integer(let value) = content { return .real(Double(value)) }
        return content
    }
}
