import BellwetherCore
import Documents

extension SourceKind {
    /// A SQLite file, by queries.
    package static let sqlite = SourceKind(
        name: "sqlite", help: "Reads a SQLite file by queries.",
        example: """
            - name: crm
              sqlite: { path: /srv/crm/crm.db }
              facts:
                account: { query: "SELECT id, name, owner, plan AS tier FROM customers" }
            """,
        namesFields: true, read: { writing in QuerySource(sqlite: writing) })
}

extension QuerySource {
    init?(sqlite writing: SourceWriting) {
        let settings = writing.settings
        let written = settings.required("path", .nonEmptyText)
        let facts = writing.facts.compactMap(QueryFacts.init)
        let wholeEvery = settings.optional("whole_every", .interval)
        let style = ReadingStyle(settings)
        guard let written, facts.count == writing.facts.count else { return nil }
        let path = written.hasPrefix("/") ? written : writing.folder + "/" + written
        self.init(
            open: { context async throws(PollError) in
                do throws(QueryFailure) { return try await context.outside.sqlite(path) } catch {
                    throw .service(.database(error))
                }
            }, placeholder: .asked, style: style, wholeEvery: wholeEvery, facts: facts)
    }
}
