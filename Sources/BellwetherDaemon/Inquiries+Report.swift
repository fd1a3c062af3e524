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
        let turn = day == nil ? try await turn() : try await turn(knownAt: moment)
        let wanted = LookBack.furthest(policy.lookBacks + Report.lookBacks)
        let view = TurnView(turn, history: try await store.history(wanted, asOf: moment), policy: policy)
        let start = policy.zone.start(of: view.reportPeriod.start)
        let before = try await store.opening(on: view.reportPeriod.start, under: policy).accounts
        var months = view.monthlyMovements
        for opening in months.openings {
            let closed = min(moment, policy.zone.start(of: opening + MonthlyMovements.daysToClose))
            months.take(try await store.booked(at: closed, under: policy))
        }
        let outcomes = try await store.outcomes(from: start, until: moment + .seconds(1))
        return view.report(by: scope, knownThen: before, months: months).adding(outcomes)
    }

    private func turn() async throws -> Turn {
        let (memory, sources) = try await Line.remembered(from: store, under: installation, at: now)
        return Turn(from: memory, with: Facts(sources: sources), under: installation.policy, at: now)
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
