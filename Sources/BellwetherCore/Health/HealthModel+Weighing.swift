extension HealthModel {
    /// Known weight, and the weighted sum of scores, as they add up measure by measure.
    struct Tally {
        var weight = 0.0
        /// Of what is known, in millionths.
        var exactWeight: Int64 = 0
        var points = 0.0
        var lacksRequired = false

        /// The score before floors and caps, in tenths of a point.
        var tenths: Int { Self.quantised(points * 10 / weight) }

        /// Rounded once, half away from zero.
        ///
        /// A half that only exists in decimals (49.95) is off by a hair in binary; a millionth of a tenth snaps it back.
        static func quantised(_ tenths: Double) -> Int {
            Int(((tenths * 1e6).rounded() / 1e6).rounded(.toNearestOrAwayFromZero))
        }

        /// Whether as much is known as must be, and all that is required.
        func isEnough(_ least: Int64) -> Bool { exactWeight > 0 && !lacksRequired && exactWeight >= least }

        mutating func add(_ measure: Measure, _ graded: Graded) {
            guard let score = graded.score else {
                lacksRequired = lacksRequired || measure.isRequired
                return
            }
            weight += measure.weight
            if !graded.isFilled || measure.countsWhenFilled { exactWeight += measure.exactWeight }
            points += measure.weight * score
        }
    }

    func isEnough(_ tally: Tally) -> Bool { tally.isEnough(leastExactWeight) }

    /// How much of the weight must be known, in millionths. Exact: 60 of 100 is 0.6.
    var leastExactWeight: Int64 {
        let share = Int128((minCoverage * 1_000_000).rounded())
        return Int64((share * Int128(exactWeight) + 999_999) / 1_000_000)
    }

    /// What an account's measures come to.
    struct Weighed {
        /// Unrounded, before floors and caps; 0 where nothing counts.
        var score = 0.0
        /// Whether anything of weight has a score.
        var counts = false
        /// Each measure's part of the score, unrounded.
        var contributions: [Double] = []
        /// The places of measures that have a score and stand back behind the lowest or highest one.
        var outdone: Set<Int> = []
        var coverage = 0.0
        /// Whether enough is known, and all that is required.
        var isEnough = false
        var tenths = 0
    }

    /// Puts the graded measures together; of stages, only those that are reached.
    func weighed(_ graded: [Graded], reached: Int? = nil) -> Weighed {
        switch shape {
        case .flat(.weightedMean): plainly(graded)
        case .flat(let combining):
            combined(
                graded, [Group(key: "", weight: 1, combining: combining, measures: measures.indices)], .weightedMean)
        case .groups(let groups, let combining): combined(graded, groups, combining)
        case .stages(let stages, current: _): combined(graded, Array(stages.prefix(reached ?? 0)), .weightedMean)
        }
    }

    /// The order of these additions is that of the loop along the columns: both round alike.
    private func plainly(_ graded: [Graded]) -> Weighed {
        let tally = zip(measures, graded).reduce(into: Tally()) { $0.add($1.0, $1.1) }
        let weight = tally.weight
        return Weighed(
            score: weight > 0 ? tally.points / weight : 0, counts: weight > 0,
            contributions: zip(measures, graded).map { measure, graded in
                graded.score.flatMap { weight > 0 ? measure.weight * $0 / weight : nil } ?? 0
            },
            coverage: Double(tally.exactWeight) / Double(exactWeight), isEnough: isEnough(tally),
            tenths: weight > 0 ? tally.tenths : 0)
    }

    private func combined(_ graded: [Graded], _ groups: [Group], _ combining: Combining) -> Weighed {
        var weighed = Weighed(contributions: Array(repeating: 0, count: graded.count))
        let parts = groups.map { part($0, graded) }
        let whole = parts.reduce(0) { $0 + $1.group.weight }
        weighed.coverage = whole > 0 ? parts.reduce(0) { $0 + $1.group.weight * $1.coverage } / whole : 0
        let counted = combining.chosen(parts.filter { $0.score != nil && $0.group.weight > 0 }) { $0.score ?? 0 }
        let weight = counted.reduce(0) { $0 + $1.group.weight }
        for part in counted {
            weighed.score += part.group.weight * (part.score ?? 0)
            for (place, share) in part.shares {
                weighed.contributions[place] = part.group.weight * share * (graded[place].score ?? 0) / weight
            }
        }
        weighed.counts = weight > 0
        weighed.score = weight > 0 ? weighed.score / weight : 0
        let deciding = Set(counted.flatMap { $0.shares.map(\.place) })
        let weighing = groups.filter { $0.weight > 0 }.flatMap(\.measures).filter { measures[$0].weight > 0 }
        weighed.outdone = Set(weighing.filter { graded[$0].score != nil && !deciding.contains($0) })
        let lacksRequired = groups.flatMap(\.measures).contains { measures[$0].isRequired && graded[$0].score == nil }
        // A billionth: shares of shares are not exact, and 0.6 known is as much as 0.6 asked for.
        weighed.isEnough =
            !counted.isEmpty && weighed.coverage > 0 && !lacksRequired && weighed.coverage >= minCoverage - 1e-9
        weighed.tenths = Tally.quantised(weighed.score * 10)
        return weighed
    }

    /// A group with its score, and each measure's share in it.
    private struct Part {
        let group: Group
        let score: Double?
        let coverage: Double
        let shares: [(place: Int, share: Double)]
    }

    private func part(_ group: Group, _ graded: [Graded]) -> Part {
        let all = group.measures.reduce(0) { $0 + measures[$1].weight }
        let known = group.measures.filter { place in
            graded[place].score != nil && (!graded[place].isFilled || measures[place].countsWhenFilled)
        }
        let coverage = known.count == group.measures.count ? 1 : known.reduce(0) { $0 + measures[$1].weight } / all
        let weighing = group.measures.filter { graded[$0].score != nil && measures[$0].weight > 0 }
        let counted = group.combining.chosen(weighing) { graded[$0].score ?? 0 }
        let weight = counted.reduce(0) { $0 + measures[$1].weight }
        guard weight > 0 else { return Part(group: group, score: nil, coverage: coverage, shares: []) }
        let points = counted.reduce(0) { $0 + measures[$1].weight * (graded[$1].score ?? 0) }
        return Part(
            group: group, score: points / weight, coverage: coverage,
            shares: counted.map { ($0, measures[$0].weight / weight) })
    }
}

extension HealthModel.Combining {
    /// Those that decide: all of them in a mean, else the first of the lowest or the highest.
    fileprivate func chosen<Item>(_ items: [Item], by score: (Item) -> Double) -> [Item] {
        guard let first = items.first else { return [] }
        switch self {
        case .weightedMean: return items
        case .min: return [items.dropFirst().reduce(first) { score($1) < score($0) ? $1 : $0 }]
        case .max: return [items.dropFirst().reduce(first) { score($1) > score($0) ? $1 : $0 }]
        }
    }
}
