import CEL
import Columns

/// Reads one name for all accounts of a chunk; made once for each turn.
struct ColumnReader: Sendable {
    /// A chunk's column, told from what it was at an earlier turn of the same day.
    typealias Renewal = @Sendable (_ chunk: Int, _ then: BatchColumn) -> BatchColumn

    private let read: @Sendable (_ chunk: Int) -> BatchColumn
    /// Nothing where the column is made from the beginning each time, or where that turn saw another past.
    let renewal: @Sendable (_ before: Sight) -> Renewal?

    init(
        _ read: @escaping @Sendable (_ chunk: Int) -> BatchColumn,
        renewing renewal: @escaping @Sendable (_ before: Sight) -> Renewal? = { _ in nil }
    ) {
        self.read = read
        self.renewal = renewal
    }

    func callAsFunction(_ chunk: Int) -> BatchColumn { read(chunk) }
}

extension Sight {
    /// The name over the accounts, where it is kept as a column, or can be made of columns.
    func columnReader(of reference: Reference, under thresholds: [Threshold] = []) -> ColumnReader? {
        if case .function(let name, of: let fields, with: let literals) = reference.origin {
            return RuleFunction.named(name)?.column(RuleFunction.Call(reference.name, of: fields, with: literals), self)
        }
        if let threshold = thresholds.first(where: { $0.path == reference.name }) { return columnReader(of: threshold) }
        if let index = metrics.index(of: reference.name) { return columnReader(of: metrics.columns[index]) }
        return Field.named(reference.name)?.column?(self)
    }

    /// A column that ends before the accounts do has no data beyond.
    func columnReader(of numbers: Numbers) -> ColumnReader {
        ColumnReader { chunk in
            let rows = accounts.chunks[chunk].count
            guard chunk < numbers.chunks.count else {
                return .constant(.unknown("", because: AbsenceReason.noData.key))
            }
            let column = numbers.chunks[chunk]
            guard column.count < rows else { return .numbers(column) }
            let beyond = rows - column.count
            return .doubles(
                column.values + repeatElement(0, count: beyond),
                absences: column.absences + repeatElement(AbsenceReason.noData.rawValue, count: beyond))
        }
    }

    /// Layer upon layer, the weakest first. What a layer goes by is looked up once for each different text, where it is
    /// a text that many share.
    private func columnReader(of threshold: Threshold) -> ColumnReader? {
        let base = threshold.base
        let lookups = threshold.lookups(on: asOf.today)
        let deciding = lookups.compactMap { columnReader(of: $0.field) }
        guard !lookups.isEmpty else { return ColumnReader { _ in .constant(.double(base)) } }
        guard deciding.count == lookups.count else { return nil }
        return ColumnReader { chunk in
            var numbers = ContiguousArray(repeating: base, count: accounts.chunks[chunk].count)
            for (lookup, deciding) in zip(lookups, deciding) {
                guard case .texts(let texts, from: 0) = deciding(chunk) else { return .rows }
                let values = texts.texts.map { lookup.values[$0] }
                for row in numbers.indices where texts.codes[row] != TextChunk.absent {
                    if let value = values[Int(texts.codes[row])] { numbers[row] = value }
                }
            }
            return .doubles(numbers, absences: nil)
        }
    }
}

extension BatchColumn {
    static func numbers(_ chunk: NumberChunk) -> BatchColumn {
        .doubles(chunk.values, absences: chunk.isWhole ? nil : chunk.absences)
    }

    /// A number or a flag for each row, one after the other, where one is wanted; anything else stays to be asked row by
    /// row.
    static func workedOut(_ type: ValueType, rows: Int, by read: (Int) -> Value?) -> BatchColumn {
        switch type {
        case .double:
            cells(rows, 0.0, read) { if case .double(let number) = $0 { number } else { nil } }
                .map { .doubles($0, absences: $1) } ?? .rows
        case .bool:
            cells(rows, UInt8(0), read) { if case .bool(let flag) = $0 { flag ? 1 : 0 } else { nil } }
                .map { .flags($0, absences: $1) } ?? .rows
        default: .rows
        }
    }

    /// Nothing where a value is of another type than the column, or failed.
    private static func cells<Cell>(
        _ rows: Int, _ absent: Cell, _ read: (Int) -> Value?, _ cell: (Value) -> Cell?
    ) -> (ContiguousArray<Cell>, ContiguousArray<UInt8>)? {
        var cells = ContiguousArray<Cell>(repeating: absent, count: rows)
        var absences = ContiguousArray<UInt8>(repeating: 0, count: rows)
        for row in 0..<rows {
            switch read(row) {
            case nil, .unknown: absences[row] = 1
            case let value?:
                guard let known = cell(value) else { return nil }
                cells[row] = known
            }
        }
        return (cells, absences)
    }
}
