import BellwetherCore
import Diagnostics
import Documents
import JSON

extension SourceKind {
    /// Files that are one JSON text: a list of records, or an object with such a list in it.
    package static let json = SourceKind(
        name: "json", help: "Reads JSON files from a folder.",
        example: """
            - name: orders
              json: { path: /srv/exports/orders-*.json, records: data.orders }
              facts:
                invoice: { columns: { id: id, account_id: customer.id, status: status, total: amount.value } }
            """,
        read: { writing in JSONSource(writing, form: .whole) })

    /// Files with one JSON record a line.
    package static let ndjson = SourceKind(
        name: "ndjson", help: "Reads files with one JSON record a line.",
        example: """
            - name: product
              ndjson: { path: /srv/exports/events-*.ndjson, files: all, mode: append }
              facts:
                usage_day: { columns: { account_id: org, day: date, feature: event, count: n } }
            """,
        read: { writing in JSONSource(writing, form: .lines) })
}

/// Reads JSON files; what a mapping names as columns are paths into each record.
struct JSONSource: Source {
    enum Form: Sendable {
        case whole, lines
    }

    let files: ExportFiles
    let form: Form
    let records: JSONPath?
    let style: ReadingStyle
    let facts: [JSONFacts]

    var isWhole: Bool { files.isWhole }
    var kinds: [FactKind] { facts.map(\.mapping.kind) }

    init?(_ writing: SourceWriting, form: Form) {
        self.form = form
        // One text is held in memory as a whole, and its values take up about as much again.
        let files = ExportFiles(writing.settings, writing.folder, mostBytes: form == .whole ? 256 << 20 : 4 << 30)
        records = form == .whole ? writing.settings.optional("records", .path) : nil
        style = ReadingStyle(writing.settings)
        facts = writing.facts.map(JSONFacts.init)
        guard let files else { return nil }
        self.files = files
    }

    func poll(_ context: PollContext, into sink: any LoadSink) async throws(PollError) -> PollResult {
        let due = try files.due(context)
        guard !due.isEmpty else { return PollResult(isUnchanged: true, cursor: context.cursor) }
        var result = PollResult(cursor: isWhole ? .beginning : context.cursor)
        for kind in kinds { result.tallies[kind.name] = LoadTally() }
        for file in due {
            var tables: [JSONTable] = []
            for facts in facts { tables.append(try facts.table(style, file.path, context.reading(file))) }
            let hash =
                switch form {
                case .whole: try await readWhole(file, &tables, sink, &result.tallies)
                case .lines: try await readLines(file, &tables, sink, &result.tallies)
                }
            for table in tables { try table.checkPaths(atLeast: 1) }
            try files.note(file, hash: hash, in: &result.cursor)
        }
        return result
    }

    /// How many rows are handed over at once.
    static let batchSize = 4_096
}

/// A mapping that reads JSON, and of which list in each record it reads every item.
struct JSONFacts: Sendable {
    let mapping: FactMapping
    let each: JSONPath?
    /// Whether paths that begin with `beside` lead into what another list says of a record.
    private let tellsBeside: Bool

    init(_ written: WrittenFacts) {
        mapping = written.mapping
        each = written.settings.optional("each", .path)
        tellsBeside = written.settings.has("beside")
        for (name, place) in written.columns where JSONPath.alternatives(name) == nil {
            written.settings.report(.noPath(name, at: place))
        }
        if mapping.unpivot != nil { written.settings.report(.unpivotedJSON(at: written.settings.place)) }
    }

    func table(_ style: ReadingStyle, _ origin: String, _ context: PollContext) throws(PollError) -> JSONTable {
        try JSONTable(mapping, each: each, tellsBeside: tellsBeside, style, origin, context)
    }
}

// MARK: One text

extension JSONSource {
    private func readWhole(
        _ file: FileState, _ tables: inout [JSONTable], _ sink: any LoadSink, _ tallies: inout [String: LoadTally]
    ) async throws(PollError) -> FileHash {
        var (bytes, hash) = ([UInt8](), FileHash())
        let isComplete = FileBytes.forEachPiece(of: file.path) { piece in
            hash.add(piece)
            bytes += piece
            return bytes.count <= files.mostBytes
        }
        guard isComplete else { throw .unreadable(file.path, because: Files.failure(at: file.path)) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let root: JSONValue
        do { root = try JSONParser().parse(bytes) } catch {
            throw .malformed(file.path, line: 1, because: "it is not JSON; \(error.reason)")
        }
        var batch = FactBatch()
        for (index, record) in try list(in: root, of: file.path).enumerated() {
            for table in tables.indices { tables[table].add(record, line: index + 1, to: &batch) }
            guard batch.count >= Self.batchSize else { continue }
            guard !Task.isCancelled else { throw .cancelled }
            try await batch.deliver(to: sink, counting: &tallies)
        }
        try await batch.deliver(to: sink, counting: &tallies)
        return hash
    }

    private func list(in root: JSONValue, of path: String) throws(PollError) -> [JSONValue] {
        let value = records.map { $0.value(in: root) } ?? root
        if let value, value.kind == .list { return value.items }
        let keys = root.members.map(\.name)
        let known = keys.isEmpty ? "" : "; it has \(Suggestion.inProse(Array(keys.prefix(20))))"
        let reason = records.map { "there is no list at '\($0.written)'" } ?? "it is no list; name one with `records`"
        throw .malformed(path, line: 1, because: reason + known)
    }
}

// MARK: A record a line

extension JSONSource {
    private func readLines(
        _ file: FileState, _ tables: inout [JSONTable], _ sink: any LoadSink, _ tallies: inout [String: LoadTally]
    ) async throws(PollError) -> FileHash {
        guard let reader = FileBytes(file.path) else {
            throw .unreadable(file.path, because: Files.failure(at: file.path))
        }
        let parser = JSONParser()
        var (lines, hash, batch) = (LineCutter(), FileHash(), FactBatch())
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            guard let piece = reader.next() else { throw .unreadable(file.path, because: Files.lastError) }
            hash.add(piece)
            lines.add(piece)
            while let line = lines.next(isLast: piece.isEmpty) {
                do throws(JSONMistake) {
                    let record = try parser.parse(padded: lines.buffer, in: line)
                    for table in tables.indices { tables[table].add(record, line: lines.number, to: &batch) }
                } catch {
                    batch.reject(unreadable(Array(lines.buffer[line]), lines.number, error, in: file.path))
                }
                guard batch.count >= Self.batchSize else { continue }
                try await batch.deliver(to: sink, counting: &tallies)
            }
            if piece.isEmpty { break }
        }
        try await batch.deliver(to: sink, counting: &tallies)
        return hash
    }

    private func unreadable(_ line: [UInt8], _ number: Int, _ mistake: JSONMistake, in path: String) -> RejectedRow {
        RejectedRow(
            kind: kinds.first?.name ?? "", origin: path, line: number, column: 0, name: "",
            reason: "it is not JSON; \(mistake.reason)", raw: String(decoding: line.prefix(400), as: UTF8.self))
    }
}

extension Diagnostic {
    static func noPath(_ name: String, at place: Place) -> Diagnostic {
        error(
            "'\(Printable.name(name))' must be a path such as customer.id, items.0.price or fields[id=42].value",
            at: place)
    }

    static func unpivotedJSON(at place: Place) -> Diagnostic {
        error("`unpivot` turns columns of a table into rows; JSON has none", at: place, help: "read a list with `each`")
    }
}
