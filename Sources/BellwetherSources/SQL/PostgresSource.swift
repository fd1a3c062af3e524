import BellwetherCore
import Diagnostics
import Documents
import Postgres

extension SourceKind {
    /// A PostgreSQL database, by queries.
    package static let postgres = SourceKind(
        name: "postgres", help: "Reads a PostgreSQL database by queries.",
        example: """
            - name: billing
              postgres: { url: { credential: billing_url } }
              facts:
                invoice:
                  query: |
                    SELECT id, customer_id AS account_id, status, due_date, total_minor, currency, updated_at
                    FROM invoices WHERE (updated_at, id) > ($cursor) ORDER BY updated_at, id
                  cursor: [updated_at, id]
            """,
        namesFields: true, read: { writing in QuerySource(postgres: writing) })
}

extension QuerySource {
    init?(postgres writing: SourceWriting) {
        let settings = writing.settings
        let url = settings.required("url", .textOrSecret)
        let encryption = settings.optional("tls", Setting<PostgresServer.Encryption>.choice)
        let caFile = settings.optional("ca_file", .nonEmptyText).map {
            Files.absolute($0, from: writing.folder)
        }
        let timeout = settings.optional("statement_timeout", .interval, default: .seconds(120))
        let facts = writing.facts.compactMap(QueryFacts.init)
        let wholeEvery = settings.optional("whole_every", .interval)
        let style = ReadingStyle(settings)
        guard let url, facts.count == writing.facts.count else { return nil }
        if case .text(let text) = url, PostgresServer.holdsPassword(text) {
            settings.report(.passwordInURL(at: settings.placeOfValue("url") ?? settings.place))
            return nil
        }
        self.init(
            open: { context async throws(PollError) in
                let address = try context.outside.text(of: url)
                do throws(PostgresError) {
                    let server = try PostgresServer(
                        url: address, encryption: encryption, caFile: caFile,
                        statementTimeout: timeout)
                    let reader = PostgresReader(try PostgresSession(server))
                    try await reader.open()
                    return reader
                } catch {
                    if case .cancelled = error { throw .cancelled }
                    throw .service(.database(QueryFailure(error)))
                }
            }, placeholder: .numbered, style: style, wholeEvery: wholeEvery, facts: facts)
    }
}

extension Diagnostic {
    static func passwordInURL(at place: Place) -> Diagnostic {
        error(
            "a URL with a password must be a credential, not stand in the file", at: place,
            help: "write `url: { credential: NAME }`, and the URL into the file of that name")
    }
}

extension QueryFailure {
    fileprivate init(_ error: PostgresError) {
        self.init(
            error.description, logged: error.logged, isPassing: error.isPassing, isCancelled: error == .cancelled)
    }
}

/// A session that ends at once when whoever reads is cancelled.
package struct PostgresReader: QueryReader {
    private let session: PostgresSession

    /// By its URL alone, for a first look.
    package static func open(_ url: String) async throws(QueryFailure) -> PostgresReader {
        do throws(PostgresError) {
            let reader = PostgresReader(try PostgresSession(PostgresServer(url: url)))
            try await reader.open()
            return reader
        } catch {
            throw QueryFailure(error)
        }
    }

    init(_ session: PostgresSession) {
        self.session = session
    }

    func open() async throws(PostgresError) {
        let result: Result<Void, PostgresError> = await withTaskCancellationHandler {
            do throws(PostgresError) { return .success(try await session.open()) } catch { return .failure(error) }
        } onCancel: {
            session.cancel()
        }
        try result.get()
    }

    package func start(_ query: String, _ values: [String]) async throws(QueryFailure) -> [String] {
        let result: Result<[String], PostgresError> = await withTaskCancellationHandler {
            do throws(PostgresError) { return .success(try await session.start(query, values)) } catch {
                return .failure(error)
            }
        } onCancel: {
            session.cancel()
        }
        return try Self.value(of: result)
    }

    package func next(atMost most: Int) async throws(QueryFailure) -> [Record] {
        let result: Result<PostgresRows, PostgresError> = await withTaskCancellationHandler {
            do throws(PostgresError) { return .success(try await session.next(atMost: most)) } catch {
                return .failure(error)
            }
        } onCancel: {
            session.cancel()
        }
        let rows = try Self.value(of: result)
        return (0..<rows.count).map { row in
            var record = Record()
            for column in 0..<rows.width { record.append(rows.field(column, of: row)) }
            return record
        }
    }

    package func close() async { await session.close() }

    private static func value<Value>(of result: Result<Value, PostgresError>) throws(QueryFailure) -> Value {
        do throws(PostgresError) { return try result.get() } catch {
            throw QueryFailure(error)
        }
    }
}
