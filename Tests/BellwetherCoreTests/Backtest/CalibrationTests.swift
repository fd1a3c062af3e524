import Testing

@testable import BellwetherCore

@Suite struct CalibrationTests {
    @Test func `holds beside what a band promises what became of those in it`() throws {
        var made = MadeUpRows(months: 1)
        for index in 0..<10 { made.add(bands: [0], lostIn: index < 4 ? 1 : nil) }
        for _ in 0..<5 { made.add(bands: [2]) }
        let bands = Calibration.all(of: made.rows, HealthSamples.bands)
        #expect(bands.map(\.rows) == [10, 0, 5] && bands.map(\.kept) == [6, 0, 5])
        #expect(bands.allSatisfy { $0.renewals == nil })
    }

    /// Wilson's interval of 8 of 10: 0.4902 to 0.9433 (Newcombe 1998 gives such ones).
    @Test func `says between what the share of renewals may lie`() throws {
        let band = Calibration(band: HealthSamples.bands[0], rows: 0, kept: 0, terms: 10, renewed: 8)
        let renewals = try #require(band.renewals)
        #expect(renewals.share == 0.8)
        #expect(abs(renewals.interval.low - 0.4902) < 0.0001 && abs(renewals.interval.high - 0.9433) < 0.0001)
    }
}
