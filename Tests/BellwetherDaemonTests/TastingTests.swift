import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Curl
import Documents
import Foundation
import Testing

@testable import BellwetherDaemon

@Suite struct TastingTests {
    private let noon = Moment("2026-11-21T12:00:00Z") ?? .distantPast

    /// A source's whole time never passes here; whoever waits for it is told to stop. A `timeout` of 1 s is over at once.
    private static func wait(_ duration: Duration) async throws {
        guard duration > .seconds(1) else { return }
        // Nothing ever comes of it.
        let (stream, continuation) = AsyncStream<Never>.makeStream()
        for await _ in stream {}
        continuation.finish()
        throw CancellationError()
    }

    private func text(_ yaml: String, url: String, reading most: Int) async throws -> String {
        let document = Document.read(Array(yaml.replacing("URL", with: url).utf8), named: "bellwether.yaml")
        let report = DiagnosticReport()
        let settings = Settings(try #require(document.root), report: report)
        let source = try #require(SourceDefinition.read(settings.sections("sources"), from: "/nowhere").first)
        let now = noon
        let outside = Outside(
            transport: Curl(), secret: { _ in Secret("s3cr3t-token") }, wait: { try await Self.wait($0) }, now: { now },
            sqlite: { _ throws(QueryFailure) in throw QueryFailure("", isPassing: false) })
        let tasting = Tasting(
            source: source, zone: .utc, reporting: try #require(Currency("EUR")), outside: outside, now: now)
        return await tasting.text(rows: 1, reading: most).text
    }

    @Test func `shows what a service was asked for, and each kind though the first one is long`() async throws {
        let server = try LoopbackHTTP { request in
            let page = Int(request.target.split(separator: "=").last ?? "") ?? 1
            let rows = (0..<2).map {
                "{\"id\":\"\(page)-\($0)\",\"name\":\"Acme\",\"account\":\"1-0\",\"at\":\"2026-11-01\"}"
            }
            return .status(200, body: "{\"data\":[\(rows.joined(separator: ","))]}")
        }
        let told = try await text(
            """
            sources:
              - name: crm
                http: { url: URL/api, auth: { query: { name: token, value: { credential: key } } }, allow_addresses: [127.0.0.0/8] }
                facts:
                  account:
                    path: /companies
                    records: data
                    pages: { by: page, parameter: page }
                    columns: { id: id, name: name }
                  touch:
                    path: /calls
                    records: data
                    pages: { by: page, parameter: page }
                    columns: { id: id, account_id: account, at: at }
            """, url: server.url, reading: 4)
        #expect(told.contains("the first rows alone: 4 account, 4 touch; 0 refused"), "\(told)")
        #expect(told.contains("    GET /api/companies?page=1  (2 requests)"), "\(told)")
        #expect(told.contains("    GET /api/calls?page=1  (2 requests)"), "\(told)")
        #expect(!told.contains("s3cr3t"))
    }

    @Test func `gives up when the source's own time is over, as the daemon does`() async throws {
        let server = try LoopbackHTTP { _ in .hang }
        let told = try await text(
            """
            sources:
              - name: crm
                timeout: 1s
                http: { url: URL/api, allow_addresses: [127.0.0.0/8] }
                facts: { account: { path: /companies, records: data, columns: { id: id, name: name } } }
            """, url: server.url, reading: 4)
        #expect(told.contains("cannot be read: no answer within 1 s"), "\(told)")
    }

    @Test func `says at once that a service wants to be left alone`() async throws {
        let server = try LoopbackHTTP { _ in .status(429, headers: [("Retry-After", "120")]) }
        let told = try await text(
            """
            sources:
              - name: crm
                http: { url: URL/api, allow_addresses: [127.0.0.0/8] }
                facts: { account: { path: /companies, records: data, columns: { id: id, name: name } } }
            """, url: server.url, reading: 4)
        #expect(told.contains("takes no more requests for now (HTTP 429)"), "\(told)")
        #expect(server.requests.count == 1)
    }

    @Test func `shows each kind that the same rows make, however many they are`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tasting-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) stays: \(error)") }
        }
        let rows = (1...30).map { "a\($0),2026-11-01,7,3\n" }.joined()
        try Data(("account,day,logins,users\n" + rows).utf8).write(to: folder.appending(path: "usage.csv"))
        let told = try await text(
            """
            sources:
              - name: product
                csv: { path: URL/usage.csv }
                facts:
                  usage_day: { columns: { account_id: account, day: day, count: logins } }
                  seat_day: { columns: { account_id: account, day: day, active_users: users } }
            """, url: folder.path, reading: 20)
        #expect(told.contains("30 usage_day, 30 seat_day; 0 refused"), "\(told)")
    }

    @Test func `a name with line breaks in it stays in its row`() throws {
        let kind = FactKind.account
        var row = FactRow(
            key: "A1", account: "A1", values: kind.fields.map { _ in .absent }, observed: noon)
        row.values[try #require(kind.index(of: "name"))] = .text("two\nlines\u{1B}[31m")
        #expect(FactTable(kind, [row], .utc).lines.last == "A1  two lines [31m")
    }
}
