import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Foundation
import Testing

/// HubSpot's search and lists as its documents have them: texts for values, only the properties that are asked for, and
/// nothing behind the ten-thousandth record.
struct FakeHubSpot: Sendable {
    struct Company: Sendable {
        let id: Int
        let modified: Int64
        var stage = "customer"
    }

    var companies: [Company] = []
    /// A smaller cap than HubSpot's ten thousand, in proportion to the test's pages.
    var cap = 10_000
    var tickets = ""
    var submissions = ""
    /// Each with what was asked for alone, as HubSpot has it.
    var subscriptions: [Subscription] = []

    struct Subscription: Sendable {
        let id: Int
        var status = "active"
        var frequency: String? = "monthly"
        var mrr: String? = "100.00"
        var next: String? = "121.00"
        var company: Int? = 9
    }

    func answer(_ request: HTTPArrival) -> HTTPAnswer {
        if request.target.contains("/feedback_submissions") {
            let isAsked = request.target.contains("hs_response_group") && request.target.contains("hs_survey_type")
            return .status(200, body: isAsked ? submissions : #"{"results":[]}"#)
        }
        if request.target.contains("/tickets") {
            let isAsked =
                request.target.contains("associations=companies") && request.target.contains("hs_pipeline_stage")
            return .status(200, body: isAsked ? tickets : #"{"results":[]}"#)
        }
        if request.target.contains("/objects/subscriptions") { return list(request) }
        guard request.method == "POST", let body = Search(request.body) else {
            return .status(400, body: #"{"category":"VALIDATION_ERROR","message":"Invalid input JSON"}"#)
        }
        guard body.after + body.limit <= cap else {
            return .status(
                400, body: #"{"message":"paging beyond 10000 is not supported","category":"VALIDATION_ERROR"}"#)
        }
        let found = companies.filter { $0.modified >= body.since }.sorted {
            ($0.modified, $0.id) < ($1.modified, $1.id)
        }
        let page = found.dropFirst(body.after).prefix(body.limit)
        let next = body.after + page.count
        let paging = next < found.count ? #","paging":{"next":{"after":"\#(next)"}}"# : ""
        let records = page.map { company in
            let all = [
                "name": "Company \(company.id)", "domain": "c\(company.id).example.com", "hubspot_owner_id": "77",
                "lifecyclestage": company.stage, "hs_lastmodifieddate": String(company.modified),
                "hs_additional_domains": "c\(company.id).example.net;c\(company.id).example.org",
            ]
            let asked = body.properties.map { "\"\($0)\":\(all[$0].map { "\"\($0)\"" } ?? "null")" }
            return #"{"id":"\#(company.id)","properties":{\#(asked.joined(separator: ","))}}"#
        }
        return .status(
            200, body: #"{"total":\#(found.count),"results":[\#(records.joined(separator: ","))]\#(paging)}"#)
    }

    private func list(_ request: HTTPArrival) -> HTTPAnswer {
        let query = URLComponents(string: request.target)?.queryItems ?? []
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        let start = value("after").flatMap { Int($0) } ?? 0
        let page = subscriptions.dropFirst(start).prefix(value("limit").flatMap { Int($0) } ?? 10)
        let records = page.map { one in
            let all = [
                "hs_name": "Gold", "hs_status": one.status, "hs_recurring_billing_start_date": "2026-01-15",
                "hs_recurring_billing_frequency": one.frequency, "hs_currency_code": "EUR", "hs_mrr": one.mrr,
                "hs_next_payment_amount": one.next, "hs_next_payment_due_date": one.next.map { _ in "1765756800000" },
            ]
            let asked = query.filter { $0.name == "properties" }.compactMap(\.value)
                .map { "\"\($0)\":\((all[$0] ?? nil).map { "\"\($0)\"" } ?? "null")" }
            let company = value("associations") == "companies" ? one.company : nil
            let companies = company.map { #"{"companies":{"results":[{"id":"\#($0)","type":"x"}]}}"# }
            let beside = companies.map { #","associations":\#($0)"# } ?? ""
            return #"{"id":"\#(one.id)","properties":{\#(asked.joined(separator: ","))}\#(beside)}"#
        }
        let next = start + page.count
        let paging = next < subscriptions.count ? #","paging":{"next":{"after":"\#(next)"}}"# : ""
        return .status(200, body: #"{"results":[\#(records.joined(separator: ","))]\#(paging)}"#)
    }

    private struct Search: Decodable {
        struct Group: Decodable { let filters: [Filter] }
        struct Filter: Decodable {
            let propertyName: String
            let `operator`: String
            let value: String?
        }

        let limit: Int
        let after: Int
        let since: Int64
        let properties: [String]

        private enum Key: CodingKey { case limit, after, properties, filterGroups }

        init?(_ bytes: [UInt8]) {
            guard let read = try? JSONDecoder().decode(Search.self, from: Data(bytes)) else { return nil }
            self = read
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            limit = try values.decode(Int.self, forKey: .limit)
            after = Int(try values.decodeIfPresent(String.self, forKey: .after) ?? "0") ?? 0
            properties = try values.decode([String].self, forKey: .properties)
            let filters = try values.decode([Group].self, forKey: .filterGroups).flatMap(\.filters)
            since = Int64(filters.first { $0.operator == "GTE" }?.value ?? "") ?? -1
        }
    }
}

@Suite struct HubSpotPresetTests {
    private func hubspot(_ fake: FakeHubSpot, _ only: String, most: Int = 10_000) throws -> Service {
        let kinds = ["account", "touch", "contact", "ticket", "survey_response", "survey_response-csat"].filter {
            $0 != only
        }
        let pages = most == 10_000 || only != "account" ? [] : ["account: { pages: { most: \(most) } }"]
        return try Service(
            """
              - name: crm
                preset: hubspot
                http: { url: URL, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
                facts: { \((kinds.map { "\($0): null" } + pages).joined(separator: ", ")) }
            """
        ) { fake.answer($0) }
    }

    @Test func `takes answers on their own scale, satisfaction by its group, and nothing about articles`() async throws
    {
        func submission(_ id: Int, _ kind: String, _ value: String, _ group: String?) -> String {
            let group = group.map { #""\#($0)""# } ?? "null"
            return #"""
                {"id":"\#(id)","properties":{"hs_survey_type":"\#(kind)","hs_value":"\#(value)","hs_response_group":\#(group),
                "hs_submission_timestamp":"2026-11-01T08:00:00Z","hs_content":"fine","hs_contact_id":"5"},
                "associations":{"companies":{"results":[{"id":"9","type":"x"}]}}}
                """#
        }
        let all = [
            submission(1, "NPS", "9", "PROMOTER"), submission(2, "CSAT", "2", "PROMOTER"),
            submission(3, "CSAT", "0", "DETRACTOR"), submission(4, "KNOWLEDGE", "1", nil),
            submission(5, "CSAT", "1", nil), submission(6, "CES", "7", "PROMOTER"),
        ]
        let fake = FakeHubSpot(submissions: #"{"results":[\#(all.joined(separator: ","))]}"#)
        var values: [String: FactValue] = [:]
        for kind in ["survey_response", "survey_response-csat"] {
            let recorder = Recorder()
            _ = try await hubspot(fake, kind).poll(into: recorder)
            #expect(await recorder.rejected == [])
            for row in await recorder.rows["survey_response"] ?? [] {
                values[row.key] = await recorder.value("value", of: row.key, .surveyResponse)
            }
        }
        #expect(values == ["1": .real(9), "2": .real(5), "3": .real(1), "6": .real(7)])
    }

    @Test func `reads what is open of an invoice, and all of one that is settled`() async throws {
        func invoice(_ id: Int, _ status: String, company: String = #"[{"id":"9","type":"x"}]"#) -> String {
            #"""
            {"id":"\#(id)","properties":{"hs_number":"INV-\#(id)","hs_invoice_status":"\#(status)","hs_amount_billed":"120.50",
            "hs_balance_due":"20.50","hs_invoice_date":"2026-11-01","hs_due_date":"2026-11-15T00:00:00Z","hs_currency":"EUR"},
            "associations":{"companies":{"results":\#(company)}}}
            """#
        }
        let all = [
            invoice(1, "open"), invoice(2, "paid"), invoice(3, "voided"), invoice(4, "draft"),
            invoice(5, "open", company: "[]"),
        ]
        let service = try Service(
            """
              - name: bills
                preset: hubspot-commerce
                http: { url: URL, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
            """
        ) { request in
            let isAsked = request.target.contains("associations=companies") && request.target.contains("hs_balance_due")
            return .status(200, body: #"{"results":[\#(isAsked ? all.joined(separator: ",") : "")]}"#)
        }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows["invoice"]?.map(\.key).sorted() == ["1", "2", "3"])
        #expect(await recorder.value("total", of: "1", .invoice) == .integer(2050))
        #expect(await recorder.value("total", of: "2", .invoice) == .integer(12_050))
        #expect(await recorder.value("status", of: "3", .invoice) == .text("void"))
    }

    private func subscriptions(
        _ fake: FakeHubSpot, fault: (@Sendable (HTTPArrival) -> HTTPAnswer?)? = nil
    ) throws -> Service {
        try Service(
            """
              - name: plans
                preset: hubspot-subscriptions
                http: { url: URL, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
            """
        ) { request in fault?(request) ?? fake.answer(request) }
    }

    @Test func `a subscription has its MRR, or its next payment by how often that comes`() async throws {
        let fake = FakeHubSpot(subscriptions: [
            .init(id: 1), .init(id: 2, frequency: "biweekly", mrr: nil),
            .init(id: 3, frequency: "per_two_years", mrr: nil), .init(id: 4, frequency: "per_six_months", mrr: nil),
            .init(id: 5, frequency: nil, mrr: nil, next: nil), .init(id: 6, company: nil),
            .init(id: 7, frequency: "fortnightly"),
        ])
        let recorder = Recorder()
        _ = try await subscriptions(fake).poll(into: recorder)
        func value(_ field: String, _ id: Int) async -> FactValue? {
            await recorder.value(field, of: String(id), .subscription)
        }
        #expect(await recorder.rows["subscription"]?.map(\.key) == ["1", "2", "3", "4", "5"])
        #expect(await recorder.rows["subscription"]?.allSatisfy { $0.account == "9" } == true)
        #expect(await value("mrr", 1) == .integer(100_000_000))
        #expect(await value("started_at", 1) == .integer(20_468))
        #expect(await value("term_end", 1) == .integer(20_437))
        #expect(await value("currency", 1) == .text("EUR"))
        #expect(await value("product", 1) == .text("Gold"))
        #expect(await value("mrr", 2) == .absent)
        #expect(await value("amount", 2) == .integer(12_100))
        // Who pays by the month has a term of a month, on the anniversary too.
        let periods = [(1, "month", 1, 1), (2, "week", 2, 1), (3, "year", 2, 24), (4, "month", 6, 6)]
        for (id, interval, count, months) in periods {
            #expect(await value("interval", id) == .text(interval))
            #expect(await value("interval_count", id) == .integer(Int64(count)))
            #expect(await value("term_months", id) == .integer(Int64(months)))
        }
        #expect(await value("amount", 5) == .absent)
        #expect(await value("interval", 5) == .absent)
        #expect(
            await recorder.rejected.map(\.reason) == [
                "'fortnightly' is not one of day, week, month, quarter, year ('interval')"
            ])
    }

    /// What HubSpot calls unpaid is a payment that failed once: nobody has left.
    @Test(arguments: [
        ("active", "active"), ("scheduled", "active"), ("past_due", "past_due"), ("unpaid", "past_due"),
        ("paused", "paused"), ("canceled", "ended"), ("expired", "ended"),
    ])
    func `how a subscription stands`(_ status: String, meant: String) async throws {
        let recorder = Recorder()
        _ = try await subscriptions(FakeHubSpot(subscriptions: [.init(id: 1, status: status)])).poll(into: recorder)
        #expect(await recorder.value("status", of: "1", .subscription) == .text(meant))
    }

    @Test func `goes through all pages of subscriptions, and waits where it is told to`() async throws {
        let fake = FakeHubSpot(subscriptions: (1...250).map { .init(id: $0) })
        let service = try subscriptions(fake) { request in
            request.number == 2 ? .status(429, headers: [("Retry-After", "7")]) : nil
        }
        let result = try await service.poll()
        #expect(result.tallies["subscription"]?.accepted == 250)
        #expect(service.server.requests.count == 4)
        #expect(await service.waits.all.first == .seconds(7))
        #expect(service.definition.source.wholeKinds(in: service.context()) == [.subscription])
    }

    @Test(arguments: [
        (
            403, #"{"message":"This app hasn't been granted all required scopes","category":"MISSING_SCOPES"}"#,
            "127.0.0.1 refuses credential 'key' (HTTP 403): This app hasn't been granted all required scopes; it may not read this; give it the right to"
        ),
        (
            404, #"{"message":"Unable to infer object type from: subscriptions"}"#,
            "127.0.0.1 knows no such path (HTTP 404): Unable to infer object type from: subscriptions; is `url` or `path` right?"
        ),
    ])
    func `an account without subscriptions, or without the right to them, is told so by this source alone`(
        status: Int, body: String, words: String
    ) async throws {
        let fault: @Sendable (HTTPArrival) -> HTTPAnswer? = { request in
            request.target.contains("subscriptions") ? .status(status, body: body) : nil
        }
        let service = try subscriptions(FakeHubSpot(), fault: fault)
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(error?.description == words)
        for preset in Preset.all.map(\.name) where preset.hasPrefix("hubspot") && !preset.hasSuffix("-subscriptions") {
            #expect(Preset.named(preset)?.yaml.contains("/subscriptions") == false, "\(preset) would stop with it")
        }
    }

    private let start: Int64 = 1_763_000_000_000

    @Test func `asks for the properties it needs, and reads texts`() async throws {
        let fake = FakeHubSpot(companies: [
            .init(id: 1, modified: start), .init(id: 2, modified: start + 5_000, stage: "lead"),
        ])
        let recorder = Recorder()
        _ = try await hubspot(fake, "account").poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.value("name", of: "1", .account) == .text("Company 1"))
        #expect(await recorder.value("status", of: "1", .account) == .text("active"))
        #expect(await recorder.value("status", of: "2", .account) == .text("prospect"))
        #expect(await recorder.value("owner", of: "1", .account) == .text("77"))
        #expect(await recorder.value("hubspot_id", of: "1", .account) == .text("1"))
        let domains = await recorder.value("domain", of: "1", .account)
        #expect(domains == .text("c1.example.com, c1.example.net, c1.example.org"))
    }

    @Test func `begins a new search where one gives no more`() async throws {
        let fake = FakeHubSpot(
            companies: (1...1500).map { .init(id: $0, modified: start + Int64($0) * 1000) }, cap: 600)
        let service = try hubspot(fake, "account", most: 600)
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await Set(recorder.rows["account"]?.map(\.key) ?? []).count == 1500)
        #expect(service.server.requests.count <= 12)
    }

    @Test func `says so where more records than a search gives have one moment`() async throws {
        let fake = FakeHubSpot(companies: (1...900).map { .init(id: $0, modified: start) }, cap: 400)
        let error = await #expect(throws: PollError.self) { try await hubspot(fake, "account", most: 400).poll() }
        #expect(
            error?.description
                == "127.0.0.1 gives no more than 400 records of one moment; what is beyond them cannot be read")
    }

    @Test func `asks again for what came half an hour before the newest it knows`() async throws {
        let fake = FakeHubSpot(companies: [.init(id: 1, modified: start)])
        let service = try hubspot(fake, "account")
        let first = try await service.poll()
        _ = try await service.poll(first.cursor, at: noon + .seconds(1800))
        let body = try #require(service.server.requests.last?.text)
        #expect(body.contains(#""operator":"GTE","value":"\#(start - 1_800_000)""#))
        #expect(service.server.requests.first?.text.contains(#""value":"0""#) == true)
    }

    @Test func `waits when the service says that nothing is left of this interval`() async throws {
        let fake = FakeHubSpot(companies: (1...300).map { .init(id: $0, modified: start + Int64($0)) })
        let service = try Service(
            """
              - name: crm
                preset: hubspot
                http: { url: URL, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
                facts: { touch: null, contact: null, ticket: null, survey_response: null, survey_response-csat: null }
            """
        ) { request in
            guard request.number == 1, case .whole(_, _, let body) = fake.answer(request) else {
                return fake.answer(request)
            }
            return .whole(
                status: 200,
                headers: [
                    ("X-HubSpot-RateLimit-Remaining", "0"), ("X-HubSpot-RateLimit-Interval-Milliseconds", "10000"),
                ],
                body: body)
        }
        _ = try await service.poll()
        #expect(await service.waits.all == [.seconds(10)])
    }

    @Test func `reads tickets with their company, and leaves out those of nobody`() async throws {
        let fake = FakeHubSpot(
            tickets: """
                {"results": [
                  {"id": "1", "properties": {"createdate": "2026-11-01T08:00:00.000Z", "closed_date": null,
                    "hs_pipeline_stage": "2", "hs_ticket_priority": "MEDIUM", "hs_ticket_category": null},
                    "associations": {"companies": {"results": [{"id": "42", "type": "ticket_to_company"}]}}},
                  {"id": "2", "properties": {"createdate": "2026-11-02T08:00:00.000Z", "closed_date": "2026-11-03T08:00:00.000Z",
                    "hs_pipeline_stage": "4", "hs_ticket_priority": "URGENT", "hs_ticket_category": null}}]}
                """)
        let recorder = Recorder()
        _ = try await hubspot(fake, "ticket").poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows["ticket"]?.map(\.account) == ["42"])
        #expect(await recorder.value("status", of: "1", .ticket) == .text("open"))
        #expect(await recorder.value("priority", of: "1", .ticket) == .text("normal"))
    }
}
