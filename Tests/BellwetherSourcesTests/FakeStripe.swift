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

/// A poll of one kind of fact.
func stripe(_ fake: FakeStripe, _ only: String, fault: (@Sendable (HTTPArrival) -> HTTPAnswer?)? = nil)
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
