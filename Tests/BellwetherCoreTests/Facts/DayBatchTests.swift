import Testing

@testable import BellwetherCore

@Suite struct DayBatchTests {
    private let noon = Moment("2026-11-21T12:00:00Z") ?? .distantPast

    private func row(_ kind: FactKind, _ account: String, _ values: [String: FactValue]) -> FactRow {
        FactRow(
            key: "", account: account, values: kind.fields.map { values[$0.name] ?? .absent }, observed: noon)
    }

    @Test func `rows of days are the same after they were whole numbers`() {
        let usage = [
            row(.usageDay, "acme", ["day": .integer(20_000), "feature": .text("reports"), "count": .integer(3)]),
            row(.usageDay, "beta", ["day": .integer(20_001), "count": .integer(0)]),
            row(.usageDay, "acme", ["day": .integer(-1), "feature": .text("reports"), "count": .integer(1 << 40)]),
        ]
        #expect(DayBatch(.usageDay, usage).rows(observed: noon) == usage)
        let seats = [
            row(.seatDay, "acme", ["day": .integer(20_000), "seats": .integer(10), "active_users": .integer(4)]),
            row(.seatDay, "acme", ["day": .integer(20_001), "active_users": .integer(0)]),
            row(.seatDay, "acme", ["day": .integer(20_002)]),
        ]
        #expect(DayBatch(.seatDay, seats).rows(observed: noon) == seats)
    }

    @Test func `names that only look alike are two`() {
        var batch = DayBatch(.usageDay)
        let composed = batch.code(ofAccount: "caf\u{E9}")
        #expect(batch.code(ofAccount: "cafe\u{301}") != composed)
        #expect(batch.code(ofAccount: "caf\u{E9}") == composed)
        #expect(batch.accounts.all.count == 2)
    }

    @Test func `what was added since can be taken back`() {
        var batch = DayBatch(.seatDay, [row(.seatDay, "acme", ["day": .integer(5)])])
        batch.add(row(.seatDay, "beta", ["day": .integer(9)]))
        #expect(batch.newest == Day(number: 9))
        batch.truncate(to: 1)
        #expect(batch.cells.map(\.day) == [5])
        #expect(batch.newest == Day(number: 5))
        #expect(DayBatch(.seatDay).newest == nil)
    }
}
