package import BellwetherCore

/// A receiver, or one reader's mailbox there, that has taken nothing since a moment, however often it was asked.
package struct Outage: Sendable, Hashable, Codable {
    package private(set) var since: Moment
    package private(set) var last: Moment
    package private(set) var failures: Int
    package private(set) var reason: String
    /// When the operator was told.
    package internal(set) var toldAt: Moment?
    /// How many tries in a row say that it does not work at all.
    private var strikes: Int?
    /// Whether it lets nobody in, which no waiting mends.
    package private(set) var isDenied: Bool?
    /// Where nothing goes there but a probe now and then.
    package private(set) var circuit: Circuit?

    init(at moment: Moment, because reason: String) {
        since = moment
        last = moment
        failures = 1
        self.reason = reason
    }

    /// Nothing that a restart or a busy minute brings, and not three tries at one; but at once where it lets nobody in.
    package func isLong(at now: Moment) -> Bool {
        isDenied == true || (failures >= 3 && now >= since + Self.patience)
    }

    package static let patience = Duration.seconds(1_800)

    /// Between two tries may lie a long weekend; after more than that the one before says nothing of this one.
    private static let forgottenAfter = Duration.seconds(4 * 86_400)

    /// How many failures in a row open its circuit.
    private static let mostStrikes = 5

    mutating func goOn(at moment: Moment, because reason: String) {
        let isOld = moment > last + Self.forgottenAfter
        // A clock that was set back makes nothing last since tomorrow.
        guard !isOld, since <= moment else { return self = Outage(at: moment, because: reason) }
        failures += 1
        last = moment
        self.reason = reason
    }

    /// What a try in vain says of the receiver as a whole.
    mutating func take(_ failure: Failure, at moment: Moment, noSoonerThan patience: Duration?) {
        isDenied = failure == .denied
        switch failure {
        case .busy: strikes = nil
        case .broken: strikes = (strikes ?? 0) + 1
        case .denied: strikes = Self.mostStrikes
        }
        let wait = patience ?? .zero
        if circuit != nil {
            circuit?.probed(at: moment, noSoonerThan: wait)
        } else if strikes ?? 0 >= Self.mostStrikes {
            circuit = Circuit(openedAt: moment, noSoonerThan: wait)
        }
    }

    /// All of it is tried by itself again: what was wrong may be mended.
    mutating func closeCircuit() {
        circuit = nil
        strikes = nil
    }

    mutating func probe(at moment: Moment, with number: Int? = nil) {
        circuit?.isDue(at: moment, with: number)
    }
}

extension Outage {
    /// What a try in vain was.
    package enum Failure: Sendable, Hashable {
        /// Nothing came through, or the receiver broke over it.
        case broken
        /// It asked for patience, which only who works does.
        case busy
        /// It lets nobody in with what is configured.
        case denied
    }
}

/// Keeps what waits for a receiver that does not work from being tried one by one.
///
///     closed ── 5 failures in a row, or nobody is let in ──▶ open ── its time comes ──▶ one probe ── taken ──▶ closed
///                                                             ▲                            │
///                                                             └───── in vain: twice as long, up to 15 min ──┘
package struct Circuit: Sendable, Hashable, Codable {
    package let openedAt: Moment
    /// When one message may try again.
    package private(set) var probeAt: Moment
    private var probes = 0
    /// The message that somebody wants to be that one.
    package private(set) var wanted: Int?

    private static let base = Duration.seconds(30)
    private static let cap = Duration.seconds(900)
    /// As long as a receiver may ask for patience; a probe that is to come later than that was set by another clock.
    private static let longest = Duration.seconds(3_600)

    init(openedAt moment: Moment, noSoonerThan patience: Duration) {
        openedAt = moment
        probeAt = moment + max(Self.base, patience)
    }

    /// Whether all that waits has to go on waiting.
    package func isOpen(at now: Moment) -> Bool { now < probeAt && probeAt <= now + Self.longest }

    /// A test that somebody asked for in between is no probe, and puts none off.
    fileprivate mutating func probed(at moment: Moment, noSoonerThan patience: Duration) {
        guard !isOpen(at: moment) else { return }
        probes += 1
        wanted = nil
        probeAt = moment + max(min(Self.cap, Self.base * (1 << min(probes, 10))), patience)
    }

    fileprivate mutating func isDue(at moment: Moment, with number: Int?) {
        probeAt = min(probeAt, moment)
        wanted = number ?? wanted
    }
}

/// Who takes messages: a receiver, or one reader's mailbox there.
package struct Taker: Sendable, Hashable, Comparable {
    package let receiver: String
    package let reader: String?

    package init(_ receiver: String, reader: String? = nil) {
        self.receiver = receiver
        self.reader = reader
    }

    /// A receiver's name has no slash.
    init(key: String) {
        let parts = key.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(parts[0], reader: parts.count > 1 ? parts[1] : nil)
    }

    var key: String { reader.map { "\(receiver)/\($0)" } ?? receiver }

    package static func < (one: Taker, other: Taker) -> Bool { one.key < other.key }
}
