import CEL
import Columns

/// Health models whose conditions and measures are tied to the columns of one moment.
package struct BoundHealthModels: Sendable {
    let models: HealthModels
    let sight: Sight
    let parts: [Part]
    /// Who is overridden today: by score, the slots.
    let overrides: [String?: [Int: HealthOverride]]

    struct Part: Sendable {
        let appliesTo: BoundCondition?
        let caps: [Limit]
        let floors: [Limit]
        /// Where each measure's value comes from.
        let inputs: [Input]
        /// How many stages an account has reached, where the model is one of stages.
        let stage: PastReader?
    }

    struct Limit: Sendable {
        let condition: BoundCondition
        let tenths: Int
    }

    /// A column that is there, or what has to be worked out account by account.
    enum Input: Sendable {
        case column(Numbers)
        case reader(PastReader)

        func value(of slot: Int) -> Measured {
            switch self {
            case .column(let column): column.measured(slot)
            case .reader(let read): read(slot)
            }
        }
    }

    init(_ models: HealthModels, in sight: Sight) {
        self.models = models
        self.sight = sight
        parts = models.models.map { model in
            Part(
                appliesTo: model.appliesTo.map { sight.bound($0) },
                caps: model.caps.map { Limit(condition: sight.bound($0.condition), tenths: $0.tenths) },
                floors: model.floors.map { Limit(condition: sight.bound($0.condition), tenths: $0.tenths) },
                inputs: model.measures.map { sight.input(of: $0) }, stage: sight.stage(of: model))
        }
        let today = models.overrides.filter { $0.counts(on: sight.asOf.today) }
        overrides = Dictionary(grouping: today, by: \.scoreName).mapValues { list in
            Dictionary(
                list.compactMap { entry in sight.accounts.slots[entry.account].map { ($0, entry) } },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// The place of the first model of this score that applies; `nil` for whom none speaks of (churned, prospect,
    /// excluded).
    ///
    /// A condition that cannot be decided does not hold: the next model takes the account.
    func model(of slot: Int, making score: String? = nil) -> Int? {
        guard sight.accounts[slot].watchedStatus(at: sight.asOf)?.isCustomer == true else { return nil }
        return models.places(making: score).first { place in
            parts[place].appliesTo.map { $0.truth(for: SubjectRow(slot: slot)) == .holds } ?? true
        }
    }

    /// What a score becomes under the model's floors and caps; a cap beats a floor.
    ///
    /// Of each list the first that holds is the one that counts, since they stand in the order of their strength. One
    /// that cannot be decided does not hold.
    func limited(_ tenths: Int, of slot: Int, under place: Int) -> Limited {
        let row = SubjectRow(slot: slot)
        let floor = parts[place].floors.firstIndex { limit in
            limit.tenths > tenths && limit.condition.truth(for: row) == .holds
        }
        let raised = floor.map { parts[place].floors[$0].tenths } ?? tenths
        let cap = parts[place].caps.firstIndex { limit in
            limit.tenths < raised && limit.condition.truth(for: row) == .holds
        }
        return Limited(tenths: cap.map { parts[place].caps[$0].tenths } ?? raised, cap: cap, floor: floor)
    }

    struct Limited {
        let tenths: Int
        /// The places of the clauses that changed it.
        let cap, floor: Int?
    }

    func value(of measure: Int, under model: Int, slot: Int) -> Measured {
        parts[model].inputs[measure].value(of: slot)
    }

    /// Each measure's score, and how many stages count.
    func graded(_ slot: Int, under place: Int) -> (graded: [Graded], values: [Measured], stage: Measured?) {
        let model = models.models[place]
        let values = model.measures.indices.map { value(of: $0, under: place, slot: slot) }
        return (zip(model.measures, values).map { $0.graded($1) }, values, parts[place].stage?(slot))
    }
}
