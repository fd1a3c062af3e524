import CEL
import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct HealthChangeTests {
    private static func side(_ model: HealthModel, _ values: [Double?]) -> HealthChange.Side {
        let measured = values.map { $0.map(Measured.known) ?? .absent(.noData) }
        let tenths = model.weighed(zip(model.measures, measured).map { $0.graded($1) }).tenths
        return HealthChange.Side(values: measured, stage: nil, tenths: tenths, computed: tenths)
    }

    private static func change(_ model: HealthModel, _ then: [Double?], _ now: [Double?]) -> HealthChange {
        HealthChange(
            under: model, from: side(model, then), at: .monday, to: side(model, now), isSameModel: true)
    }

    private static let model = HealthScoringTests.model(weights: [40, 20, 20, 20])

    @Test func `with the same measures known, each has its own part`() {
        let change = Self.change(Self.model, [80, 100, 50, nil], [40, 60, 50, nil])
        #expect(change.fromTenths == 775 && change.toTenths == 475)
        #expect(change.parts.map(\.cause.name) == Self.model.measures.prefix(2).map(\.key))
        #expect(change.parts.map(\.tenths) == [-200, -100])
        #expect(change.ownTenths == -300)
    }

    /// An NPS of 100 that expires takes points away though nobody did anything.
    @Test func `a measure that expired is coverage, and no drop`() {
        let change = Self.change(Self.model, [50, 50, 50, 100], [50, 50, 50, nil])
        #expect(change.parts == [HealthChange.Part(cause: .coverage, tenths: -100)])
        #expect(change.tenths == -100 && change.ownTenths == 0)
        #expect(change.appeared == [] && change.gone == [Self.model.measures[3].key])
    }

    @Test func `a measure that appeared does not hide what the others did`() {
        let change = Self.change(Self.model, [80, 50, 50, nil], [60, 50, 50, 100])
        #expect(change.points(of: .measure(Self.model.measures[0].key)) == -10)
        #expect(change.fromTenths == 650 && change.toTenths == 640)
        #expect(change.points(of: .coverage) == 9 && change.ownTenths == -100)
        #expect(change.appeared == [Self.model.measures[3].key] && change.gone == [])
    }

    @Test func `with nothing known on both sides it is all coverage`() {
        let change = Self.change(Self.model, [80, nil, nil, nil], [nil, 40, nil, nil])
        #expect(change.parts == [HealthChange.Part(cause: .coverage, tenths: -400)])
    }

    @Test func `a cap that came is told apart from what it capped`() {
        let capped = HealthModel(
            name: "capped", measures: Self.model.measures, bands: HealthSamples.bands,
            caps: [.init(when: RuleContext.standardWatch, tenths: 499, why: "overdue")])
        var now = Self.side(capped, [80, 60, 60, 60])
        now = HealthChange.Side(values: now.values, stage: nil, tenths: 499, computed: 499)
        let change = HealthChange(
            under: capped, from: Self.side(capped, [80, 80, 60, 60]), at: .monday, to: now, isSameModel: true)
        #expect(change.points(of: .measure(capped.measures[1].key)) == -4)
        #expect(change.points(of: .limits) == -18.1)
        #expect(change.parts.reduce(0) { $0 + $1.tenths } == change.tenths)
        #expect(change.ownTenths == -221)
    }

    @Test func `somebody's word over the score is no drop`() {
        let then = Self.side(Self.model, [40, 40, 40, 40])
        let lifted = HealthChange.Side(values: then.values, stage: nil, tenths: 800, computed: 400)
        let change = HealthChange(under: Self.model, from: lifted, at: .monday, to: then, isSameModel: true)
        #expect(change.parts == [HealthChange.Part(cause: .override, tenths: -400)])
        #expect(change.ownTenths == 0)
    }

    /// The old values under the model of today, against what the old model made of them.
    @Test func `another model is config, and the measures still tell what they did`() {
        let then = Self.side(HealthScoringTests.model(weights: [10, 30, 30, 30]), [80, 40, 40, 40])
        let now = Self.side(Self.model, [60, 40, 40, 40])
        let change = HealthChange(under: Self.model, from: then, at: .monday, to: now, isSameModel: false)
        #expect(then.tenths == 440 && now.tenths == 480)
        #expect(change.points(of: .config) == 12)
        #expect(change.points(of: .measure(Self.model.measures[0].key)) == -8)
        #expect(change.ownTenths == -80)
    }

    @Test func `another model whose measures nobody kept then is config as a whole`() {
        let nothing = HealthChange.Side(
            values: Self.model.measures.map { _ in .absent(.noHistory) }, stage: nil, tenths: 524, computed: 524)
        let now = Self.side(Self.model, [60, 40, 40, 40])
        let change = HealthChange(under: Self.model, from: nothing, at: .monday, to: now, isSameModel: false)
        #expect(change.parts == [HealthChange.Part(cause: .config, tenths: -44)])
    }

    @Test func `the parts of any change add up to it, to the tenth`() {
        var random = SeededRandom(seed: 41)
        func values() -> [Double?] {
            (0..<4).map { _ in random.below(4) == 0 ? nil : Double(random.below(100_001)) / 1000 }
        }
        for round in 0..<3000 {
            let weights = (0..<4).map { _ in Double(random.below(999) + 1) / 10 }
            let model =
                switch round % 3 {
                case 0: HealthScoringTests.model(weights: weights, minCoverage: 0)
                case 1: HealthModelWeighingTests.grouped(.weightedMean, within: .weightedMean)
                default: HealthModelWeighingTests.grouped(.min, within: .max)
                }
            let change = Self.change(model, values(), values())
            #expect(change.parts.reduce(0) { $0 + $1.tenths } == change.tenths)
            #expect(change.parts.allSatisfy { $0.tenths != 0 })
        }
    }
}
