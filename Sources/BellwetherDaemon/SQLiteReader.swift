import BellwetherSources
import BellwetherStore

/// A SQLite file as a source reads it: the store owns the library.
struct SQLiteReader: QueryReader {
    private let file: SQLiteFile

    init(_ path: String) throws(QueryFailure) {
        do throws(StoreError) { file = try SQLiteFile(path) } catch { throw QueryFailure(error) }
    }

    func start(_ query: String, _ values: [String]) async throws(QueryFailure) -> [String] {
        do throws(StoreError) { return try await file.start(query, values) } catch { throw QueryFailure(error) }
    }

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
        case .held, .newerSchema, .olderSchema, .full: self.init(error.description, isPassing: false)
        }
    }
}
