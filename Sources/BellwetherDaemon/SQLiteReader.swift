import BellwetherSources
import BellwetherStore
import Diagnostics

/// A SQLite file as a source reads it: the store owns the library.
struct SQLiteReader: QueryReader {
    private let file: SQLiteFile

    init(_ path: String) throws(QueryFailure) {
        do throws(StoreError) { file = try SQLiteFile(path) } catch { throw QueryFailure(error) }
    }

    func start(_ query: String, _ values: [String]) async throws(QueryFailure) -> [String] {
        do throws(StoreError) { return try await file.start(query, values) } catch {
            throw await unknownName(in: query, error) ?? QueryFailure(error)
        }
    }

    /// A column or a table that is not there was called otherwise, or is now: what there is says how.
    private func unknownName(in query: String, _ error: StoreError) async -> QueryFailure? {
        guard case .failed(let path, let detail) = error,
            let (_, kind, written) = detail.firstMatch(of: /^no such (column|table): (\S+)/)?.output
        else { return nil }
        let name = written.split(separator: ".").last.map(String.init) ?? String(written)
        let columns = await names(kind == "column" ? Self.columns : Self.tables, query)
        let known = Dictionary(grouping: columns) { $0[0] }.mapValues { $0.map { $0[1] } }
        let close = Suggestion.nearest(to: name, among: columns.map { $0[1] }).map { "; did you mean '\($0)'?" } ?? ""
        let present = known.sorted { $0.key < $1.key }.map { "\($0.key) has \(Suggestion.inProse($0.value))" }
        let all = present.isEmpty ? "" : (close.isEmpty ? "; " : " ") + present.joined(separator: "; ")
        return QueryFailure(
            "'\(path)': the query names a \(kind) that is not there: '\(name)'\(close)\(all)", isPassing: false)
    }

    /// Where even these cannot be read, the database's own words have to do.
    private func names(_ query: String, _ asking: String) async -> [[String]] {
        do throws(StoreError) {
            _ = try await file.start(query, [asking])
            return try await file.next(atMost: 200).map { $0.map { String(decoding: $0, as: UTF8.self) } }
        } catch {
            return []
        }
    }

    private static let columns = """
        SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p
        WHERE m.type IN ('table', 'view') AND instr(lower(?1), lower(m.name)) > 0 ORDER BY 1, p.cid
        """
    private static let tables = """
        SELECT 'it', name FROM sqlite_master
        WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND ?1 <> '' ORDER BY 2
        """

    func next(atMost most: Int) async throws(QueryFailure) -> [Record] {
        guard !Task.isCancelled else { throw QueryFailure("the query was stopped", isPassing: true, isCancelled: true) }
        do throws(StoreError) {
            return try await file.next(atMost: most).map { fields in
                var record = Record()
                for field in fields { record.append(field) }
                return record
            }
        } catch {
            throw QueryFailure(error)
        }
    }

    func close() async { await file.close() }
}

extension QueryFailure {
    init(_ error: StoreError) {
        switch error {
        case .missing(let file): self.init("'\(file)' is not there", isPassing: true)
        case .busy(let file): self.init("'\(file)' is locked by somebody else", isPassing: true)
        case .corrupt(let file, let detail): self.init("'\(file)' is no sound SQLite file; \(detail)", isPassing: false)
        case .forbidden(let path, let detail): self.init("'\(path)' cannot be read; \(detail)", isPassing: false)
        case .failed(let path, let detail): self.init("'\(path)': \(detail)", isPassing: false)
        case .contradiction(let detail): self.init(detail, isPassing: false)
        case .held, .newerSchema, .olderSchema, .full, .uncreatable: self.init(error.description, isPassing: false)
        }
    }
}
