import BellwetherCore
import Documents

extension SourceKind {
    /// CSV files that somebody or something exports into a folder.
    package static let csv = SourceKind(
        name: "csv", help: "Reads CSV files from a folder.",
        example: """
            - name: crm
              csv: { path: /srv/exports/accounts-*.csv, files: newest, mode: snapshot, dates: ["%d.%m.%Y"] }
              every: 1h
              facts:
                account: { columns: { id: "Account ID", name: Name, owner: CSM, tier: Plan } }
            """,
        read: { writing in CSVSource(writing) })
}

/// Reads the newest or all files of a pattern, skips what it has read before, and maps rows to facts.
struct CSVSource: Source {
    let files: ExportFiles
    let encoding: TextEncoding
    let delimiter: UInt8
    /// Rows above the headers.
    let titles: Int
    let style: ReadingStyle
    let mappings: [FactMapping]

    var isWhole: Bool { files.isWhole }
    var kinds: [FactKind] { mappings.map(\.kind) }

    init?(_ writing: SourceWriting) {
        let files = ExportFiles(writing.settings, writing.folder)
        encoding = writing.settings.optional("encoding", Setting<TextEncoding>.choice, default: .utf8)
        delimiter = writing.settings.optional("delimiter", .delimiter, default: UInt8(ascii: ","))
        titles = writing.settings.optional("skip_rows", .integer(in: 0...100), default: 0)
        style = ReadingStyle(writing.settings)
        mappings = writing.mappings
        guard let files else { return nil }
        self.files = files
    }

    func poll(_ context: PollContext, into sink: any LoadSink) async throws(PollError) -> PollResult {
        let due = try files.due(context)
        guard !due.isEmpty else { return PollResult(isUnchanged: true, cursor: context.cursor) }
        var result = PollResult(cursor: isWhole ? .beginning : context.cursor)
        for mapping in mappings { result.tallies[mapping.kind.name] = LoadTally() }
        for file in due { try await read(file, context, sink, &result) }
        return result
    }
}

// MARK: Reading one file

extension CSVSource {
    private func read(
        _ file: FileState, _ context: PollContext, _ sink: any LoadSink, _ result: inout PollResult
    ) async throws(PollError) {
        guard let reader = FileBytes(file.path) else {
            throw .unreadable(file.path, because: Files.failure(at: file.path))
        }
        guard var transcoder = Transcoder(from: encoding) else {
            throw .unreadable(file.path, because: "this system cannot read \(encoding.rawValue)")
        }
        var parser = CSVParser(delimiter: delimiter)
        var hash = FileHash()
        var table: CSVTable?
        var titles = titles
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            guard let piece = reader.next() else { throw .unreadable(file.path, because: Files.lastError) }
            hash.add(piece)
            let text: [UInt8]
            do throws(Transcoder.Mistake) { text = try transcoder.utf8(of: piece, isLast: piece.isEmpty) } catch {
                throw strangeByte(in: file.path)
            }
            var records = try cut(text, isLast: piece.isEmpty, with: &parser, file.path)[...]
            if table == nil { records = Self.withoutTitles(records, &titles) }
            try await take(records, into: &table, file, context, sink, &result)
            if piece.isEmpty { break }
        }
        if table == nil { throw .malformed(file.path, line: 1, because: "the file is empty; it has not even a header") }
        try files.note(file, hash: hash, in: &result.cursor)
    }

    private func strangeByte(in path: String) -> PollError {
        guard let byte = StrangeByte(inFile: path, readAs: encoding) else { return .stillChanging(path) }
        return .malformed(
            path, line: byte.line,
            because: byte.words { "write `encoding: \($0.rawValue)` beside the `path` of the source's `csv`" })
    }

    private func cut(
        _ text: [UInt8], isLast: Bool, with parser: inout CSVParser, _ path: String
    ) throws(PollError) -> [Record] {
        do {
            let rows = try parser.rows(of: text[...])
            return isLast ? rows + (try parser.finish()) : rows
        } catch {
            throw .malformed(path, line: error.line, because: error.reason)
        }
    }

    /// What is left behind rows above the headers, and behind what Excel is told of the delimiter: `sep=;`.
    private static func withoutTitles(_ records: ArraySlice<Record>, _ titles: inout Int) -> ArraySlice<Record> {
        var rows = records
        if let first = rows.first, first.line == 1, first.namesDelimiter { rows = rows.dropFirst() }
        let skipped = min(titles, rows.count)
        titles -= skipped
        return rows.dropFirst(skipped)
    }

    private func take(
        _ records: ArraySlice<Record>, into table: inout CSVTable?, _ file: FileState, _ context: PollContext,
        _ sink: any LoadSink, _ result: inout PollResult
    ) async throws(PollError) {
        var rows = records
        if table == nil, let first = rows.popFirst() {
            let header = Header((0..<first.count).map(first.text))
            table = try CSVTable(header, mappings, style, file.path, context.reading(file))
        }
        guard var batch = table?.facts(of: rows) else { return }
        try await batch.deliver(to: sink, counting: &result.tallies)
        if let last = records.last { table?.lastLine = last.line }
    }
}

extension Setting where Value == UInt8 {
    static var delimiter: Setting {
        Setting<String>.text.converted(to: "one character such as \",\", \";\" or \"\\t\"") { text in
            text.utf8.count == 1 ? text.utf8.first.flatMap { $0 == 10 || $0 == 13 || $0 == 34 ? nil : $0 } : nil
        }
    }
}
