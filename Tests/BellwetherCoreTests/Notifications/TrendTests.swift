import Testing

@testable import BellwetherCore

@Suite struct TrendTests {
    private let printer = ValuePrinter(currency: .eur, asOf: AsOf.berlin("2026-03-25T09:00"))
    private let bands = [
        HealthBand(key: "good", label: "Good", colour: "green", fromTenths: 750, renews: 0.9),
        HealthBand(key: "poor", label: "At risk", colour: "red", fromTenths: 0, renews: 0.4),
    ]

    private func taken(_ points: [(back: Int, score: Double)]) -> Trend? {
        Trend(
            of: points.map { (printer.asOf.today - $0.back, $0.score) }, bands: bands, printer: printer)
    }

    @Test func `has a place for each day, and says what it shows`() throws {
        let trend = try #require(taken([(4, 71.4), (3, 73), (1, 47), (0, 48.2)]))
        #expect(trend.scores == [71.4, 73, nil, 47, 48.2])
        #expect(trend.bands.map(\.from) == [0, 75] && trend.bands.map(\.colour) == ["red", "green"])
        #expect(
            trend.words
                == "Health score from 21 Mar to 25 Mar: 71.4 at first, 48.2 at last, lowest 47.0, highest 73.0")
    }

    @Test func `is nothing where there is no line to draw`() {
        #expect(taken([]) == nil)
        #expect(taken([(0, 50)]) == nil)
        #expect(taken([(0, 50), (0, 60)]) == nil)
    }
}
