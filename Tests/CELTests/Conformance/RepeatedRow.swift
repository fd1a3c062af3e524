import Columns

@testable import CEL

/// The values of one case as columns, in which they stand several times, and something else before them.
struct RepeatedRow: BatchSource {
    let rows = 3
    private let values: [Value]
    private let columns: [BatchColumn]

    init(_ values: [Value]) {
        self.values = values
        columns = values.map(Self.column)
    }

    func column(_ reference: Int) -> BatchColumn { columns[reference] }
    func value(_ reference: Int, row: Int) -> Value { values[reference] }

    private static func column(_ value: Value) -> BatchColumn {
        switch value {
        case .double(let number): .doubles([0, number, number, number], absences: nil, from: 1)
        case .int(let number): .ints([0, number, number, number], absences: nil, from: 1)
        case .uint(let number): .uints([0, number, number, number], absences: nil, from: 1)
        case .bool(let flag): .flags([flag ? 0 : 1] + Array(repeating: flag ? 1 : 0, count: 3), absences: nil, from: 1)
        case .string(let text): .texts(TextChunk(["before", text, text, text]), from: 1)
        default: .rows
        }
    }
}

extension Condition {
    /// Whether the second evaluator does more of it than to hand each row to the first.
    var hasVectorForm: Bool {
        let planner = BatchPlanner(slots: expression.slots)
        return switch type {
        case .bool: if case .rows = plan { false } else { true }
        case .double: planner.number(expression.root).hasVectorForm(Double.self)
        case .int: planner.number(expression.root).hasVectorForm(Int64.self)
        case .uint: planner.number(expression.root).hasVectorForm(UInt64.self)
        default: false
        }
    }
}

extension NumberPlan {
    fileprivate func hasVectorForm(_ type: Number.Type) -> Bool {
        if case .rows = self { false } else { true }
    }
}
