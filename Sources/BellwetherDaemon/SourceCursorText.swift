import BellwetherSources
import Foundation

/// A source's cursor as the store keeps it: JSON with its keys in order.
enum SourceCursorText {
    static func text(of cursor: SourceCursor) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(cursor) else { preconditionFailure("texts can be written as JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    /// What cannot be read is a cursor of another version: the source is read from its beginning.
    static func cursor(_ text: String?) -> SourceCursor {
        guard let text, let cursor = try? JSONDecoder().decode(SourceCursor.self, from: Data(text.utf8)) else {
            return .beginning
        }
        return cursor
    }
}
