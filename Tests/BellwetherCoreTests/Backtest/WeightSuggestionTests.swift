import Testing

@testable import BellwetherCore

@Suite struct WeightSuggestionTests {
    private static func model(_ weights: [Double], shape: HealthModel.Shape = .flat(.weightedMean)) -> HealthModel {
        HealthModel(
            name: "standard",
            measures: weights.enumerated().map { Measure(key: "m\($0)", metric: "m\($0)", grading: .asIs, weight: $1) },
            shape: shape, bands: HealthSamples.bands)
    }

    /// Twelve months of accounts that live or are lost within a quarter, by their points.
    private static func rows(accounts: Int, odds: [Double], level: Double = -4, seed: UInt64) -> BacktestRows {
        var random = SeededRandom(seed: seed)
        var all: [BacktestRow] = []
        var points: ContiguousArray<Float> = []
        let months = (0..<12).map { Day.on("2025-02-01").adding(months: $0) - 1 }
        for account in 0..<accounts {
            let own = odds.map { _ in Double(random.below(101)) }
            let sum = level - zip(odds, own).reduce(0) { $0 + $1.0 * ($1.1 - 50) / 20 }
            let loss = months.indices.first { _ in
                Double(random.below(1_000_000)) / 1_000_000 < Logistic.likelihood(ofLogOdds: sum)
            }
            for month in 0...(loss ?? months.count - 1) {
                let isLost = loss.map { $0 - month < 3 } ?? false
                let outcome: Outcome = isLost ? .lost(.left, on: months[loss ?? 0] + 10) : .kept
                all.append(
                    BacktestRow(
                        account: account, month: month, tenths: 500, band: 1, outcome: outcome, points: points.count))
                points += own.map { Float($0) }
            }
        }
        return BacktestRows(all, months: months, points: points)
    }

    private static func suggestion(_ rows: BacktestRows, _ model: HealthModel) throws -> WeightSuggestion {
        try WeightSuggestion(from: rows, for: model, at: 0, horizonDays: 90, minimising: WeightFitTests.byLibrary)
    }

    @Test func `finds better weights where there are some, and says that they are`() throws {
        let suggestion = try Self.suggestion(
            Self.rows(accounts: 1500, odds: [1, 0, 0.3], seed: 1), Self.model([20, 60, 20]))
        #expect(suggestion.verdict == .better)
        #expect(suggestion.suggested.auc > suggestion.present.auc + 0.05)
        #expect(suggestion.aucGain.interval.low > 0 && suggestion.lossGain.interval.low > 0)
        #expect(suggestion.weighings.map(\.suggested).reduce(0, +) == 100)
        #expect(suggestion.weighings[0].suggested > 50 && suggestion.weighings[1].suggested < 20)
        #expect(suggestion.earlier.last + 90 <= suggestion.later.first, "no horizon reaches into what is judged")
    }

    @Test func `says that weights are as good as any where they are`() throws {
        let suggestion = try Self.suggestion(
            Self.rows(accounts: 600, odds: [0.8, 0.4, 0.4], seed: 2), Self.model([50, 25, 25]))
        #expect(suggestion.verdict != .better, "\(suggestion.aucGain) \(suggestion.weighings)")
    }

    @Test func `names a measure that speaks the wrong way`() throws {
        let suggestion = try Self.suggestion(
            Self.rows(accounts: 1500, odds: [1, -0.8, 0.3], seed: 3), Self.model([40, 40, 20]))
        #expect(suggestion.wrongWay == ["m1"] && suggestion.verdict == .better)
    }

    @Test(arguments: [
        ((0.02, 0.01, 0.03), (0.0, -0.01, 0.01), WeightSuggestion.Verdict.better),
        ((0.001, -0.01, 0.01), (0.01, 0.002, 0.02), .better),
        ((-0.001, -0.01, 0.01), (0.01, 0.002, 0.02), .withinNoise),
        ((0.0, -0.01, 0.01), (0.0, -0.01, 0.01), .withinNoise), ((-0.02, -0.03, -0.01), (0.01, 0.002, 0.02), .worse),
        ((-0.001, -0.005, 0.002), (-0.005, -0.009, -0.002), .worse),
        ((0.001, -0.005, 0.002), (-0.005, -0.009, -0.002), .withinNoise),
    ])
    func `judges by the order of accounts first, and then by how likely losses were said to be`(
        auc: (Double, Double, Double), loss: (Double, Double, Double), expected: WeightSuggestion.Verdict
    ) {
        func gain(_ gain: (Double, Double, Double)) -> WeightSuggestion.Gain {
            WeightSuggestion.Gain(value: gain.0, interval: Interval(low: gain.1, high: gain.2))
        }
        #expect(WeightSuggestion.verdict(auc: gain(auc), loss: gain(loss)) == expected)
    }

    @Test func `gives the same for the same rows`() throws {
        let rows = Self.rows(accounts: 400, odds: [0.8, 0.1], seed: 4)
        let (one, other) = (
            try Self.suggestion(rows, Self.model([1, 3])), try Self.suggestion(rows, Self.model([1, 3]))
        )
        #expect(one.weighings == other.weighings && one.aucGain == other.aucGain && one.lossGain == other.lossGain)
    }

    @Test func `refuses where fewer than twenty were lost`() {
        let few = Self.rows(accounts: 40, odds: [1, 0], seed: 5)
        let lost = Set(few.rows.filter(\.isLost).map(\.account)).count
        #expect(lost < 20 && lost > 0)
        #expect(throws: WeightSuggestion.Refusal.tooFew(lost: lost)) { try Self.suggestion(few, Self.model([1, 1])) }
    }

    @Test func `refuses where all are lost at once, and of a model that is no mean`() throws {
        var made = MadeUpRows(months: 12)
        for _ in 0..<30 { made.add(bands: [1], lostIn: 1, points: [[10]]) }
        #expect(throws: WeightSuggestion.Refusal.tooFewApart(lost: 30)) {
            try Self.suggestion(made.rows, Self.model([1]))
        }
        #expect(throws: WeightSuggestion.Refusal.noMean) {
            try Self.suggestion(made.rows, Self.model([1], shape: .flat(.min)))
        }
    }

    @Test(arguments: [
        ([1.0, 1, 1], [20.0, 20, 60], [34.0, 33, 33]), ([0.0, 3, 1], [40, 40, 20], [0, 75, 25]),
        ([2.0, 1, 1], [2, 1, 1], [2, 1, 1]), ([0.0, 0], [3, 1], [3, 1]),
        // What counts at all is not rounded away.
        ([0.004, 0.9, 0.096], [50, 30, 20], [1, 89, 10]), ([0.001, 0.001, 0.998], [1, 1, 1], [0.03, 0.03, 2.94]),
        ([0, 0.001, 0.999], [40, 40, 20], [0, 1, 99]),
    ])
    func `rounds to hundredths of a sum that stays`(_ raw: [Double], _ weights: [Double], _ expected: [Double]) {
        #expect(WeightSuggestion.rounded(raw, toSumOf: weights) == expected)
    }

    /// A measure that says a little is not one that speaks the wrong way.
    @Test func `calls no measure wrong whose share is a fraction of a hundredth`() throws {
        let suggestion = try WeightSuggestion(
            from: Self.rows(accounts: 600, odds: [1, 1, -1], seed: 6), for: Self.model([40, 40, 20]), at: 0,
            horizonDays: 90
        ) { start, function in
            start.count == 4 ? [-3, 0.03, 1, 0] : try WeightFitTests.byLibrary(start, function)
        }
        #expect(suggestion.weighings.map(\.suggested) == [1, 99, 0])
        #expect(suggestion.wrongWay == ["m2"])
    }

    @Test(arguments: [
        (34.0, 100.0, "34"), (0.1, 10, "0.1"), (0.037, 0.5, "0.037"), (0.005, 0.5, "0.005"),
        (0.9250000000000001, 2.5, "0.925"), (0.0001, 0.01, "0.0001"), (33.333333333, 100, "33.333"),
    ])
    func `writes weights so that nothing of them is lost`(_ weight: Double, _ sum: Double, _ expected: String) {
        #expect(WeightSuggestion.text(weight, ofSum: sum) == expected)
    }
}
