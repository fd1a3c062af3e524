import BellwetherCore
import CEL
import Diagnostics

/// The way of several policies through the same past days. What a day shows is looked up beside other days; what
/// becomes of alerts hangs on the day before.
struct PastWalk {
    /// What has to be gone through before the days that count.
    struct WarmUp: Sendable {
        let days: Int
        /// Whether scores of still earlier days are looked back to.
        let looksBackOnHealth: Bool
    }

    /// What fires now under one policy, and who can put it into words.
    struct Present: Sendable {
        let metrics: Metrics
        let words: Matches
    }

    private(set) var runs: [PastRun]
    /// One for all, where all see the same; else one for each.
    private var views: [PastView]
    private let zone: Zone
    private let first: Day
    private let warmUp: WarmUp
    private let loop: ChunkLoop

    /// - Parameter whole: the policies of the runs with all that is in them.
    init(
        of runs: [PastRun], under whole: [Policy], in past: StoredPast, from start: Moment, counting first: Day,
        warmingUp warmUp: WarmUp, over loop: ChunkLoop
    ) {
        self.runs = runs
        let isShared = whole.dropFirst().allSatisfy { whole[0].seesAlike($0) }
        views =
            isShared
            ? [PastView(for: runs.map(\.policy), seeingAs: whole[0], in: past, from: start)]
            : zip(runs, whole).map { PastView(for: [$0.policy], seeingAs: $1, in: past, from: start) }
        zone = whole[0].zone
        self.first = first
        self.warmUp = warmUp
        self.loop = loop
    }

    var accounts: Accounts { views[0].accounts }

    mutating func go(through moments: ArraySlice<Moment>) {
        let known = moments.filter { isCounted($0, early: warmUp.days) || warmUp.looksBackOnHealth }
        let before = views
        let looked = loop.parts(before.count) { place in
            var view = before[place]
            let sightings = known.map { view.sighting(at: $0) }
            return (view, sightings)
        }
        views = looked.map(\.0)
        let observed = known.indices.filter { isCounted(known[$0], early: warmUp.days) }
        let sightings = observed.map { place in looked.map { $0.1[place] } }
        let days = matches(on: sightings) { [$0.policy.rules] }
        let walked = runs
        let counts = observed.map { isCounted(known[$0], early: 0) }
        runs = loop.parts(walked.count) { side in
            var run = walked[side]
            for (index, day) in days.enumerated() {
                run.observe(day[side], at: known[observed[index]], counting: counts[index])
            }
            return run
        }
    }

    private func isCounted(_ moment: Moment, early days: Int) -> Bool { zone.day(of: moment) >= first - days }

    /// The last step: what each policy makes of the present.
    mutating func arrive(at now: Moment) -> [Present] {
        let before = views
        let sightings = loop.parts(before.count) { before[$0].present(at: now) }
        let seen = matches(on: [sightings]) { [$0.policy.rules, $0.telling.rules] }[0]
        for side in runs.indices { runs[side].observe(seen[2 * side], at: now, counting: true) }
        return runs.indices.map { side in
            Present(metrics: sightings[views.count > 1 ? side : 0].metrics, words: seen[2 * side + 1])
        }
    }

    /// By day, and then by run and book.
    private func matches(
        on days: [[PastView.Sighting]], of books: (PastRun) -> [RuleBook]
    ) -> [[Matches]] {
        let (views, each) = (views, runs.map(books))
        let byView = views.count > 1 ? each : [Array(each.joined())]
        let parts = loop.parts(days.count * views.count) { part in
            let (day, place) = part.quotientAndRemainder(dividingBy: views.count)
            return views[place].matches(of: byView[place], on: days[day][place])
        }
        return days.indices.map { Array(parts[$0 * views.count..<($0 + 1) * views.count].joined()) }
    }
}

extension Policy {
    /// Whether the rules of both see the same of any account: they differ in their rules, and in who is told, at most.
    fileprivate func seesAlike(_ other: Policy) -> Bool {
        let (mine, others) = (rules.context, other.rules.context)
        return zone == other.zone && reporting == other.reporting
            && metrics.list.map(\.name) == other.metrics.list.map(\.name)
            && mine.configuredRates == others.configuredRates && mine.billing == others.billing
            && mine.watch.source.text == others.watch.source.text && mine.calendar == others.calendar
            && mine.calendars == others.calendars && mine.people == others.people
            && healthModels.versions == other.healthModels.versions && healthModels.bands == other.healthModels.bands
            && healthModels.overrides == other.healthModels.overrides
            && healthModels.maxAgeDays == other.healthModels.maxAgeDays
            && renewalModel.priorStrength == other.renewalModel.priorStrength
    }
}
