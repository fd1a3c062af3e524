import BellwetherCore
import Diagnostics
import Testing

@testable import BellwetherDaemon

@Suite struct EndedOverridesTests {
    private func override(until day: String, account: String = "acme") throws -> ThresholdOverride {
        ThresholdOverride(
            rule: "low", level: nil, threshold: "floor", layer: .account, key: account, value: 40,
            reason: "New sponsor.", owner: "kim", until: try #require(Day(day)),
            place: Place(file: "rules/a.yaml", line: 3, column: 5))
    }

    @Test func `says that an exception ended, once, and who asked for it`() throws {
        var ended = EndedOverrides()
        let overrides = [try override(until: "2026-03-02"), try override(until: "2026-03-09", account: "borealis")]
        let last = try #require(Day("2026-03-02"))
        #expect(ended.words(on: overrides, on: last) == [])
        #expect(
            ended.words(on: overrides, on: last + 1).flatMap(\.lines) == [
                "the exception of 'low' ended on 2026-03-02: floor 40 for account 'acme'",
                "What the rule says itself holds again. kim asked for it: New sponsor.",
                "Take it away, or give it another 'until': rules/a.yaml:3:5",
            ])
        #expect(ended.words(on: overrides, on: last + 2) == [])
        var remembered = EndedOverrides(ended.told)
        #expect(remembered.words(on: overrides, on: last + 8).count == 1, "the other one ends")
    }

    @Test func `one that was prolonged ends anew`() throws {
        var ended = EndedOverrides()
        let day = try #require(Day("2026-03-03"))
        #expect(ended.words(on: [try override(until: "2026-03-02")], on: day).count == 1)
        #expect(ended.words(on: [try override(until: "2026-03-05")], on: day) == [])
        #expect(ended.words(on: [try override(until: "2026-03-05")], on: day + 3).count == 1)
    }
}
