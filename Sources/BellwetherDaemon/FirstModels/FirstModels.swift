package import BellwetherCore

/// The health models of a first day: those that are there, where what sources bring is enough for them, else the same
/// without what nothing tells of.
///
/// A measure counts as told of where it is known of some account. What would join is kept, to be shown where it would
/// stand.
package struct FirstModels: Sendable {
    package enum Finding: Sendable, Hashable {
        /// The models give scores as they are.
        case enough
        /// They give next to none, and `models` would.
        case adapted
        /// Nothing is known that a score could be made of.
        case nothing
        /// There is nobody yet, or the models are of a make that is their writer's to change.
        case notOurs
    }

    struct Part: Sendable {
        let measure: Measure
        /// Of how many accounts.
        let known: Int
        /// What it is taken in the place of.
        var standsFor: String?
    }

    struct Model: Sendable {
        let base: HealthModel
        let parts: [Part]
        /// What the base weighs, and nothing tells of.
        let absent: [Measure]
        let minCoverage: Double
    }

    package let finding: Finding
    let models: [Model]
    let accounts: Int
    let maxAgeDays: [String: Int]
    /// Whether all there is to judge by is how accounts stand and when they renew.
    let isLastResort: Bool

    package init(of turn: Turn, under policy: Policy) {
        let models = policy.healthModels.models
        let knowledge = Knowledge(of: turn)
        accounts = knowledge.slots.count
        maxAgeDays = policy.healthModels.maxAgeDays
        guard accounts > 0, models.allSatisfy(Self.isPlain) else {
            (finding, self.models, isLastResort) = (.notOurs, [], false)
            return
        }
        let adapted = models.indices.map { place in
            Self.adapted(models[place], isLast: place == models.count - 1, to: knowledge)
        }
        isLastResort = adapted.last?.parts.allSatisfy { LastResort.keys.contains($0.measure.key) } ?? false
        // The last takes everybody: without it there is no score for most, and a list of models must end with one.
        guard let last = adapted.last, !last.parts.isEmpty else {
            (finding, self.models) = (.nothing, adapted)
            return
        }
        let scored = knowledge.slots.count { turn.health.score.measured($0).value != nil }
        let known = knowledge.slotsKnowing(models.flatMap(\.measures))
        finding = scored > 0 && scored * 2 >= known ? .enough : .adapted
        self.models = adapted
    }

    /// A weighted mean of metrics that makes the one score: anything else somebody has thought about.
    private static func isPlain(_ model: HealthModel) -> Bool {
        guard case .flat(.weightedMean) = model.shape, model.scoreName == nil, model.scale == .score,
            model.ranks == nil
        else { return false }
        return model.measures.allSatisfy { $0.metric != nil }
    }

    private static func adapted(_ base: HealthModel, isLast: Bool, to knowledge: Knowledge) -> Model {
        var (parts, absent) = (base.measures.compactMap(knowledge.part), [Measure]())
        for measure in base.measures where knowledge.part(measure) == nil {
            absent.append(measure)
            if var standIn = StandIn.all(for: measure, in: base).lazy.compactMap(knowledge.part).first {
                standIn.standsFor = measure.key
                parts.append(standIn)
            }
        }
        if isLast {
            parts += StandIn.companions(of: base).compactMap(knowledge.part)
            if parts.isEmpty { parts = LastResort.parts(by: knowledge) }
        }
        let sorted = parts.map { part in
            // What is known of a few must not take the score from the others.
            let isRequired = part.measure.isRequired && part.known * 5 >= knowledge.slots.count * 4
            return isRequired || !part.measure.isRequired
                ? part : Part(measure: part.measure.optional, known: part.known)
        }
        return Model(
            base: base, parts: sorted, absent: absent,
            minCoverage: knowledge.coverage(of: sorted.map(\.measure), atMost: base.minCoverage))
    }
}

extension Measure {
    fileprivate var optional: Measure { Measure(key: key, input: input, grading: grading, weight: weight) }
}

extension FirstModels {
    /// What is known of the watched accounts.
    struct Knowledge {
        let slots: [Int]
        private let turn: Turn
        private let tellsPriorities: Bool
        private let statuses: Set<String>

        init(of turn: Turn) {
            self.turn = turn
            slots = (0..<turn.accounts.slotCount).filter { turn.health.model.measured($0).value != nil }
            tellsPriorities = slots.contains { turn.accounts[$0].tickets.contains { $0.priority != nil } }
            statuses = Set(slots.compactMap { turn.accounts[$0].profile?.status })
        }

        /// `nil` where it is known of nobody.
        func part(_ measure: Measure) -> Part? {
            let count = slots.count { knows(measure, of: $0) }
            guard count > 0, isTelling(measure) else { return nil }
            return Part(measure: measure, known: count)
        }

        func slotsKnowing(_ measures: [Measure]) -> Int {
            slots.count { slot in measures.contains { knows($0, of: slot) } }
        }

        private func knows(_ measure: Measure, of slot: Int) -> Bool {
            switch measure.input {
            case .metric(let name):
                turn.metrics.index(of: name).flatMap { turn.metrics.value($0, of: slot).value } != nil
            case .field: statuses.count > 1 && turn.accounts[slot].profile != nil
            case .condition, .points: false
            }
        }

        /// A number may be known of everybody and say nothing: no urgent ticket where tickets have no priority, one active
        /// day in thirty where use is counted by the month.
        private func isTelling(_ measure: Measure) -> Bool {
            switch measure.metric {
            case "tickets.open_urgent": tellsPriorities
            case "usage.active_days_30": values(of: "usage.active_days_30").contains { $0 >= 5 }
            default: true
            }
        }

        private func values(of name: String) -> [Double] {
            guard let index = turn.metrics.index(of: name) else { return [] }
            return slots.compactMap { turn.metrics.value(index, of: $0).value }
        }

        /// The share that nine of ten accounts of which anything is known reach, in steps of five per cent.
        func coverage(of measures: [Measure], atMost most: Double) -> Double {
            let all = measures.reduce(0) { $0 + $1.weight }
            let shares = slots.compactMap { slot -> Double? in
                let known = measures.reduce(0) { $0 + (knows($1, of: slot) ? $1.weight : 0) }
                return known > 0 ? known / all : nil
            }.sorted()
            guard !shares.isEmpty else { return most }
            let usual = (shares[shares.count / 10] * 20 + 1e-9).rounded(.down) / 20
            return min(most, max(usual, 0.05))
        }
    }
}
