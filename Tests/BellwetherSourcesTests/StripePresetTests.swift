import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Foundation
import Testing

@Suite struct StripePresetTests {
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
