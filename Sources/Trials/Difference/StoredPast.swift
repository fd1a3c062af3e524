package import BellwetherCore
import CEL
import Columns

/// Past days as history kept them, and the accounts as they are known now.
///
/// What rules read of an account beside its numbers (its tier, its invoices, its contracts) counts as it is known
/// today, judged as of each day: reading the facts of ninety days would take minutes, and history has the numbers. Whose
/// an account was when the period of a rule over groups began is known as of then.
package struct StoredPast: Sendable {
    package let accounts: Accounts
    package let history: History
    package let earlier: EarlierProfiles
    /// All that was known when the period began that rules over groups look at now.
    package let opening: Opening?

    package init(
        accounts: Accounts, history: History, earlier: EarlierProfiles = EarlierProfiles(), opening: Opening? = nil
    ) {
        self.accounts = accounts
        self.history = history
        self.earlier = earlier
        self.opening = opening
    }

    /// Days long gone are judged by what there is, not by how sources stand today.
    var asIfFresh: StoredPast {
        let standings = accounts.sources.map { SourceStanding(name: $0.name, kinds: $0.kinds, state: .fresh) }
        return StoredPast(
            accounts: accounts.merging(Facts(sources: standings)), history: history, earlier: earlier, opening: opening)
    }

    /// A moment of each day that history has from this day on: that of the day's last turn. Every turn keeps which
    /// model scored whom.
    func moments(from first: Day, before end: Moment, in zone: Zone) -> [Moment] {
        let start = zone.start(of: first) - .seconds(1)
        var moments: [Moment] = []
        for snapshot in history.snapshots("health.model", after: start, through: end - .seconds(1)) {
            if let last = moments.last, zone.day(of: last) == zone.day(of: snapshot.at) { moments.removeLast() }
            moments.append(snapshot.at)
        }
        return moments
    }

    /// What history has of a moment, for the accounts there are now.
    func metrics(_ catalogue: [Metric], at asOf: AsOf, churn: ChurnRates?) -> Metrics {
        Metrics(
            asOf: asOf, catalogue: catalogue, columns: catalogue.map { column($0.name, at: asOf.now) }, churn: churn)
    }

    private func column(_ path: String, at moment: Moment) -> Numbers {
        let kept = history.snapshot(path, at: moment)
        let chunks = kept.map { $0.at == moment ? $0.column.chunks : [] } ?? []
        let rows = stride(from: 0, to: accounts.slotCount, by: Chunk.size)
            .map { min(Chunk.size, accounts.slotCount - $0) }
        return Numbers(
            chunks: rows.enumerated().map { index, count in
                let chunk = index < chunks.count ? chunks[index] : NumberChunk(values: [], absences: [])
                return chunk.count >= count ? chunk : chunk.filled(upTo: count)
            })
    }
}

extension NumberChunk {
    /// With rows that were not there yet: of them nothing was known.
    fileprivate func filled(upTo count: Int) -> NumberChunk {
        let missing = count - self.count
        let absence = AbsenceReason.noHistory.rawValue
        return NumberChunk(
            values: values + ContiguousArray(repeating: 0, count: missing),
            absences: absences + ContiguousArray(repeating: absence, count: missing))
    }
}

extension Policy {
    /// What history must have for going over past days under some of the rules.
    package func needs(overDays days: Int) -> [LookBack] {
        let each = rules.namesRead.union(healthModels.everythingRead).sorted().map { LookBack($0, days: days) }
        return LookBack.furthest(lookBacks.map { LookBack($0.path, days: $0.days + days) } + each)
    }

    /// The metrics that some of the rules, or the scores that they read, are told from.
    func metricsRead() -> [Metric] {
        let names = rules.namesRead.union(healthModels.everythingRead).union(lookBackPaths)
        return metrics.list.filter { names.contains($0.name) }
    }
}

extension RuleBook {
    /// Every name that its rules and the choice of accounts read.
    fileprivate var namesRead: Set<String> {
        Set(context.watch.references.map(\.name)).union(rules.flatMap(\.fieldsRead))
    }
}
