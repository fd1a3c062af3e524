import CEL
import Columns

/// What conditions read, each name once, however many of them read it.
///
/// Conditions are bound first, all of them; then one desk, or several at a time, go through the subjects. A book holds
/// for all that is seen on a day.
struct ColumnBook: Sendable {
    /// One name, as it is read under a rule's thresholds.
    struct Entry: Sendable {
        let reference: Reference
        let thresholds: [Threshold]
    }

    /// Two rules may call different numbers by one name, and the same by two.
    private enum Meaning: Hashable {
        case name(String)
        case threshold(base: Double, layers: [Layer])

        struct Layer: Hashable {
            let field: String
            let values: [String: Double]
        }
    }

    private let day: Day
    private(set) var entries: [Entry] = []
    private var places: [Meaning: Int] = [:]

    /// On a day, by which exceptions from thresholds are in force or not.
    init(on day: Day) { self.day = day }

    mutating func bound(_ condition: Condition, under thresholds: [Threshold] = []) -> ColumnCondition {
        ColumnCondition(condition: condition, places: condition.references.map { place(of: $0, under: thresholds) })
    }

    mutating func place(of reference: Reference, under thresholds: [Threshold]) -> Int {
        let meaning = meaning(of: reference, under: thresholds)
        if let place = places[meaning] { return place }
        entries.append(Entry(reference: reference, thresholds: thresholds))
        places[meaning] = entries.count - 1
        return entries.count - 1
    }

    private func meaning(of reference: Reference, under thresholds: [Threshold]) -> Meaning {
        guard case .variable = reference.origin, let threshold = thresholds.first(where: { $0.path == reference.name })
        else { return .name(reference.name) }
        let layers = threshold.lookups(on: day)
        return .threshold(
            base: threshold.base, layers: layers.map { Meaning.Layer(field: $0.field.name, values: $0.values) })
    }
}

extension Sight {
    /// One name for all accounts of a chunk at once, where there is a column.
    func columnReader(of entry: ColumnBook.Entry) -> ColumnReader? {
        columnReader(of: entry.reference, under: entry.thresholds)
    }

    /// The same for a single subject.
    func reader(of entry: ColumnBook.Entry) -> Reader { reader(of: entry.reference, under: entry.thresholds) }
}

/// A condition whose names are tied to places in a book.
struct ColumnCondition: Sendable {
    let condition: Condition
    let places: [Int]

    /// Marks where it holds and where it does not, as far as either is asked for.
    func mark(
        holds: UnsafeMutablePointer<UInt8>?, fails: UnsafeMutablePointer<UInt8>? = nil,
        among rows: UnsafePointer<UInt8>?, at desk: ColumnDesk
    ) {
        condition.mark(
            holds: holds, fails: fails, among: rows, over: DeskRows(desk: desk, places: places), with: desk.scratch)
    }
}

/// The batch at hand as one condition numbers what it reads.
private struct DeskRows: BatchSource {
    let desk: ColumnDesk
    let places: [Int]

    var rows: Int { desk.rows }
    func column(_ reference: Int) -> BatchColumn { desk.column(places[reference]) }
    func value(_ reference: Int, row: Int) -> Value { desk.value(places[reference], row: row) }
}
