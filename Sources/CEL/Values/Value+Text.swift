extension Value {
    /// The value as one would write it in a condition: `'enterprise'`, `60`, `[1, 2]`.
    package var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .uint(let value): "\(value)u"
        case .double(let value): NumberText.shortest(value)
        case .string(let value): Self.quoted(value)
        case .bytes(let value): "b" + Self.quoted(String(decoding: value, as: UTF8.self))
        case .timestamp(let seconds, let nanoseconds): TimeText.timestamp(seconds, nanoseconds)
        case .duration(let nanoseconds): TimeText.duration(nanoseconds)
        case .list(let elements): "[\(elements.map(\.text).joined(separator: ", "))]"
        case .map(let map):
            "{\(map.entries.map { "\($0.key.text): \($0.value.text)" }.joined(separator: ", "))}"
        case .optional(let value): value.map { "optional.of(\($0.text))" } ?? "optional.none()"
        case .record(let record): record.type.name
        case .type(let name): name
        case .unknown(let absences): absences.map(\.reasonInWords).joined(separator: ", ")
        case .failure(let error): error.description
        }
    }

    /// What `type()` answers.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map: "map"
        case .optional: "optional_type"
        case .record(let record): record.type.name
        case .type: "type"
        case .unknown: "unknown"
        case .failure: "error"
        }
    }

    /// The type in the words of messages.
    var typeInWords: String {
        switch self {
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .optional: "optional"
        default: typeName
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": result += "\\'"
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "'"
    }
}

extension Unknown {
    /// `no_data` reads `no data`.
    package var reasonInWords: String { reason.split(separator: "_").joined(separator: " ") }
}
