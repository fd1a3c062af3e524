import BellwetherCore
import Diagnostics
import Documents
import Glibc

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
        read: { settings, mappings, folder in CSVSource(settings, mappings, folder) })
}

/// Reads the newest or all files of a pattern, skips what it has read before, and maps rows to facts.
package struct CSVSource: Source {
    package enum Selection: String, Sendable, CaseIterable {
        case newest, all
    }

    package enum Mode: String, Sendable, CaseIterable {
        /// The file holds everything: what is not in it has gone.
        case snapshot
        /// Files add to what is known.
        case append
    }

    let path: String
    let selection: Selection
    let mode: Mode
    let encoding: TextEncoding
    let delimiter: UInt8
    let style: ReadingStyle
    /// How long a file must have lain still before it is read.
    let settle: Duration
    let mostBytes: Int64
    let mappings: [FactMapping]

    package var isWhole: Bool { mode == .snapshot }

    init?(_ settings: Settings, _ mappings: [FactMapping], _ folder: String) {
        let written = settings.required("path", .nonEmptyText)
        path = written.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 } ?? ""
        selection = settings.optional("files", Setting<Selection>.choice, default: .newest)
        mode = settings.optional("mode", Setting<Mode>.choice, default: .snapshot)
        encoding = settings.optional("encoding", Setting<TextEncoding>.choice, default: .utf8)
        delimiter = settings.optional("delimiter", .delimiter, default: UInt8(ascii: ","))
        settle = settings.optional("settle", .pause, default: .seconds(60))
        mostBytes = Int64(settings.optional("most_bytes", .integer(atLeast: 1), default: 4 << 30))
        style = ReadingStyle(settings)
        self.mappings = mappings
        if selection == .all, mode == .snapshot, path.contains("*") {
            settings.report(.snapshotOfSeveral(at: settings.placeOfKey("mode") ?? settings.place))
        }
        if written == nil { return nil }
    }

    package func poll(_ context: PollContext, into sink: any LoadSink) async throws(PollError) -> PollResult {
        let files = try chosenFiles()
        let changed = files.filter { context.cursor.entries[$0.path] != nil ? !isKnown($0, context) : true }
        guard !changed.isEmpty else { return PollResult(isUnchanged: true, cursor: context.cursor) }
        for file in changed { try settled(file, at: context.now) }
        var result = PollResult(cursor: isWhole ? .beginning : context.cursor)
        for mapping in mappings { result.tallies[mapping.kind.name] = LoadTally() }
        // A snapshot of several files is whole only if all of them are read.
        for file in isWhole ? files : changed {
            try await read(file, context, sink, &result)
        }
        return result
    }

    private func chosenFiles() throws(PollError) -> [FileState] {
        let files = Files.matching(path).compactMap { path in
            Files.status(of: path).map { FileState(path: path, size: $0.size, changedAt: $0.changedAt, hash: 0) }
        }
        guard let newest = files.max(by: { ($0.changedAt, $0.path) < ($1.changedAt, $1.path) }) else {
            throw .nothingThere(path)
        }
        return selection == .newest ? [newest] : files
    }

    /// Same size and time of change as when it was read; the hash decides where only the time differs.
    private func isKnown(_ file: FileState, _ context: PollContext) -> Bool {
        guard let text = context.cursor.entries[file.path], let known = FileState(path: file.path, text: text),
            known.size == file.size
        else { return false }
        return known.changedAt == file.changedAt || hash(of: file.path) == known.hash
    }

    private func hash(of path: String) -> UInt64? {
        var hash = FileHash()
        let complete = FileBytes.forEachPiece(of: path) { piece in
            hash.add(piece)
            return true
        }
        return complete ? hash.value : nil
    }

    private func settled(_ file: FileState, at now: Moment) throws(PollError) {
        let settledAt = Moment(seconds: file.changedAt / 1_000_000_000) + settle
        // A time of change in the future is a clock's mistake, not a file being written.
        if settledAt > now, file.changedAt / 1_000_000_000 <= now.seconds { throw .stillChanging(file.path) }
        if file.size > mostBytes {
            throw .unreadable(file.path, because: "it is larger than the \(mostBytes) bytes allowed (`most_bytes`)")
        }
    }
}

// MARK: Reading one file

extension CSVSource {
    private func read(
        _ file: FileState, _ context: PollContext, _ sink: any LoadSink, _ result: inout PollResult
    ) async throws(PollError) {
        guard let reader = FileBytes(file.path) else { throw .unreadable(file.path, because: Files.lastError) }
        guard var transcoder = Transcoder(from: encoding) else {
            throw .unreadable(file.path, because: "this system cannot read \(encoding.rawValue)")
        }
        var parser = CSVParser(delimiter: delimiter)
        var hash = FileHash()
        var table: CSVTable?
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            guard let piece = reader.next() else { throw .unreadable(file.path, because: Files.lastError) }
            hash.add(piece)
            let text: [UInt8]
            do { text = try transcoder.utf8(of: piece, isLast: piece.isEmpty) } catch {
                let reason = "byte \(error.byte) is not \(encoding.rawValue); declare the file's encoding"
                throw .malformed(file.path, line: table?.lastLine ?? 1, because: reason)
            }
            let records = try cut(text, isLast: piece.isEmpty, with: &parser, file.path)
            try await take(records, into: &table, file, context, sink, &result)
            if piece.isEmpty { break }
        }
        if table == nil { throw .malformed(file.path, line: 1, because: "the file is empty; it has not even a header") }
        try unchangedWhileRead(file)
        result.cursor.entries[file.path] =
            FileState(
                path: file.path, size: file.size, changedAt: file.changedAt, hash: hash.value
            ).text
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

    private func take(
        _ records: [Record], into table: inout CSVTable?, _ file: FileState, _ context: PollContext,
        _ sink: any LoadSink, _ result: inout PollResult
    ) async throws(PollError) {
        var rows = records[...]
        if table == nil, let first = rows.popFirst() {
            let header = Header((0..<first.count).map(first.text))
            table = try CSVTable(header, mappings, style, file.path, context)
        }
        guard let batch = table?.facts(of: rows) else { return }
        for (kind, rows) in batch.rows { result.tallies[kind.name, default: LoadTally()].add(rows) }
        for row in batch.rejected { result.tallies[row.kind, default: LoadTally()].rejected += 1 }
        do {
            for (kind, rows) in batch.rows { try await sink.stage(kind, rows.facts) }
            if !batch.rejected.isEmpty { try await sink.quarantine(batch.rejected) }
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .sinkFailed("\(error)")
        }
        if let last = records.last { table?.lastLine = last.line }
    }

    private func unchangedWhileRead(_ file: FileState) throws(PollError) {
        guard let now = Files.status(of: file.path), now.size == file.size, now.changedAt == file.changedAt else {
            throw .stillChanging(file.path)
        }
    }
}

extension LoadTally {
    fileprivate mutating func add(_ rows: CSVTable.Rows) {
        accepted += rows.facts.count
        newest = [newest, rows.newest].compactMap { $0 }.max()
    }
}

extension Diagnostic {
    static func snapshotOfSeveral(at place: Place) -> Diagnostic {
        warning(
            "with `files: all` and `mode: snapshot` all files together are everything there is", at: place,
            help: "write `mode: append` if each file adds to the others")
    }
}

extension Setting where Value == UInt8 {
    static var delimiter: Setting {
        Setting<String>.text.converted(to: "one character such as \",\", \";\" or \"\\t\"") { text in
            text.utf8.count == 1 ? text.utf8.first.flatMap { $0 == 10 || $0 == 13 || $0 == 34 ? nil : $0 } : nil
        }
    }
}

extension Setting where Value == Duration {
    /// A length of time that may be nothing.
    static var pause: Setting {
        Setting<WrittenDuration>.duration.converted(to: "a length of time such as 60s, or 0s") { written in
            written.businessDays == 0 ? .seconds(written.seconds) : nil
        }
    }
}
