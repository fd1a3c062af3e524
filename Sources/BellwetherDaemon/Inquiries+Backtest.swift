import BellwetherConfig
package import BellwetherCore
import BellwetherSources
import BellwetherStore

extension Inquiries {
    package struct BacktestRun: Sendable {
        package let rows: BacktestRows
        /// By their places in the policy: those that made the scores, with the same bands.
        package let models: [Int: HealthModel]
        /// Main models whose bands are others, which are looked at apart.
        package let otherModels: [String]
        package let hasAnnouncements: Bool
        /// The last day of which it is known what became of accounts, where that is not today.
        package let knownThrough: Day?
        /// What kept it from going further back.
        package let limit: BacktestSpan.Limit
    }

    /// The scores of each month's end, as today's models make them from what was known then, and what became of the
    /// accounts. One month is in memory at a time.
    ///
    /// - Parameter advance: told after each month.
    package func backtest(
        over span: BacktestSpan, model name: String?, advance: @Sendable (Day) -> Void = { _ in }
    ) async throws -> BacktestRun {
        let policy = installation.policy.scoringOnly
        let (chosen, others) = try chosenModels(name)
        let today = policy.zone.day(of: now)
        let known = BacktestSpan.known(by: try await standingsNow(), on: today, in: policy.zone)
        let first = try await lastToBegin(of: policy.kindsOfScores, in: policy.zone)
        let ends = span.monthEnds(since: first?.day, knownThrough: known)
        var limit = BacktestSpan.Limit.asTold
        if span.from == nil, ends.count < BacktestSpan.mostMonths, let first {
            limit = .begins(kind: first.kind, on: first.day)
        }
        let periods = ends.map { Period(($0 + 1)..<($0 + 1 + span.horizonDays)) }
        let (outcomes, told) = try await outcomes(over: periods, under: policy, knownThrough: known)
        var months: [(period: Int, month: BacktestMonth)] = []
        // Backwards, so that it ends where most customers have no score yet.
        for (place, end) in ends.enumerated().reversed() {
            let month = try await month(ending: end, under: policy, choosing: Array(chosen.keys.sorted()))
            if span.from == nil, month.withScore * 2 < month.accounts || month.accounts == 0 {
                limit = .fewScores(on: end, withScore: month.withScore, of: month.accounts)
                break
            }
            months.append((place, month))
            advance(end)
        }
        return BacktestRun(
            rows: BacktestRows(of: months, outcomes), models: chosen, otherModels: others, hasAnnouncements: told,
            knownThrough: known < today ? known : nil, limit: limit)
    }

    /// Of the kinds of fact in which no row means nought, the one that came last, and when: before that, who was not
    /// counted yet would seem to have done nothing.
    private func lastToBegin(of kinds: Set<String>, in zone: Zone) async throws -> (kind: String, day: Day)? {
        let counted: [FactKind] = [.usageDay, .userDay, .seatDay, .ticket, .invoice, .touch]
        let days = try await store.firstDays(of: counted.filter { kinds.contains($0.name) }, in: zone)
        return days.max { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
    }

    private func standingsNow() async throws -> [SourceStanding] {
        let records = Dictionary(uniqueKeysWithValues: try await store.sources().map { ($0.name, $0) })
        return installation.sources.map { $0.standing(records[$0.name], at: now, in: installation.policy.zone) }
    }

    private func outcomes(
        over periods: [Period], under policy: Policy, knownThrough known: Day
    ) async throws -> (outcomes: Outcomes, told: Bool) {
        let kinds: [FactKind] = [.account, .subscription, .contract, .renewal, .order, .touch, .fxRate]
        let accounts = try await store.accounts(
            kinds, usageSince: Day(number: 0), sources: standings, priceChanges: policy.priceChanges)
        var told: [Int: [Moment]] = [:]
        for (account, moments) in try await store.announcements() {
            if let slot = accounts.slots[account] { told[slot, default: []] += moments }
        }
        // A pause that nobody has read of since is no longer than it was then.
        let asked = policy.zone.start(of: known)
        return (Outcomes(of: accounts, over: periods, told: told, under: policy, at: asked), !told.isEmpty)
    }

    private func month(
        ending day: Day, under policy: Policy, choosing chosen: [Int]
    ) async throws -> BacktestMonth {
        let end = policy.zone.start(of: day + 1) - .seconds(1)
        let wanted = policy.kindsOfScores
        let accounts = try await store.accounts(
            FactKind.all.filter { !$0.isDaily || wanted.contains($0.name) }, usageSince: day - Line.usageDays,
            through: day, knownAt: end, sources: standings, priceChanges: policy.priceChanges)
        let history = try await store.history(policy.lookBacksOfScores, asOf: end)
        return BacktestMonth(of: accounts, under: policy, given: history, choosing: chosen, at: end)
    }

    /// A day long gone is judged by the rows there are, not by how sources stand today.
    private var standings: [SourceStanding] {
        installation.sources.map { SourceStanding(name: $0.name, kinds: $0.facts, state: .fresh) }
    }

    /// The one that is named; else those of the main score that have the bands of its last one, which takes everybody
    /// left.
    private func chosenModels(_ name: String?) throws -> (chosen: [Int: HealthModel], others: [String]) {
        let models = installation.policy.healthModels.models
        if let name {
            guard let place = models.firstIndex(where: { $0.name == name }) else {
                throw Refusal.unknownModel(name, models.map(\.name))
            }
            return ([place: models[place]], [])
        }
        let main = models.indices.filter { models[$0].scoreName == nil }
        guard let last = main.last else { throw Refusal.unknownModel("", models.map(\.name)) }
        let alike = main.filter { models[$0].ladder == models[last].ladder }
        return (
            Dictionary(uniqueKeysWithValues: alike.map { ($0, models[$0]) }),
            main.filter { !alike.contains($0) }.map { models[$0].name }
        )
    }
}
