import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Curl
import Documents
import Testing

@testable import BellwetherDaemon

@Suite struct TastingTests {
    private let noon = Moment("2026-11-21T12:00:00Z") ?? .distantPast

    private func text(_ yaml: String, url: String, reading most: Int) async throws -> String {
        let document = Document.read(Array(yaml.replacing("URL", with: url).utf8), named: "bellwether.yaml")
        let report = DiagnosticReport()
        let settings = Settings(try #require(document.root), report: report)
        let source = try #require(SourceDefinition.read(settings.sections("sources"), from: "/nowhere").first)
        let now = noon
        let outside = Outside(
            transport: Curl(), secret: { _ in Secret("s3cr3t-token") }, wait: { _ in }, now: { now },
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

    @Test func `a name with line breaks in it stays in its row`() throws {
        let kind = FactKind.account
        var row = FactRow(
            key: "A1", account: "A1", values: kind.fields.map { _ in .absent }, observed: noon)
        row.values[try #require(kind.index(of: "name"))] = .text("two\nlines\u{1B}[31m")
        #expect(FactTable(kind, [row], .utc).lines.last == "A1  two lines [31m")
    }
}
