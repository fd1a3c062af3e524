import CLibCSV

/// Cuts bytes into rows, through libcsv: RFC 4180 with any line end, any delimiter, and line breaks inside quotes.
struct CSVParser: ~Copyable {
    private final class State {
        var record = Record()
        var rows: [Record] = []
        /// The line the next byte stands on, from 1, and the one the row in hand began on.
        var line = 1
        var rowLine = 1
    }

    private var parser = csv_parser()
    private let state = State()
    /// What the last piece ended with: a CR and an LF that are one line end may come apart.
    private var endedWithCR = false

    init(delimiter: UInt8) {
        csv_init(&parser, 0)
        csv_set_delim(&parser, delimiter)
    }

    deinit {
        var parser = parser
        csv_free(&parser)
    }

    /// The rows that this piece completes.
    ///
    /// libcsv tells of fields, not of places: it is fed line by line, so that each row knows where it began.
    mutating func rows(of piece: ArraySlice<UInt8>) throws(CSVMistake) -> [Record] {
        piece.withUnsafeBufferPointer { buffer in
            var start = 0
            for index in buffer.indices {
                let byte = buffer[index]
                guard byte == 10 || byte == 13 else { continue }
                feed(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start...index]))
                start = index + 1
                if !(byte == 10 && (index > 0 ? buffer[index - 1] == 13 : endedWithCR)) { state.line += 1 }
                if parser.pstate == 0 { state.rowLine = state.line }
            }
            feed(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start...]))
            if let last = buffer.last { endedWithCR = last == 13 }
        }
        try check()
        return takeRows()
    }

    /// The last row, where the file does not end with a line break.
    mutating func finish() throws(CSVMistake) -> [Record] {
        // In a quoted field at the end of the file: libcsv would take all that follows the quote for one last field.
        guard parser.quoted == 0 || parser.pstate != 2 else {
            throw CSVMistake(line: state.rowLine, reason: "a quote is opened and never closed")
        }
        csv_fini(&parser, Self.field, Self.row, Unmanaged.passUnretained(state).toOpaque())
        return takeRows()
    }

    private mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        _ = csv_parse(
            &parser, bytes.baseAddress, bytes.count, Self.field, Self.row, Unmanaged.passUnretained(state).toOpaque())
    }

    private mutating func check() throws(CSVMistake) {
        let code = csv_error(&parser)
        guard code != 0 else { return }
        throw CSVMistake(line: state.rowLine, reason: csv_strerror(code).map { String(cString: $0) } ?? "not CSV")
    }

    private func takeRows() -> [Record] {
        defer { state.rows.removeAll(keepingCapacity: true) }
        return state.rows
    }

    private static let field: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
        bytes, count, context in
        guard let context else { return }
        let state = Unmanaged<State>.fromOpaque(context).takeUnretainedValue()
        if state.record.count == 0 { state.record.line = state.rowLine }
        state.record.append(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    private static let row: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, context in
        guard let context else { return }
        let state = Unmanaged<State>.fromOpaque(context).takeUnretainedValue()
        let next = Record(roomLike: state.record)
        state.rows.append(state.record)
        state.record = next
    }
}

/// Where and why a file is not CSV.
struct CSVMistake: Error, Hashable {
    let line: Int
    let reason: String
}
