import CEL
import Columns
import Diagnostics
import Foundation
import Testing

@testable import BellwetherCore

/// Scores over columns are those that a breakdown of one account after the other tells.
@Suite struct HealthDeskTests {
    @Test func `random models score over columns as they do one by one`() throws {
        let seed =
            ProcessInfo.processInfo.environment["BELLWETHER_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0..<1_000_000)
        print("health over columns: BELLWETHER_SEED=\(seed)")
        var random = RandomModels(random: SeededRandom(seed: seed))
        var scene = Scene(accounts: 0)
        scene.company = Company.busy(accounts: 60, stride: 70, &random.random)
        let (accounts, asOf) = (scene.accounts, scene.asOf)
        var scored = 0
        for _ in 0..<60 {
            let metrics = random.metrics(accounts.slotCount, at: asOf)
            let models = try random.models()
            let sight = Sight(accounts: accounts, metrics: metrics, asOf: asOf)
            scored += try compare(BoundHealthModels(models, in: sight))
        }
        #expect(scored > 1_000)
    }

    /// How many have a score.
    private func compare(_ bound: BoundHealthModels) throws -> Int {
        let all = bound.scores()
        let means = bound.models.means(of: bound.sight.accounts, from: bound.sight.metrics, at: bound.sight.asOf)
        var scored = 0
        for (name, scores) in [(nil, all)] + all.named.map({ (Optional($0), $1) }) {
            #expect(scores.score.count == bound.sight.accounts.slotCount)
            for slot in 0..<bound.sight.accounts.slotCount {
                guard let expected = bound.breakdown(of: slot, making: name) else {
                    try #require(scores.model.measured(slot) == .absent(.notApplicable))
                    try #require(scores.score.measured(slot) == .absent(.notApplicable))
                    continue
                }
                try #require(scores.score.measured(slot) == expected.score, "slot \(slot): \(expected)")
                try #require(scores.coverage.measured(slot) == .known(expected.coverage))
                try #require(scores.band(of: slot) == expected.band)
                if let computed = scores.computed { try #require(computed.measured(slot) == expected.computed) }
                let place = try #require(scores.model.measured(slot).value.flatMap(bound.models.index))
                let model = bound.models.models[place]
                try #require(model.name == expected.model)
                for (measure, part) in expected.parts.enumerated() {
                    guard let input = scores.inputs[model.inputPath(of: measure)] else { continue }
                    try #require(input.measured(slot) == part.value, "slot \(slot), \(part)")
                }
                if let mean = means.measured(slot).value, name == nil, case .known(let score) = expected.scoreBeforeCaps
                {
                    try #require(HealthModel.Tally.quantised(mean * 10) == Int((score * 10).rounded()))
                }
                if expected.score.value != nil { scored += 1 }
            }
        }
        return scored
    }
}

/// Health models from parts of every kind.
private struct RandomModels {
    var random: SeededRandom

    private static let names = ["nps.latest", "usage.licence_utilisation", "usage.trend", "tickets.open_urgent"]

    /// Some columns whole, some with absences of every reason.
    mutating func metrics(_ rows: Int, at asOf: AsOf) -> Metrics {
        let columns = Metric.all.map { metric in
            let gaps = random.below(2) == 0 || !Self.names.contains(metric.name) ? 0 : 4
            let reasons = AbsenceReason.allCases.map(\.rawValue)
            let chunks = stride(from: 0, to: rows, by: Chunk.size).map { start in
                let rows = 0..<min(Chunk.size, rows - start)
                return NumberChunk(
                    values: ContiguousArray(rows.map { _ in Double(random.below(240)) / 2 - 10 }),
                    absences: ContiguousArray(
                        rows.map { _ in gaps > 0 && random.below(gaps) == 0 ? reasons[random.below(reasons.count)] : 0 }
                    ))
            }
            return Numbers(chunks: chunks)
        }
        return Metrics(asOf: asOf, catalogue: Metric.all, columns: columns)
    }

    mutating func models() throws -> HealthModels {
        var models: [HealthModel] = []
        for (score, count) in [(nil, 1 + random.below(3)), ("adoption", random.below(2))] {
            for place in 0..<count {
                models.append(try model("m\(models.count)", making: score, isLast: place == count - 1))
            }
        }
        let overrides = [("a0", HealthOverride.Target.tenths(333)), ("a140", .band("good"))].map { account, target in
            HealthOverride(
                account: account, target: target, reason: "word", author: "kim", from: .on("2026-02-20"),
                until: .on("2026-03-20"), place: Fragment("a").place)
        }
        return HealthModels(models, overrides: random.below(2) == 0 ? overrides : [])
    }

    private mutating func model(_ name: String, making score: String?, isLast: Bool) throws -> HealthModel {
        let measures = try (0..<(2 + random.below(5))).map { try measure("k\($0)") }
        let half = measures.count / 2
        let groups = [
            HealthModel.Group(key: "EUR", weight: 2, combining: combining, measures: 0..<half),
            HealthModel.Group(key: "USD", weight: 1, combining: combining, measures: half..<measures.count),
        ]
        let shape: HealthModel.Shape =
            switch random.below(6) {
            case 0: .groups(groups, combining)
            case 1: .flat(combining)
            case 2: .stages(groups, current: "account.currency")
            default: .flat(.weightedMean)
            }
        return HealthModel(
            name: name, scoreName: score, appliesTo: isLast ? nil : try condition(), minCoverage: one(of: [0, 0.6, 1]),
            measures: measures, shape: shape, bands: [.poor, .atRisk, .good], caps: try limits(), floors: try limits())
    }

    private var combining: HealthModel.Combining {
        mutating get { HealthModel.Combining.allCases[random.below(3)] }
    }

    private mutating func limits() throws -> [HealthModel.Limit] {
        try (0..<random.below(3)).map { _ in
            HealthModel.Limit(when: try condition(), tenths: random.below(1000), why: "because")
        }
    }

    private mutating func measure(_ key: String) throws -> Measure {
        let weight = one(of: [0.1, 1, 20, 33.3])
        let missing = [Measure.Missing.exclude, .exclude, .neutral, .worst(why: "silence"), .block][random.below(5)]
        switch random.below(8) {
        case 0:
            let scores = ["kim": 80.0, "dana": 20]
            return Measure(
                key: key, input: .field(random.below(2) == 0 ? "account.owner" : "account.id", scores: scores),
                grading: .asIs, weight: weight, missing: missing)
        case 1:
            return Measure(
                key: key, input: .condition(try condition()),
                grading: .map([Grading.Entry(value: 1, score: 100), Grading.Entry(value: 0, score: 10)]),
                weight: weight, missing: missing)
        case 2:
            let points = Points(
                base: 50, entries: [Points.Entry(.per(metric: "tickets.open_urgent"), points: -3, atMost: 40)])
            return Measure(key: key, input: .points(points), grading: .asIs, weight: weight, missing: missing)
        default:
            let name = Self.names[random.below(Self.names.count)]
            return Measure(key: key, input: .metric(name), grading: grading(), weight: weight, missing: missing)
        }
    }

    private mutating func grading() -> Grading {
        switch random.below(5) {
        case 0: .tiers([.init(from: 0, score: 10), .init(from: 30, score: 60), .init(from: 80, score: 100)])
        case 1: .map([.init(value: 1, score: 30), .init(value: 30, score: 90)])
        case 2: .asIs
        case 3: .linear(zeroAt: 70, fullAt: 3)
        default: .linear(zeroAt: 0.3, fullAt: 97)
        }
    }

    private mutating func condition() throws -> Condition {
        let text = one(of: [
            "account.tier == 'Enterprise' || account.currency == 'USD'", "nps.latest < 30 && usage.trend > 10",
            "touches.exists(t, t.age_days > 20)", "account.tenure_days < 400 || nps.latest > 60",
            "size(tickets) > 2", "!(usage.licence_utilisation < 50)", "account.owner.startsWith('k')",
        ])
        let names = RuleVocabulary.full.names(in: .measures)
        let (condition, diagnostics) = Condition.checked(Fragment(text), against: names)
        return try #require(condition, "\(text): \(diagnostics)")
    }

    private mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[random.below(choices.count)] }
}
