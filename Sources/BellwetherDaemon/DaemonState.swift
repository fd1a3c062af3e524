package import BellwetherCore

/// How the daemon is: what `status`, readiness and the watchdog ask.
package actor DaemonState {
    package enum Phase: Sendable, Hashable {
        case starting(String)
        case running
        case draining
    }

    package private(set) var phase: Phase = .starting("starting")
    package let startedAt: Moment
    package private(set) var lastTurn: TurnSummary?
    package private(set) var nextTurn: Moment?
    package private(set) var rulesSince: Moment
    /// Where the files in force are not those on the disk, because those are broken.
    package private(set) var broken: BrokenFiles?
    package private(set) var reloads = 0
    /// What a first start waits for, or does, in words.
    package private(set) var beginning: String?
    /// The last whole turn, and what pages take from it once somebody looks.
    private var view: TurnView?
    private var taken: TurnDisplay?
    /// Counts every pass of the evaluator's loop: progress, for the watchdog.
    package private(set) var beats: UInt64 = 0

    /// For the metrics.
    package private(set) var tally = Tally()

    package struct TurnSummary: Sendable, Hashable {
        package let at: Moment
        package let took: Duration
        package let bands: [String: Int]
        package let hoursAwaited: HoursAwaited?

        package var accounts: Int { bands.values.reduce(0, +) }
    }

    /// How the data stands as a whole, once a turn has looked.
    package private(set) var data: DataStanding?

    /// Since when nothing can be kept, and why.
    private var unkept: Unkept?

    struct Unkept: Sendable, Hashable {
        let since: Moment
        let reason: String
        let isForRoom: Bool
    }

    /// Since when, and what is wrong, each with its place: `rules/late.yaml:14:7: error: …`.
    package struct BrokenFiles: Sendable, Hashable {
        package let since: Moment
        package let mistakes: [String]

        init(since: Moment, _ words: String) {
            self.since = since
            mistakes = Self.mistakes(in: words)
        }

        /// Without the lines of the files, and what else is indented below a mistake.
        static func mistakes(in words: String) -> [String] {
            words.split(separator: "\n").filter { $0.first?.isWhitespace == false }.map(String.init)
        }
    }

    package init(startedAt: Moment) {
        self.startedAt = startedAt
        rulesSince = startedAt
    }

    package func enter(_ phase: Phase) { self.phase = phase }

    package func beat() { beats += 1 }

    func polled(_ source: String, _ result: Tally.PollResult) { tally.polled(source, result) }

    func evaluated(_ rules: [String], in duration: Duration) { tally.evaluated(rules, in: duration) }

    package func begins(by words: String?) { beginning = words }

    /// Where only routing was due nothing was measured, and accounts stand as the last whole turn saw them.
    package func turned(at moment: Moment, took: Duration, bands: [String: Int]?, hoursAwaited: HoursAwaited? = nil) {
        lastTurn = TurnSummary(
            at: moment, took: took, bands: bands ?? lastTurn?.bands ?? [:], hoursAwaited: hoursAwaited)
    }

    /// Whether that was not known yet.
    func cannotKeep(because reason: String, isForRoom: Bool, at now: Moment) -> Bool {
        defer { unkept = Unkept(since: unkept?.since ?? now, reason: reason, isForRoom: isForRoom) }
        return unkept?.reason != reason
    }

    /// What it was that is over now, if anything.
    func keepsAgain() -> Unkept? {
        defer { unkept = nil }
        return unkept
    }

    package func found(_ data: DataStanding) { self.data = data }

    package func shows(_ view: TurnView?) {
        self.view = view
        taken = nil
    }

    /// The last whole turn, for whoever wants to look at it.
    package var display: TurnDisplay? {
        if taken == nil { taken = view.map(TurnDisplay.init) }
        return taken
    }

    package func waits(until moment: Moment?) { nextTurn = moment }

    package func reloaded(at moment: Moment) {
        rulesSince = moment
        broken = nil
        reloads += 1
    }

    /// - Parameter words: what is wrong with them, as `check` says it.
    package func refusedFiles(at moment: Moment, because words: String) {
        broken = BrokenFiles(since: broken?.since ?? moment, words)
    }

    package func filesAreSound() { broken = nil }
}
