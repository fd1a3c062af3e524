import BellwetherCore
import Testing

@testable import BellwetherStore

/// Where MRR of many moments is asked for, invoices and payments matter that tell of money which went back.
@Suite struct RefundsAloneTests {
    @Test func `only what went back is read, with the invoices that it names by either of their names`() async throws {
        let state = try TemporaryState()
        let store = try state.open()
        func invoice(_ key: String, _ number: String) -> FactRow {
            .of(.invoice, key, ["number": .text(number), "total": .integer(100), "currency": .text("EUR")])
        }
        func payment(_ key: String, _ invoice: String, _ amount: Int64) -> FactRow {
            .of(.payment, key, ["invoice_id": .text(invoice), "at": .integer(20_700), "amount": .integer(amount)])
        }
        try await store.load([
            (.account, [.account("acme")]),
            (.invoice, [invoice("i1", "R1"), invoice("i2", "R2"), invoice("i3", "R3"), invoice("i4", "R4")]),
            (.payment, [payment("p1", "i1", 100), payment("p2", "R2", -50), payment("p3", "nobody's", -5)]),
            (
                .creditNote,
                [.of(.creditNote, "c1", ["invoice_id": .text("i3"), "at": .integer(20_700), "amount": .integer(10)])]
            ),
        ])
        let all = try await store.accounts(usageSince: Day(number: 0)).view("acme")
        #expect(all?.invoices.count == 4 && all?.payments.count == 3)
        let some = try await store.accounts(usageSince: Day(number: 0), refundsAlone: true).view("acme")
        #expect(some?.invoices.map(\.identity.key) == ["i2", "i3"])
        #expect(some?.payments.map(\.identity.key) == ["p2", "p3"])
        #expect(some?.creditNotes.map(\.identity.key) == ["c1"])
    }
}
