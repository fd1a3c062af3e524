/// One field's value in a row: days and moments are whole numbers, money whole minor units, flags 0 and 1.
package enum FactValue: Sendable, Hashable {
    case absent
    case text(String)
    case integer(Int64)
    case real(Double)

    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    package var integer: Int64? {
        if case .integer(let integer) = self { integer } else { nil }
    }

    package var real: Double? {
        switch self {
        case .real(let real): real
        case .integer(let integer): Double(integer)
        case .absent, .text: nil
        }
    }
}

/// One record from a source, as it travels from there to the store and into the columns.
package struct FactRow: Sendable, Hashable {
    /// The source's own id of the row, or its natural key. Unique within (kind, source).
    package var key: String
    /// The account it says it belongs to, in the source's words; empty for exchange rates and shared costs.
    package var account: String
    /// Aligned with the kind's fields.
    package var values: [FactValue]
    /// When it was known: when we first saw it, or an assumption on a source's first load (`isAssumed`).
    package var observed: Moment
    package var isAssumed: Bool
    /// The field that says since when it is so, where the source does not: a row that is found again has it from then.
    package var asOf: Int?
    /// Of a row that does not say its currency: with how many decimals its money was read; absent where that is in the
    /// minor units of whichever currency it turns out to be in.
    package var decimals: Int?

    package init(
        key: String, account: String, values: [FactValue], observed: Moment, isAssumed: Bool = false,
        asOf: Int? = nil, decimals: Int? = nil
    ) {
        self.key = key
        self.account = account
        self.values = values
        self.observed = observed
        self.isAssumed = isAssumed
        self.asOf = asOf
        self.decimals = decimals
    }
}

/// What the store says has changed: rows to take over or to forget, each with its account's slot.
package struct Facts: Sendable {
    package struct Change: Sendable {
        package var kind: FactKind
        /// The account's slot; for an exchange rate or a shared cost, `nil`.
        package var slot: Int?
        /// The source's name, part of the row's identity.
        package var source: String
        package var row: FactRow
        package var isDeleted: Bool

        package init(kind: FactKind, slot: Int?, source: String, row: FactRow, isDeleted: Bool = false) {
            self.kind = kind
            self.slot = slot
            self.source = source
            self.row = row
            self.isDeleted = isDeleted
        }
    }

    package var changes: [Change]
    /// How every source stands, as of these facts.
    package var sources: [SourceStanding]

    package init(changes: [Change] = [], sources: [SourceStanding] = []) {
        self.changes = changes
        self.sources = sources
    }
}

/// How fresh a source is, and which kinds of fact hang on it.
package struct SourceStanding: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case fresh
        /// Longer than `fresh_for` since the last good load, or no row newer than `newest_within`.
        case stale(since: Moment)
        /// The last poll failed or was refused; the last good facts stay.
        case broken(since: Moment, because: String)
        case neverLoaded
    }

    package var name: String
    package var kinds: [String]
    package var state: State
    package var lastGoodLoad: Moment?
    package var newestRow: Moment?

    package init(name: String, kinds: [String], state: State, lastGoodLoad: Moment? = nil, newestRow: Moment? = nil) {
        self.name = name
        self.kinds = kinds
        self.state = state
        self.lastGoodLoad = lastGoodLoad
        self.newestRow = newestRow
    }
}
