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

    /// An answer to a newer survey; without a category its question was skipped.
    struct SurveyResponse: Sendable {
        let id: Int
        let ticket: Int
        var category: String? = "neutral"
        var comment: String?

        var json: String {
            let question = #""question":{"id":"q","sub_type":"customer_satisfaction","type":"rating_scale_numeric"}"#
            let at = #""created_at":"2026-10-01T08:00:00.000Z","updated_at":"2026-10-02T08:00:00.000Z""#
            let rating = category.map { #""type":"rating_scale","rating":3,"rating_category":"\#($0)""# }
            let words = comment.map { #","type":"open_ended","value":"\#($0)""# } ?? #","type":"skipped""#
            return #"""
                {"id":"01J\#(id)","responder_id":77,"subject_zrns":["zen:ticket:\#(ticket)"],
                "subjects":[{"id":"\#(ticket)","type":"ticket","zrn":"zen:ticket:\#(ticket)"}],
                "answers":[{\#(rating ?? #""type":"skipped""#),\#(question),\#(at)},
                {"question":{"id":"c","type":"open_ended"}\#(words),\#(at)}]}
                """#
        }
    }

    var tickets: [Ticket] = []
    var surveys: [SurveyResponse] = []
    var now: Moment = noon
    var pageSize = 2
    var surveysAPage = 30

    func answer(_ request: HTTPArrival) -> HTTPAnswer {
        let expected = "Basic " + Data("me@example.com/token:s3cr3t-token".utf8).base64EncodedString()
        guard request.header("Authorization") == expected else {
            return .status(401, body: #"{"error":"Couldn't authenticate you"}"#)
        }
        let query = URLComponents(string: request.target)?.queryItems ?? []
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        if request.target.contains("/organizations") { return organisations(after: value("page[after]")) }
        if request.target.contains("/guide/survey_responses") {
            let asked = value("filter[subject_zrns]")?.split(separator: ",").map(String.init) ?? []
            return responses(to: asked, newestFirst: value("sort") == "-id", after: value("page[after]"))
        }
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

    private func responses(to names: [String], newestFirst: Bool, after: String?) -> HTTPAnswer {
        let all = surveys.filter { names.contains("zen:ticket:\($0.ticket)") }.sorted {
            newestFirst ? $0.id > $1.id : $0.id < $1.id
        }
        let start = after.flatMap { Int($0) } ?? 0
        let page = all.dropFirst(start).prefix(surveysAPage)
        let next = start + page.count
        return .status(
            200,
            body:
                #"{"survey_responses":[\#(page.map(\.json).joined(separator: ","))],"meta":{"has_more":\#(next < all.count),"after_cursor":"\#(next)"}}"#
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

    private func rated(_ scores: [String]) -> [FakeZendesk.Ticket] {
        scores.enumerated().map { index, score in
            .init(id: index + 1, generated: noon - .seconds(600), rating: #"{"score":"\#(score)"}"#)
        }
    }

    @Test func `what a survey says of a ticket comes before what stands on it, and both are one answer`() async throws {
        let fake = FakeZendesk(
            tickets: rated(["bad", "good", "bad", "unoffered", "good"]),
            surveys: [
                .init(id: 1, ticket: 1, category: "bad"), .init(id: 2, ticket: 1, comment: "So so"),
                .init(id: 3, ticket: 3, category: nil), .init(id: 4, ticket: 4),
                .init(id: 5, ticket: 5, category: "good"),
            ])
        let service = try zendesk(fake, reading: "survey_response")
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        func value(_ field: String, _ ticket: Int) async -> FactValue? {
            await recorder.value(field, of: String(ticket), .surveyResponse)
        }
        #expect(await recorder.rows["survey_response"]?.map(\.key) == ["1", "2", "3", "5"])
        #expect(await recorder.rows["survey_response"]?.allSatisfy { $0.account == "9" } == true)
        #expect(await value("value", 1) == .real(3))
        #expect(await value("comment", 1) == .text("So so"))
        #expect(await value("contact_id", 1) == .text("77"))
        #expect(await value("at", 1) == .integer(Moment("2026-10-02T08:00:00Z")?.seconds ?? 0))
        #expect(await value("value", 2) == .real(5))
        #expect(await value("contact_id", 2) == .text("5"))
        #expect(await value("at", 2) == .integer(Moment("2026-11-02T08:00:00Z")?.seconds ?? 0))
        #expect(await value("value", 3) == .real(1))
        #expect(await value("value", 5) == .real(5))
        // Two tickets a page: those with an answer alone are asked about, and what goes on is read on.
        let asked = service.targets.filter { $0.contains("survey_responses") }
        #expect(
            asked.map { $0.split(separator: "=")[1].prefix { $0 != "&" } } == [
                "zen:ticket:1,zen:ticket:2", "zen:ticket:3", "zen:ticket:5",
            ])
    }

    /// As the preset's head of the ratings says.
    @Test func `where all scales have five steps the step may be read`() async throws {
        let fake = FakeZendesk(
            tickets: rated(["good", "good"]), surveys: [.init(id: 1, ticket: 1, category: "good")])
        let step = "beside.answers[question.sub_type=customer_satisfaction].rating? | satisfaction_rating.score?"
        let service = try Service(
            """
              - name: desk
                preset: zendesk
                http:
                  url: URL/api/v2
                  auth: { basic: { user: me@example.com/token, password: { credential: key } } }
                  allow_addresses: [127.0.0.0/8]
                facts: { account: null, ticket: null, survey_response: { columns: { value: "\(step)" } } }
            """
        ) { fake.answer($0) }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.value("value", of: "1", .surveyResponse) == .real(3))
        #expect(await recorder.value("value", of: "2", .surveyResponse) == .real(5))
    }

    @Test func `asks about fifty tickets at once, and reads all pages of what comes`() async throws {
        let fake = FakeZendesk(
            tickets: rated([String](repeating: "bad", count: 120)),
            surveys: (1...120).map { .init(id: $0, ticket: $0, category: $0 % 2 == 0 ? "neutral" : "good") },
            pageSize: 120)
        let service = try zendesk(fake, reading: "survey_response")
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        let value = try #require(FactKind.surveyResponse.index(of: "value"))
        let values = await recorder.rows["survey_response"]?.map { $0.values[value] }
        #expect(values == (1...120).map { .real($0 % 2 == 0 ? 3 : 5) })
        let asked = service.targets.filter { $0.contains("survey_responses") }
        #expect(asked.map { $0.contains("page[after]") } == [false, true, false, true, false])
    }

    @Test(arguments: [
        (403, #"{"errors":[{"code":"Forbidden","status":"403","title":"Access to the resource is forbidden"}]}"#),
        (404, #"{"error":"InvalidEndpoint","description":"Not found"}"#),
        (400, #"{"errors":[{"code":"BadRequest","title":"too many"}]}"#),
    ])
    func `without the right to surveys what stands on tickets counts`(status: Int, body: String) async throws {
        let fake = FakeZendesk(
            tickets: rated(["bad", "good", "bad"]), surveys: (1...3).map { .init(id: $0, ticket: $0) })
        let service = try zendesk(fake, reading: "survey_response") { request in
            request.target.contains("survey_responses") ? .status(status, body: body) : nil
        }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows["survey_response"]?.count == 3)
        #expect(await recorder.value("value", of: "1", .surveyResponse) == .real(1))
        #expect(await recorder.value("value", of: "2", .surveyResponse) == .real(5))
        #expect(service.targets.filter { $0.contains("survey_responses") }.count == 1, "it is not asked over again")
    }

    /// Nothing is taken for the other while it is only out of reach.
    @Test func `surveys that fail for now are asked for again, and end the poll if that fails`() async throws {
        let fake = FakeZendesk(tickets: rated(["bad"]), surveys: [.init(id: 1, ticket: 1)])
        let passing = try zendesk(fake, reading: "survey_response") { request in
            request.number == 2 ? .status(429, headers: [("Retry-After", "9")]) : nil
        }
        let recorder = Recorder()
        _ = try await passing.poll(into: recorder)
        #expect(await recorder.value("value", of: "1", .surveyResponse) == .real(3))
        #expect(await passing.waits.all == [.seconds(9)])
        let failing = try zendesk(fake, reading: "survey_response") { request in
            request.target.contains("survey_responses") ? .status(500, body: "{}") : nil
        }
        let error = await #expect(throws: PollError.self) { try await failing.poll() }
        #expect(error?.description == "127.0.0.1 answers HTTP 500")
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
