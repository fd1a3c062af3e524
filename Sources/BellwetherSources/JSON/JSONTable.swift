import BellwetherCore
import Diagnostics
import JSON

/// One mapping on its way through JSON records: what it names as columns are paths into them.
struct JSONTable {
    private struct Column {
        let name: String
        let paths: [JSONPath]
        /// Which of them lead into what stands beside the record.
        let areBeside: [Bool]
        let isTogether: Bool
        /// Whether it tells of a record as a whole.
        let isOnce: Bool
        var isKnown = false

        init?(_ name: String, isOnce: Bool, tellsBeside: Bool) {
            self.isOnce = isOnce
            guard let paths = JSONPath.alternatives(name) else { return nil }
            self.name = name
            areBeside = paths.map { tellsBeside && $0.steps.first == .key("beside") }
            self.paths = zip(paths, areBeside).map { $1 ? $0.withoutFirstStep : $0 }
            isTogether = JSONPath.areTaken(together: name)
        }

        /// The value as a table has it; nothing where it is none that one cell can hold.
        func text(of value: JSONValue) -> ArraySlice<UInt8>? {
            guard value.kind == .list, paths.contains(where: \.takesAll) else { return value.scalar.map { $0[...] } }
            return Array(value.items.compactMap(\.scalarText).joined(separator: ", ").utf8)[...]
        }
    }

    private let mapping: BoundMapping
    private let each: JSONPath?
    private let origin: String
    private var columns: [Column]
    private var records = 0
    /// Of records that were refused, how many for want of each column.
    private var refusedFor: [Int: Int] = [:]
    private var keys: [String] = []
    /// Where the record stands whose items are taken.
    private var current: Int?
    private var spread: SpreadAmount?

    init(
        _ mapping: FactMapping, each: JSONPath?, tellsBeside: Bool, _ style: ReadingStyle, _ origin: String,
        _ context: PollContext
    ) throws(PollError) {
        let names = mapping.columnNames + (style.datesBy.map { [$0.column] } ?? [])
        let once = Set(mapping.once.compactMap { mapping.columns[$0] ?? mapping.columns[$0 + "_minor"] })
        let columns = names.uniqued().compactMap { name in
            Column(name, isOnce: once.contains(name), tellsBeside: tellsBeside)
        }
        self.columns = columns
        spread = SpreadAmount(mapping) { name in columns.firstIndex { $0.name == name } }
        self.mapping = try BoundMapping(mapping, header: Header(columns.map(\.name)), style: style, context: context)
        self.each = each
        self.origin = origin
    }

    /// Takes a record, or each item of the list in it, that stands in this line or at this place of the answer.
    ///
    /// - Parameter beside: what another list says of it, where one does.
    mutating func add(_ record: JSONValue, beside: JSONValue? = nil, line: Int, to batch: inout FactBatch) {
        guard let each else { return add(record, of: record, beside, line, &batch) }
        switch each.find(in: record) {
        case .value(let list) where list.kind == .list:
            for item in list.items { add(item, of: record, beside, line, &batch) }
        case .nothing: break
        case .value, .missing:
            batch.reject(rejected(line, nil, reason: "'\(each.written)' is no list", record))
        }
    }

    /// Takes items that were listed apart from the record they belong to.
    mutating func add(items: [JSONValue], of record: JSONValue, line: Int, to batch: inout FactBatch) {
        for item in items { add(item, of: record, nil, line, &batch) }
    }

    /// Whether a record may be one of these facts, by what it says itself.
    mutating func isWanted(_ record: JSONValue) -> Bool {
        guard each == nil else { return true }
        let unknown = columns.indices.filter { columns[$0].areBeside.contains(true) }
        do throws(BoundMapping.Mistake) {
            return mapping.isWanted(try row(record, of: record, nil, 0), whatever: Set(unknown))
        } catch {
            return false
        }
    }

    private mutating func add(
        _ item: JSONValue, of record: JSONValue, _ beside: JSONValue?, _ line: Int, _ batch: inout FactBatch
    ) {
        guard item.kind == .object else {
            return batch.reject(rejected(line, nil, reason: "it is no JSON object", item))
        }
        records += 1
        if keys.isEmpty { keys = item.members.map(\.name) }
        do throws(BoundMapping.Mistake) {
            try batch.add(try row(item, of: record, beside, line), by: mapping)
        } catch {
            if let column = error.column { refusedFor[column, default: 0] += 1 }
            batch.reject(
                rejected(line, error.column, reason: error.reason, discreet: error.discreet, item))
        }
    }

    private mutating func row(
        _ item: JSONValue, of record: JSONValue, _ beside: JSONValue?, _ line: Int
    ) throws(BoundMapping.Mistake) -> Record {
        var row = Record()
        row.line = line
        let isFirst = current != line
        current = line
        var texts: [ArraySlice<UInt8>] = []
        for index in columns.indices {
            let values = isFirst || !columns[index].isOnce ? values(at: index, item, of: record, beside) : []
            var text: ArraySlice<UInt8> = []
            for value in values {
                guard let one = columns[index].text(of: value) else {
                    let what = value.kind == .list ? "a list" : "an object"
                    throw BoundMapping.Mistake(column: index, reason: "it is \(what); name a value in it")
                }
                text = text.isEmpty ? one : text + Array(", ".utf8) + one
            }
            texts.append(text)
        }
        spread?.take(from: &texts, isFirst: isFirst)
        for text in texts { row.append(text) }
        return row
    }

    /// The first there is, or all where the column takes its paths together.
    private mutating func values(
        at index: Int, _ item: JSONValue, of record: JSONValue, _ beside: JSONValue?
    ) -> [JSONValue] {
        var values: [JSONValue] = []
        for (path, isBeside) in zip(columns[index].paths, columns[index].areBeside) {
            let finding =
                isBeside
                ? beside.map { path.find(in: $0) } ?? .nothing : path.find(in: path.isFromRecord ? record : item)
            switch finding {
            case .missing: continue
            case .nothing: columns[index].isKnown = true
            case .value(let value):
                columns[index].isKnown = true
                values.append(value)
                if !columns[index].isTogether { return values }
            }
        }
        return values
    }

    private func rejected(
        _ line: Int, _ column: Int?, reason: String, discreet: String? = nil, _ item: JSONValue
    ) -> RejectedRow {
        let shown = item.members.map { "\($0.name)=\($0.value.scalarText ?? "…")" }.joined(separator: ",")
        return RejectedRow(
            kind: mapping.kind.name, origin: origin, line: line, column: column.map { $0 + 1 } ?? 0,
            name: column.map { columns[$0].name } ?? "", reason: reason, discreet: discreet,
            raw: String(shown.prefix(400)))
    }

    /// A path that none of so many records has is a mistake in the mapping, or a field that was renamed; of fewer too where
    /// every one was refused for want of it.
    func checkPaths(atLeast least: Int) throws(PollError) {
        guard records > 0 else { return }
        let missing = columns.indices.filter { index in
            !columns[index].isKnown && !columns[index].paths.contains(where: \.mayBeMissing)
                && (records >= least || refusedFor[index] == records)
        }.map { columns[$0].name }
        if !missing.isEmpty { throw .missingColumns(origin, columns: missing, present: keys) }
    }
}
