import Diagnostics
import Testing

@testable import BellwetherCore

@Suite struct BacktestMonthTests {
    private static let models = HealthModels.written(HealthSamples.design).0
    private static let end = AsOf.berlin("2026-03-01").now - .seconds(1)

    private static func month(_ accounts: Accounts, _ models: HealthModels = models) -> BacktestMonth {
        BacktestMonth(
            of: accounts, under: Policy.scoring(models).scoringOnly, given: History(),
            choosing: Array(models.models.indices), at: end)
    }

    /// Measuring no more than scores are made of gives the scores that whole turns give.
    @Test(arguments: 0..<8) func `scores everybody as a turn does`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let accounts = Company.busy(accounts: 60, &random).accounts
        let turn = Turn(
            from: Memory(accounts: accounts), with: Facts(sources: accounts.sources), under: .scoring(Self.models),
            at: Self.end)
        let month = Self.month(accounts)
        #expect(month.accounts > 20 && month.withScore > 5)
        for scored in month.scored {
            let (slot, model) = (Int(scored.slot), Int(scored.model))
            let score = turn.health.score.measured(slot).value
            #expect(score.map { Int16(($0 * 10).rounded()) } == scored.tenths)
            #expect(turn.health.model.measured(slot).value == Self.models.codes[model])
            let band = scored.band.map { Self.models.models[model].ladder[Int($0)].key } ?? "unknown"
            #expect(band == turn.health.band(of: slot).key)
        }
        let known = Set(month.scored.map { Int($0.slot) })
        for slot in 0..<accounts.slotCount where !known.contains(slot) {
            #expect(turn.health.model.measured(slot).value == nil)
        }
    }

    /// No row of a month hangs on what became known after its end: whatever is added from then on changes none.
    @Test(arguments: 0..<12) func `knows nothing of what came after`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let company = Company.busy(accounts: 30, &random)
        let before = company.accounts
        var later = Company()
        for _ in 0..<40 { later.addLater(to: random.below(30), &random) }
        let (plain, more) = (
            Self.month(before), Self.month(before.merging(Facts(changes: later.changes, sources: before.sources)))
        )
        #expect(plain.scored.count == more.scored.count && plain.scored.count > 5)
        for (one, other) in zip(plain.scored, more.scored) {
            #expect(one.slot == other.slot && one.tenths == other.tenths && one.band == other.band)
        }
        #expect(plain.points.map(\.bitPattern) == more.points.map(\.bitPattern))
    }

    /// A hundred thousand accounts over three years are millions of rows.
    @Test func `keeps rows narrow`() {
        #expect(MemoryLayout<BacktestRow>.stride <= 32 && MemoryLayout<BacktestMonth.Scored>.stride <= 20)
        #expect(MemoryLayout<WeightTable.Row>.stride <= 16)
    }

    /// What somebody said over a score is no work of the model's.
    @Test func `leaves overrides out`() {
        var random = SeededRandom(seed: 1)
        let accounts = Company.busy(accounts: 60, &random).accounts
        let plain = Self.month(accounts)
        let overridden = HealthModels(
            Self.models.models, maxAgeDays: Self.models.maxAgeDays,
            overrides: plain.scored.map { scored in
                HealthOverride(
                    account: accounts[Int(scored.slot)].profile?.id ?? "", target: .tenths(100), reason: "x",
                    author: "kim", from: .on("2026-02-01"), until: .on("2026-03-20"),
                    place: Place(file: "a", line: 1, column: 1))
            })
        #expect(Self.month(accounts, overridden).scored.map(\.tenths) == plain.scored.map(\.tenths))
    }
}

extension Company {
    /// What happens, and is seen, in March: of it nobody can have known in February.
    fileprivate mutating func addLater(to slot: Int, _ random: inout SeededRandom) {
        let day = "2026-03-\(10 + random.below(15))"
        let number = random.below(1000)
        let moment = FactValue.text("\(day)T09:00Z")
        switch random.below(6) {
        case 0:
            add(
                .ticket, "late\(slot)-\(number)", slot: slot, observed: "\(day)T10:00Z",
                ["created_at": moment, "priority": "urgent"])
        case 1:
            add(
                .invoice, "late\(slot)-\(number)", slot: slot, observed: "\(day)T10:00Z",
                ["issued_at": .text(day), "due_date": .text(day), "total": 9000])
        case 2:
            add(
                .surveyResponse, "late\(slot)-\(number)", slot: slot, observed: "\(day)T10:00Z",
                ["kind": "nps", "at": moment, "value": .integer(Int64(random.below(11))), "contact_id": "z"])
        case 3: add(.touch, "late\(slot)-\(number)", slot: slot, observed: "\(day)T10:00Z", ["at": moment])
        case 4: addSeatDay(slot: slot, day, active: Int64(random.below(60)))
        default:
            addUsage(
                slot: slot, from: day, to: "2026-03-26", feature: "api", count: Int64(1 + random.below(9)))
        }
    }
}
