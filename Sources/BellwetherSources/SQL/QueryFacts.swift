import BellwetherCore
import Diagnostics
import Documents

/// One kind of fact that a query brings.
struct QueryFacts: Sendable {
    enum Query: Sendable, Hashable {
        case whole(String)
        case keyset(KeysetQuery)
    }

    let name: String
    let mapping: FactMapping
    let query: Query
    /// So long after a row was read it is read once more: a transaction that began earlier may have been committed later.
    let overlap: Duration

    init?(_ written: WrittenFacts) {
        name = written.name
        mapping = written.mapping
        let settings = written.settings
        let text = settings.required("query", .nonEmptyText)
        let cursor = settings.optional("cursor", .textList)
        overlap = settings.optional("overlap", .pause, default: .seconds(300))
        guard let text else { return nil }
        let place = settings.placeOfValue("query") ?? settings.place
        switch (cursor, text.contains(KeysetQuery.name)) {
        case (nil, false): query = .whole(text)
        case (nil, true):
            settings.report(.cursorNotNamed(at: place))
            return nil
        case (let columns?, _):
            guard let keyset = KeysetQuery(text, columns: columns), !columns.isEmpty else {
                settings.report(.cursorNotCompared(at: place))
                return nil
            }
            query = .keyset(keyset)
        }
    }

    /// Whether the query is asked from its beginning.
    func isWhole(_ context: PollContext, every whole: Duration?) -> Bool {
        guard case .keyset = query, context.cursor.settled(name) != nil else { return true }
        guard let whole else { return false }
        return context.cursor.listedWhole(name).map { context.now - $0 >= whole } ?? true
    }
}

/// Where queries stopped. What was read lately is read once more, so a cursor settles only some time later:
/// `settled` is where the next poll begins, `latest` where the last one stopped, and when. Until the first one has
/// settled, everything is read.
extension SourceCursor {
    func settled(_ fact: String) -> [String]? { entries[fact + ".settled"].map(Self.values) }

    mutating func note(stopped values: [String], of fact: String, at now: Moment, overlap: Duration) {
        let text = values.map { $0.replacing("\u{1F}", with: "") }.joined(separator: "\u{1F}")
        guard overlap > .zero else { return entries[fact + ".settled"] = text }
        if let latest = entries[fact + ".latest"] {
            let since = entries[fact + ".latest_at"].flatMap { Int64($0) }.map { Moment(seconds: $0) } ?? .distantPast
            guard now - since >= overlap else { return }
            entries[fact + ".settled"] = latest
        }
        entries[fact + ".latest"] = text
        entries[fact + ".latest_at"] = String(now.seconds)
    }

    private static func values(_ text: String) -> [String] {
        text.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
    }
}
