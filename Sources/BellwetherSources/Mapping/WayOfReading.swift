import BellwetherCore
import Documents

/// How a source's records become facts, in a few characters: equal as long as nobody changes that.
///
/// What says when and where it is fetched is no part of it, nor are comments and the order of settings.
package struct WayOfReading: Sendable, Hashable {
    package let fingerprint: String

    /// - Parameter kind: the key under which the settings of its kind stand.
    init(_ source: Settings, kind: String) {
        var text = ""
        if case .mapping(let facts)? = source.node("facts")?.content {
            for fact in facts.sorted(by: { $0.name < $1.name }) {
                text += fact.name + fact.value.plainly(but: Self.fetching)
            }
        }
        if let own = source.node(kind) { text += own.plainly(only: Self.style) }
        var hash = FileHash()
        hash.add(Array(text.utf8))
        fingerprint = String(hash.value, radix: 16)
    }

    /// Of a fact: from where, in which pieces and since when its records are fetched.
    private static let fetching: Set<String> = ["path", "pages", "since", "overlap", "cursor"]
    /// Of a kind of source: how what it says is written.
    private static let style: Set<String> = [
        "encoding", "delimiter", "skip_rows", "dates", "dates_by", "decimal", "thousands", "numbers", "accounting",
        "absent",
        "records",
    ]
}

extension Node {
    fileprivate func plainly(only names: Set<String>) -> String {
        guard case .mapping(let entries) = content else { return "" }
        return Node(.mapping(entries.filter { names.contains($0.name) }), at: place).plainly()
    }

    /// What it says, however it is written.
    fileprivate func plainly(but names: Set<String> = []) -> String {
        switch content {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): String(reflecting: text)
        case .sequence(let items): "[" + items.map { $0.plainly() + "," }.joined() + "]"
        case .mapping(let entries):
            "{"
                + entries.filter { !names.contains($0.name) }.sorted { $0.name < $1.name }
                .map { String(reflecting: $0.name) + ":" + $0.value.plainly() + "," }.joined() + "}"
        }
    }
}

extension SourceCursor {
    private static let reading = "@reading"

    /// Whether it is of a source that was read in this way.
    package func isRead(as way: WayOfReading) -> Bool { entries[Self.reading] == way.fingerprint }

    /// A source that was read in another way is read anew, but not as if for the first time.
    package func read(as way: WayOfReading) -> SourceCursor {
        guard self != .beginning, !isRead(as: way) else { return self }
        return SourceCursor([Self.reading: way.fingerprint])
    }

    package mutating func note(_ way: WayOfReading) { entries[Self.reading] = way.fingerprint }
}
