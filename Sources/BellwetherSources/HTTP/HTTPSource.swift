import BellwetherCore
import Curl
import Diagnostics
import Documents
import JSON

extension SourceKind {
    /// A service that answers JSON over HTTP.
    package static let http = SourceKind(
        name: "http", help: "Reads a service that answers JSON over HTTP.",
        example: """
            - name: billing
              http: { url: "https://api.example.com/v1", auth: { bearer: { credential: billing_key } } }
              facts:
                invoice:
                  path: /invoices
                  records: data
                  pages: { by: cursor, at: meta.next, parameter: cursor }
                  since: { parameter: updated_since, newest: updated_at }
                  columns: { id: id, account_id: customer, status: status, total: total, due_date: due_date }
            """,
        read: { writing in HTTPSource(writing) })
}

/// Where a service is, who we are to it, and what it asks of its callers.
struct HTTPService: Sendable {
    let url: TextOrSecret
    let authorisation: Authorisation
    let headers: [HeaderField]
    let allowedAddresses: [AddressRange]
    let caFile: String?
    let pace: Pace?
    let limits: LimitHeaders?
    /// A header that says whether trying again is worth it.
    let shouldRetry: String?
    /// Where in an answer that looks good an error may stand.
    let errorPath: JSONPath?
    let mostBytes: Int

    var hasSecretAddress: Bool { if case .secret = url { true } else { false } }

    /// - Parameter folder: relative paths start from it.
    init?(_ settings: Settings, from folder: String) {
        let url = settings.required("url", .textOrSecret)
        let authorisation = Authorisation(settings.section("auth"))
        headers = settings.optional("headers", .map(of: .anyText), default: []).map { HeaderField($0.name, $0.value) }
        allowedAddresses = settings.optional("allow_addresses", .list(of: .addressRange), default: [])
        caFile = settings.optional("ca_file", .nonEmptyText).map { Files.absolute($0, from: folder) }
        pace = settings.section("pace").flatMap(Pace.init)
        limits = settings.section("limits").flatMap(LimitHeaders.init)
        shouldRetry = settings.optional("should_retry", .nonEmptyText)
        errorPath = settings.optional("error", .path)
        mostBytes = settings.optional("most_bytes", .integer(atLeast: 1), default: 64 << 20)
        guard let url, let authorisation else { return nil }
        self.url = url
        self.authorisation = authorisation
        guard case .text(let text) = url, let place = settings.placeOfValue("url") else { return }
        do throws(Flaw) {
            let isClear = try Endpoint(text).scheme == .http
            if isClear, !settings.has("allow_addresses") { settings.report(.clearHTTP(at: place)) }
        } catch {
            settings.report(.error("\(error)", at: place))
        }
    }
}

/// Reads each kind of fact of a service, page by page: all of it, or what has changed.
struct HTTPSource: Source {
    let service: HTTPService
    let style: ReadingStyle
    /// How often everything is listed although changes are known: only then does it show what has gone.
    let wholeEvery: Duration?
    let facts: [HTTPFact]

    var isWhole: Bool { false }
    var kinds: [FactKind] { facts.map(\.kind) }

    init?(_ writing: SourceWriting) {
        let service = HTTPService(writing.settings, from: writing.folder)
        style = ReadingStyle(writing.settings)
        wholeEvery = writing.settings.optional("whole_every", .interval)
        facts = writing.facts.compactMap(HTTPFact.init)
        guard let service, facts.count == writing.facts.count else { return nil }
        self.service = service
    }

    func wholeKinds(in context: PollContext) -> Set<FactKind> {
        let partial = facts.filter { !$0.isListedWhole(context, every: wholeEvery) }.map(\.kind)
        return Set(kinds).subtracting(partial)
    }

    func poll(_ context: PollContext, into sink: any LoadSink) async throws(PollError) -> PollResult {
        var result = PollResult(cursor: context.cursor)
        for kind in kinds { result.tallies[kind.name] = LoadTally() }
        var caller = try Caller(service, context)
        for fact in facts {
            do throws(PollError) { try await read(fact, context, &caller, sink, &result) } catch {
                // Whoever reads several kinds wants to know which of them failed.
                guard case .service(let failure, _) = error, facts.count > 1 else { throw error }
                throw .service(failure, of: fact.name)
            }
        }
        let isNothing = result.tallies.values.allSatisfy { $0.accepted + $0.rejected == 0 }
        result.isUnchanged = isNothing && wholeKinds(in: context).isEmpty
        return result
    }

    private func read(
        _ fact: HTTPFact, _ context: PollContext, _ caller: inout Caller, _ sink: any LoadSink,
        _ result: inout PollResult
    ) async throws(PollError) {
        var reading = try FactReading(of: fact, style, context)
        let isWhole = fact.isListedWhole(context, every: wholeEvery)
        if fact.changes == nil || isWhole {
            try await reading.list(isWhole: isWhole, &caller, sink, &result)
        } else {
            try await reading.catchUp(&caller, sink, &result)
        }
        try reading.table.checkPaths(atLeast: Self.fewRecords)
    }

    /// Fewer records than this may well all lack a field that others have.
    private static let fewRecords = 20
}

extension Setting where Value == AddressRange {
    static var addressRange: Setting {
        Setting<String>.text.converted(to: "an address or a range such as 10.0.0.0/8") { AddressRange($0) }
    }
}

extension Diagnostic {
    static func clearHTTP(at place: Place) -> Diagnostic {
        error(
            "'http:' needs 'allow_addresses'", at: place,
            help: "list the address it may be at, such as 127.0.0.0/8; everything sent there can be read on its way")
    }
}
