import BellwetherCore
import BellwetherTestSupport
import Curl
import Testing

@testable import BellwetherSources

/// A database with some tables: what `init` proposes of it, and what is read by that.
struct ReadDatabase {
    let proposed: ProposedSources
    let source: SourceDefinition
    let recorder = Recorder()

    /// - Parameters:
    ///   - user: who looks at it, with the password (`looker:secret`); else who made it.
    ///   - zone: whose midnight ends a day.
    init(_ schema: String, as user: String? = nil, zone: String = "UTC") async throws {
        let server = try LoopbackPostgres()
        try server.execute(schema)
        let url = user.map { "postgres://\($0)@127.0.0.1:\(server.port)/postgres" } ?? server.url
        proposed = try await ProposedSources.tables(
            of: .postgres, opening: { () throws(QueryFailure) in try await PostgresReader.open(url) },
            connection: "      url: { credential: url }", zone: zone, today: Zone.utc.day(of: noon))
        let (sources, mistakes) = sources("sources:\n" + proposed.yaml)
        #expect(mistakes == [], "\(proposed.yaml)")
        source = try #require(sources.first)
        let reading = context(
            outside: Outside(
                transport: Curl(), secret: { _ in Secret(url) }, wait: { _ in }, now: { noon },
                sqlite: Outside.noFiles))
        _ = try await source.source.poll(reading, into: recorder)
        #expect(await recorder.rejected == [], "\(proposed.yaml)")
    }
}
