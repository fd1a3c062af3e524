import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Foundation
import Testing

/// Zendesk's incremental export as its documents have it: a page at a time behind a cursor, without the last minute, and
/// with what was deleted.
struct FakeZendesk: Sendable {
    struct Ticket: Sendable {
        let id: Int
        let generated: Moment
        var status = "open"
        var organisation: Int? = 9
        var rating = #"{"score":"unoffered"}"#
    }

    var tickets: [Ticket] = []
    var now: Moment = noon
    var pageSize = 2

    func answer(_ request: HTTPArrival) -> HTTPAnswer {
        let expected = "Basic " + Data("me@example.com/token:s3cr3t-token".utf8).base64EncodedString()
        guard request.header("Authorization") == expected else {
            return .status(401, body: #"{"error":"Couldn't authenticate you"}"#)
        }
        let query = URLComponents(string: request.target)?.queryItems ?? []
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        if request.target.contains("/organizations") { return organisations(after: value("page[after]")) }
        if value("cursor") != nil, value("start_time") != nil {
            return .status(400, body: #"{"error":"InvalidValue"}"#)
        }
        guard let start = value("cursor").flatMap({ Int($0) }) ?? value("start_time").map({ _ in 0 }) else {
            return .status(400, body: #"{"error":"InvalidValue","description":"Missing start_time"}"#)
        }
        let shown = tickets.filter { $0.generated <= now - .seconds(60) }
        let page = shown.dropFirst(start).prefix(pageSize)
        let records = page.map { ticket in
            let organisation = ticket.organisation.map(String.init) ?? "null"
            return
                #"{"id":\#(ticket.id),"organization_id":\#(organisation),"requester_id":5,"created_at":"2026-11-01T08:00:00Z","status":"\#(ticket.status)","priority":"high","type":"incident","metric_set":{"solved_at":null,"replies":3,"reopens":1},"updated_at":"2026-11-02T08:00:00Z","satisfaction_rating":\#(ticket.rating),"generated_timestamp":\#(ticket.generated.seconds)}"#
        }
        let next = start + page.count
        return .status(
            200,
            body:
                #"{"tickets":[\#(records.joined(separator: ","))],"after_url":"https://x","before_cursor":null,"after_cursor":"\#(next)","end_of_stream":\#(next >= shown.count)}"#
        )
    }

    private func organisations(after: String?) -> HTTPAnswer {
        let isFirst = after == nil
        let id = isFirst ? 9 : 10
        return .status(
            200,
            body:
                #"{"organizations":[{"id":\#(id),"name":"Org \#(id)","domain_names":["o\#(id).example.com"]}],"meta":{"has_more":\#(isFirst),"after_cursor":"xyz"}}"#
        )
    }
}

@Suite struct ZendeskPresetTests {
    private func zendesk(
        _ fake: FakeZendesk, reading kind: String = "ticket", fault: (@Sendable (HTTPArrival) -> HTTPAnswer?)? = nil
    )
        throws -> Service
    {
        let others = ["account", "ticket", "survey_response"].filter { $0 != kind }
        return try Service(
            """
              - name: desk
                preset: zendesk
                http:
                  url: URL/api/v2
                  auth: { basic: { user: me@example.com/token, password: { credential: key } } }
                  allow_addresses: [127.0.0.0/8]
                facts: { \(others.map { "\($0): null" }.joined(separator: ", ")) }
            """
        ) { request in fault?(request) ?? fake.answer(request) }
    }

    @Test func `people of organisations become contacts, our own and those of nobody do not`() async throws {
        let users = [(1, "end-user", "9"), (2, "agent", "9"), (3, "end-user", "null")].map { id, role, organisation in
            #"{"id":\#(id),"name":"Ann","email":"ann@example.com","role":"\#(role)","organization_id":\#(organisation),"created_at":"2026-01-01T08:00:00Z","last_login_at":"2026-11-20T08:00:00Z"}"#
        }
        let service = try Service(
            """
              - name: people
                preset: zendesk-contacts
                http: { url: URL/api/v2, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
            """
        ) { _ in
            .status(
                200, body: #"{"users":[\#(users.joined(separator: ","))],"after_cursor":"x","end_of_stream":true}"#)
        }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows["contact"]?.map(\.key) == ["1"])
        #expect(service.targets == ["/api/v2/incremental/users/cursor.json?per_page=1000&start_time=0"])
    }

    @Test func `exports from the beginning, and then on from where it came`() async throws {
        var fake = FakeZendesk(tickets: (1...5).map { .init(id: $0, generated: noon - .seconds(3600 * (6 - $0))) })
        let service = try zendesk(fake)
        let recorder = Recorder()
        let first = try await service.poll(into: recorder)
        #expect(await recorder.rows["ticket"]?.map(\.key) == ["1", "2", "3", "4", "5"])
        #expect(await recorder.value("agent_replies", of: "1", .ticket) == .integer(3))
        #expect(
            service.targets == [
                "/api/v2/incremental/tickets/cursor.json?per_page=1000&include=metric_sets&start_time=0",
                "/api/v2/incremental/tickets/cursor.json?per_page=1000&include=metric_sets&cursor=2",
                "/api/v2/incremental/tickets/cursor.json?per_page=1000&include=metric_sets&cursor=4",
            ])
        #expect(service.definition.source.wholeKinds(in: service.context()) == [])

        fake.tickets.append(.init(id: 6, generated: noon))
        let again = Recorder()
        let next = try zendesk(fake)
        #expect(try await next.poll(first.cursor, into: again).isUnchanged, "the last minute is not in the export")
        #expect(next.targets.first?.hasSuffix("cursor=5") == true)

        fake.now = noon + .seconds(900)
        _ = try await zendesk(fake).poll(first.cursor, at: fake.now, into: again)
        #expect(await again.rows["ticket"]?.map(\.key) == ["6"])
    }

    @Test func `hears that a ticket was deleted, and leaves out those of nobody`() async throws {
        let fake = FakeZendesk(tickets: [
            .init(id: 1, generated: noon - .seconds(600), status: "deleted"),
            .init(id: 2, generated: noon - .seconds(500), organisation: nil),
        ])
        let recorder = Recorder()
        let result = try await zendesk(fake).poll(into: recorder)
        #expect(await recorder.value("status", of: "1", .ticket) == .text("deleted"))
        #expect(result.tallies["ticket"]?.accepted == 1)
        #expect(await recorder.rejected == [])
    }

    @Test func `keeps to ten requests a minute, and waits when told to`() async throws {
        let fake = FakeZendesk(
            tickets: (1...12).map { .init(id: $0, generated: noon - .seconds(600)) }, pageSize: 1)
        let service = try zendesk(fake) { request in
            request.number == 3 ? .status(429, headers: [("Retry-After", "23")]) : nil
        }
        let result = try await service.poll()
        #expect(result.tallies["ticket"]?.accepted == 12)
        // The clock stands still here, so each request beyond the tenth would wait a whole minute.
        #expect(await service.waits.all == [.seconds(23)] + [Duration](repeating: .seconds(60), count: 3))
    }

    @Test func `reads ratings off tickets, with whose they are, and takes no offer for an answer`() async throws {
        let ratings = [
            #"{"id":1,"score":"good","comment":"Thank you"}"#, #"{"id":2,"score":"bad"}"#, #"{"score":"offered"}"#,
            #"{"score":"unoffered"}"#, "null",
        ]
        let tickets = ratings.enumerated().map { index, rating in
            FakeZendesk.Ticket(id: index + 1, generated: noon - .seconds(600), rating: rating)
        }
        let recorder = Recorder()
        _ = try await zendesk(FakeZendesk(tickets: tickets), reading: "survey_response").poll(into: recorder)
        #expect(await recorder.rows["survey_response"]?.map(\.key) == ["1", "2"])
        #expect(await recorder.rows["survey_response"]?.map(\.account) == ["9", "9"])
        #expect(await recorder.value("value", of: "1", .surveyResponse) == .real(5))
        #expect(await recorder.value("value", of: "2", .surveyResponse) == .real(1))
        #expect(await recorder.value("comment", of: "1", .surveyResponse) == .text("Thank you"))
        #expect(await recorder.rejected == [])
    }

    /// As the preset's head of the ratings says.
    private static let invitations = """
              survey_invitation:
                path: /incremental/tickets/cursor.json
                query: { per_page: 1000 }
                records: tickets
                pages: { by: cursor, at: after_cursor, parameter: cursor, until: end_of_stream, kept: true }
                since: { parameter: start_time, form: epoch, first: "0" }
                skip_without: [account_id]
                only: { satisfaction_rating.score?: [offered, good, bad] }
                columns: { id: id, account_id: organization_id, contact_id: requester_id, at: updated_at,
                           answered: satisfaction_rating.score? }
                constants: { kind: csat }
                values: { answered: { offered: "false", good: "true", bad: "true" } }
        """

    @Test func `an offer may be mapped as well, for who answers at all`() async throws {
        let scores = ["good", "offered", "unoffered", "bad"]
        let tickets = scores.enumerated().map { index, score in
            FakeZendesk.Ticket(id: index + 1, generated: noon - .seconds(600), rating: #"{"score":"\#(score)"}"#)
        }
        let fake = FakeZendesk(tickets: tickets)
        let service = try Service(
            """
              - name: desk
                preset: zendesk
                http:
                  url: URL/api/v2
                  auth: { basic: { user: me@example.com/token, password: { credential: key } } }
                  allow_addresses: [127.0.0.0/8]
                facts:
                  account: null
                  ticket: null
                  survey_response: null
            \(Self.invitations)
            """
        ) { fake.answer($0) }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rows["survey_invitation"]?.map(\.key) == ["1", "2", "4"])
        #expect(await recorder.value("answered", of: "1", .surveyInvitation) == .integer(1))
        #expect(await recorder.value("answered", of: "2", .surveyInvitation) == .integer(0))
        #expect(await recorder.rejected == [])
    }

    @Test func `pages through organisations`() async throws {
        let recorder = Recorder()
        _ = try await zendesk(FakeZendesk(), reading: "account").poll(into: recorder)
        #expect(await recorder.rows["account"]?.map(\.key) == ["9", "10"])
        #expect(await recorder.value("domain", of: "9", .account) == .text("o9.example.com"))
    }
}
