import BellwetherCore
import BellwetherSources
import BellwetherTestSupport
import Foundation
import Testing

/// What a subscription brings: discounts, tax, fractions, and the decimals of its currency.
@Suite struct StripePricesTests {
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
}
