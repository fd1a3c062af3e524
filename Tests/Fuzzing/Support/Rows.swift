package import CEL
import Columns

/// Some rows of values for the references of a condition, as columns where their type has any, and one by one.
package struct Rows: BatchSource {
    package let rows: Int
    private let values: [[Value]]
    private let columns: [BatchColumn]

    /// Few rows are enough: what is done for a batch is done for each of its rows. `first` is one of them.
    package init(for references: [Reference], first: [Value], _ choices: inout Choices) {
        let count = 1 + Int(choices.byte() % 5)
        let others = (1..<max(2, count)).map { _ in World.values(for: references, &choices) }
        let table = [first] + others.prefix(count - 1)
        rows = count
        values = table
        columns = references.indices.map { place in
            Self.column(table.map { $0[place] }, references[place].type, isConstant: choices.byte() % 4 == 0)
        }
    }

    package func column(_ reference: Int) -> BatchColumn { columns[reference] }
    package func value(_ reference: Int, row: Int) -> Value { values[row][reference] }

    private static func column(_ values: [Value], _ type: ValueType, isConstant: Bool) -> BatchColumn {
        if let first = values.first, isConstant, values.allSatisfy({ $0.isSame(as: first) }) { return .constant(first) }
        if values.contains(where: \.isFailure) { return .rows }
        let absences = ContiguousArray<UInt8>(values.map { $0.isUnknown ? 3 : 0 })
        // A column may begin before its batch does, and absent rows hold whatever was there.
        switch type {
        case .double: return .doubles([7] + values.map { $0.number ?? .nan }, absences: [0] + absences, from: 1)
        case .int: return .ints([7] + values.map { $0.int ?? .min }, absences: [0] + absences, from: 1)
        case .uint: return .uints(ContiguousArray(values.map { $0.uint ?? .max }), absences: absences)
        case .bool: return .flags(ContiguousArray(values.map { $0 == .bool(true) ? 1 : 0 }), absences: absences)
        case .string: return .texts(TextChunk(values.map(\.string)))
        default: return .rows
        }
    }
}

extension Value {
    fileprivate var isFailure: Bool { if case .failure = self { true } else { false } }
    fileprivate var isUnknown: Bool { if case .unknown = self { true } else { false } }
    fileprivate var number: Double? { if case .double(let number) = self { number } else { nil } }
    fileprivate var int: Int64? { if case .int(let number) = self { number } else { nil } }
    fileprivate var uint: UInt64? { if case .uint(let number) = self { number } else { nil } }
    fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }

    /// NaN is the same as itself here; an absence is of the same kind whatever its reason.
    fileprivate func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.double(let one), .double(let other)): one.bitPattern == other.bitPattern
        default: self == other
        }
    }
}
