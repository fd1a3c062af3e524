package import BellwetherCore

/// One source's poll, before its rows.
package struct LoadPlan: Sendable {
    package enum Mode: String, Sendable, Hashable {
        /// What is not in it is not there any more.
        case snapshot
        /// What is not in it stays.
        case append
    }

    package var source: String
    /// The kinds the source delivers: in a snapshot, rows of these that are missing are gone.
    package var kinds: [FactKind]
    /// Those of them of which it brings everything.
    package var wholeKinds: Set<FactKind>
    package var loadedAt: Moment
    /// Whether other sources call accounts by the same names: what is new to this one may be known to them.
    package var sharesNames = false
    /// Those kinds that no other source delivers: days do not keep which source told them, so that in a snapshot days that
    /// are missing are gone where nobody else can have told them.
    package var kindsAlone: Set<FactKind> = []
    /// What tells that a subscription costs another price than before; nothing where nobody asks.
    package var priceChanges: PriceChanges?
    /// What dates a status that is another than before; nothing where nobody asks.
    package var seenDates: SeenDates?
    /// Whether everything is read anew, because it is read otherwise than before: what it says now corrects what was known.
    package var isReadAnew = false

    package init(source: String, kinds: [FactKind], wholeKinds: Set<FactKind>, loadedAt: Moment) {
        self.source = source
        self.kinds = kinds
        self.wholeKinds = wholeKinds
        self.loadedAt = loadedAt
    }

    package init(source: String, kinds: [FactKind], mode: Mode, loadedAt: Moment) {
        self.init(source: source, kinds: kinds, wholeKinds: mode == .snapshot ? Set(kinds) : [], loadedAt: loadedAt)
    }

    func isWhole(_ kind: FactKind) -> Bool { wholeKinds.contains(kind) }
}

/// What a good load leaves behind about its source.
package struct LoadEnd: Sendable, Hashable {
    /// Where the next poll goes on; nil for sources without one.
    package var cursor: String?
    /// The newest dated row there was; nil leaves what was known.
    package var newestRow: Moment?
    /// The files it read, in place of those of the load before.
    package var files: [FileState]

    package init(cursor: String? = nil, newestRow: Moment? = nil, files: [FileState] = []) {
        self.cursor = cursor
        self.newestRow = newestRow
        self.files = files
    }
}

/// How a file was when it was read: unchanged files are not read again.
package struct FileState: Sendable, Hashable {
    package var path: String
    package var size: Int64
    package var modifiedAt: Int64
    package var hash: String

    package init(path: String, size: Int64, modifiedAt: Int64, hash: String) {
        self.path = path
        self.size = size
        self.modifiedAt = modifiedAt
        self.hash = hash
    }
}

/// What became of a load's rows.
package struct LoadOutcome: Sendable {
    package struct Counts: Sendable, Hashable {
        package var added = 0
        package var changed = 0
        package var removed = 0
        package var unchanged = 0
        /// Rows of this load that name an account nobody has described yet; kept, and counted among the others too.
        package var unmatched = 0

        package init(added: Int = 0, changed: Int = 0, removed: Int = 0, unchanged: Int = 0, unmatched: Int = 0) {
            self.added = added
            self.changed = changed
            self.removed = removed
            self.unchanged = unchanged
            self.unmatched = unmatched
        }

        var isNews: Bool { added + changed + removed > 0 }

        static func += (left: inout Counts, right: Counts) {
            left.added += right.added
            left.changed += right.changed
            left.removed += right.removed
            left.unchanged += right.unchanged
            left.unmatched += right.unmatched
        }
    }

    /// What `Accounts` must do to know it too.
    package enum Change: Sendable {
        case facts([Facts.Change])
        /// Too much has changed, or an earlier load broke off halfway: read all accounts again.
        case reload
    }

    /// By name of kind.
    package var counts: [String: Counts]
    package var change: Change
    /// How often facts had moved between accounts when `change` was worked out: after another move it says nothing.
    package var moves = 0

    /// More changes than this are slower to take over one by one than to read again.
    static let mostChanges = 20_000
}

/// Gathers what changed, as long as it is worth it.
struct Merged: Sendable {
    var counts = LoadOutcome.Counts()
    private(set) var changes: [Facts.Change] = []
    private(set) var isTooMany = false

    mutating func note(_ change: Facts.Change) {
        guard !isTooMany else { return }
        changes.append(change)
        if changes.count > LoadOutcome.mostChanges { forget() }
    }

    mutating func forget() {
        isTooMany = true
        changes = []
    }

    static func += (left: inout Merged, right: Merged) {
        left.counts += right.counts
        if right.isTooMany { left.forget() }
        for change in right.changes { left.note(change) }
    }
}
