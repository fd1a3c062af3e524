import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Curl
import Documents
import Foundation
import Testing

/// A service on loopback, and what reading it came to.
struct Service {
    let server: LoopbackHTTP
    let definition: SourceDefinition
    let waits = Waits()

    /// - Parameter http: more settings under `http:`, and the facts, with `URL` for the server's address.
    init(_ yaml: String, _ script: @escaping @Sendable (HTTPArrival) -> HTTPAnswer) throws {
        server = try LoopbackHTTP(script)
        let written = yaml.replacing("URL", with: server.url)
        let (sources, mistakes) = sources("sources:\n" + written)
        #expect(mistakes == [])
        definition = try #require(sources.first)
    }

    func context(
        _ cursor: SourceCursor = .beginning, at now: Moment = noon, deadline: Moment? = nil
    ) -> PollContext {
        let waits = waits
        let outside = Outside(
            transport: Curl(),
            secret: { reference throws(NoSecret) in
                guard reference.credential == "key" else {
                    throw NoSecret(words: "credential '\(reference.credential)' is there but '/c/other' cannot be read")
                }
                return Secret("s3cr3t-token")
            },
            wait: { await waits.add($0) }, now: { now },
            sqlite: Outside.noFiles)
        return BellwetherSourcesTests.context(cursor, at: now, deadline: deadline, outside: outside)
    }

    func poll(
        _ cursor: SourceCursor = .beginning, at now: Moment = noon, into recorder: Recorder = Recorder()
    ) async throws(PollError) -> PollResult {
        try await definition.source.poll(context(cursor, at: now), into: recorder)
    }

    /// What the last request asked for, percent signs resolved.
    var targets: [String] { server.requests.map { $0.target.removingPercentEncoding ?? $0.target } }
}

/// Waits that would have been: tests never sleep.
actor Waits {
    private(set) var all: [Duration] = []

    func add(_ duration: Duration) { all.append(duration) }
}

private let tickets = """
      - name: desk
        http:
          url: URL/api
          auth: AUTH
          allow_addresses: [127.0.0.0/8]
          MORE
        facts:
          ticket:
            path: /tickets
            records: data
            PAGES
            columns: { id: id, account_id: org, created_at: at, status: status }

    """

private func desk(
    auth: String = "{ bearer: { credential: key } }", more: String = "headers: { X-Version: \"7\" }",
    pages: String = "query: { limit: 2 }"
) -> String {
    tickets.replacing("AUTH", with: auth).replacing("MORE", with: more).replacing("PAGES", with: pages)
}

private func page(_ ids: ClosedRange<Int>, _ more: String = "") -> HTTPAnswer {
    let records = ids.map { #"{"id":\#($0),"org":"acme","at":"2026-11-\#(10 + $0 % 10)T08:00:00Z","status":"open"}"# }
    return .status(200, body: "{\"data\":[\(records.joined(separator: ","))]\(more)}")
}

@Suite struct HTTPSourceTests {
    @Test func `asks with its credential and headers, and maps what comes`() async throws {
        let service = try Service(desk()) { _ in page(1...2) }
        let recorder = Recorder()
        let result = try await service.poll(into: recorder)
        #expect(result.tallies["ticket"]?.accepted == 2)
        #expect(await recorder.value("status", of: "2", .ticket) == .text("open"))
        let request = try #require(service.server.requests.first)
        #expect(request.target == "/api/tickets?limit=2")
        #expect(request.header("Authorization") == "Bearer s3cr3t-token")
        #expect(request.header("X-Version") == "7")
        #expect(service.definition.source.wholeKinds(in: service.context()) == [.ticket])
    }

    @Test func `what stands beside records is asked for by their ids, or refused with the cure`() async throws {
        func scored(_ ids: String) -> String {
            desk(
                pages: "beside: { path: /scores, query: { of: \(ids) }, records: data, of: ticket }\n"
                    + "        values: { status: { open: new } }"
            ).replacing("status: status", with: "status: beside.score? | status")
        }
        let asking = scored(#""{ids}""#)
        let service = try Service(asking) { request in
            guard request.target.contains("scores") else { return page(1...3) }
            return .status(200, body: #"{"data":[{"ticket":"2","score":"solved"},{"ticket":9,"score":"closed"}]}"#)
        }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        for (id, status) in [("1", "new"), ("2", "solved"), ("3", "new")] {
            #expect(await recorder.value("status", of: id, .ticket) == .text(status))
        }
        #expect(service.targets.last == "/api/scores?of=1,2,3")
        // What it tells may leave records out, too.
        let choosing = asking.replacing(
            "values: { status", with: "only: { beside.score?: [solved] }\n        values: { status")
        let chosen = Recorder()
        let scores: @Sendable (HTTPArrival) -> HTTPAnswer = { request in
            guard request.target.contains("scores") else { return page(1...3) }
            return .status(200, body: #"{"data":[{"ticket":2,"score":"solved"},{"ticket":3,"score":"closed"}]}"#)
        }
        _ = try await Service(choosing, scores).poll(into: chosen)
        #expect(await chosen.rows["ticket"]?.map(\.key) == ["2"])
        let refusing = try Service(asking) { request in
            request.target.contains("scores") ? .status(403, body: "{}") : page(1...3)
        }
        await #expect(throws: PollError.self) { try await refusing.poll() }
        let mistakes = sources("sources:\n" + scored("all").replacing("URL", with: "http://127.0.0.1")).mistakes
        #expect(
            mistakes == [
                "bellwether.yaml:12:17: error: 'beside' must ask for records by their ids | write {ids} into its `query` "
                    + "or `path`, and {id} into its `ids` where that says what one is called"
            ])
    }

    @Test(arguments: [
        (
            "{ basic: { user: me/token, password: { credential: key } } }", "Authorization",
            "Basic " + Data("me/token:s3cr3t-token".utf8).base64EncodedString()
        ),
        ("{ header: { name: X-Key, value: { credential: key } } }", "X-Key", "s3cr3t-token"),
    ])
    func `says who it is in the declared way`(auth: String, header: String, value: String) async throws {
        let service = try Service(desk(auth: auth)) { _ in page(1...1) }
        _ = try await service.poll()
        #expect(service.server.requests.first?.header(header) == value)
    }

    struct Pages: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let setting: String
        let asked: [String]
        let answer: @Sendable (String) -> HTTPAnswer
    }

    static let ways = [
        Pages(
            testDescription: "a cursor in the answer",
            setting: "pages: { by: cursor, at: next.after, parameter: after }",
            asked: ["/api/tickets", "/api/tickets?after=b c"],
            answer: { $0.contains("after") ? page(3...3) : page(1...2, #","next":{"after":"b c"}"#) }),
        Pages(
            testDescription: "a cursor, as long as there is more",
            setting: "pages: { by: cursor, at: cur, parameter: after, while: more }",
            asked: ["/api/tickets", "/api/tickets?after=x"],
            answer: {
                $0.contains("x") ? page(3...3, #","cur":"y","more":false"#) : page(1...2, #","cur":"x","more":true"#)
            }),
        Pages(
            testDescription: "pages counted from 1", setting: "pages: { by: page, parameter: page, size: 2 }",
            asked: ["/api/tickets?page=1", "/api/tickets?page=2"],
            answer: { $0.contains("page=2") ? page(3...3) : page(1...2) }),
        Pages(
            testDescription: "pages until one is empty", setting: "pages: { by: page, parameter: p, from: 0 }",
            asked: ["/api/tickets?p=0", "/api/tickets?p=1", "/api/tickets?p=2"],
            answer: {
                $0.contains("p=2")
                    ? .status(200, body: #"{"data":[]}"#) : $0.contains("p=1") ? page(3...3) : page(1...2)
            }),
        Pages(
            testDescription: "an offset", setting: "pages: { by: offset, parameter: start, size: 2 }",
            asked: ["/api/tickets?start=0", "/api/tickets?start=2"],
            answer: { $0.contains("start=2") ? page(3...3) : page(1...2) }),
        Pages(
            testDescription: "a Link header", setting: "pages: { by: link_header }",
            asked: ["/api/tickets", "/api/more?page=2"],
            answer: { target in
                guard !target.contains("more"), case .whole(_, _, let body) = page(1...2) else { return page(3...3) }
                return .whole(
                    status: 200, headers: [("Link", #"</api/first>; rel="first", </api/more?page=2>; rel="next""#)],
                    body: body)
            }),
        Pages(
            testDescription: "a Link header whose first link leads on", setting: "pages: { by: link_header }",
            asked: ["/api/tickets", "/api/more?page=2"],
            answer: { target in
                guard !target.contains("more"), case .whole(_, _, let body) = page(1...2) else { return page(3...3) }
                return .whole(
                    status: 200,
                    headers: [("Link", #"</api/more?page=2>; rel="next", </api/more?page=9>; rel="last""#)],
                    body: body)
            }),
        Pages(
            testDescription: "the next address", setting: "pages: { by: next_url, at: next_page }",
            asked: ["/api/tickets", "/api/tickets?page=2"],
            answer: {
                $0.contains("page")
                    ? page(3...3, #","next_page":null"#) : page(1...2, #","next_page":"/api/tickets?page=2""#)
            }),
        Pages(
            testDescription: "the last record's id",
            setting: "pages: { by: last_id, parameter: starting_after, field: id, while: has_more }",
            asked: ["/api/tickets", "/api/tickets?starting_after=2"],
            answer: { $0.contains("after") ? page(3...3, #","has_more":false"#) : page(1...2, #","has_more":true"#) }),
    ]

    @Test(arguments: ways)
    func `reads every page of`(pages: Pages) async throws {
        let service = try Service(desk(pages: pages.setting)) { pages.answer($0.target) }
        let recorder = Recorder()
        let result = try await service.poll(into: recorder)
        #expect(await recorder.rows["ticket"]?.map(\.key) == ["1", "2", "3"])
        #expect(service.targets == pages.asked)
        #expect(result.tallies["ticket"]?.accepted == 3)
    }

    @Test func `does not follow a list to another host, with its credential`() async throws {
        let service = try Service(desk(pages: "pages: { by: next_url, at: next }")) { _ in
            page(1...1, #","next":"https://evil.example.com/steal""#)
        }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(
            error?.description
                == "127.0.0.1 says its list goes on at evil.example.com, which is not followed: the credential would go along"
        )
    }

    @Test func `names both ports where a list would go on at another one of the same host`() async throws {
        let service = try Service(desk(pages: "pages: { by: next_url, at: next }")) { _ in
            page(1...1, #","next":"http://127.0.0.1:9/steal""#)
        }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(
            error?.description
                == "\(service.server.url) says its list goes on at http://127.0.0.1:9, which is not followed: "
                + "the credential would go along")
    }

    @Test func `stops at a page that it was given before`() async throws {
        let service = try Service(desk(pages: "pages: { by: cursor, at: next, parameter: after }")) { _ in
            page(1...1, #","next":"same""#)
        }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description == "127.0.0.1 gives a page that it gave before; are `pages` right?")
        #expect(service.server.requests.count == 2)
    }

    @Test func `asks for what has changed since, with an overlap, and everything again from time to time`() async throws
    {
        let service = try Service(
            desk(
                more: "whole_every: 1d",
                pages: "since: { parameter: since, form: epoch, overlap: 10m, newest: at }")
        ) { _ in page(1...2) }
        let first = try await service.poll()
        #expect(service.targets == ["/api/tickets"])
        #expect(service.definition.source.wholeKinds(in: service.context()) == [.ticket])

        let newest = try #require(Moment("2026-11-12T08:00:00Z"))
        let hour = noon + .seconds(3600)
        _ = try await service.poll(first.cursor, at: hour)
        #expect(service.targets.last == "/api/tickets?since=\(newest.seconds - 600)")
        #expect(service.definition.source.wholeKinds(in: service.context(first.cursor, at: hour)) == [])

        let nextDay = noon + .seconds(86_400)
        _ = try await service.poll(first.cursor, at: nextDay)
        #expect(service.targets.last == "/api/tickets")
        #expect(service.definition.source.wholeKinds(in: service.context(first.cursor, at: nextDay)) == [.ticket])
    }

    @Test func `nothing new since is no empty load`() async throws {
        let service = try Service(desk(pages: "since: { parameter: since, newest: at }")) { request in
            request.target.contains("since") ? .status(200, body: #"{"data":[]}"#) : page(1...1)
        }
        let first = try await service.poll()
        #expect(try await service.poll(first.cursor).isUnchanged)
    }
}

// MARK: What goes wrong

@Suite struct HTTPFailureTests {
    @Test(arguments: [
        (
            401, #"{"error":{"message":"Invalid API Key: s3cr3t-token"}}"#,
            "127.0.0.1 refuses credential 'key' (HTTP 401): Invalid API Key: •••; put a valid one in its place"
        ),
        (
            403, #"{"message":"missing scope crm.read"}"#,
            "127.0.0.1 refuses credential 'key' (HTTP 403): missing scope crm.read; it may not read this; give it the right to"
        ),
        (404, "", "127.0.0.1 knows no such path (HTTP 404); is `url` or `path` right?"),
        (302, "", "127.0.0.1 sends us to another address (HTTP 302), which is not followed; write that one into `url`"),
        (400, #"{"errors":[{"message":"bad filter"}]}"#, "127.0.0.1 answers HTTP 400: bad filter"),
        (
            200, "<!DOCTYPE html><title>Sign in</title>",
            "127.0.0.1 answers with a web page in place of JSON; is `url` right, and does it ask for a login?"
        ),
        (200, #"{"data":[],"error":{"message":"quota"}}"#, "127.0.0.1 says there is an error: quota"),
        (200, #"{"results":[]}"#, "the answer of 127.0.0.1 has no list at 'data'; it has 'results'"),
    ])
    func `says what happened and what to do`(status: Int, body: String, words: String) async throws {
        let service = try Service(desk(more: "error: error.message")) { _ in .status(status, body: body) }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description == words)
        #expect(error?.isWorthRetrying == false)
        #expect(service.server.requests.count == 1)
    }

    @Test func `says which credential gives no secret, and why`() async throws {
        let service = try Service(desk(auth: "{ bearer: { credential: other } }")) { _ in page(1...1) }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description == "credential 'other' is there but '/c/other' cannot be read")
        #expect(service.server.requests.isEmpty)
    }

    @Test func `waits as long as it is told, and tries again`() async throws {
        let service = try Service(desk()) { request in
            switch request.number {
            case 1: .status(429, headers: [("Retry-After", "7")])
            case 2: .status(503)
            default: page(1...1)
            }
        }
        _ = try await service.poll()
        #expect(await service.waits.all == [.seconds(7), .seconds(4)])
    }

    @Test func `leaves a service alone that wants to be left alone for long`() async throws {
        let service = try Service(desk()) { _ in .status(429, headers: [("Retry-After", "3600")]) }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(
            error?.description
                == "127.0.0.1 takes no more requests for now (HTTP 429); it wants to be asked again in 3600 s")
        #expect(error?.comeBack == .seconds(3600))
        #expect(error?.isWorthRetrying == true)
        #expect(service.server.requests.count == 1)
    }

    @Test(arguments: [
        (429, "127.0.0.1 takes no more requests for now (HTTP 429); it wants to be asked again in 120 s"),
        (503, "127.0.0.1 answers HTTP 503; it wants to be asked again in 120 s"),
    ])
    func `does not wait for a service that asks for more time than the poll has`(
        status: Int, words: String
    ) async throws {
        let service = try Service(desk()) { _ in .status(status, headers: [("Retry-After", "120")]) }
        let context = service.context(deadline: noon + .seconds(120))
        let error = await #expect(throws: PollError.self) {
            try await service.definition.source.poll(context, into: Recorder())
        }
        #expect(error?.description == words)
        #expect(error?.comeBack == .seconds(120) && error?.isWorthRetrying == true)
        #expect(await service.waits.all == [])
    }

    @Test func `says which path no record has, however few, where all are refused for want of it`() async throws {
        let service = try Service(desk()) { _ in
            .status(200, body: #"{"data":[{"id":1,"organisation":"acme","at":"2026-11-01"}]}"#)
        }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description.contains("' has no column ") == true, "\(error?.description ?? "")")
    }

    @Test func `believes a service that says whether to try again`() async throws {
        let service = try Service(desk(more: "should_retry: Should-Retry")) { request in
            request.number == 1
                ? .status(409, headers: [("Should-Retry", "true")])
                : .status(500, headers: [("Should-Retry", "false")], body: #"{"message":"broken"}"#)
        }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description == "127.0.0.1 answers HTTP 500: broken")
        #expect(service.server.requests.count == 2)
    }

    @Test func `gives up a service that is broken for good, within a few tries`() async throws {
        let service = try Service(desk()) { _ in .status(500) }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description == "127.0.0.1 answers HTTP 500")
        #expect(service.server.requests.count == 5)
        #expect(await service.waits.all == [2, 4, 8, 16].map { .seconds($0) })
    }

    @Test(arguments: [
        (
            "{ remaining: X-Left, reset: X-Reset, reset_is: seconds }", [("X-Left", "0"), ("X-Reset", "9")],
            Duration.seconds(9)
        ),
        (
            "{ remaining: X-Left, reset: X-Reset, reset_is: milliseconds }", [("X-Left", "0"), ("X-Reset", "250")],
            .milliseconds(250)
        ),
        (
            "{ remaining: X-Left, reset: X-Reset, reset_is: epoch }",
            [("X-Left", "0"), ("X-Reset", "\(noon.seconds + 30)")], .seconds(30)
        ),
        ("{ remaining: X-Left }", [("X-Left", "0")], .seconds(1)),
        ("{ remaining: X-Left, reset: X-Reset, reset_is: epoch }", [("X-Left", "0"), ("X-Reset", "inf")], .seconds(1)),
        (
            "{ remaining: X-Left, reset: X-Reset, reset_is: milliseconds }", [("X-Left", "0"), ("X-Reset", "-1e30")],
            .seconds(1)
        ),
        (
            "{ remaining: X-Left, reset: X-Reset, reset_is: seconds }",
            [("X-Left", "0"), ("X-Reset", "99999999999999999999")], .seconds(1)
        ),
    ])
    func `waits before the next request where nothing is left`(
        limits: String, headers: [(String, String)], pause: Duration
    ) async throws {
        let service = try Service(
            desk(more: "limits: \(limits)", pages: "pages: { by: page, parameter: p, size: 2 }")
        ) { request in
            guard request.number == 1, case .whole(_, _, let body) = page(1...2) else { return page(3...3) }
            return .whole(status: 200, headers: headers, body: body)
        }
        _ = try await service.poll()
        #expect(await service.waits.all == [pause])
    }

    @Test func `keeps to the declared pace`() async throws {
        let service = try Service(
            desk(more: "pace: { requests: 2, per: 1m }", pages: "pages: { by: page, parameter: p, size: 1 }")
        ) { $0.number < 4 ? page($0.number...$0.number) : .status(200, body: #"{"data":[]}"#) }
        _ = try await service.poll()
        #expect(await service.waits.all == [.seconds(60), .seconds(60)])
    }

    @Test func `quarantines records that cannot be read, and says what each lacks`() async throws {
        let service = try Service(desk()) { _ in
            .status(200, body: #"{"data":[{"id":1,"org":"a","at":"yesterday","status":"open"},7]}"#)
        }
        let recorder = Recorder()
        let result = try await service.poll(into: recorder)
        #expect(result.tallies["ticket"]?.rejected == 2)
        #expect(
            await recorder.rejected.map(\.description) == [
                "ticket record:1:2: at: 'yesterday' is not a date in a declared format ('created_at')",
                "ticket record:2: it is no JSON object",
            ])
    }

    @Test func `tells of a field that no record has any more`() async throws {
        let records = (1...20).map { #"{"id":\#($0),"org":"a","at":"2026-11-20T08:00:00Z","state":"open"}"# }
        let service = try Service(desk()) { _ in
            .status(200, body: "{\"data\":[\(records.joined(separator: ","))]}")
        }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description == "'ticket record' has no column 'status'; did you mean 'state'?")
    }

    @Test func `does not trust a certificate it does not know`() async throws {
        let server = try LoopbackHTTP(tls: try Certificate()) { _ in page(1...1) }
        let (sources, mistakes) = sources("sources:\n" + desk().replacing("URL", with: server.url))
        #expect(mistakes == [])
        let outside = Outside(
            transport: Curl(), secret: { _ in Secret("s3cr3t-token") }, wait: { _ in }, now: { noon },
            sqlite: Outside.noFiles)
        let error = await #expect(throws: PollError.self) {
            try await #require(sources.first).source.poll(context(outside: outside), into: Recorder())
        }
        let words = try #require(error?.description)
        #expect(words.hasPrefix("the certificate of 127.0.0.1 is not trusted ("))
        #expect(words.hasSuffix("); renew it there, or name its authority with `ca_file`"))
        #expect(server.requests.isEmpty)
    }
}
