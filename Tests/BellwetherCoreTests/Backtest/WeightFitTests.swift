import Fitting
import Testing

@testable import BellwetherCore

@Suite struct WeightFitTests {
    static func byLibrary(_ start: [Double], _ function: ([Double]) -> Valued) throws -> [Double] {
        try Minimum.place(from: start) { at in
            let worth = function(at)
            return (worth.value, worth.gradient)
        }
    }

    /// Accounts whose losses hang on some of their measures: `odds` for each measure, in a step of 20 points.
    static func table(accounts: Int, odds: [Double], level: Double = -1, seed: UInt64) -> WeightTable {
        var random = SeededRandom(seed: seed)
        var made = MadeUpRows(months: 1)
        for _ in 0..<accounts {
            let points = odds.map { _ in Double(random.below(101)) }
            let sum = level - zip(odds, points).reduce(0) { $0 + $1.0 * ($1.1 - 50) / 20 }
            let isLost = Double(random.below(1_000_000)) / 1_000_000 < Logistic.likelihood(ofLogOdds: sum)
            made.add(bands: [1], lostIn: isLost ? 1 : nil, points: [points.map { Float($0) }])
        }
        let measures = odds.indices.map { place in
            Measure(key: "m\(place)", metric: "m\(place)", grading: .asIs, weight: 1)
        }
        let model = HealthModel(name: "standard", measures: measures, bands: HealthSamples.bands)
        return WeightTable(of: made.rows, by: model, at: 0, horizonDays: 30)
    }

    private static func shares(_ weights: [Double]) -> [Double] {
        weights.map { $0 / weights.reduce(0, +) }
    }

    @Test func `finds with much to learn from what losses hang on, whatever the weights were`() throws {
        let table = Self.table(accounts: 20_000, odds: [1.2, 0.4, 0.4], seed: 1)
        let found = Self.shares(try WeightFit(on: table, from: [20, 20, 60]).weights(by: Self.byLibrary))
        for (share, expected) in zip(found, [0.6, 0.2, 0.2]) { #expect(abs(share - expected) < 0.04, "\(found)") }
    }

    @Test func `stays near the weights there are with little to learn from`() throws {
        let table = Self.table(accounts: 60, odds: [1, 0.2, 0.2], seed: 2)
        let found = Self.shares(try WeightFit(on: table, from: [20, 20, 60]).weights(by: Self.byLibrary))
        for (share, expected) in zip(found, [0.2, 0.2, 0.6]) { #expect(abs(share - expected) < 0.12, "\(found)") }
    }

    @Test func `gives nothing to a measure that speaks the wrong way`() throws {
        let table = Self.table(accounts: 4000, odds: [1, -1, 0.5], seed: 3)
        let found = try WeightFit(on: table, from: [40, 40, 20]).weights(by: Self.byLibrary)
        #expect(found[1] == 0 && found[0] > found[2] && found[2] > 0, "\(found)")
    }

    /// A source that is always full says nothing, and loses nothing by it.
    @Test func `keeps the weight of a measure that never differs`() throws {
        var made = MadeUpRows(months: 1)
        for index in 0..<100 {
            made.add(bands: [1], lostIn: index % 5 == 0 ? 1 : nil, points: [[Float(index % 5 * 20), 100, .nan]])
        }
        let model = HealthModel(
            name: "standard",
            measures: ["a", "b", "c"].map { Measure(key: $0, metric: $0, grading: .asIs, weight: 1) },
            bands: HealthSamples.bands)
        let table = WeightTable(of: made.rows, by: model, at: 0, horizonDays: 30)
        let found = try WeightFit(on: table, from: [1, 1, 1]).weights(by: Self.byLibrary)
        #expect(abs(found[1] - found[2]) < 1e-9 && found[1] > 0 && found[0] > found[1], "\(found)")
    }

    /// The gradient is what L-BFGS goes by: it is held against differences of the value.
    @Test func `knows how steep it is`() throws {
        let table = Self.table(accounts: 50, odds: [1, 0.5], seed: 4)
        let fit = WeightFit(on: table, from: [3, 1])
        var asked: [([Double], Valued)] = []
        _ = try fit.weights { start, function in
            let place = start.enumerated().map { $1 + 0.1 * Double($0 + 1) }
            asked.append((place, function(place)))
            for side in place.indices {
                let step = 1e-5
                var (above, below) = (place, place)
                above[side] += step
                below[side] -= step
                let slope = (function(above).value - function(below).value) / (2 * step)
                #expect(abs(slope - function(place).gradient[side]) < 1e-4 * max(1, abs(slope)))
            }
            return start
        }
        #expect(asked.count == 2)
    }
}
