import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Foundation
import Testing

/// Stripe as its documents have it, as far as the preset asks: newest first, ten unless told, no filter by change.
struct FakeStripe: Sendable {
    struct Object: Sendable {
        let id: String
        let created: Int64
        let json: String
        var isCancelled = false
    }

    var customers: [Object] = []
    var subscriptions: [Object] = []
    var items: [String: [Object]] = [:]
    var invoices: [Object] = []
    var schedules: [Object] = []
    /// `created` and `type`, and the id of what it is about.
    var events: [(created: Int64, type: String, about: String)] = []

    func answer(_ request: HTTPArrival) -> HTTPAnswer {
        guard request.header("Authorization") == "Bearer s3cr3t-token" else {
            return .status(401, body: #"{"error":{"message":"Invalid API Key provided"}}"#)
        }
        guard let url = URLComponents(string: request.target) else { return .status(400) }
        let query = url.queryItems ?? []
        let parts = url.path.split(separator: "/").map(String.init)
        func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
        if parts.count == 2, let object = all(parts[0]).first(where: { $0.id == parts[1] }) {
            return .status(200, body: object.json)
        }
        if parts.count == 2 { return .status(404, body: #"{"error":{"message":"No such object"}}"#) }
        var list = all(parts[0])
        switch parts[0] {
        case "subscriptions": if value("status") != "all" { list.removeAll(where: \.isCancelled) }
        case "subscription_items": list = items[value("subscription") ?? ""] ?? []
        case "events":
            list = happened(query.filter { $0.name == "types[]" }.compactMap(\.value), since: value("created[gte]"))
        default: break
        }
        return page(list, Int(value("limit") ?? "10") ?? 10, after: value("starting_after"))
    }

    private func all(_ name: String) -> [Object] {
        switch name {
        case "customers": customers
        case "subscriptions": subscriptions
        case "invoices": invoices
        case "subscription_schedules": schedules
        default: []
        }
    }

    private func happened(_ types: [String], since: String?) -> [Object] {
        let from = since.flatMap { Int64($0) } ?? 0
        return events.enumerated().filter { types.contains($0.element.type) && $0.element.created >= from }.map {
            let event = $0.element
            let id = "evt_\($0.offset)"
            // What an event shows of its object is older than the object.
            return Object(
                id: id, created: event.created,
                json:
                    #"{"id":"\#(id)","created":\#(event.created),"data":{"object":{"id":"\#(event.about)","status":"stale"}}}"#
            )
        }
    }

    private func page(_ list: [Object], _ limit: Int, after: String?) -> HTTPAnswer {
        let newest = list.sorted { ($0.created, $0.id) > ($1.created, $1.id) }
        let start = after.flatMap { id in newest.firstIndex { $0.id == id } }.map { $0 + 1 } ?? 0
        let part = newest[start...].prefix(min(limit, 100))
        let more = start + part.count < newest.count
        return .status(
            200, body: #"{"object":"list","data":[\#(part.map(\.json).joined(separator: ","))],"has_more":\#(more)}"#)
    }
}

extension FakeStripe.Object {
    static func customer(_ number: Int, name: String? = "Acme") -> Self {
        let shown = name.map { "\"\($0) \(number)\"" } ?? "null"
        return Self(
            id: "cus_\(number)", created: 1_700_000_000 + Int64(number),
            json:
                #"{"id":"cus_\#(number)","created":\#(1_700_000_000 + number),"name":\#(shown),"email":"c\#(number)@example.com","currency":"eur","delinquent":false,"metadata":{}}"#
        )
    }

    static func item(
        _ id: String, amount: String = "1000", exactly decimal: String = "null", interval: String = "month",
        discounts: [String] = [], taxes: String = "[]", in currency: String = "eur",
        behavior: String = "unspecified"
    )
        -> Self
    {
        Self(
            id: id, created: 1_700_000_000,
            json:
                #"{"id":"\#(id)","quantity":2,"discounts":[\#(discounts.joined(separator: ","))],"tax_rates":\#(taxes),"current_period_start":1760000000,"current_period_end":1762600000,"price":{"tax_behavior":"\#(behavior)","nickname":"Gold","product":"prod_1","unit_amount":\#(amount),"unit_amount_decimal":\#(decimal),"currency":"\#(currency)","recurring":{"interval":"\#(interval)","interval_count":1,"usage_type":"licensed"}}}"#
        )
    }

    static func subscription(
        _ id: String, status: String = "active", items: [Self], more: Bool = false, pause: String = "null",
        canceled: String = "null", cancelAt: String = "null", ended: String = "null", discounts: [String] = [],
        details: String = "null", taxes: String = "[]"
    ) -> Self {
        Self(
            id: id, created: 1_700_000_000,
            json:
                #"{"id":"\#(id)","customer":"cus_1","status":"\#(status)","start_date":1700000000,"canceled_at":\#(canceled),"cancel_at":\#(cancelAt),"ended_at":\#(ended),"cancel_at_period_end":false,"cancellation_details":\#(details),"pause_collection":\#(pause),"discounts":[\#(discounts.joined(separator: ","))],"default_tax_rates":\#(taxes),"items":{"data":[\#(items.map(\.json).joined(separator: ","))],"has_more":\#(more)}}"#,
            isCancelled: status == "canceled")
    }

    /// Of phases that end on the days given; with none it goes on.
    static func schedule(
        _ id: String, status: String = "active", after end: String = "release", released: String = "null", ends: [Int64]
    ) -> Self {
        let starts = [1_760_000_000] + ends.dropLast()
        let phases = zip(starts, ends).map { #"{"start_date":\#($0),"end_date":\#($1),"items":[]}"# }
        return Self(
            id: id, created: 1_759_000_000,
            json:
                #"{"id":"\#(id)","created":1759000000,"customer":"cus_1","subscription":\#(released == "null" ? "\"sub_1\"" : "null"),"released_subscription":\#(released),"status":"\#(status)","end_behavior":"\#(end)","phases":[\#(phases.joined(separator: ","))]}"#
        )
    }

    static func invoice(
        _ id: String, status: String = "open", due: String = "null", paid: String = "null", in currency: String = "eur"
    ) -> Self {
        Self(
            id: id, created: 1_763_000_000,
            json:
                #"{"id":"\#(id)","customer":"cus_1","number":"N-\#(id)","status":"\#(status)","created":1763000000,"status_transitions":{"finalized_at":1763000100,"paid_at":\#(paid)},"due_date":\#(due),"total":12000,"amount_due":11000,"amount_paid":1000,"amount_remaining":10000,"currency":"\#(currency)","parent":{"subscription_details":{"subscription":"sub_1"}}}"#
        )
    }
}

@Suite struct StripePresetTests {
    private func stripe(_ fake: FakeStripe, _ only: String, fault: (@Sendable (HTTPArrival) -> HTTPAnswer?)? = nil)
        throws
        -> Service
    {
        let dropped = ["account", "subscription", "invoice"].filter { $0 != only }.map { "\($0): null" }
        return try Service(
            """
              - name: billing
                preset: stripe
                http: { url: URL, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
                facts: { \(dropped.joined(separator: ", ")) }
            """
        ) { request in fault?(request) ?? fake.answer(request) }
    }

    @Test func `pages through all customers, and names those without a name by their address`() async throws {
        let fake = FakeStripe(customers: (1...230).map { .customer($0, name: $0 == 7 ? nil : "Acme") })
        let service = try stripe(fake, "account")
        let recorder = Recorder()
        let result = try await service.poll(into: recorder)
        #expect(result.tallies["account"]?.accepted == 230)
        #expect(service.server.requests.count == 3)
        #expect(service.server.requests.first?.header("Stripe-Version") == "2026-07-29.dahlia")
        #expect(await recorder.value("name", of: "cus_7", .account) == .text("c7@example.com"))
        #expect(service.definition.source.wholeKinds(in: service.context()) == [.account])
    }

    @Test func `asks for cancelled subscriptions too, and tells the request from the end`() async throws {
        let fake = FakeStripe(subscriptions: [
            .subscription("sub_1", items: [.item("si_1")]),
            .subscription(
                "sub_2", status: "canceled", items: [.item("si_2")], canceled: "1760000000", ended: "1762600000"),
        ])
        let recorder = Recorder()
        _ = try await stripe(fake, "subscription").poll(into: recorder)
        #expect(await Set(recorder.rows["subscription"]?.map(\.key) ?? []) == ["sub_1|si_1", "sub_2|si_2"])
        #expect(await recorder.value("status", of: "sub_2|si_2", .subscription) == .text("ended"))
        let requested = await recorder.value("cancel_requested_at", of: "sub_2|si_2", .subscription)
        let ended = await recorder.value("ended_at", of: "sub_2|si_2", .subscription)
        #expect(requested == .integer(20_370))
        #expect(ended == .integer(20_400))
        #expect(await recorder.value("term_end", of: "sub_1|si_1", .subscription) == .integer(20_400))
        #expect(await recorder.value("auto_renew", of: "sub_1|si_1", .subscription) == .integer(1))
    }

    @Test func `reads a subscription's items beyond those that stand in it`() async throws {
        let items = (1...25).map { FakeStripe.Object.item("si_\($0)") }
        let fake = FakeStripe(
            subscriptions: [.subscription("sub_1", items: Array(items.prefix(10)), more: true)], items: ["sub_1": items]
        )
        let service = try stripe(fake, "subscription")
        let recorder = Recorder()
        let result = try await service.poll(into: recorder)
        #expect(result.tallies["subscription"]?.accepted == 25)
        #expect(await recorder.rejected == [])
        #expect(await Set(recorder.rows["subscription"]?.map(\.account) ?? []) == ["cus_1"])
        let list = "/subscription_items?subscription=sub_1&limit=100&expand[]=data.discounts.source.coupon"
        #expect(service.targets.last == list)
    }

    @Test func `a pause shows although the status does not say so`() async throws {
        let fake = FakeStripe(subscriptions: [
            .subscription("sub_1", items: [.item("si_1")], pause: #"{"behavior":"void","resumes_at":1770000000}"#)
        ])
        let recorder = Recorder()
        _ = try await stripe(fake, "subscription").poll(into: recorder)
        #expect(await recorder.value("status", of: "sub_1|si_1", .subscription) == .text("paused"))
        #expect(await recorder.value("paused_until", of: "sub_1|si_1", .subscription) == .integer(20_486))
    }

    private static func discount(
        _ duration: String, _ percent: String, amount: String = "null", end: String = "null"
    ) -> String {
        #"{"id":"di_1","end":\#(end),"source":{"type":"coupon","coupon":{"duration":"\#(duration)","percent_off":\#(percent),"amount_off":\#(amount)}}}"#
    }

    @Test func `takes off what is taken off for good or until a day, and not what is taken off once`() async throws {
        let (forever, until) = (Self.discount("forever", "20"), Self.discount("repeating", "12.5", end: "1762600000"))
        let fake = FakeStripe(subscriptions: [
            .subscription("sub_1", items: [.item("si")], discounts: [Self.discount("once", "50"), forever]),
            .subscription("sub_2", items: [.item("si")], discounts: [until]),
            .subscription("sub_3", items: [.item("si")], discounts: [Self.discount("once", "50")]),
            .subscription("sub_4", items: [.item("si")]),
        ])
        let service = try stripe(fake, "subscription")
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        func value(_ field: String, _ number: Int) async -> FactValue? {
            await recorder.value(field, of: "sub_\(number)|si", .subscription)
        }
        #expect(await value("discount_percent", 1) == .real(20))
        #expect(await value("discount_ends_at", 1) == .absent)
        #expect(await value("discount_percent", 2) == .real(12.5))
        #expect(await value("discount_ends_at", 2) == .integer(20_400))
        #expect(await value("discount_percent", 3) == .absent)
        #expect(await value("discount_percent", 4) == .absent)
        // Else a discount would be a bare id.
        #expect(service.targets.first?.contains("data.discounts.source.coupon") == true)
    }

    /// Stripe gives them by their ids, but for the list of a subscription's items.
    @Test func `discounts of an item alone are read where it has any, and taken off before the others`() async throws {
        let until = Self.discount("repeating", "50", end: "1762600000")
        let off = Self.discount("forever", "null", amount: "300")
        let fake = FakeStripe(
            subscriptions: [
                .subscription(
                    "sub_1", items: [.item("si_1", discounts: [#""di_1""#]), .item("si_2")],
                    discounts: [Self.discount("forever", "null", amount: "1500")]),
                .subscription("sub_2", items: [.item("si_3")]),
            ],
            items: ["sub_1": [.item("si_1", discounts: [until]), .item("si_2", discounts: [off])]])
        let service = try stripe(fake, "subscription")
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        func value(_ field: String, _ key: String) async -> FactValue? {
            await recorder.value(field, of: key, .subscription)
        }
        #expect(await value("item_discount_percent", "sub_1|si_1") == .real(50))
        #expect(await value("item_discount_ends_at", "sub_1|si_1") == .integer(20_400))
        #expect(await value("item_discount_amount", "sub_1|si_2") == .integer(300))
        #expect(await value("item_discount_ends_at", "sub_1|si_2") == .absent)
        #expect(await value("item_discount_percent", "sub_2|si_3") == .absent)
        // What is taken off all of them: of two units each, at most what their own discounts leave.
        let shares = [await value("discount_amount", "sub_1|si_1"), await value("discount_amount", "sub_1|si_2")]
        #expect(Set(shares) == [.integer(1_500), .absent])
        #expect(service.targets.filter { $0.hasPrefix("/subscription_items") }.count == 1)
    }

    @Test func `tax within a price is taken out, by the item's rate or the subscription's`() async throws {
        func rate(_ percent: String, inclusive: Bool) -> String {
            #"{"id":"txr","inclusive":\#(inclusive),"percentage":\#(percent)}"#
        }
        let fake = FakeStripe(subscriptions: [
            .subscription(
                "sub_1", items: [.item("si_1", taxes: "[\(rate("7.5", inclusive: true))]"), .item("si_2")],
                taxes: "[\(rate("5", inclusive: false)),\(rate("19", inclusive: true))]"),
            .subscription("sub_2", items: [.item("si_3")], taxes: "[\(rate("19", inclusive: false))]"),
            .subscription("sub_3", items: [.item("si_4", taxes: "null")], taxes: "null"),
        ])
        let recorder = Recorder()
        _ = try await stripe(fake, "subscription").poll(into: recorder)
        #expect(await recorder.rejected == [])
        func tax(_ key: String) async -> FactValue? { await recorder.value("tax_percent", of: key, .subscription) }
        #expect(await tax("sub_1|si_1") == .real(7.5))
        #expect(await tax("sub_1|si_2") == .real(19))
        #expect(await tax("sub_2|si_3") == .absent)
        #expect(await tax("sub_3|si_4") == .absent)
    }

    /// As the preset says of those for whom Stripe Tax works it out invoice by invoice.
    @Test func `one rate of tax for all prices with tax in them may be said`() async throws {
        let items: [FakeStripe.Object] = ["inclusive", "exclusive", "unspecified"].map {
            .item("si_\($0)", behavior: $0)
        }
        let fake = FakeStripe(subscriptions: [.subscription("sub_1", items: items)])
        let service = try Service(
            """
              - name: billing
                preset: stripe
                http: { url: URL, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
                facts:
                  account: null
                  invoice: null
                  subscription:
                    columns: { tax_percent: price.tax_behavior }
                    values: { tax_percent: { inclusive: "19", exclusive: "", unspecified: "" } }
            """
        ) { fake.answer($0) }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        for (behavior, percent) in [
            ("inclusive", FactValue.real(19)), ("exclusive", .absent), ("unspecified", .absent),
        ] {
            #expect(await recorder.value("tax_percent", of: "sub_1|si_\(behavior)", .subscription) == percent)
        }
        #expect(await recorder.value("status", of: "sub_1|si_inclusive", .subscription) == .text("active"))
    }

    /// A released one binds nobody any more, and nothing was lost with it.
    @Test func `a schedule is a contract until the end of its last phase`() async throws {
        let fake = FakeStripe(schedules: [
            .schedule("sched_1", ends: [1_762_600_000, 1_780_000_000]),
            .schedule("sched_2", after: "cancel", ends: [1_780_000_000]),
            .schedule("sched_3", status: "released", released: #""sub_9""#, ends: [1_780_000_000]),
            .schedule("sched_4", status: "not_started", ends: []),
        ])
        let service = try Service(
            """
              - name: billing-terms
                preset: stripe-schedules
                http: { url: URL, auth: { bearer: { credential: key } }, allow_addresses: [127.0.0.0/8] }
            """
        ) { fake.answer($0) }
        let recorder = Recorder()
        _ = try await service.poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await Set(recorder.rows["contract"]?.map(\.key) ?? []) == ["sched_1", "sched_2", "sched_3"])
        func value(_ field: String, _ number: Int) async -> FactValue? {
            await recorder.value(field, of: "sched_\(number)", .contract)
        }
        #expect(await value("start", 1) == .integer(20_370))
        #expect(await value("end", 1) == .integer(20_601))
        #expect(await value("subscription_id", 1) == .text("sub_1"))
        #expect(await value("status", 1) == .text("active"))
        #expect(await value("auto_renew", 1) == .integer(1))
        #expect(await value("auto_renew", 2) == .integer(0))
        #expect(await value("status", 3) == .text("draft"))
        #expect(await value("subscription_id", 3) == .text("sub_9"))
        #expect(service.targets == ["/subscription_schedules?limit=100"])
    }

    @Test func `an amount in money is taken off once, whatever number of items there is`() async throws {
        let off = [Self.discount("forever", "null", amount: "500")]
        let fake = FakeStripe(subscriptions: [
            .subscription("sub_1", items: [.item("si_1"), .item("si_2")], discounts: off),
            .subscription("sub_2", items: [.item("si_1")], discounts: off),
        ])
        let recorder = Recorder()
        _ = try await stripe(fake, "subscription").poll(into: recorder)
        #expect(await recorder.rejected == [])
        func value(_ key: String) async -> FactValue? {
            await recorder.value("discount_amount", of: key, .subscription)
        }
        #expect(await value("sub_1|si_1") == .integer(500))
        #expect(await value("sub_1|si_2") == .absent)
        #expect(await value("sub_2|si_1") == .integer(500))
    }

    @Test func `an amount in money is taken off one item after another, and of none more than it comes to`()
        async throws
    {
        let items: [FakeStripe.Object] = [
            .item("si_1", amount: "null"), .item("si_2", amount: "1000"),
            .item("si_3", amount: "null", exactly: #""400.5""#),
            .item("si_4", amount: "5000"), .item("si_5"),
        ]
        let off = Self.discount("forever", "null", amount: "4000")
        let fake = FakeStripe(
            subscriptions: [
                .subscription("sub_1", items: items, discounts: [off]),
                .subscription("sub_2", items: [.item("si_1", amount: "1000")], discounts: [off]),
                .subscription("sub_3", items: [.item("si_1")], more: true, discounts: [off]),
            ], items: ["sub_3": [.item("si_1", amount: "1000"), .item("si_2", amount: "1500")]])
        let recorder = Recorder()
        _ = try await stripe(fake, "subscription").poll(into: recorder)
        #expect(await recorder.rejected == [])
        func value(_ key: String) async -> FactValue? {
            await recorder.value("discount_amount", of: key, .subscription)
        }
        // Of two units each: 2,000, then 801, and the rest of the third; what a price by tiers comes to is not known.
        #expect(await value("sub_1|si_1") == .absent)
        #expect(await value("sub_1|si_2") == .integer(2_000))
        #expect(await value("sub_1|si_3") == .integer(801))
        #expect(await value("sub_1|si_4") == .integer(1_199))
        #expect(await value("sub_1|si_5") == .absent)
        #expect(await value("sub_2|si_1") == .integer(2_000))
        // Listed apart, the last one first.
        #expect(await value("sub_3|si_2") == .integer(3_000))
        #expect(await value("sub_3|si_1") == .integer(1_000))
    }

    @Test(arguments: [
        (#"{"feedback":"too_expensive","reason":"cancellation_requested"}"#, FactValue.text("too_expensive")),
        (#"{"feedback":null,"reason":"payment_failed"}"#, .text("payment_failed")),
        (#"{"feedback":null,"reason":null}"#, .absent), ("null", .absent),
    ])
    func `why it was ended is what the customer said, else how it came about`(
        details: String, reason: FactValue
    ) async throws {
        let recorder = Recorder()
        let ended = FakeStripe.Object.subscription("sub_1", items: [.item("si_1")], details: details)
        _ = try await stripe(FakeStripe(subscriptions: [ended]), "subscription").poll(into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.value("churn_reason", of: "sub_1|si_1", .subscription) == reason)
    }

    @Test func `a price with a fraction of a cent is the decimal one, and one by tiers is not known`() async throws {
        let items: [FakeStripe.Object] = [
            .item("si_1", amount: "null", exactly: #""0.05""#), .item("si_2", amount: "1250", exactly: #""1250""#),
            .item("si_3", amount: "null"),
        ]
        let recorder = Recorder()
        _ = try await stripe(FakeStripe(subscriptions: [.subscription("sub_1", items: items)]), "subscription")
            .poll(into: recorder)
        #expect(await recorder.rejected == [])
        func value(_ field: String, _ number: Int) async -> FactValue? {
            await recorder.value(field, of: "sub_1|si_\(number)", .subscription)
        }
        #expect(await value("amount", 1) == .absent)
        #expect(await value("fractional_amount", 1) == .real(0.05))
        #expect(await value("amount", 2) == .integer(1250))
        #expect(await value("amount", 3) == .absent)
        #expect(await value("fractional_amount", 3) == .absent)
    }

    /// Two have no hundredths in ISO 4217, and with Stripe they have; with one it is the other way round.
    @Test(arguments: [
        ("isk", 10), ("ugx", 10), ("mga", 100_000), ("jpy", 1000), ("kwd", 1000), ("huf", 1000), ("eur", 1000),
    ])
    func `money is read with the decimals that Stripe counts a currency with`(
        _ currency: String, minor: Int64
    ) async throws {
        let items: [FakeStripe.Object] = [
            .item("si_1", amount: "1000", in: currency),
            .item("si_2", amount: "null", exactly: #""1000.5""#, in: currency),
        ]
        let off = Self.discount("forever", "null", amount: "1000")
        let fake = FakeStripe(
            subscriptions: [.subscription("sub_1", items: items, discounts: [off])],
            invoices: [.invoice("in_1", in: currency)])
        let recorder = Recorder()
        for kind in ["subscription", "invoice"] { _ = try await stripe(fake, kind).poll(into: recorder) }
        #expect(await recorder.rejected == [])
        func value(_ field: String, _ key: String) async -> FactValue? {
            await recorder.value(field, of: "sub_1|\(key)", .subscription)
        }
        #expect(await value("amount", "si_1") == .integer(minor))
        #expect(await value("discount_amount", "si_1") == .integer(minor))
        #expect(await value("fractional_amount", "si_2") == .real(1000.5 * Double(minor) / 1000))
        #expect(await recorder.value("total", of: "in_1", .invoice) == .integer(11 * minor))
        #expect(await recorder.value("paid", of: "in_1", .invoice) == .integer(minor))
    }

    @Test func `an end that was announced is the last day of the term, and runs until then`() async throws {
        let fake = FakeStripe(subscriptions: [
            .subscription("sub_1", items: [.item("si")], canceled: "1760000000", cancelAt: "1764547200"),
            .subscription("sub_2", items: [.item("si")]),
        ])
        let recorder = Recorder()
        _ = try await stripe(fake, "subscription").poll(into: recorder)
        #expect(await recorder.rejected == [])
        func value(_ field: String, _ number: Int) async -> FactValue? {
            await recorder.value(field, of: "sub_\(number)|si", .subscription)
        }
        #expect(await value("status", 1) == .text("active"))
        #expect(await value("cancel_requested_at", 1) == .integer(20_370))
        #expect(await value("ended_at", 1) == .integer(20_423))
        #expect(await value("term_end", 1) == .integer(20_423))
        #expect(await value("ended_at", 2) == .absent)
        #expect(await value("term_end", 2) == .integer(20_400))
    }

    @Test func `what is open of an invoice is what Stripe says remains`() async throws {
        let fake = FakeStripe(invoices: [
            .invoice("in_1"), .invoice("in_2", status: "paid", due: "1765000000", paid: "1763500000"),
        ])
        let recorder = Recorder()
        _ = try await stripe(fake, "invoice").poll(into: recorder)
        // Charged by itself: no due date, rather than a wrong one.
        #expect(await recorder.value("due_date", of: "in_1", .invoice) == .absent)
        #expect(await recorder.value("total", of: "in_1", .invoice) == .integer(11_000))
        #expect(await recorder.value("paid", of: "in_1", .invoice) == .integer(1_000))
        #expect(await recorder.value("subscription_id", of: "in_1", .invoice) == .text("sub_1"))
        #expect(await recorder.value("due_date", of: "in_2", .invoice) == .integer(20_428))
        #expect(await recorder.value("paid_at", of: "in_2", .invoice) == .integer(20_410))
    }

    @Test func `learns of changes from events, and reads each object as it is now`() async throws {
        var fake = FakeStripe(invoices: [.invoice("in_1"), .invoice("in_2")])
        let first = try await stripe(fake, "invoice").poll()

        fake.invoices = [.invoice("in_1", status: "paid"), .invoice("in_2")]
        let later = noon + .seconds(900)
        fake.events = [
            (later.seconds - 300, "invoice.updated", "in_1"), (later.seconds - 60, "invoice.paid", "in_1"),
            (later.seconds - 30, "invoice.paid", "in_deleted"), (later.seconds - 86_400, "invoice.paid", "in_2"),
            (later.seconds - 10, "customer.updated", "cus_1"),
        ]
        let service = try stripe(fake, "invoice")
        let recorder = Recorder()
        let second = try await service.poll(first.cursor, at: later, into: recorder)
        #expect(await recorder.rows["invoice"]?.map(\.key) == ["in_1"])
        #expect(await recorder.value("status", of: "in_1", .invoice) == .text("paid"))
        #expect(
            service.targets.filter { $0.hasPrefix("/invoices") }.sorted() == ["/invoices/in_1", "/invoices/in_deleted"])
        #expect(service.definition.source.wholeKinds(in: service.context(first.cursor, at: later)) == [])
        #expect(second.cursor != first.cursor)
    }

    @Test(arguments: [86_400, 40 * 86_400])
    func `lists everything once a day, and after a gap that events do not reach over`(seconds: Int) async throws {
        let fake = FakeStripe(invoices: [.invoice("in_1")])
        let service = try stripe(fake, "invoice")
        let first = try await service.poll()
        let later = noon + .seconds(seconds)
        #expect(service.definition.source.wholeKinds(in: service.context(first.cursor, at: later)) == [.invoice])
        _ = try await service.poll(first.cursor, at: later)
        #expect(service.targets.last == "/invoices?limit=100")
    }

    @Test func `does as Stripe says about trying again`() async throws {
        let fake = FakeStripe(customers: [.customer(1)])
        let service = try stripe(fake, "account") { request in
            switch request.number {
            case 1: .status(429, headers: [("Stripe-Should-Retry", "true"), ("Retry-After", "2")])
            case 2: .status(409, headers: [("Stripe-Should-Retry", "true")])
            default: nil
            }
        }
        _ = try await service.poll()
        #expect(await service.waits.all == [.seconds(2), .seconds(4)])
        let final = try stripe(fake, "account") { _ in
            .status(500, headers: [("Stripe-Should-Retry", "false")], body: #"{"error":{"message":"down"}}"#)
        }
        let error = await #expect(throws: PollError.self) { try await final.poll() }
        #expect(error?.description == "127.0.0.1 answers HTTP 500: down")
        #expect(final.server.requests.count == 1)
    }

    @Test func `a revoked key is told by the name of its credential`() async throws {
        let service = try stripe(FakeStripe(), "account") { _ in
            .status(401, body: #"{"error":{"message":"Expired API Key provided: s3cr3t-token"}}"#)
        }
        let error = await #expect(throws: PollError.self) { try await service.poll() }
        #expect(
            error?.description
                == "127.0.0.1 refuses credential 'key' (HTTP 401): Expired API Key provided: •••; put a valid one in its place"
        )
    }
}
