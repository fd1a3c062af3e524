/// The scores at the end of one month, as the health models of today make them from what was known then.
package struct BacktestMonth: Sendable {
    struct Scored: Sendable {
        let slot: Int32
        /// The model's place in the policy.
        let model: Int16
        /// The score; nothing where too little was known.
        let tenths: Int16?
        /// The band's place from the lowest; nothing without a score.
        let band: Int16?
        /// Whether there was something to lose, as far as its status said; a trial has nothing.
        let isPaying: Bool
        /// Where the points of its measures begin.
        let points: Int32
    }

    package let day: Day
    /// Slots of those that were known to have left by then, and not when.
    let goneWithoutDay: [Int32]
    let scored: [Scored]
    /// What each measure gave, account by account; not a number where nothing was known.
    let points: ContiguousArray<Float>
    /// Of how many of them it is only assumed what was known of them then: they came with a first load.
    package let assumed: Int

    package var accounts: Int { scored.count }
    package var withScore: Int { scored.count { $0.tenths != nil } }

    /// - Parameters:
    ///   - accounts: as they were known at that moment.
    ///   - chosen: the places of the models that are looked at; all of them make the same score.
    package init(
        of accounts: Accounts, under policy: Policy, given history: History, choosing chosen: [Int], at end: Moment
    ) {
        let models = policy.healthModels.withoutOverrides
        let asOf = AsOf(end, in: policy.zone)
        let metrics = policy.measurement(of: accounts, at: end, given: history).metrics
        let bound = models.bound(to: accounts, metrics, given: history, at: asOf)
        let all = bound.scores()
        let score = chosen.first.flatMap { models.models[$0].scoreName }
        let scores = score.flatMap { all.named[$0] } ?? all
        var scored: [Scored] = []
        var points: ContiguousArray<Float> = []
        var assumed = 0
        for slot in 0..<accounts.slotCount {
            guard let code = scores.model.measured(slot).value, let place = models.index(ofCode: code),
                chosen.contains(place)
            else { continue }
            let tenths = scores.score.measured(slot).value.map { Int16(($0 * 10).rounded()) }
            let band = tenths == nil ? nil : models.models[place].place(of: scores.band(of: slot))
            scored.append(
                Scored(
                    slot: Int32(slot), model: Int16(place), tenths: tenths, band: band.map { Int16($0) },
                    isPaying: accounts[slot].status(at: asOf).map { $0.isPaying || $0 == .paused } ?? false,
                    points: Int32(points.count)))
            points += bound.graded(slot, under: place).graded.map { $0.score.map { Float($0) } ?? .nan }
            assumed += accounts[slot].profile?.knowledge.isAssumed == true ? 1 : 0
        }
        let billing = policy.metrics.billing
        goneWithoutDay = (0..<accounts.slotCount).filter { accounts[$0].isGoneWithoutDay(under: billing) }.map {
            Int32($0)
        }
        day = asOf.today
        self.scored = scored
        self.points = points
        self.assumed = assumed
    }
}

extension HealthModels {
    /// What somebody said over a score is no work of the model's.
    fileprivate var withoutOverrides: HealthModels {
        overrides.isEmpty ? self : HealthModels(models, maxAgeDays: maxAgeDays)
    }
}

extension HealthModel {
    /// The bands its accounts stand in, the lowest first: those by rank, where it has them.
    package var ladder: [HealthBand] { ranks?.bands ?? bands }

    fileprivate func place(of band: HealthBand) -> Int? {
        ladder.firstIndex(of: band) ?? bands.firstIndex(of: band).map { min($0, ladder.count - 1) }
    }
}

extension Policy {
    /// The same, measuring no more than scores are made of.
    package var scoringOnly: Policy {
        let wanted = healthModels.everythingRead.union(healthModels.lookBacks.map(\.path))
        return Policy(
            metrics: metrics.measuring(metrics.list.filter { wanted.contains($0.name) }), healthModels: healthModels,
            renewalModel: renewalModel, rules: rules, routing: routing)
    }

    /// The kinds of fact that scores are made of.
    package var kindsOfScores: Set<String> { Set(healthModels.kinds(in: metrics.list).map(\.name)) }

    /// What history a score needs.
    package var lookBacksOfScores: [LookBack] {
        let ofLifetimes =
            ExpectedLifetimes.counted(for: metrics.list).isEmpty ? [] : RenewalModel.lookBacks
        return LookBack.furthest(healthModels.expanding(healthModels.lookBacks + ofLifetimes))
    }
}
