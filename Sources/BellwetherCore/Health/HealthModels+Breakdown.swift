extension BoundHealthModels {
    /// How one account's score came about; `nil` for whom no model speaks of.
    package func breakdown(of slot: Int) -> HealthBreakdown? {
        guard let place = model(of: slot) else { return nil }
        let model = models.models[place]
        let values = model.measures.indices.map { value(of: $0, under: place, slot: slot) }
        let tally = model.tally(values)
        let isEnough = model.isEnough(tally)
        let cap = isEnough ? cap(on: tally.tenths, of: slot, under: place) : nil
        let tenths = cap?.tenths ?? (isEnough ? tally.tenths : 0)
        let absent = Measured.absent(.insufficientSample)
        return HealthBreakdown(
            model: model.name, version: models.versions[place],
            score: isEnough ? .known(Double(tenths) / 10) : absent,
            scoreBeforeCaps: isEnough ? .known(Double(tally.tenths) / 10) : absent,
            band: isEnough ? model.bands[model.band(ofTenths: tenths)] : .unknown,
            coverage: Double(tally.exactWeight) / Double(model.exactWeight), parts: model.parts(values),
            cap: cap.map { model.caps[$0.place].why },
            missingRequired: zip(model.measures, values).filter { $0.isRequired && $0.score(of: $1) == nil }.map(
                \.0.key))
    }
}

extension HealthModel {
    /// The points each measure gives, from values of any moment: today's, or those that history keeps.
    ///
    /// The tenths are rounded together by the largest remainder, so that they add up to the score before caps.
    package func parts(_ values: [Measured]) -> [HealthBreakdown.Part] {
        let tally = tally(values)
        let scores = zip(measures, values).map { $0.score(of: $1) }
        let contributions = zip(measures, scores).map { measure, score in
            score.map { measure.weight * $0 / tally.weight } ?? 0
        }
        let present = scores.indices.filter { scores[$0] != nil }
        let tenths = present.isEmpty ? [] : Self.shared(tally.tenths, among: present.map { contributions[$0] * 10 })
        let tenthsByMeasure = Dictionary(uniqueKeysWithValues: zip(present, tenths))
        return measures.indices.map { index in
            HealthBreakdown.Part(
                measure: measures[index].key, metric: measures[index].metric, value: values[index],
                score: scores[index], weight: measures[index].weight, contribution: contributions[index],
                contributionTenths: tenthsByMeasure[index] ?? 0)
        }
    }

    func tally(_ values: [Measured]) -> Tally {
        zip(measures, values).reduce(into: Tally()) { $0.add($1.0, $1.0.score(of: $1.1)) }
    }

    /// Whole numbers that add up to the total, each at most one off its exact share: the largest remainders get what
    /// rounding down has left over, the first of equal ones first.
    private static func shared(_ total: Int, among exact: [Double]) -> [Int] {
        var shares = exact.map { Int((($0 * 1e6).rounded() / 1e6).rounded(.down)) }
        let byRemainder = exact.indices.sorted { left, right in
            let (before, after) = (exact[left] - Double(shares[left]), exact[right] - Double(shares[right]))
            return before == after ? left < right : before > after
        }
        for index in byRemainder.prefix(max(0, total - shares.reduce(0, +))) { shares[index] += 1 }
        return shares
    }
}

extension Measure {
    func score(of value: Measured) -> Double? { value.value.flatMap(grading.score) }
}
