import CEL
import Columns
import Testing

@testable import BellwetherCore

/// Along columns, the customers' own numbers do what the parts of each one's change say.
@Suite struct OwnChangeTests {
    @Test func `along columns it is what the parts add up to`() {
        var random = SeededRandom.printed("own changes")
        var (others, moved) = (0, 0)
        for _ in 0..<300 {
            let model = Self.model(&random)
            let (then, now) = (Self.columns(model, &random), Self.columns(model, &random))
            var change = OwnChange(under: model)
            let sides = [then, now].map { columns in OwnChange.Side(model, rows: Self.rows) { columns[$0] } }
            for row in 0..<Self.rows {
                let (before, after) = (Self.side(model, then, row, &random), Self.side(model, now, row, &random))
                let whole = HealthChange(under: model, from: before, at: .monday, to: after, isSameModel: true)
                let own = change.tenths(
                    ofRow: row, from: sides[0], computed: before.computed, to: sides[1], computed: after.computed)
                #expect(own == whole.ownTenths, "\(model.measures) \(before) \(after)")
                others += whole.ownTenths == whole.tenths ? 0 : 1
                moved += whole.ownTenths == 0 ? 0 : 1
            }
        }
        #expect(others > 1000 && moved > 1000)
    }

    @Test func `the last share is the last of the shares`() {
        var random = SeededRandom.printed("last shares")
        for _ in 0..<5000 {
            let exact = (0..<1 + random.below(6)).map { _ in
                Double(random.below(400) - 200) / [1, 3, 4, 10][random.below(4)]
            }
            let total = Int(exact.reduce(0, +).rounded()) + random.below(7) - 3
            let shares = LargestRemainder.shares(of: total, among: exact)
            #expect(LargestRemainder.lastShare(of: total, among: ContiguousArray(exact)) == shares.last)
        }
    }

    private static let rows = 20

    private static func model(_ random: inout SeededRandom) -> HealthModel {
        let measures = (0..<1 + random.below(7)).map { place in
            Measure(
                key: Metric.all[place].name, input: .metric(Metric.all[place].name), grading: grading(&random),
                weight: Double(1 + random.below(40)) / [1, 3][random.below(2)],
                missing: [.exclude, .exclude, .neutral, .worst(why: "silence"), .block][random.below(5)])
        }
        let caps = [HealthModel.Limit(when: RuleContext.standardWatch, tenths: 499, why: "overdue")]
        return HealthModel(
            name: "random", measures: measures, bands: HealthSamples.bands, caps: random.below(2) == 0 ? caps : [])
    }

    private static func grading(_ random: inout SeededRandom) -> Grading {
        switch random.below(4) {
        case 0: .linear(zeroAt: Double(random.below(50)), fullAt: Double(60 + random.below(50)))
        case 1: .tiers([.init(from: 0, score: 10), .init(from: 30, score: 55), .init(from: 70, score: 95)])
        case 2: .map((0..<5).map { .init(value: Double($0 * 20), score: Double($0 * 25)) })
        default: .asIs
        }
    }

    private static func columns(_ model: HealthModel, _ random: inout SeededRandom) -> [String: NumberChunk] {
        var columns: [String: NumberChunk] = [:]
        // Now and then history has nothing of a measure.
        for place in model.measures.indices where random.below(9) > 0 {
            let chance = 1 + random.below(6)
            columns[model.inputPath(of: place)] = NumberChunk(rows: rows) { _ in
                if random.below(chance) > 0 { return .known(Double(random.below(11) * 10)) }
                return .absent([.noData, .stale, .noHistory][random.below(3)])
            }
        }
        return columns
    }

    /// Its computed score is now and then not what its measures come to, as under a cap.
    private static func side(
        _ model: HealthModel, _ columns: [String: NumberChunk], _ row: Int, _ random: inout SeededRandom
    ) -> HealthChange.Side {
        let values = model.measures.indices.map {
            columns[model.inputPath(of: $0)]?.measured(row) ?? .absent(.noHistory)
        }
        let tenths = model.weighed(zip(model.measures, values).map { $0.graded($1) }).tenths
        let computed = random.below(3) == 0 ? min(tenths, 499) : tenths
        return HealthChange.Side(
            values: values, stage: nil, tenths: random.below(4) == 0 ? 300 : computed, computed: computed)
    }
}
