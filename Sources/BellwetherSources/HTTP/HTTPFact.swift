import BellwetherCore
import Diagnostics
import Documents
import JSON

/// One kind of fact of a service: how to list it, and how to learn what has changed.
struct HTTPFact: Sendable {
    let name: String
    let json: JSONFacts
    let listing: Listing
    let changes: Changes?
    /// True in a record that was deleted; it has gone with the next whole listing.
    let gone: JSONPath?
    let rest: Rest?
    let beside: Beside?

    var kind: FactKind { json.mapping.kind }

    /// A list of what happened, each naming a record that is then fetched.
    struct Changes: Sendable {
        let listing: Listing
        let id: JSONPath
        let fetch: PlaceholderText
        /// How far back the service remembers what happened.
        let kept: Duration

        init?(_ settings: Settings) {
            let listing = Listing(settings)
            let id = settings.required("id", .path)
            let fetch = settings.required("fetch", .placeholders)
            kept = settings.optional("kept", .interval, default: .seconds(30 * 86_400))
            guard let listing, let id, let fetch else { return nil }
            if listing.since == nil || !fetch.uses("id") {
                settings.report(.changesWithoutSince(at: settings.place))
                return nil
            }
            self.listing = listing
            self.id = id
            self.fetch = fetch
        }
    }

    /// A list within a record that does not stand there whole, and is listed apart.
    struct Rest: Sendable {
        /// True in a record whose list goes on.
        let when: JSONPath
        /// What an item has, if at all, of which the list apart says more than the record does.
        let orWith: JSONPath?
        let listing: Listing

        init?(_ settings: Settings) {
            let when = settings.required("when", .path)
            orWith = settings.optional("or_with", .path)
            let listing = Listing(settings)
            guard let when, let listing else { return nil }
            self.when = when
            self.listing = listing
        }

        /// - Parameter items: those that stand in the record.
        func isNeeded(for record: JSONValue, _ items: [JSONValue]) -> Bool {
            if when.value(in: record)?.bool == true { return true }
            guard let orWith else { return false }
            return items.contains { item in
                guard let value = orWith.value(in: item) else { return false }
                return value.kind != .list || !value.items.isEmpty
            }
        }
    }

    /// What another list of the service says of the same records, asked for many of them at once.
    struct Beside: Sendable {
        let listing: Listing
        /// What the request calls a record, with `{id}` for its id: `zen:ticket:{id}`.
        let name: PlaceholderText
        /// Where a record of that list names the one that it is about: of several the first counts.
        let of: JSONPath
        let mostAtOnce: Int
        /// Whether records are read as they are where the service does not give that list.
        let isOptional: Bool

        init?(_ settings: Settings) {
            let listing = Listing(settings)
            let of = settings.required("of", .path)
            name = settings.optional("ids", .placeholders, default: PlaceholderText("{id}"))
            mostAtOnce = settings.optional("at_once", .integer(in: 1...1_000), default: 50)
            isOptional = settings.optional("optional", .flag, default: false)
            guard let listing, let of else { return nil }
            guard listing.uses("ids"), name.uses("id") else {
                settings.report(.besideWithoutIDs(at: settings.place))
                return nil
            }
            self.listing = listing
            self.of = of
        }

        /// - Parameter ids: those of the records, no more than `mostAtOnce`.
        func placeholders(_ ids: ArraySlice<String>) -> [String: String] {
            ["ids": ids.compactMap { name.filled(with: ["id": $0]) }.joined(separator: ",")]
        }
    }

    init?(_ written: WrittenFacts) {
        name = written.name
        json = JSONFacts(written)
        gone = written.settings.optional("gone", .path)
        let section = written.settings.section("changes")
        changes = section.flatMap(Changes.init)
        let restSection = written.settings.section("rest")
        rest = restSection.flatMap(Rest.init)
        let besideSection = written.settings.section("beside")
        beside = besideSection.flatMap(Beside.init)
        guard let listing = Listing(written.settings), (section == nil) == (changes == nil),
            (restSection == nil) == (rest == nil), (besideSection == nil) == (beside == nil)
        else { return nil }
        self.listing = listing
    }

    /// Whether its list is read from its beginning to its end.
    func isListedWhole(_ context: PollContext, every full: Duration?) -> Bool {
        if listing.paging.isKept { return false }
        guard listing.since != nil || changes != nil else { return true }
        guard let reached = context.cursor.reached(by: name) else { return true }
        if let changes, context.now - reached >= changes.kept - .seconds(86_400) { return true }
        guard let full else { return false }
        return context.cursor.listedWhole(name).map { context.now - $0 >= full } ?? true
    }
}

/// How far each fact of a service was read.
extension SourceCursor {
    func reached(by fact: String) -> Moment? { moment(fact + ".since") }
    func listedWhole(_ fact: String) -> Moment? { moment(fact + ".whole") }
    func kept(by fact: String) -> String? { entries[fact + ".cursor"] }

    mutating func note(reached: Moment, by fact: String) { entries[fact + ".since"] = String(reached.seconds) }
    mutating func note(wholeListOf fact: String, at now: Moment) { entries[fact + ".whole"] = String(now.seconds) }
    mutating func note(kept cursor: String, by fact: String) { entries[fact + ".cursor"] = cursor }

    private func moment(_ key: String) -> Moment? {
        entries[key].flatMap { Int64($0) }.map { Moment(seconds: $0) }
    }
}

extension Diagnostic {
    static func besideWithoutIDs(at place: Place) -> Diagnostic {
        error(
            "'beside' must ask for records by their ids", at: place,
            help: "write {ids} into its `query` or `path`, and {id} into its `ids` where that says what one is called")
    }

    static func changesWithoutSince(at place: Place) -> Diagnostic {
        error("'changes' needs 'since', and a 'fetch' such as /invoices/{id}", at: place)
    }
}
