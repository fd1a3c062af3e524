/// Why a score is not what it was: parts that add up to the change, to the tenth.
package struct HealthChange: Sendable, Hashable, Codable {
    package enum Cause: Sendable, Hashable, Codable {
        /// A measure that was known then and is known now.
        case measure(String)
        /// Measures that expired or appeared: the others carry more weight, or less.
        case coverage
        /// Caps and floors.
        case limits
        /// Somebody's word over the computed score.
        case override
        /// Another model, or the same one edited.
        case config

        /// As JSON and `explain` call it; a measure by its own name.
        package var name: String {
            switch self {
            case .measure(let key): key
            case .coverage: "coverage"
            case .limits: "limits"
            case .override: "override"
            case .config: "config"
            }
        }
    }

    package struct Part: Sendable, Hashable, Codable {
        package let cause: Cause
        package let tenths: Int

        package var points: Double { Double(tenths) / 10 }
    }

    package let fromTenths, toTenths: Int
    package let from: Moment
    /// Those that are not zero: measures in the order of the model, then the others.
    package let parts: [Part]
    /// The measures of any weight that are known now and were not then, and the other way round.
    package let appeared, gone: [String]

    package var tenths: Int { toTenths - fromTenths }

    /// 0 for a measure that changed nothing; `nil` for a cause that is not there.
    package func points(of cause: Cause) -> Double? { parts.first { $0.cause == cause }?.points }

    /// What the customer's own numbers did: neither what became known, nor what we changed ourselves.
    package var ownTenths: Int {
        parts.reduce(0) { sum, part in
            switch part.cause {
            case .measure, .limits: sum + part.tenths
            case .coverage, .override, .config: sum
            }
        }
    }
}

extension HealthChange {
    /// A score with everything it was made of.
    struct Side {
        let values: [Measured]
        let stage: Measured?
        /// After floors, caps and overrides.
        let tenths: Int
        /// Before overrides.
        let computed: Int
        /// Before floors and caps as well, where that is kept; else it is the computed one.
        var uncapped: Int?
    }

    /// Both sides are put together by the model in force now. If the old one was made by another, what that makes of
    /// the old values stands between the two, and the rest is for `config`; but floors and caps are told apart from what
    /// they limit on either side, each as it held there.
    init(under model: HealthModel, from then: Side, at moment: Moment, to now: Side, isSameModel: Bool) {
        let (old, new) = (model.weighed(then), model.weighed(now))
        var parts: [Part] = []
        if old.counts {
            parts = model.measuredParts(then, now, old, new)
        } else {
            // What another model asks for and nobody kept then is that model's doing.
            let (cause, was): (Cause, Int) = isSameModel ? (.coverage, then.computed) : (.config, then.beforeLimits)
            parts = [Part(cause: cause, tenths: new.tenths - was)]
        }
        var limits = now.computed - new.tenths
        if isSameModel {
            limits -= old.counts ? then.computed - old.tenths : 0
        } else {
            limits -= then.computed - then.beforeLimits
            if old.counts { parts.append(Part(cause: .config, tenths: old.tenths - then.beforeLimits)) }
        }
        let isLimited = !model.caps.isEmpty || !model.floors.isEmpty || then.beforeLimits != then.computed
        parts.append(Part(cause: isLimited ? .limits : .coverage, tenths: limits))
        parts.append(
            Part(cause: .override, tenths: (now.tenths - now.computed) - (then.tenths - then.computed)))
        fromTenths = then.tenths
        toTenths = now.tenths
        from = moment
        self.parts = Self.joined(parts)
        let (known, isKnown) = (model.known(then), model.known(now))
        appeared = isKnown.filter { !known.contains($0) }.map { model.measures[$0].key }
        gone = known.filter { !isKnown.contains($0) }.map { model.measures[$0].key }
    }

    /// Whether a part, in tenths, is more than what rounding leaves behind.
    static func counts(_ exact: Double) -> Bool { abs(exact) > 1e-6 }

    /// Each cause once, in order, as far as it changed anything.
    private static func joined(_ parts: [Part]) -> [Part] {
        var order: [Cause] = []
        var sums: [Cause: Int] = [:]
        for part in parts {
            if sums[part.cause] == nil { order.append(part.cause) }
            sums[part.cause, default: 0] += part.tenths
        }
        return order.compactMap { cause in
            sums[cause].flatMap { $0 == 0 ? nil : Part(cause: cause, tenths: $0) }
        }
    }
}

extension HealthChange.Side {
    fileprivate var beforeLimits: Int { uncapped ?? computed }
}

extension HealthModel {
    fileprivate func weighed(_ side: HealthChange.Side) -> Weighed {
        weighed(graded(side), reached: side.stage?.value.map { Int($0) })
    }

    private func graded(_ side: HealthChange.Side) -> [Graded] {
        zip(measures, side.values).map { $0.graded($1) }
    }

    /// The measures that count with a value of their own, not with one that stands in for it.
    fileprivate func known(_ side: HealthChange.Side) -> [Int] {
        let graded = graded(side)
        return reachedMeasures(side.stage?.value.map { Int($0) }).filter {
            measures[$0].weight > 0 && graded[$0].score != nil && !graded[$0].isFilled
        }
    }

    private func reachedMeasures(_ reached: Int?) -> [Int] {
        guard case .stages(let stages, current: _) = shape else { return Array(measures.indices) }
        return stages.prefix(reached ?? 0).flatMap(\.measures)
    }

    /// What each measure did, like for like; what the coming and going of measures did is left over.
    ///
    /// Over the measures that are there on both sides the score is a mean of the same things with the same weights, so
    /// the difference of each one's part is its own doing.
    fileprivate func measuredParts(
        _ then: HealthChange.Side, _ now: HealthChange.Side, _ old: Weighed, _ new: Weighed
    ) -> [HealthChange.Part] {
        let (gradedThen, gradedNow) = (graded(then), graded(now))
        let common = Set(reachedMeasures(then.stage?.value.map { Int($0) }))
            .intersection(reachedMeasures(now.stage?.value.map { Int($0) }))
            .filter { place in
                let (left, right) = (gradedThen[place], gradedNow[place])
                return left.score != nil && right.score != nil && left.isFilled == right.isFilled
            }
        func alone(_ graded: [Graded]) -> Weighed {
            weighed(graded.indices.map { common.contains($0) ? graded[$0] : Graded(nil) }, reached: groups.count)
        }
        let (left, right) = (alone(gradedThen), alone(gradedNow))
        var exact = measures.indices.map { (right.contributions[$0] - left.contributions[$0]) * 10 }
        exact.append(((new.score - old.score) - (right.score - left.score)) * 10)
        let causes = measures.map { HealthChange.Cause.measure($0.key) } + [.coverage]
        let moved = exact.indices.filter { HealthChange.counts(exact[$0]) }
        let tenths = LargestRemainder.shares(of: new.tenths - old.tenths, among: moved.map { exact[$0] })
        return zip(moved, tenths).map { HealthChange.Part(cause: causes[$0], tenths: $1) }
    }
}
