import CEL
import Columns
import Documents

/// What rules may see otherwise than they did at the turn before. Of all else, what was found then still holds.
///
/// That is told by comparing: the columns that rules read with those of the turn before, and what an account's facts
/// come to only where one of them is new, or its time has come.
struct Movement: Sendable {
    /// A bit for each account of which something reads otherwise.
    let slots: Bitmap
    /// By rule, whether it reads something that is the same for everybody, and not what it was: the moment, a total.
    let isShared: [Bool]
    /// Whether there is any such account.
    let isAny: Bool

    /// Nothing for certain is known of what is no account.
    func contains(_ slot: Int) -> Bool { slot < 0 || slot >= slots.count || slots[slot] }
}

/// The columns of all accounts that rules read, in their conditions and their labels: by chunk, in the order of a book.
struct SeenColumns: Sendable {
    let book: ColumnBook
    private let chunks: [[BatchColumn?]]
    /// By rule, the places of what it reads.
    private let reads: [Set<Int>]
    private let counts: [Int]

    /// - Parameter before: what an earlier turn of the same day saw, of the same rules.
    init(_ rules: [Rule], in sight: Sight, since before: (columns: SeenColumns, sight: Sight)? = nil) {
        (book, reads) =
            before.map { ($0.columns.book, $0.columns.reads) } ?? Self.reads(of: rules, on: sight.asOf.today)
        let accounts = sight.accounts
        counts = accounts.chunks.map(\.count)
        let readers = book.entries.map { sight.columnReader(of: $0) }
        let renewals = readers.map { reader in before.flatMap { reader?.renewal($0.sight) } }
        chunks = accounts.chunks.indices.map { chunk in
            zip(readers, renewals).enumerated().map { place, reading in
                let (reader, renewal) = reading
                guard let then = before?.columns.column(place, chunk: chunk), let renewal else { return reader?(chunk) }
                return renewal(chunk, then)
            }
        }
    }

    private static func reads(of rules: [Rule], on day: Day) -> (ColumnBook, [Set<Int>]) {
        var book = ColumnBook(on: day)
        let reads = rules.map { rule in
            rule.seen.reduce(into: Set<Int>()) { places, seen in
                for reference in seen.references { places.insert(book.place(of: reference, under: seen.thresholds)) }
            }
        }
        return (book, reads)
    }

    /// The columns of a chunk, in the order of the book that they were made with.
    subscript(chunk: Int) -> [BatchColumn?] { chunks[chunk] }

    private func column(_ place: Int, chunk: Int) -> BatchColumn? {
        guard chunk < chunks.count, place < chunks[chunk].count else { return nil }
        return chunks[chunk][place]
    }

    /// Adds what reads otherwise than before, of as many accounts as there were then, to the marks of each chunk. By
    /// rule, whether it reads something that all accounts share and that is not what it was.
    func mark(differencesTo before: SeenColumns, in marks: inout [ContiguousArray<UInt8>]) -> [Bool] {
        var shared: Set<Int> = []
        for (chunk, columns) in chunks.enumerated() where chunk < before.chunks.count {
            let rows = min(counts[chunk], before.counts[chunk])
            for (place, (now, then)) in zip(columns, before.chunks[chunk]).enumerated() {
                guard let now, let then else { continue }
                if now.mark(differencesTo: then, rows: rows, in: &marks[chunk]) == .everywhere { shared.insert(place) }
            }
        }
        return reads.map { !$0.isDisjoint(with: shared) }
    }
}

extension Rule {
    /// All that decides whether it fires, and what its alerts are labelled.
    fileprivate var seen: [(references: [Reference], thresholds: [Threshold])] {
        // Groups are gone over each time.
        if target.groupScope != nil { return [] }
        return [(appliesTo?.references ?? [], thresholds)]
            + variants.map { ($0.when.references + ($0.clearWhen?.references ?? []), $0.thresholds) }
            + variants.map { ($0.labels.flatMap(\.value.references), $0.thresholds) }
    }
}

extension Movement {
    init(of now: Sight, _ columns: SeenColumns, since before: Sight, _ columnsBefore: SeenColumns, anew: MeasuredAnew) {
        var marks = now.accounts.chunks.enumerated().map { anew.marks(chunk: $0, rows: $1.count) }
        isShared = columns.mark(differencesTo: columnsBefore, in: &marks)
        if let health = now.health, let healthBefore = before.health {
            let then = healthBefore.columns
            for (path, numbers) in health.columns { numbers.mark(differencesTo: then[path], in: &marks) }
        }
        let others =
            now.accounts.slots(calledOtherwiseThanIn: before.accounts)
            + (now.forecasts?.slots(otherThanIn: before.forecasts) ?? [])
        for slot in others where slot < now.accounts.slotCount { marks[slot / Chunk.size][slot % Chunk.size] = 1 }
        slots = marks.reduce(into: Bitmap()) { all, marks in
            marks.withUnsafeBufferPointer { if let start = $0.baseAddress { all.append(start, count: $0.count) } }
        }
        isAny = slots.ones > 0
    }
}

extension Accounts {
    /// The slots that an id led to and does not lead to any more: of accounts that were merged.
    fileprivate func slots(calledOtherwiseThanIn before: Accounts) -> [Int] {
        // What is the same dictionary is told at once.
        if slots == before.slots { return [] }
        return before.slots.filter { id, slot in slots[id] != slot }.map(\.value)
    }
}

extension RenewalForecasts {
    /// The slots of which something else is expected.
    fileprivate func slots(otherThanIn before: RenewalForecasts?) -> [Int] {
        guard let before else { return all.map(\.slot) }
        return all.withUnsafeBufferPointer { mine in
            before.all.withUnsafeBufferPointer { theirs in Self.slots(of: mine, otherThanIn: theirs) }
        }
    }

    /// Both are in the order of their slots, and mostly alike.
    private static func slots(
        of mine: UnsafeBufferPointer<RenewalForecast>, otherThanIn theirs: UnsafeBufferPointer<RenewalForecast>
    ) -> [Int] {
        var slots: [Int] = []
        var (here, there) = (0, 0)
        while here < mine.count || there < theirs.count {
            if here < mine.count, there < theirs.count, mine[here] == theirs[there] {
                (here, there) = (here + 1, there + 1)
                continue
            }
            let own = here < mine.count ? mine[here].slot : .max
            let other = there < theirs.count ? theirs[there].slot : .max
            let slot = min(own, other)
            slots.append(slot)
            while here < mine.count, mine[here].slot == slot { here += 1 }
            while there < theirs.count, theirs[there].slot == slot { there += 1 }
        }
        return slots
    }
}

// MARK: Comparing columns

/// Where a column is not what it was.
private enum Differences {
    /// In the rows that were marked, if any were.
    case marked
    /// It says one thing of all rows, and another than before.
    case everywhere
}

extension BatchColumn {
    fileprivate func mark(
        differencesTo before: BatchColumn, rows: Int, in marks: inout ContiguousArray<UInt8>
    ) -> Differences {
        switch (self, before) {
        case (.constant(let now), .constant(let then)): return now.isSame(as: then) ? .marked : .everywhere
        case (.doubles(let now, let absent, _), .doubles(let then, let absentThen, _)):
            Self.mark(now, then, rows, in: &marks) { $0.bitPattern != $1.bitPattern }
            Self.mark(absences: absent, absentThen, rows, in: &marks)
        case (.ints(let now, let absent, _), .ints(let then, let absentThen, _)):
            Self.mark(now, then, rows, in: &marks, !=)
            Self.mark(absences: absent, absentThen, rows, in: &marks)
        case (.uints(let now, let absent, _), .uints(let then, let absentThen, _)):
            Self.mark(now, then, rows, in: &marks, !=)
            Self.mark(absences: absent, absentThen, rows, in: &marks)
        case (.flags(let now, let absent, _), .flags(let then, let absentThen, _)):
            Self.mark(now, then, rows, in: &marks, !=)
            Self.mark(absences: absent, absentThen, rows, in: &marks)
        case (.texts(let now, _), .texts(let then, _)):
            if now === then { return .marked }
            guard now.texts == then.texts else {
                for row in 0..<rows where now.text(row) != then.text(row) { marks[row] = 1 }
                return .marked
            }
            Self.mark(now.codes, then.codes, rows, in: &marks, !=)
        case (.constant, _), (.doubles, _), (.ints, _), (.uints, _), (.flags, _), (.texts, _), (.rows, _):
            for row in 0..<rows { marks[row] = 1 }
        }
        return .marked
    }

    private static func mark(
        absences now: ContiguousArray<UInt8>?, _ then: ContiguousArray<UInt8>?, _ rows: Int,
        in marks: inout ContiguousArray<UInt8>
    ) {
        switch (now, then) {
        case (nil, nil): return
        case (let now?, let then?): mark(now, then, rows, in: &marks, !=)
        case (let absences?, nil), (nil, let absences?):
            for row in 0..<rows where absences[row] != 0 { marks[row] = 1 }
        }
    }

    /// One loop without branches; cells that are the same ones in memory are not gone through.
    @inline(__always)
    private static func mark<Cell>(
        _ now: ContiguousArray<Cell>, _ then: ContiguousArray<Cell>, _ rows: Int,
        in marks: inout ContiguousArray<UInt8>, _ differ: (Cell, Cell) -> Bool
    ) {
        now.withUnsafeBufferPointer { now in
            then.withUnsafeBufferPointer { then in
                marks.withUnsafeMutableBufferPointer { marks in
                    if now.baseAddress == then.baseAddress { return }
                    for row in 0..<rows { marks[row] |= differ(now[row], then[row]) ? 1 : 0 }
                }
            }
        }
    }
}

extension Numbers {
    fileprivate func mark(differencesTo before: Numbers?, in marks: inout [ContiguousArray<UInt8>]) {
        for (index, chunk) in chunks.enumerated() where index < marks.count {
            let rows = min(chunk.count, marks[index].count)
            guard let before, index < before.chunks.count else {
                for row in 0..<rows { marks[index][row] = 1 }
                continue
            }
            let then = before.chunks[index]
            guard chunk !== then else { continue }
            let both = min(rows, then.count)
            for row in 0..<both {
                let isSame =
                    chunk.absences[row] == then.absences[row]
                    && chunk.values[row].bitPattern == then.values[row].bitPattern
                marks[index][row] |= isSame ? 0 : 1
            }
            for row in both..<max(both, rows) { marks[index][row] = 1 }
        }
    }
}

extension Value {
    /// Absences are the same where their reasons are.
    fileprivate func isSame(as other: Value) -> Bool {
        if case .unknown(let mine) = self, case .unknown(let theirs) = other { return mine == theirs }
        return equals(other)
    }
}
