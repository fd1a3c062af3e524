package import BellwetherCore

/// Somewhere data is polled from. A source reads and maps; when to read, how long to wait and what to keep are the
/// poller's and the store's.
package protocol Source: Sendable {
    /// Whether each good poll brings everything there is, and one that finds nothing changed brings nothing.
    var isWhole: Bool { get }
    /// The kinds of fact it delivers.
    var kinds: [FactKind] { get }
    /// The kinds of which this poll brings everything there is, so that what is not in it has gone.
    func wholeKinds(in context: PollContext) -> Set<FactKind>

    /// Reads what is new, hands it over in batches, and says how it went.
    ///
    /// What was handed over counts only once the whole poll is accepted, together with the cursor it returns.
    func poll(_ context: PollContext, into sink: any LoadSink) async throws(PollError) -> PollResult
}

extension Source {
    package func wholeKinds(in context: PollContext) -> Set<FactKind> { isWhole ? Set(kinds) : [] }
}

/// What a poll may know.
package struct PollContext: Sendable {
    package let source: String
    package let now: Moment
    package let zone: Zone
    /// The currency of rows that name none.
    package let reporting: Currency
    /// What this source returned as its cursor last time; empty before the first good load.
    package let cursor: SourceCursor
    /// What the source calls our accounts.
    package let accounts: AccountMap
    package let outside: Outside
    /// Files need not have lain still for longer than this: somebody waits. What is half written is seen by its change
    /// while it is read, and read again by the next poll.
    package let longestSettle: Duration?
    /// When the poll has to be over: a service that wants to be left alone until then is not waited for.
    package let deadline: Moment?
    /// Takes down what a service is asked for, where somebody wants to see it.
    package let asked: AskedRequests?
    /// When what is read was written; now, where that cannot be known.
    package private(set) var writtenAt: Moment

    package init(
        source: String, now: Moment, zone: Zone, reporting: Currency, cursor: SourceCursor,
        accounts: AccountMap = .none, outside: Outside, longestSettle: Duration? = nil,
        deadline: Moment? = nil, asked: AskedRequests? = nil
    ) {
        self.source = source
        self.now = now
        self.zone = zone
        self.reporting = reporting
        self.cursor = cursor
        self.accounts = accounts
        self.outside = outside
        self.longestSettle = longestSettle
        self.deadline = deadline
        self.asked = asked
        writtenAt = now
    }

    /// The same, for what stands in a file.
    func reading(_ file: FileState) -> PollContext {
        var context = self
        context.writtenAt = min(now, Moment(seconds: file.changedAt / 1_000_000_000))
        return context
    }
}

/// How far a source has been read: small named texts that only the source itself understands.
package struct SourceCursor: Sendable, Hashable, Codable {
    package var entries: [String: String]

    package init(_ entries: [String: String] = [:]) {
        self.entries = entries
    }

    package static let beginning = SourceCursor()
}

/// Where rows go while they are read.
package protocol LoadSink: Sendable {
    func stage(_ kind: FactKind, _ rows: [FactRow]) async throws
    /// Takes days of a kind, which come in millions and not as rows.
    func stage(_ days: DayBatch, observed: Moment) async throws
    func quarantine(_ rows: [RejectedRow]) async throws
    /// Whether no more of a kind need be read: for whoever only wants to see the first rows.
    func hasEnough(of kind: FactKind) async -> Bool
}

extension LoadSink {
    package func hasEnough(of kind: FactKind) async -> Bool { false }

    /// Whoever only looks at rows is shown days as rows too.
    package func stage(_ days: DayBatch, observed: Moment) async throws {
        try await stage(days.kind, days.rows(observed: observed))
    }
}

/// A row that could not be read: kept with its place and reason, counted, and replayable.
package struct RejectedRow: Sendable, Hashable {
    package let kind: String
    /// The file, table or page it came from.
    package let origin: String
    package let line: Int
    /// The field's number in its row, from 1; 0 where the row as a whole is wrong.
    package let column: Int
    /// The column's name, or empty.
    package let name: String
    package let reason: String
    /// The same without the value: for the log.
    package let discreet: String
    package let raw: String

    /// - Parameter discreet: the reason without any value of the row, where it has one in it.
    package init(
        kind: String, origin: String, line: Int, column: Int, name: String, reason: String, discreet: String? = nil,
        raw: String
    ) {
        self.kind = kind
        self.origin = origin
        self.line = line
        self.column = column
        self.name = name
        self.reason = reason
        self.discreet = discreet ?? reason
        self.raw = raw
    }
}

extension RejectedRow: CustomStringConvertible {
    /// `invoices.csv:14:7: total: '12,x' is not a number in a declared style ('total')`
    package var description: String { place + reason }

    /// `invoices.csv:14:7: total: it is not a number in a declared style ('total')`
    var logged: String { place + discreet }

    private var place: String {
        let place = column == 0 ? "\(origin):\(line): " : "\(origin):\(line):\(column): "
        return name.isEmpty ? place : "\(place)\(name): "
    }
}

/// How a poll went, when it went well.
package struct PollResult: Sendable {
    /// Nothing new to read; what is known stays.
    package var isUnchanged: Bool
    package var cursor: SourceCursor
    /// Rows read and rows refused, by kind of fact.
    package var tallies: [String: LoadTally]

    package init(isUnchanged: Bool = false, cursor: SourceCursor, tallies: [String: LoadTally] = [:]) {
        self.isUnchanged = isUnchanged
        self.cursor = cursor
        self.tallies = tallies
    }
}

package struct LoadTally: Sendable, Hashable, Codable {
    package var accepted: Int
    package var rejected: Int
    /// The newest value of the kind's `dated` field.
    package var newest: Moment?

    package init(accepted: Int = 0, rejected: Int = 0, newest: Moment? = nil) {
        self.accepted = accepted
        self.rejected = rejected
        self.newest = newest
    }
}

/// Why a poll brought nothing: the world failed, not the files somebody wrote.
package enum PollError: Error, Sendable, Hashable {
    case nothingThere(String)
    case unreadable(String, because: String)
    case stillChanging(String)
    /// Why, and the same without what stands there.
    case malformed(String, line: Int, because: String, discreet: String? = nil)
    case missingColumns(String, columns: [String], present: [String])
    /// Of the `account_map`, whose columns have names of our own.
    case brokenMap(String, columns: [String], present: [String])
    /// Of one of several kinds of fact, where it is named.
    case service(ServiceFailure, of: String? = nil)
    /// Of the source's first load there is nothing from before that could stay.
    case refused(LoadRefusal, isFirst: Bool)
    case sinkFailed(String)
    case timedOut(after: Duration)
    case cancelled

    /// Whether the next poll may well succeed without anybody doing anything.
    package var isWorthRetrying: Bool {
        switch self {
        case .stillChanging, .sinkFailed, .timedOut, .cancelled, .nothingThere, .unreadable: true
        case .service(let failure, _): failure.isPassing
        case .malformed, .missingColumns, .brokenMap, .refused: false
        }
    }

    /// How long the source asked to be left alone.
    package var comeBack: Duration? {
        if case .service(let failure, _) = self { failure.comeBack } else { nil }
    }
}
