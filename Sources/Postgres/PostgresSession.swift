import CLibPQ
import Glibc

/// Rows as text, field after field in one buffer; NULL and an empty text are the same here.
package struct PostgresRows: Sendable {
    package fileprivate(set) var width = 0
    package fileprivate(set) var bytes: [UInt8] = []
    /// Where each field ends, `width` of them a row.
    package fileprivate(set) var ends: [Int] = []

    package var count: Int { width == 0 ? 0 : ends.count / width }

    package func field(_ column: Int, of row: Int) -> ArraySlice<UInt8> {
        let index = row * width + column
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}

/// One session with a server: a single transaction that only reads, on a thread of its own.
///
///     open ──▶ start a query ──▶ next, next, … until empty ──▶ start the next one ──▶ close
///
/// Rows come one by one from the server and are held back there until they are asked for.
package actor PostgresSession {
    private let thread = OwnThread()
    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let server: PostgresServer
    private let alarm: Alarm
    private var link: Link?
    private var connection: OpaquePointer? { link?.pointer }
    private var isReading = false

    /// How long the server may be silent.
    private static let patience: Duration = .seconds(20)

    package init(_ server: PostgresServer) throws(PostgresError) {
        guard let alarm = Alarm() else { throw .unreachable(host: server.host, because: "too many files are open") }
        self.server = server
        self.alarm = alarm
    }

    deinit { thread.end() }

    /// Ends whatever is going on at once; the session is over.
    package nonisolated func cancel() { alarm.ring() }

    package func open() throws(PostgresError) {
        try connect()
        try run(server.preparation)
    }

    /// The names of the columns.
    package func start(_ query: String, _ values: [String]) throws(PostgresError) -> [String] {
        guard let connection else { throw .lost(host: server.host, because: "it was closed") }
        let isSent = Self.withTexts(values) { texts in
            PQsendQueryParams(connection, query, CInt(values.count), nil, texts, nil, nil, 0)
        }
        guard isSent == 1, PQsetSingleRowMode(connection) == 1 else { throw failure() }
        isReading = true
        waiting = nil
        guard let first = try nextResult() else { return [] }
        defer { waiting = first }
        return (0..<PQnfields(first.pointer)).map { String(cString: PQfname(first.pointer, $0)) }
    }

    /// The first result was fetched for its columns' names, and is a row or the end.
    private var waiting: Result?

    package func next(atMost most: Int) throws(PostgresError) -> PostgresRows {
        var rows = PostgresRows()
        while isReading, rows.count < most {
            let result: Result
            if let known = waiting {
                result = known
                waiting = nil
            } else if let next = try nextResult() {
                result = next
            } else {
                isReading = false
                break
            }
            Self.add(result.pointer, to: &rows)
        }
        return rows
    }

    package func close() {
        link = nil
        waiting = nil
        isReading = false
    }

    private static func add(_ result: OpaquePointer, to rows: inout PostgresRows) {
        let width = PQnfields(result)
        rows.width = Int(width)
        for row in 0..<PQntuples(result) {
            for column in 0..<width {
                let length = Int(PQgetlength(result, row, column))
                let value = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: length)
                rows.bytes.append(contentsOf: value)
                rows.ends.append(rows.bytes.count)
            }
        }
    }
}

/// A connection, finished with this.
private final class Link {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit { PQfinish(pointer) }
}

/// One answer of the server, freed with this.
private final class Result {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit { PQclear(pointer) }
}

// MARK: Talking

extension PostgresSession {
    private func connect() throws(PostgresError) {
        let parameters = server.parameters
        let begun = Self.withTexts(parameters.map(\.name), terminated: true) { names in
            Self.withTexts(parameters.map(\.value), terminated: true) { values in
                PQconnectStartParams(names, values, 1)
            }
        }
        guard let begun else { throw .unreachable(host: server.host, because: "there is no memory for it") }
        link = Link(begun)
        // A name that nobody knows, for one: there is no socket to wait for.
        guard PQstatus(begun) != CONNECTION_BAD else {
            throw .unreachable(host: server.host, because: shown(PQerrorMessage(begun)))
        }
        var state = PGRES_POLLING_WRITING
        while state != PGRES_POLLING_OK {
            guard state != PGRES_POLLING_FAILED else {
                throw .unreachable(host: server.host, because: shown(PQerrorMessage(begun)))
            }
            try wait(toWrite: state == PGRES_POLLING_WRITING)
            state = PQconnectPoll(begun)
        }
    }

    /// Statements of our own, without rows.
    private func run(_ statements: String) throws(PostgresError) {
        guard let connection, PQsendQuery(connection, statements) == 1 else { throw failure() }
        while try nextResult() != nil {}
    }

    /// What the server answers next; nothing when it has said all.
    private func nextResult() throws(PostgresError) -> Result? {
        guard let connection else { throw .lost(host: server.host, because: "it was closed") }
        // What libpq keeps back is sent before an answer is waited for.
        while PQflush(connection) == 1 { try wait(toWrite: true) }
        while PQisBusy(connection) == 1 {
            try wait(toWrite: false, atMost: server.statementTimeout + Self.patience)
            guard PQconsumeInput(connection) == 1 else { throw failure() }
        }
        guard let pointer = PQgetResult(connection) else { return nil }
        let result = Result(pointer)
        switch PQresultStatus(pointer) {
        case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK, PGRES_COMMAND_OK: return result
        case PGRES_EMPTY_QUERY:
            throw .refused(host: server.host, state: "42601", message: "the query is empty", hint: nil)
        default: throw refusal(pointer)
        }
    }

    private func wait(toWrite: Bool, atMost patience: Duration = patience) throws(PostgresError) {
        let milliseconds = CInt(clamping: patience.components.seconds * 1000)
        switch alarm.wait(for: PQsocket(connection), toWrite: toWrite, atMost: milliseconds) {
        case .ready: break
        case .rung:
            close()
            throw .cancelled
        case .timedOut:
            close()
            throw .timedOut(host: server.host)
        }
    }

    private func refusal(_ result: OpaquePointer) -> PostgresError {
        func field(_ letter: Character) -> String? {
            PQresultErrorField(result, CInt(letter.asciiValue ?? 0)).map { shown($0) }
        }
        guard let state = field("C") else { return failure() }
        return .refused(host: server.host, state: state, message: field("M") ?? "", hint: field("H"))
    }

    private func failure() -> PostgresError {
        .lost(host: server.host, because: connection.map { shown(PQerrorMessage($0)) } ?? "it was closed")
    }

    /// On one line, and without the password, should a server repeat it.
    private func shown(_ text: UnsafePointer<CChar>) -> String {
        let words = PostgresError.plain(String(cString: text))
        return server.password.utf8.count >= 4 ? words.replacing(server.password, with: "•••") : words
    }

    /// Texts as C wants them: an array of pointers, with a null pointer behind it where one is asked for.
    private static func withTexts<Value>(
        _ texts: [String], terminated: Bool = false, _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
    ) -> Value {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        var pointers = copies.map { UnsafePointer<CChar>($0) }
        if terminated { pointers.append(nil) }
        return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
}
