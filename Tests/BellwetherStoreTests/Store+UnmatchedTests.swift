import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreUnmatchedTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    @Test func `lists what waits for its account, with the money it hides`() async throws {
        let dollars = FactRow.of(
            .invoice, "3", account: "ghost", ["total": .integer(5), "currency": .text("USD")])
        let outcome = try await store.load([
            (.account, [.account("acme")]),
            (
                .invoice,
                [.invoice("1"), .invoice("2", account: "ghost", total: 70), dollars, .invoice("4", account: "ghost")]
            ), (.usageDay, [.usage("ghost", day: 20_000, count: 1), .usage("spectre", day: 20_000, count: 1)]),
        ])
        #expect(outcome.counts["invoice"]?.unmatched == 3)
        #expect(
            try await store.unmatched(reporting: .euro) == [
                UnmatchedRows(kind: "invoice", account: "ghost", rows: 3, money: ["EUR": 170, "USD": 5]),
                UnmatchedRows(kind: "usage_day", account: "ghost", rows: 1, money: [:]),
                UnmatchedRows(kind: "usage_day", account: "spectre", rows: 1, money: [:]),
            ])
    }

    @Test func `money of no stated currency counts in the reporting one`() async throws {
        var bare = FactRow.of(.invoice, "3", account: "ghost", ["total": .integer(12_345)])
        bare.decimals = 3
        let minor = FactRow.of(.invoice, "4", account: "ghost", ["total": .integer(100)])
        _ = try await store.load([(.invoice, [.invoice("2", account: "ghost", total: 70), bare, minor])])
        #expect(
            try await store.unmatched(reporting: .euro) == [
                UnmatchedRows(kind: "invoice", account: "ghost", rows: 3, money: ["EUR": 1405])
            ])
        #expect(
            try await store.unmatchedInvoices(reporting: .euro) == UnmatchedInvoices(count: 3, open: ["EUR": 1405]))
    }

    @Test func `counts the bills that nobody chases, and what is open of them`() async throws {
        let paid = FactRow.of(
            .invoice, "3", account: "ghost", ["total": .integer(50), "currency": .text("EUR"), "status": .text("paid")])
        let partly = FactRow.of(
            .invoice, "4", account: "ghost", ["total": .integer(90), "currency": .text("USD"), "paid": .integer(20)])
        _ = try await store.load([
            (.account, [.account("acme")]),
            (.invoice, [.invoice("1"), .invoice("2", account: "ghost", total: 70), paid, partly]),
        ])
        #expect(
            try await store.unmatchedInvoices(reporting: .euro)
                == UnmatchedInvoices(count: 2, open: ["EUR": 70, "USD": 70]))
    }

    @Test func `what waited belongs to its account as soon as there is one`() async throws {
        let invoices = try await store.load([(.invoice, [.invoice("1", account: "late")])])
        #expect(invoices.counts["invoice"]?.unmatched == 1)
        let slot = invoices.facts?.first?.slot
        let accounts = try await store.load([(.account, [.account("late")])], from: "crm", at: tuesday)
        #expect(accounts.facts?.first?.slot == slot)
        #expect(try await store.unmatched(reporting: .euro).isEmpty)
        let view = try await store.accounts(usageSince: Day(number: 0)).view("late")
        #expect(view?.profile?.name == "late")
        #expect(view?.invoices.count == 1)
    }

    @Test func `an account that is gone leaves its facts unmatched, and its slot to nobody else`() async throws {
        try await store.load([(.account, [.account("acme")]), (.invoice, [.invoice("1")])])
        try await store.load([(.account, [.account("beta", at: tuesday)])], at: tuesday)
        #expect(try await store.unmatched(reporting: .euro).map(\.account) == ["acme"])
        #expect(try await store.names(in: .slot) == ["acme", "beta"])
    }
}
