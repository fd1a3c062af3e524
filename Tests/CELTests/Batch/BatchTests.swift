import Diagnostics
import Testing

@testable import CEL

/// Two evaluators, one checked tree: they answer the same.
@Suite struct BatchTests {
    @Test func `the two evaluators agree on whatever can be written, over whatever there is`() throws {
        let seed = Chance.seed(for: "random conditions")
        var random = RandomExpressions(chance: Chance(seed))
        var compared = 0
        for _ in 0..<3_000 {
            let type: ValueType = random.chance.one(of: [.bool, .bool, .bool, .double, .int, .uint])
            random.literals = random.chance.onceIn(2) ? .strict : .ruleFile
            let text = random.expression(of: type, depth: 1 + random.chance.below(4))
            let (condition, diagnostics) = Condition.checked(
                Fragment(text), against: RandomExpressions.vocabulary, expecting: nil, literals: random.literals)
            guard let condition else {
                let isFolded = diagnostics.allSatisfy { $0.message.hasPrefix("this can never be evaluated") }
                #expect(isFolded, "\(text): \(diagnostics)")
                continue
            }
            compared += 1
            try compare(condition, &random)
        }
        #expect(compared > 2_000)
    }

    private func compare(_ condition: Condition, _ random: inout RandomExpressions) throws {
        let rows = random.chance.one(of: [1, 7, 64, 130])
        let types = condition.references.map(\.type)
        let values = types.map { random.column(of: $0, rows: rows) }
        let frame = SampleFrame(rows: rows, values, types: types, chance: &random.chance)
        let expected = (0..<rows).map { row in condition.value { frame.value($0, row: row) } }
        let found = condition.vectorised(over: frame)
        for row in 0..<rows {
            let same = expected[row].isAbsent ? found[row] == nil : found[row] == expected[row]
            try #require(same, "\(condition.source.text): \(describe(found[row])) in place of \(expected[row])")
        }
        guard condition.type == .bool else { return }
        #expect(marked(condition, frame, holds: true) == expected.map { $0 == .bool(true) })
        #expect(marked(condition, frame, holds: false) == expected.map { $0 == .bool(false) })
    }

    private func describe(_ value: Value?) -> String { value.map { "\($0)" } ?? "nothing" }

    /// Asking one question only gives the same as asking both.
    private func marked(_ condition: Condition, _ frame: SampleFrame, holds: Bool) -> [Bool] {
        var marks = [UInt8](repeating: 9, count: frame.rows)
        marks.withUnsafeMutableBufferPointer { marks in
            condition.mark(
                holds: holds ? marks.baseAddress : nil, fails: holds ? nil : marks.baseAddress, over: frame,
                with: Scratch())
        }
        return marks.map { $0 == 1 }
    }

    @Test(arguments: [
        ("health.score < 60", "doubles"), ("health.score - nps.latest < -10 || mrr > 5", "not"),
        ("account.tier == 'Enterprise'", "text"), ("account.tier in ['a', 'b'] && account.tier != 'c'", "text"),
        ("account.tier.startsWith('E') || has(account.tier)", "text"), ("has(nps.latest)", "presence"),
        ("account.tier == 'Enterprise' && mrr > 500", "all"), ("account.tier == account.name", "rows"),
        ("invoices.exists(i, i.days_past_due > 30)", "rows"), ("health.score < 60 ? mrr > 1 : mrr > 2", "conditional"),
    ])
    func `what can be answered by columns is`(text: String, plan: String) throws {
        let (condition, _) = Condition.checked(Fragment(text), against: RandomExpressions.vocabulary)
        let found = try #require(condition).plan
        #expect("\(found)".hasPrefix(plan))
    }

    @Test func `only what has to goes row by row, and only for rows that are still open`() throws {
        let (condition, _) = Condition.checked(
            Fragment("invoices.exists(i, i.disputed) && health.score < 60"), against: RandomExpressions.vocabulary)
        let sound = try #require(condition)
        let counter = CountingFrame(scores: [48, 70, 59, 61], of: sound)
        var marks = [UInt8](repeating: 9, count: 4)
        marks.withUnsafeMutableBufferPointer {
            sound.mark(holds: $0.baseAddress, over: counter, with: Scratch())
        }
        #expect(marks == [1, 0, 1, 0])
        #expect(counter.asked.rows == [0, 2])
    }
}

/// Notes for which rows it was asked for an invoice.
private struct CountingFrame: BatchSource {
    final class Asked { var rows: [Int] = [] }

    let scores: [Double]
    let score: Int?
    let asked = Asked()

    init(scores: [Double], of condition: Condition) {
        self.scores = scores
        score = condition.references.firstIndex { $0.name == "health.score" }
    }

    var rows: Int { scores.count }

    func column(_ reference: Int) -> BatchColumn {
        reference == score ? .doubles(ContiguousArray(scores), absences: nil) : .rows
    }

    func value(_ reference: Int, row: Int) -> Value {
        asked.rows.append(row)
        return .list([.record(Invoice("INV", daysPastDue: .double(1), disputed: .bool(true)))])
    }
}
