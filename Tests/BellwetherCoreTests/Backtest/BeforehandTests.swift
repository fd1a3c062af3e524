import Testing

@testable import BellwetherCore

@Suite struct BeforehandTests {
    /// customer-success 3.13: churned 41, red before 9 → 0.2195; red 63, renewed 41 → 0.6508.
    @Test func `gives the recall and the false alarms of the golden company`() throws {
        var made = MadeUpRows(months: 6)
        for _ in 0..<9 { made.add(bands: [0, 0], lostIn: 1) }
        // They came into the band only in the last weeks.
        for _ in 0..<13 { made.add(bands: [1, 0], lostIn: 1) }
        for _ in 0..<14 { made.add(bands: [1, 2], lostIn: 1) }
        for _ in 0..<5 { made.add(bands: [nil, nil], lostIn: 1) }
        for _ in 0..<41 { made.add(bands: [0, 0, 1, 1]) }
        for _ in 0..<100 { made.add(bands: [2, 2, 1, 2]) }
        let before = Beforehand(made.rows)
        #expect(before.lostAndLowestAtLast == 9 + 13, "some came into the band in time to be called")
        #expect(before.lost == 41 && before.lostAndLowest == 9 && before.lostWithoutScore == 5)
        #expect(before.lowest == 63 && before.lowestAndKept == 41 && before.lowestAndLost == 22)
        let recall = try #require(before.recall)
        let falseAlarms = try #require(before.falseAlarmShare)
        #expect(abs(recall - 0.2195) < 0.00005 && abs(falseAlarms - 0.6508) < 0.00005)
    }

    @Test func `counts whoever was called and stayed apart`() {
        var made = MadeUpRows(months: 3)
        made.add(bands: [0, 1], treated: true)
        made.add(bands: [0, 1])
        made.add(bands: [0, 0], lostIn: 1, treated: true)
        let before = Beforehand(made.rows)
        #expect(before.lowest == 3 && before.lowestAndTreated == 1 && before.lowestAndKept == 1)
        #expect(before.lost == 1 && before.lostAndLowest == 1, "a loss is a loss, called or not")
    }

    /// It came up again, and was lost months after: that is no false alarm, and nobody saw it coming either.
    @Test func `counts whoever was lost long after apart from those that stayed`() {
        var made = MadeUpRows(months: 8)
        made.add(bands: [0, 1, 2, 2, 2, 1, 1], lostIn: 5)
        made.add(bands: [0, 1, 2, 2, 2, 1, 1])
        let before = Beforehand(made.rows)
        #expect(before.lowest == 2 && before.lowestAndLostLater == 1 && before.lowestAndKept == 1)
        #expect(before.lowestAndLost == 0 && before.lostAndLowest == 0 && before.lost == 1)
    }

    @Test func `counts those of whom nobody knows what became, and how far off the recall may be`() throws {
        var made = MadeUpRows(months: 2)
        for index in 0..<20 { made.add(bands: [index < 5 ? 0 : 1, 1], lostIn: 1) }
        let unknown: [Int: BacktestRows.Unknown] = [
            100: .init(why: .vanished, band: 0), 101: .init(why: .vanished, band: 2),
            102: .init(why: .leftWithoutDay, band: nil), 103: .init(why: .paused, band: 0),
        ]
        let before = Beforehand(BacktestRows(made.all, months: made.rows.months, unknown: unknown, undated: 7))
        #expect(before.unknown == [.vanished: 2, .leftWithoutDay: 1, .paused: 1] && before.unknownAccounts == 4)
        #expect(before.unknownAndLowest == 2 && before.undated == 7 && before.lost == 20)
        #expect(before.recall == 0.25 && before.recallAtWorst == 7.0 / 24)
    }

    @Test func `tells nothing of nobody`() {
        let nobody = Beforehand(BacktestRows())
        #expect(nobody.recall == nil && nobody.falseAlarmShare == nil)
    }
}
