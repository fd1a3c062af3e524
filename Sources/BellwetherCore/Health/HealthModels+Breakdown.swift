extension BoundHealthModels {
    /// How one account's score came about; `nil` for whom no model of that score speaks of.
    ///
    /// A band by rank depends on everybody else: it is the caller's to look up.
    package func breakdown(of slot: Int, making score: String? = nil) -> HealthBreakdown? {
        guard let place = model(of: slot, making: score) else { return nil }
        let model = models.models[place]
        let (graded, values, stage) = graded(slot, under: place)
        let weighed = model.weighed(graded, reached: stage?.value.map { Int($0) })
        let limits = weighed.isEnough ? limited(weighed.tenths, of: slot, under: place) : nil
        let override = overrides[score]?[slot]
        let tenths = override?.tenths(over: limits?.tenths, in: model) ?? limits?.tenths
        let overridden = override?.tenths(over: limits?.tenths, in: model) == nil ? nil : override
        return HealthBreakdown(
            model: model.name, version: models.versions[place], scale: model.scale, score: Measured(tenths: tenths),
            computed: Measured(tenths: limits?.tenths),
            scoreBeforeCaps: Measured(tenths: weighed.isEnough ? weighed.tenths : nil),
            band: tenths.map { model.bands[model.band(ofTenths: $0)] } ?? .unknown, coverage: weighed.coverage,
            parts: model.parts(values, graded, weighed, stage: stage),
            cap: limits?.cap.map { model.caps[$0].why }, floor: limits?.floor.map { model.floors[$0].why },
            override: overridden, missingRequired: model.missingRequired(graded, stage: stage),
            lack: lack(of: slot, under: place, weighed, stage: stage))
    }
}

extension BoundHealthModels {
    /// A stage that its model does not have, or too little that is known.
    private func lack(
        of slot: Int, under place: Int, _ weighed: HealthModel.Weighed, stage: Measured?
    ) -> String? {
        let model = models.models[place]
        if case .stages(let stages, let current) = model.shape, case .absent(.notApplicable) = stage {
            let name = sight.text(of: current)(slot).map { "'\(Inert.name($0))'" } ?? "it"
            let known = stages.map(\.key).joined(separator: ", ")
            return "\(current) is \(name), which is no stage of model '\(model.name)' (\(known))"
        }
        guard !weighed.isEnough, weighed.coverage < model.minCoverage else { return nil }
        return "too little is known: \(Self.share(weighed.coverage)) of the weight, and model '\(model.name)' asks for "
            + Self.share(model.minCoverage)
    }

    private static func share(_ share: Double) -> String { DecimalText.short(share * 100) + " %" }
}

extension Measured {
    init(tenths: Int?) {
        self = tenths.map { .known(Double($0) / 10) } ?? .absent(.insufficientSample)
    }
}

extension HealthModel {
    /// The points each measure gives.
    ///
    /// The tenths are rounded together by the largest remainder, so that they add up to the score before floors and
    /// caps.
    func parts(_ values: [Measured], _ graded: [Graded], _ weighed: Weighed, stage: Measured?) -> [HealthBreakdown.Part]
    {
        let groups = groups
        let reached = stage?.value.map { Int($0) }
        let counted = weighed.contributions.indices.filter { graded[$0].score != nil }
        let tenths = LargestRemainder.shares(
            of: weighed.tenths, among: counted.map { weighed.contributions[$0] * 10 })
        let tenthsByMeasure = Dictionary(uniqueKeysWithValues: zip(counted, tenths))
        return measures.indices.map { index in
            let group = groups.firstIndex { $0.measures.contains(index) } ?? 0
            return HealthBreakdown.Part(
                measure: measures[index].key, group: groups[group].key, metric: measures[index].reads,
                value: values[index], score: graded[index].score, isFilled: graded[index].isFilled,
                why: graded[index].isFilled ? measures[index].missing.why : nil,
                isOutdone: weighed.outdone.contains(index), isReached: reached.map { group < $0 } ?? true,
                weight: measures[index].weight,
                contribution: weighed.contributions[index], contributionTenths: tenthsByMeasure[index] ?? 0)
        }
    }

    func missingRequired(_ graded: [Graded], stage: Measured?) -> [String] {
        let measures = zip(measures, graded).filter { $0.isRequired && $1.score == nil }.map(\.0.key)
        guard case .stages(_, let current) = shape, let stage, stage.value == nil, stage.reason != .notApplicable else {
            return measures
        }
        return [current] + measures
    }
}

/// Whole numbers that add up to a total.
enum LargestRemainder {
    /// Each at most one off its exact share as long as the exact ones add up to the total but for its own rounding: the
    /// largest remainders get what rounding down has left over, the first of equal ones first.
    static func shares(of total: Int, among exact: [Double]) -> [Int] {
        guard !exact.isEmpty else { return [] }
        var shares = exact.map(floor)
        let byRemainder = exact.indices.sorted { left, right in
            let (before, after) = (exact[left] - Double(shares[left]), exact[right] - Double(shares[right]))
            return before == after ? left < right : before > after
        }
        let rest = total - shares.reduce(0, +)
        for turn in 0..<abs(rest) {
            let place = rest > 0 ? turn % byRemainder.count : byRemainder.count - 1 - turn % byRemainder.count
            shares[byRemainder[place]] += rest > 0 ? 1 : -1
        }
        return shares
    }

    /// The last of these shares, without making the others.
    static func lastShare(of total: Int, among exact: ContiguousArray<Double>) -> Int {
        guard let last = exact.last else { return 0 }
        let share = floor(last)
        let remainder = last - Double(share)
        var (rest, before) = (total - share, 0)
        for number in exact.dropLast() {
            let floor = floor(number)
            rest -= floor
            if number - Double(floor) >= remainder { before += 1 }
        }
        let (rounds, more) = abs(rest).quotientAndRemainder(dividingBy: exact.count)
        if rest > 0 { return share + rounds + (before < more ? 1 : 0) }
        return share - rounds - (exact.count - 1 - before < more ? 1 : 0)
    }

    private static func floor(_ exact: Double) -> Int { Int(((exact * 1e6).rounded() / 1e6).rounded(.down)) }
}
