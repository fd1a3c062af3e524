import BellwetherConfig
package import BellwetherCore
import BellwetherSources
import BellwetherStore

extension Inquiries {
    /// How customers and their money stand, put together by one scope; or how they stood when a day began, by what was
    /// known then.
    package func report(by scope: GroupScope, asOf day: Day? = nil) async throws -> Report {
        let policy = installation.policy
        let moment = day.map { policy.zone.start(of: $0) } ?? now
        let (turn, known) = day == nil ? try await turnOfNow() : (try await turn(knownAt: moment), nil)
        let wanted = LookBack.furthest(policy.lookBacks + Report.lookBacks)
        let view = TurnView(turn, history: try await store.history(wanted, asOf: moment), policy: policy)
        let first = view.reportPeriod.start
        let start = policy.zone.start(of: first)
        let before: Accounts
        if let known, known.day == first {
            before = known.accounts
        } else {
            before = try await store.opening(on: first, under: policy).accounts
        }
        var months = view.monthlyMovements
        for opening in months.openings {
            let closed = min(moment, policy.zone.start(of: opening + MonthlyMovements.daysToClose))
            months.take(try await store.booked(at: closed, under: policy))
        }
        let outcomes = try await store.outcomes(from: start, until: moment + .seconds(1))
        return view.report(by: scope, knownThen: before, months: months).adding(outcomes)
    }

    /// With what was known when the period of rules over groups began, where any looks at one: it is the report's own.
    private func turnOfNow() async throws -> (Turn, opening: Opening?) {
        let (memory, sources) = try await Line.remembered(from: store, under: installation, at: now)
        let turn = Turn(from: memory, with: Facts(sources: sources), under: installation.policy, at: now)
        return (turn, memory.opening)
    }

    /// A day long gone is judged by the rows there are, not by how sources stand today.
    private func turn(knownAt moment: Moment) async throws -> Turn {
        let policy = installation.policy
        let sources = installation.sources.map { SourceStanding(name: $0.name, kinds: $0.facts, state: .fresh) }
        let accounts = try await store.accounts(
            usageSince: policy.zone.day(of: moment) - Line.usageDays, knownAt: moment, sources: sources,
            priceChanges: policy.priceChanges)
        let memory = Memory(accounts: accounts, history: try await store.history(policy.lookBacks, asOf: moment))
        return Turn(from: memory, with: Facts(sources: sources), under: policy, at: moment)
    }
}
