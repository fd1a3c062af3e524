/// Somebody's word that they know: nothing more is told of what it covers, until it ends. Closings are told all the same.
///
/// A silence covers whatever its matchers name, also what begins to fire later. A snooze and an acknowledgement cover
/// alerts that fired when they were given, each until it gets worse: what is new is not known yet.
package struct Silence: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case silence, snooze
        case acknowledgement = "ack"
    }

    /// How bad an alert was when it was snoozed.
    package struct Baseline: Sendable, Hashable, Codable {
        package let level: Int
        package let score: Double?

        package init(level: Int, score: Double?) {
            self.level = level
            self.score = score
        }
    }

    package enum Ending: String, Sendable, Hashable, Codable {
        /// Its time was up.
        case expired
        /// Somebody ended it.
        case lifted
        /// All it covered got worse, or closed.
        case over
    }

    /// Given by the store; 0 before that.
    package var number: Int64
    package let kind: Kind
    /// As written: `tier="Trial"`.
    package let matchers: [String]
    /// By id of the alert.
    package internal(set) var baselines: [String: Baseline]
    package internal(set) var from: Moment
    /// Without one, until what it covers gets worse or closes.
    package internal(set) var until: Moment?
    /// Whether its end was said as a span such as `2w`, and not as a day.
    package let lastsForSpan: Bool?
    package let author: String
    package let reason: String
    package internal(set) var endedAt: Moment?
    package internal(set) var ending: Ending?
    /// Whether it was listed among those that are about to end.
    package internal(set) var isEndAnnounced: Bool

    package init(
        number: Int64 = 0, kind: Kind, matchers: [String] = [], alerts: [String: Baseline] = [:], from: Moment,
        until: Moment?, lastsForSpan: Bool = false, author: String, reason: String
    ) {
        self.number = number
        self.kind = kind
        self.matchers = matchers
        baselines = alerts
        self.from = from
        self.until = until
        self.lastsForSpan = lastsForSpan ? true : nil
        self.author = author
        self.reason = reason
        endedAt = nil
        ending = nil
        isEndAnnounced = false
    }

    /// A fall of the score by so much is worse, also within one band.
    package static let worseByPoints = 10.0

    package mutating func end(at moment: Moment, _ ending: Ending) {
        endedAt = moment
        self.ending = ending
    }
}

extension Silence {
    /// The same from now on, where it was given at a moment still to come, by a clock that was set back since; nothing
    /// where it stays as it is. What was to last until a day ends on that day.
    package func accepting(clock now: Moment) -> Silence? {
        guard from > now else { return nil }
        var silence = self
        silence.from = now
        if let until, lastsForSpan == true { silence.until = now + (until - from) }
        return silence
    }

    /// When its end is listed: a day before, where it lasts for more than two.
    var announcement: Moment? {
        guard kind == .silence, let until, until - from > .seconds(2 * 86_400), !isEndAnnounced else { return nil }
        return until - .seconds(86_400)
    }
}

extension Silence.Baseline {
    package init(_ alert: Alert) {
        self.init(level: alert.level, score: alert.story.score)
    }

    func isExceeded(by alert: Alert) -> Bool {
        if alert.level > level { return true }
        guard let then = score, let now = alert.story.score else { return false }
        return now <= then - Silence.worseByPoints
    }
}

/// The silences in force, ready to be asked.
struct Silences {
    private let byMatchers: [(number: Int64, matchers: [LabelMatcher])]
    private let byAlert: [String: Int64]

    init(_ silences: some Sequence<Silence>) {
        let ordered = silences.filter { $0.endedAt == nil }.sorted { $0.number < $1.number }
        byMatchers = ordered.compactMap { silence in
            let matchers = silence.matchers.compactMap(LabelMatcher.written)
            // Without a matcher it would cover everything; one that cannot be read covers nothing.
            guard !matchers.isEmpty, matchers.count == silence.matchers.count else { return nil }
            return (silence.number, matchers)
        }
        byAlert = Dictionary(
            ordered.flatMap { silence in silence.baselines.keys.map { ($0, silence.number) } }
        ) { first, _ in first }
    }

    var isEmpty: Bool { byMatchers.isEmpty && byAlert.isEmpty }

    /// The number of the first that covers an alert.
    func covering(_ alert: Alert) -> Int64? {
        byAlert[alert.id]
            ?? byMatchers.first { silence in silence.matchers.allSatisfy { $0.holds(for: alert.labels) } }?.number
    }
}

extension LabelMatcher {
    static func written(_ text: String) -> LabelMatcher? {
        do throws(PatternMistake) { return try LabelMatcher(reading: text) } catch { return nil }
    }
}
