import Columns

@testable import CEL

/// Rows of made-up values for the references of a condition, as columns and one by one.
struct SampleFrame: BatchSource {
    let rows: Int
    private let values: [[Value]]
    private let columns: [BatchColumn]

    /// `values` by reference; a column begins at some row of a longer one, and absent rows hold whatever was there.
    init(rows: Int, _ values: [[Value]], types: [ValueType], chance: inout Chance) {
        self.rows = rows
        self.values = values
        columns = zip(values, types).map { Self.column($0, $1, &chance) }
    }

    func column(_ reference: Int) -> BatchColumn { columns[reference] }
    func value(_ reference: Int, row: Int) -> Value { values[reference][row] }

    private static func column(_ values: [Value], _ type: ValueType, _ chance: inout Chance) -> BatchColumn {
        if values.contains(where: \.isFailure) { return .rows }
        if let first = values.first, values.allSatisfy({ $0 == first }), chance.onceIn(2) { return .constant(first) }
        let before = chance.below(3)
        let values = Array(repeating: values[0], count: before) + values
        return unshifted(values, type, &chance).advanced(by: before)
    }

    private static func unshifted(_ values: [Value], _ type: ValueType, _ chance: inout Chance) -> BatchColumn {
        let absences = absences(of: values, &chance)
        switch type {
        case .double:
            return .doubles(
                ContiguousArray(values.map { Double($0) ?? chance.one(of: [0, .nan, 48.2]) }), absences: absences)
        case .int:
            return .ints(ContiguousArray(values.map { Int64($0) ?? .max }), absences: absences)
        case .uint: return .uints(ContiguousArray(values.map { UInt64($0) ?? 0 }), absences: absences)
        case .bool:
            return .flags(ContiguousArray(values.map { $0.answer ?? chance.onceIn(2) ? 1 : 0 }), absences: absences)
        case .string: return .texts(TextChunk(values.map(\.string)))
        default: return .rows
        }
    }

    /// None at all where every row is known, or a column of zeroes.
    private static func absences(of values: [Value], _ chance: inout Chance) -> ContiguousArray<UInt8>? {
        if !values.contains(where: \.isAbsent), chance.onceIn(2) { return nil }
        return ContiguousArray(values.map { $0.isAbsent ? UInt8(1 + chance.below(8)) : 0 })
    }
}

extension Value {
    fileprivate var isFailure: Bool {
        if case .failure = self { true } else { false }
    }

    fileprivate var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
