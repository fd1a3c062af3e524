import CLibSimdJSON

/// One value of a text that was parsed: it points into the parser's memory.
package struct JSONValue {
    package enum Kind: Sendable, Hashable {
        case null, bool, number, text, list, object
    }

    private let value: bw_json
    private let parser: JSONParser
    private let text: Int

    init(_ value: bw_json, of parser: JSONParser) {
        self.value = value
        self.parser = parser
        text = parser.text
    }

    private var live: bw_json {
        precondition(text == parser.text, "a JSON value is read before its parser parses again")
        return value
    }

    package var kind: Kind {
        switch bw_json_kind_of(live) {
        case BW_JSON_BOOL: .bool
        case BW_JSON_INT, BW_JSON_UINT, BW_JSON_DOUBLE: .number
        case BW_JSON_STRING: .text
        case BW_JSON_ARRAY: .list
        case BW_JSON_OBJECT: .object
        default: .null
        }
    }

    package var isNull: Bool { kind == .null }

    /// The value under a key of an object.
    package subscript(key: String) -> JSONValue? {
        guard kind == .object else { return nil }
        var key = key
        return key.withUTF8 { name in
            let bytes = UnsafeRawBufferPointer(name).bindMemory(to: CChar.self)
            var found = bw_json()
            guard bw_json_member(live, bytes.baseAddress, bytes.count, &found) else { return nil }
            return JSONValue(found, of: parser)
        }
    }

    /// The items of a list; none of anything else.
    package var items: [JSONValue] {
        guard kind == .list else { return [] }
        var walk = bw_json_items(live)
        var items: [JSONValue] = []
        var item = bw_json()
        while bw_json_next_item(&walk, &item) { items.append(JSONValue(item, of: parser)) }
        return items
    }

    /// The members of an object, in the order of the text; none of anything else.
    package var members: [(name: String, value: JSONValue)] {
        guard kind == .object else { return [] }
        var walk = bw_json_members(live)
        var members: [(name: String, value: JSONValue)] = []
        var name: UnsafePointer<CChar>?
        var (length, value) = (0, bw_json())
        while bw_json_next_member(&walk, &name, &length, &value) {
            let key = String(decoding: UnsafeRawBufferPointer(start: name, count: length), as: UTF8.self)
            members.append((key, JSONValue(value, of: parser)))
        }
        return members
    }

    package var bool: Bool? { kind == .bool ? bw_json_bool(live) : nil }

    /// The text of a text, number or truth value; nothing of null, a list or an object.
    package var scalar: [UInt8]? {
        let value = live
        switch bw_json_kind_of(value) {
        case BW_JSON_STRING:
            var length = 0
            let bytes = bw_json_string(value, &length)
            return Array(UnsafeRawBufferPointer(start: bytes, count: length))
        case BW_JSON_BOOL: return Array((bw_json_bool(value) ? "true" : "false").utf8)
        case BW_JSON_INT: return Array(String(bw_json_int(value)).utf8)
        case BW_JSON_UINT: return Array(String(bw_json_uint(value)).utf8)
        case BW_JSON_DOUBLE: return Array(PlainDecimal.text(of: bw_json_double(value)).utf8)
        default: return nil
        }
    }

    package var scalarText: String? { scalar.map { String(decoding: $0, as: UTF8.self) } }
}
