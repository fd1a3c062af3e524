import Testing

@testable import BellwetherCore

@Suite struct SeparationTests {
    @Test func `gives the mean of those that were lost and those that stayed, of whom it was known`() {
        var made = MadeUpRows(months: 1)
        made.add(bands: [0], lostIn: 1, points: [[20, 90]])
        made.add(bands: [0], lostIn: 1, points: [[40, .nan]])
        made.add(bands: [1], points: [[80, 60]])
        // Somebody called: of what the measure would have come to nobody knows, whether it stayed or not.
        made.add(bands: [0], treated: true, points: [[0, 0]])
        made.add(bands: [0], lostIn: 1, treated: true, points: [[0, 0]])
        let model = HealthModel(
            name: "standard",
            measures: ["a", "b"].map { Measure(key: $0, metric: $0, grading: .asIs, weight: 50) },
            bands: HealthSamples.bands)
        let found = Separation.all(of: made.rows, by: model, at: 0)
        #expect(found.map(\.lost) == [.init(points: 30, count: 2), .init(points: 90, count: 1)])
        #expect(found.map(\.kept) == [.init(points: 80, count: 1), .init(points: 60, count: 1)])
        #expect(found.map(\.difference) == [50, -30])
    }
}
