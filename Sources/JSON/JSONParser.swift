import CLibSimdJSON

/// Reads JSON through simdjson, one text after the other with the same memory.
///
/// The values of a text are good until the next one is parsed.
package final class JSONParser {
    private let parser: OpaquePointer
    /// Which text its values belong to.
    fileprivate(set) var text = 0

    package init() {
        guard let parser = bw_json_parser_new() else { preconditionFailure("there is memory for a JSON parser") }
        self.parser = parser
    }

    deinit { bw_json_parser_free(parser) }

    /// How many bytes simdjson may look at behind a text's end.
    package static let padding = Int(BW_JSON_PADDING)

    package func parse(_ bytes: [UInt8]) throws(JSONMistake) -> JSONValue {
        try parse(padded: bytes + [UInt8](repeating: 0x20, count: Self.padding), in: 0..<bytes.count)
    }

    /// Parses a stretch of bytes behind which there are at least `padding` more.
    package func parse(padded bytes: [UInt8], in range: Range<Int>) throws(JSONMistake) -> JSONValue {
        precondition(range.upperBound + Self.padding <= bytes.count, "a text that is parsed is padded")
        text += 1
        var root = bw_json()
        let mistake = bytes.withUnsafeBufferPointer { buffer in
            bw_json_parse(parser, buffer.baseAddress.map { $0 + range.lowerBound }, range.count, &root)
        }
        if let mistake { throw JSONMistake(reason: Self.plain(String(cString: mistake))) }
        return JSONValue(root, of: self)
    }

    /// simdjson explains itself in sentences with a full stop, some with advice to programmers behind it.
    private static func plain(_ sentence: String) -> String {
        let first = sentence.prefix { $0 != "." && $0 != ":" }
        return first.isEmpty ? sentence : first.prefix(1).lowercased() + first.dropFirst()
    }
}

/// Why a text is not JSON.
package struct JSONMistake: Error, Sendable, Hashable {
    package let reason: String
}
