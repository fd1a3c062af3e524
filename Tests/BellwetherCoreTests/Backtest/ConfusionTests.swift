import Testing

@testable import BellwetherCore

@Suite struct ConfusionTests {
    @Test func `tells who was caught, who was right, and both in one`() throws {
        let confusion = Confusion(
            below: .init(lost: 9, kept: 21, treated: 5), above: .init(lost: 27, kept: 400),
            unscored: .init(lost: 5, kept: 8))
        #expect(confusion.lost == 41)
        #expect(confusion.recall == 9.0 / 41)
        #expect(confusion.precision == 0.3)
        let f1 = try #require(confusion.f1)
        #expect(abs(f1 - 18.0 / 71) < 1e-12)
    }

    /// Whoever was called and stayed stood below the edge, and does not show that the edge was wrong.
    @Test func `counts those who were called among the alarms, and not among the false ones`() {
        let confusion = Confusion(below: .init(lost: 2, kept: 4, treated: 4))
        #expect(confusion.falseAlarmShare == 0.4)
        #expect(confusion.precision == 2.0 / 6)
    }

    @Test func `tells nothing of nobody`() {
        let nobody = Confusion()
        #expect(nobody.recall == nil && nobody.precision == nil && nobody.f1 == nil && nobody.falseAlarmShare == nil)
        #expect(Confusion(below: .init(kept: 3), above: .init(lost: 2)).f1 == 0)
    }
}
