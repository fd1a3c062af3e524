import BellwetherCore
import Columns
import Testing

@testable import BellwetherStore

/// A life of a store in which every n-th commit is the last: whatever n is, the next life ends as an undisturbed one.
@Suite struct CrashTests {
    static let invoices = (0..<41).map { FactRow.invoice("\($0)", account: "a\($0 % 7)") }
    static let days = (0..<30).map { FactRow.usage("a\($0 % 7)", day: Int32($0), feature: "f\($0 % 3)", count: 1) }

    /// The same in every life: what was done before is found done.
    static func live(in path: String, faults: FaultPlan) async throws -> Int {
        let store = try Store.open(
            at: path, as: .writer, faults: faults, slices: Slices(facts: 5, days: 9, run: 1, names: 3))
        if try await store.source("billing")?.cursor == nil {
            let accounts = (0..<5).map { FactRow.account("a\($0)") }
            try await store.load([(.account, accounts), (.invoice, invoices), (.usageDay, days)], cursor: "middle")
        }
        let fewer = Array(invoices.dropFirst(7))
        try await store.load([(.invoice, fewer)], at: tuesday, cursor: "end")
        if try await store.alerts().all.isEmpty {
            let turn = try await store.begin(turnAsOf: tuesday)
            try await store.keep(["a": StoreHistoryTests.numbers([1, 2])], of: turn)
            let alert = Alert.sample()
            let row = LedgerRow.sample(of: alert, openedBy: .sample())
            try await store.commit(.of(touched: [alert], ledger: [row], outbox: [.sample(1), .sample(2)]), as: turn)
        }
        var sent = 0
        while let item = try await store.lease(atMost: 1, at: tuesday).first {
            if item.payload == nil { try await store.keep(payload: [1], of: item) }
            sent += 1
            try await store.settle(item, .delivered(externalIDs: [:]), at: tuesday)
        }
        return sent
    }

    func expectWhole(_ state: TemporaryState) async throws {
        let store = try state.open()
        let accounts = try await store.accounts(usageSince: Day(number: 0))
        #expect((0..<7).reduce(0) { $0 + accounts.totals(of: "a\($1)").count } == 34)
        #expect((0..<7).reduce(0) { $0 + (accounts.view("a\($1)")?.usage.count ?? 0) } == 30)
        #expect(try await store.source("billing")?.cursor == "end")
        #expect(try await store.unmatched(reporting: .euro).count == 4)
        #expect(try await store.alerts().all == [.sample()])
        #expect(try await store.history([LookBack("a", days: 9)], asOf: tuesday).snapshots["a"]?.count == 1)
        let versions = try await store.accounts(usageSince: Day(number: 0), knownAt: monday)
        #expect((0..<7).reduce(0) { $0 + versions.totals(of: "a\($1)").count } == 41)
        let delivered = try await store.summary(countingDeliveriesSince: monday).deliveredSince
        #expect(delivered == 2)
        #expect(try await store.lease(atMost: 9, at: wednesday).isEmpty)
    }

    @Test(arguments: FaultPlan.Step.allCases)
    func `dies at every commit, and the next life completes what it left`(step: FaultPlan.Step) async throws {
        var number = 0
        var wasStruck = true
        while wasStruck {
            number += 1
            let state = try TemporaryState()
            do {
                let fault = FaultPlan.at(step, ofCommit: number) { () throws(StoreError) in throw .full(file: "") }
                let sent = try await Self.live(in: state.path, faults: fault)
                #expect(sent == 2)
                wasStruck = false
            } catch StoreError.full {
                _ = try await Self.live(in: state.path, faults: .none)
            }
            try await expectWhole(state)
        }
        #expect(number > 40)
    }

    @Test func `a process that is ended in the middle leaves what the next life can complete`() async throws {
        let state = try TemporaryState()
        await #expect(processExitsWith: .exitCode(137)) { [path = state.path as String] in
            _ = try await CrashTests.live(in: path, faults: .at(.beforeCommit, ofCommit: 20) { exitNow() })
        }
        _ = try await Self.live(in: state.path, faults: .none)
        try await expectWhole(state)
    }
}
