import Columns

/// Reads one slot.
typealias PastReader = @Sendable (Int) -> Measured

/// Some accounts that lie side by side in a chunk.
struct Stretch: Sendable {
    let chunk: Int
    let rows: Range<Int>

    init(chunk: Int, rows: Range<Int>) {
        self.chunk = chunk
        self.rows = rows
    }

    init(slot: Int) { self.init(chunk: slot / Chunk.size, rows: slot % Chunk.size..<slot % Chunk.size + 1) }

    func slot(_ row: Int) -> Int { chunk * Chunk.size + rows.lowerBound + row }
}

/// A number that looks back, for all accounts of a stretch in one sweep; one account is a short stretch.
struct PastNumbers: Sendable {
    /// A row for each of the stretch.
    let sweep: @Sendable (Stretch) -> NumberChunk

    func callAsFunction(_ slot: Int) -> Measured {
        slot < 0 ? .absent(.noData) : sweep(Stretch(slot: slot)).measured(0)
    }
}

/// One field at one past moment.
struct PastColumn: Sendable {
    let at: Moment
    let values: Numbers
    /// Under which health models; nothing for what does not hang on one.
    let models: Numbers?

    /// The values then, where they are of the same health models as the accounts' today.
    func rows(_ stretch: Stretch, under model: NumberChunk) -> NumberChunk {
        let values = values.rows(stretch)
        guard let models else { return values }
        return values.absent(.noHistory, where: models.rows(stretch).differences(to: model))
    }

    /// Whether it is the very same of the past, and not only alike.
    func isSame(as other: PastColumn) -> Bool {
        at == other.at && values.chunks.elementsEqual(other.values.chunks, by: ===)
            && (models?.chunks ?? []).elementsEqual(other.models?.chunks ?? [], by: ===)
    }
}

extension Sight {
    /// The field's values after `start` up to and with `end`, oldest first.
    func past(of path: String, after start: Moment, through end: Moment) -> [PastColumn] {
        pastColumns(of: path, history.snapshots(path, after: start, through: end))
    }

    /// The field's values as each of so many days ended that are over, the latest first.
    func dayEnds(of path: String, days: Int) -> [PastColumn] {
        let (zone, today) = (asOf.zone, asOf.today)
        let over = history.snapshots(
            path, after: zone.start(of: today - days) - .seconds(1), through: zone.start(of: today) - .seconds(1))
        var ends: [History.Snapshot] = []
        var dayAfter = today
        for snapshot in over.reversed() {
            let day = zone.day(of: snapshot.at)
            if day < dayAfter { ends.append(snapshot) }
            dayAfter = day
        }
        return pastColumns(of: path, ends)
    }

    private func pastColumns(of path: String, _ snapshots: some Sequence<History.Snapshot>) -> [PastColumn] {
        let modelPath = LookBack.isOfHealth(path) ? LookBack.modelPath(of: path) : nil
        return snapshots.map { snapshot in
            let models = modelPath.map { history.snapshot($0, at: snapshot.at)?.column ?? Numbers(chunks: []) }
            return PastColumn(at: snapshot.at, values: snapshot.column, models: models)
        }
    }

    /// The health model each account is under now.
    var models: Numbers { models(of: "health.score") }

    /// The model that made the score which the path belongs to.
    func models(of path: String) -> Numbers { currentColumn(LookBack.modelPath(of: path)) }

    /// The field now.
    func current(_ path: String) -> PastReader {
        let column = currentColumn(path)
        return { column.measured($0) }
    }

    func currentColumn(_ path: String) -> Numbers {
        if let index = metrics.index(of: path) { return metrics.columns[index] }
        return health?.column(path) ?? inputNow(path) ?? Numbers(chunks: [])
    }

    /// The last value at or before the span's start, no older than its tolerance.
    func ago(_ path: String, _ span: Span) -> PastNumbers {
        let then = span.start(before: asOf)
        let candidates = Array(
            past(of: path, after: then - span.tolerance - .seconds(1), through: then).reversed())
        let models = models(of: path)
        return PastNumbers { stretch in
            guard let latest = candidates.first else { return .absent(.noHistory, rows: stretch.rows.count) }
            let model = models.rows(stretch)
            var found = latest.rows(stretch, under: model)
            for candidate in candidates.dropFirst() where !found.isWhole {
                found = found.filled(from: candidate.rows(stretch, under: model))
            }
            return found
        }
    }

    /// A number made of what a field is and what it was.
    func comparing(
        _ path: String, _ span: Span, _ combine: @escaping @Sendable (_ now: Double, _ then: Double) -> Measured
    ) -> PastNumbers {
        let now = currentColumn(path)
        let then = ago(path, span)
        return PastNumbers { stretch in now.rows(stretch).combined(with: then.sweep(stretch), combine) }
    }
}

// MARK: Rows

extension Numbers {
    /// The rows of a stretch; accounts that are not there have no data.
    func rows(_ stretch: Stretch) -> NumberChunk {
        let rows = stretch.rows
        guard stretch.chunk < chunks.count else { return .absent(.noData, rows: rows.count) }
        let chunk = chunks[stretch.chunk]
        if rows == 0..<chunk.count { return chunk }
        let known = rows.clamped(to: 0..<chunk.count)
        let beyond = rows.count - known.count
        return NumberChunk(
            values: ContiguousArray(chunk.values[known]) + repeatElement(0, count: beyond),
            absences: ContiguousArray(chunk.absences[known])
                + repeatElement(AbsenceReason.noData.rawValue, count: beyond))
    }
}

extension NumberChunk {
    static func absent(_ reason: AbsenceReason, rows: Int) -> NumberChunk {
        NumberChunk(
            values: ContiguousArray(repeating: 0, count: rows),
            absences: ContiguousArray(repeating: reason.rawValue, count: rows))
    }

    func measured(_ row: Int) -> Measured {
        guard absences[row] != 0 else { return .known(values[row]) }
        return .absent(AbsenceReason(rawValue: absences[row]) ?? .noData)
    }

    /// 1 where the other has something else; nothing where no row differs.
    func differences(to other: NumberChunk) -> ContiguousArray<UInt8>? {
        if self === other { return nil }
        var differences = ContiguousArray<UInt8>(repeating: 0, count: count)
        var any: UInt8 = 0
        for row in 0..<count {
            let isSame =
                absences[row] == other.absences[row] && (absences[row] != 0 || values[row] == other.values[row])
            differences[row] = isSame ? 0 : 1
            any |= differences[row]
        }
        return any == 0 ? nil : differences
    }

    func absent(_ reason: AbsenceReason, where marks: ContiguousArray<UInt8>?) -> NumberChunk {
        guard let marks else { return self }
        var absences = absences
        for row in 0..<count where marks[row] != 0 { absences[row] = reason.rawValue }
        return NumberChunk(values: values, absences: absences)
    }

    /// What is not known here is as the other knows it.
    func filled(from other: NumberChunk) -> NumberChunk {
        var (values, absences) = (values, absences)
        for row in 0..<count where absences[row] != 0 && other.absences[row] == 0 {
            values[row] = other.values[row]
            absences[row] = 0
        }
        return NumberChunk(values: values, absences: absences)
    }

    /// Row by row, where both are known; the first reason for an absence is given.
    func combined(with other: NumberChunk, _ combine: (Double, Double) -> Measured) -> NumberChunk {
        NumberChunk(rows: count) { row in
            if absences[row] != 0 { return measured(row) }
            if other.absences[row] != 0 { return other.measured(row) }
            return combine(values[row], other.values[row])
        }
    }

    convenience init(rows: Int, _ number: (Int) -> Measured) {
        var values = ContiguousArray<Double>(repeating: 0, count: rows)
        var absences = ContiguousArray<UInt8>(repeating: 0, count: rows)
        for row in 0..<rows {
            switch number(row) {
            case .known(let value): values[row] = value
            case .absent(let reason): absences[row] = reason.rawValue
            }
        }
        self.init(values: values, absences: absences)
    }
}
