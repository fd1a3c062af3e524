package import BellwetherCore

/// What the pages ask of the daemon: the last turn as people look at it, and what only the store knows. What throws asks
/// the store, which may be unreadable.
package protocol PageDesk: Sendable {
    /// `nil` until the first turn is done.
    func display() async -> TurnDisplay?
    /// One account's scores over time, a point for each day that is kept, the oldest first.
    func scores(of slot: Int, since: Moment) async throws -> [ScorePoint]
    /// Who was told of an alert.
    func told(of alertID: String) async throws -> [ToldLine]
    /// What people are or were to do about an account, the newest last.
    func tasks(of account: String) async throws -> [PlaybookTask]
    /// What other sources call an account.
    func otherNames(of slot: Int) async throws -> [OtherNameLine]
    func sources() async throws -> [SourceLine]
    func outbox(page: Int) async throws -> OutboxPicture
    /// What is wrong with the installation as a whole, in a line each; empty where all is well.
    func troubles() async throws -> [String]
}

package struct ScorePoint: Sendable, Hashable {
    package let at: Moment
    /// 0 to 100.
    package let score: Double

    package init(at: Moment, score: Double) {
        self.at = at
        self.score = score
    }
}

package struct ToldLine: Sendable, Hashable {
    package let receiver, recipient: String
    package let opened: Moment
    /// What became of a message that did not arrive, in words.
    package let missing: String?
    package let closed: Moment?

    package init(receiver: String, recipient: String, opened: Moment, missing: String?, closed: Moment?) {
        self.receiver = receiver
        self.recipient = recipient
        self.opened = opened
        self.missing = missing
        self.closed = closed
    }
}

package struct OtherNameLine: Sendable, Hashable {
    package let source, id: String
    /// By what it is known to be this account's.
    package let because: String

    package init(source: String, id: String, because: String) {
        self.source = source
        self.id = id
        self.because = because
    }
}

package struct SourceLine: Sendable, Hashable {
    package enum Light: String, Sendable, Hashable {
        case red, yellow, green
    }

    package let name: String
    package let light: Light
    /// How it stands, in words.
    package let words: String
    package let lastGoodLoad, newestRow: Moment?
    /// Rows by kind of fact.
    package let rows: [String: Int]
    package let kinds: [String]

    package init(
        name: String, light: Light, words: String, lastGoodLoad: Moment?, newestRow: Moment?, rows: [String: Int],
        kinds: [String]
    ) {
        self.name = name
        self.light = light
        self.words = words
        self.lastGoodLoad = lastGoodLoad
        self.newestRow = newestRow
        self.rows = rows
        self.kinds = kinds
    }
}

/// What waits to be sent, and what could not be.
package struct OutboxPicture: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package let receiver, recipient: String
        /// `pending`, `in_flight`, `dead` or `delivered`.
        package let state: String
        package let events: Int
        package let attempts: Int
        package let queued: Moment
        package let nextAttempt: Moment?
        package let lastError: String

        package init(
            receiver: String, recipient: String, state: String, events: Int, attempts: Int, queued: Moment,
            nextAttempt: Moment?, lastError: String
        ) {
            self.receiver = receiver
            self.recipient = recipient
            self.state = state
            self.events = events
            self.attempts = attempts
            self.queued = queued
            self.nextAttempt = nextAttempt
            self.lastError = lastError
        }
    }

    package let counts: [String: Int]
    package let sentToday: Int
    /// What died, then what is not settled; the oldest first.
    package let lines: [Line]
    package let leaf: Leaf
    /// Receivers for which all waits, and mailboxes that put everything off, in a line each.
    package let troubles: [String]

    package init(counts: [String: Int], sentToday: Int, lines: [Line], leaf: Leaf, troubles: [String] = []) {
        self.leaf = leaf
        self.troubles = troubles
        self.counts = counts
        self.sentToday = sentToday
        self.lines = lines
    }
}
