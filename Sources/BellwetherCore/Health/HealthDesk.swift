import CEL
import Columns

/// The accounts of one chunk as health models see them: under which model each is, and what its measures and limits
/// come to, as columns. What a condition cannot decide, and points, are asked one account after the other.
final class HealthDesk {
    /// A model's conditions over columns.
    private struct Part {
        let appliesTo: ColumnCondition?
        let caps, floors: [ColumnCondition]
        /// For each measure; nothing for one that is no condition.
        let measures: [ColumnCondition?]
    }

    private let bound: BoundHealthModels
    private let parts: [Part]
    private let desk: ColumnDesk
    private var chunk = 0
    private(set) var rows = 0
    /// 1 for whom models may speak of at all.
    private let customers = UnsafeMutablePointer<UInt8>.allocate(capacity: Chunk.size)

    init(_ bound: BoundHealthModels) {
        self.bound = bound
        var book = ColumnBook(on: bound.sight.asOf.today)
        parts = bound.models.models.map { model in
            Part(
                appliesTo: model.appliesTo.map { book.bound($0) }, caps: model.caps.map { book.bound($0.condition) },
                floors: model.floors.map { book.bound($0.condition) },
                measures: model.measures.map { measure in
                    guard case .condition(let condition) = measure.input else { return nil }
                    return book.bound(condition)
                })
        }
        desk = ColumnDesk(book, in: bound.sight)
    }

    deinit { customers.deallocate() }

    func lay(chunk index: Int) {
        chunk = index
        let marks = bound.sight.accounts.chunks[index].customers(at: bound.sight.asOf)
        rows = marks.count
        for row in marks.indices { customers[row] = marks[row] }
        desk.lay(.accounts(chunk: index, count: rows))
        desk.askOnly(customers)
    }

    /// By model of this score, in order, a mark for each account that it takes: each is taken by the first that
    /// applies. A condition that cannot be decided does not hold.
    func taken(making score: String?) -> [(place: Int, rows: ContiguousArray<UInt8>)] {
        var left = ContiguousArray(UnsafeBufferPointer(start: customers, count: rows))
        return bound.models.places(making: score).map { place in
            guard let condition = parts[place].appliesTo else {
                defer { left = ContiguousArray(repeating: 0, count: rows) }
                return (place, left)
            }
            let taken = holding(condition, among: left)
            for row in left.indices { left[row] ^= taken[row] }
            return (place, taken)
        }
    }

    /// The rows among the given ones for which a condition holds.
    private func holding(_ condition: ColumnCondition, among rows: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
        var marks = ContiguousArray<UInt8>(repeating: 0, count: rows.count)
        marks.withUnsafeMutableBufferPointer { marks in
            rows.withUnsafeBufferPointer { rows in
                guard let marks = marks.baseAddress, let rows = rows.baseAddress else { return }
                desk.goThrough {
                    let (from, rows) = (desk.from, rows + desk.from)
                    condition.mark(holds: marks + from, among: rows, at: desk)
                    for row in 0..<desk.rows { marks[from + row] &= rows[row] }
                }
            }
        }
        return marks
    }

    func caps(of place: Int, among rows: ContiguousArray<UInt8>) -> [ContiguousArray<UInt8>] {
        parts[place].caps.map { holding($0, among: rows) }
    }

    func floors(of place: Int, among rows: ContiguousArray<UInt8>) -> [ContiguousArray<UInt8>] {
        parts[place].floors.map { holding($0, among: rows) }
    }
}

// MARK: What measures read

extension HealthDesk {
    /// One chunk of what a model reads: each measure's column, and those that had to be worked out by their paths.
    struct Inputs {
        var measures: [NumberChunk] = []
        var stage: NumberChunk?
        var derived: [String: NumberChunk] = [:]
    }

    func inputs(of place: Int, among rows: ContiguousArray<UInt8>) -> Inputs {
        let model = bound.models.models[place]
        var inputs = Inputs()
        for (measure, input) in bound.parts[place].inputs.enumerated() {
            guard case .reader(let read) = input else {
                inputs.measures.append(column(input))
                continue
            }
            let column = workedOut(place, measure, by: read, among: rows)
            inputs.measures.append(column)
            inputs.derived[model.inputPath(of: measure)] = column
        }
        if case .stages(let stages, let current) = model.shape, let read = bound.parts[place].stage {
            inputs.stage = texts(current, as: HealthModel.places(of: stages), by: read, among: rows)
        }
        inputs.derived[model.stagePath] = inputs.stage
        return inputs
    }

    /// The column as it is kept; accounts beyond its end have no data.
    private func column(_ input: BoundHealthModels.Input) -> NumberChunk {
        if case .column(let numbers) = input, chunk < numbers.chunks.count, numbers.chunks[chunk].count == rows {
            return numbers.chunks[chunk]
        }
        return oneByOne(input.value, among: ContiguousArray(repeating: 1, count: rows))
    }

    private func workedOut(
        _ place: Int, _ measure: Int, by read: PastReader, among rows: ContiguousArray<UInt8>
    ) -> NumberChunk {
        switch bound.models.models[place].measures[measure].input {
        case .field(let name, let scores): return texts(name, as: scores, by: read, among: rows)
        case .condition:
            guard let condition = parts[place].measures[measure] else { return oneByOne(read, among: rows) }
            return flags(condition, by: read, among: rows)
        case .metric, .points: return oneByOne(read, among: rows)
        }
    }

    /// 1 where it holds, 0 where it does not; why it cannot be decided is asked of those rows alone.
    private func flags(
        _ condition: ColumnCondition, by read: PastReader, among rows: ContiguousArray<UInt8>
    ) -> NumberChunk {
        var (holds, fails) = (rows, rows)
        holds.withUnsafeMutableBufferPointer { holds in
            fails.withUnsafeMutableBufferPointer { fails in
                rows.withUnsafeBufferPointer { rows in
                    guard let holds = holds.baseAddress, let fails = fails.baseAddress, let rows = rows.baseAddress
                    else { return }
                    desk.goThrough {
                        let from = desk.from
                        condition.mark(holds: holds + from, fails: fails + from, among: rows + from, at: desk)
                    }
                }
            }
        }
        return oneByOne(among: rows) { row in
            holds[row] == 1 ? .known(1) : fails[row] == 1 ? .known(0) : read(chunk * Chunk.size + row)
        }
    }

    /// A number for each different text.
    private func texts(
        _ name: String, as numbers: [String: Double], by read: PastReader, among rows: ContiguousArray<UInt8>
    ) -> NumberChunk {
        guard let column = bound.sight.columnReader(of: Reference(name, .string)),
            case .texts(let texts, from: 0) = column(chunk)
        else { return oneByOne(read, among: rows) }
        let known = texts.texts.map { numbers[$0].map(Measured.known) ?? .absent(.notApplicable) }
        return oneByOne(among: rows) { row in
            texts.codes[row] == TextChunk.absent ? .absent(.noData) : known[Int(texts.codes[row])]
        }
    }

    private func oneByOne(_ read: PastReader, among rows: ContiguousArray<UInt8>) -> NumberChunk {
        oneByOne(among: rows) { read(chunk * Chunk.size + $0) }
    }

    private func oneByOne(among rows: ContiguousArray<UInt8>, _ read: (Int) -> Measured) -> NumberChunk {
        var column = HealthRows.Column(count: rows.count)
        for row in rows.indices where rows[row] == 1 {
            switch read(row) {
            case .known(let value): column.set(row, value)
            case .absent(let reason): column.absences[row] = reason.rawValue
            }
        }
        return column.chunk
    }
}

extension AccountChunk {
    /// A mark for each account that is a customer and counts.
    fileprivate func customers(at asOf: AsOf) -> ContiguousArray<UInt8> {
        // 255, for whom no source describes, stands behind all statuses.
        var isCustomer = ContiguousArray<UInt8>(repeating: 0, count: 256)
        for status in AccountStatus.allCases where status.isCustomer { isCustomer[Int(status.code)] = 1 }
        var marks = statuses(at: asOf)
        let excluded = profileColumns.excluded
        for row in marks.indices { marks[row] = isCustomer[Int(marks[row])] & (excluded[row] ^ 1) }
        return marks
    }
}
