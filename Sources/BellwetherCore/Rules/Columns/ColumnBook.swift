import CEL
import Columns

/// What the conditions of one sight read, each name once, however many of them read it.
///
/// Conditions are bound first, all of them; then one desk, or several at a time, go through the subjects.
struct ColumnBook: Sendable {
    /// One name: for all accounts of a chunk at once, where there is a column, and for a single subject.
    struct Entry: Sendable {
        let type: ValueType
        let column: ColumnReader?
        let read: Reader
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

    let sight: Sight
    private(set) var entries: [Entry] = []
    private var places: [Meaning: Int] = [:]

    init(_ sight: Sight) { self.sight = sight }

    mutating func bound(_ condition: Condition, under thresholds: [Threshold] = []) -> ColumnCondition {
        ColumnCondition(condition: condition, places: condition.references.map { place(of: $0, under: thresholds) })
    }

    mutating func place(of reference: Reference, under thresholds: [Threshold]) -> Int {
        let meaning = meaning(of: reference, under: thresholds)
        if let place = places[meaning] { return place }
        entries.append(
            Entry(
                type: reference.type, column: sight.columnReader(of: reference, under: thresholds),
                read: sight.reader(of: reference, under: thresholds)))
        places[meaning] = entries.count - 1
        return entries.count - 1
    }

    private func meaning(of reference: Reference, under thresholds: [Threshold]) -> Meaning {
        guard case .variable = reference.origin, let threshold = thresholds.first(where: { $0.path == reference.name })
        else { return .name(reference.name) }
        let layers = threshold.lookups(on: sight.asOf.today)
        return .threshold(
            base: threshold.base, layers: layers.map { Meaning.Layer(field: $0.field.name, values: $0.values) })
    }
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
