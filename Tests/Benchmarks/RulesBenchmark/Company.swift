import BellwetherCore
import CEL
import Columns

/// A part of the accounts with their columns loaded, ready for a turn of health and rules.
struct Company {
    private let accounts: Accounts
    private let columns: [Numbers]
    private let policy: BenchmarkPolicy
    private let asOf: AsOf

    init(_ table: AccountTable, rows: Range<Int>, _ policy: BenchmarkPolicy) {
        self.policy = policy
        asOf = AsOf(Moment(seconds: 1_790_000_000), in: .utc)
        var builder = AccountsBuilder()
        for (slot, row) in rows.enumerated() {
            let values: [String: FactValue] = ["status": .text("active"), "tier": .text(table.tiers[row])]
            let fields = FactKind.account.fields.map { values[$0.name] ?? .absent }
            builder.add(
                kind: .account, slot: slot, source: "bench",
                row: FactRow(key: "a\(row)", account: "", values: fields, observed: .distantPast, isAssumed: true))
        }
        accounts = builder.finish(sources: [
            SourceStanding(name: "bench", kinds: ["account"], state: .fresh, lastGoodLoad: .distantPast)
        ])
        columns = policy.metrics.dropLast().map { metric in
            Numbers(table.numbers[String(metric.name.dropFirst("bench.".count))] ?? [], rows: rows)
        }
    }

    /// The unrounded score of everybody, then how many pairs of an account and a rule hold.
    func pairs() -> Int {
        let score = policy.models.means(of: accounts, from: metrics(Numbers(chunks: [])), at: asOf)
        return found(score).reduce(0) { $0 + $1.count }
    }

    /// The same after all that health says of everybody: the score to a tenth, its band, the coverage, the model.
    func pairsAndScores() -> Int {
        let health = policy.models.scores(of: accounts, from: metrics(Numbers(chunks: [])), at: asOf)
        return pairs() + (health.score.count - accounts.slotCount)
    }

    func metrics(_ score: Numbers) -> Metrics {
        Metrics(asOf: asOf, catalogue: policy.metrics, columns: columns + [score])
    }

    private func found(_ score: Numbers) -> [Found] {
        let metrics = metrics(score)
        return policy.rules.matches(
            in: accounts, metrics, HealthScores.none(at: asOf), RenewalForecasts(all: []), given: History(),
            at: asOf.now
        ).found
    }

    var sight: Sight {
        Sight(
            accounts: accounts,
            metrics: metrics(policy.models.means(of: accounts, from: metrics(Numbers(chunks: [])), at: asOf)),
            asOf: asOf)
    }

    var slotCount: Int { accounts.slotCount }
    var rules: [Rule] { policy.rules.rules }
}

/// A rule's condition asked of one account after another, by the evaluator for one value.
struct OneByOne {
    private let company: Company

    init(_ company: Company) { self.company = company }

    /// The mean over all rules and many accounts, in nanoseconds.
    func nanoseconds() -> Double {
        let sight = company.sight
        let bound = company.rules.map { sight.bound($0.when, under: $0.thresholds) }
        let slots = min(company.slotCount, 20_000)
        let clock = ContinuousClock()
        var holds = 0
        let start = clock.now
        for slot in 0..<slots {
            for condition in bound where condition.truth(for: SubjectRow(slot: slot)) == .holds { holds += 1 }
        }
        let took = clock.now - start
        precondition(holds > 0, "some rule holds for somebody")
        return took / .nanoseconds(1) / Double(slots * bound.count)
    }
}

extension Numbers {
    /// NaN is an absence.
    fileprivate init(_ column: [Double], rows: Range<Int>) {
        let starts = stride(from: rows.lowerBound, to: rows.upperBound, by: 4096)
        self.init(
            chunks: starts.map { start in
                let values = ContiguousArray(column[start..<min(start + 4096, rows.upperBound)])
                let absences = ContiguousArray(values.map { $0.isNaN ? UInt8(2) : 0 })
                return NumberChunk(values: ContiguousArray(values.map { $0.isNaN ? 0 : $0 }), absences: absences)
            })
    }
}

extension HealthScores {
    fileprivate static func none(at asOf: AsOf) -> HealthScores {
        let nothing = Numbers(chunks: [])
        return HealthScores(
            asOf: asOf, bands: [], score: nothing, coverage: nothing, band: nothing, model: nothing)
    }
}
