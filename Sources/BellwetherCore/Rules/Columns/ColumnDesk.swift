import CEL
import Columns

/// One pass over the subjects of conditions: the columns of the subjects at hand, each made when it is first asked for.
final class ColumnDesk {
    /// What lies on the desk at once: a chunk of accounts, or as many other subjects.
    enum Subjects {
        case accounts(chunk: Int, count: Int)
        case objects(ArraySlice<SubjectRow>)

        var count: Int {
            switch self {
            case .accounts(chunk: _, let count): count
            case .objects(let rows): rows.count
            }
        }

        subscript(row: Int) -> SubjectRow {
            switch self {
            case .accounts(let chunk, count: _): SubjectRow(slot: chunk * Chunk.size + row)
            case .objects(let rows): rows[rows.startIndex + row]
            }
        }
    }

    let scratch = Scratch()
    let sight: Sight
    private let entries: [ColumnBook.Entry]
    private var columns: [BatchColumn?]
    /// How names are read; most are never asked for, as their columns lie there already.
    private var columnReaders: [ColumnReader??]
    private var readers: [Reader?]
    private var subjects = Subjects.objects([])
    /// A mark for each subject that answers are wanted of; what has to be worked out is for these alone.
    private var asked: UnsafePointer<UInt8>?
    /// The batch at hand: where it begins among the subjects, and its rows.
    private(set) var from = 0
    private(set) var rows = 0

    init(_ book: ColumnBook, in sight: Sight) {
        self.sight = sight
        entries = book.entries
        columns = Array(repeating: nil, count: entries.count)
        columnReaders = Array(repeating: nil, count: entries.count)
        readers = Array(repeating: nil, count: entries.count)
    }

    /// Puts other subjects on the desk, with the columns of theirs that were made already; all of them are asked about
    /// at first.
    func lay(_ subjects: Subjects, with made: [BatchColumn?] = []) {
        self.subjects = subjects
        asked = nil
        for place in columns.indices { columns[place] = place < made.count ? made[place] : nil }
    }

    /// From here on, answers of unmarked subjects may be anything. The marks stay as they are while the subjects lie
    /// here, or until others are given.
    func askOnly(_ marks: UnsafePointer<UInt8>) {
        // What was worked out for others says nothing of these.
        if asked != nil {
            for place in columns.indices where columns[place] != nil && !isKept(place) { columns[place] = nil }
        }
        asked = marks
    }

    /// Whether it is the same column whoever is asked about.
    private func isKept(_ place: Int) -> Bool {
        guard case .accounts = subjects else { return false }
        return columnReader(place) != nil
    }

    /// Calls the body for each batch of the subjects.
    func goThrough(_ body: () -> Void) {
        for start in stride(from: 0, to: subjects.count, by: Condition.batchSize) {
            from = start
            rows = min(Condition.batchSize, subjects.count - start)
            body()
        }
    }

    func column(_ place: Int) -> BatchColumn {
        if let column = columns[place] { return column.advanced(by: from) }
        let column = made(place)
        columns[place] = column
        return column.advanced(by: from)
    }

    private func made(_ place: Int) -> BatchColumn {
        if case .accounts(let chunk, count: _) = subjects, let column = columnReader(place) { return column(chunk) }
        let read = reader(place)
        return .workedOut(entries[place].reference.type, rows: subjects.count) { row in
            if let asked, asked[row] == 0 { return nil }
            return read(subjects[row])
        }
    }

    func value(_ place: Int, row: Int) -> Value { reader(place)(subject(row)) }

    private func columnReader(_ place: Int) -> ColumnReader? {
        if let known = columnReaders[place] { return known }
        let made = sight.columnReader(of: entries[place])
        columnReaders[place] = .some(made)
        return made
    }

    private func reader(_ place: Int) -> Reader {
        if let known = readers[place] { return known }
        let made = sight.reader(of: entries[place])
        readers[place] = made
        return made
    }

    /// The subject of a row of the batch.
    func subject(_ row: Int) -> SubjectRow { subjects[from + row] }
}
