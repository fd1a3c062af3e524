import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct LoadTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    func accounts(at moment: Moment = .distantFuture) async throws -> Accounts {
        try await store.accounts(usageSince: Day(number: 0), knownAt: moment)
    }

    @Test func `adds what is new, and says so`() async throws {
        let outcome = try await store.load([(.account, [.account("acme")]), (.invoice, [.invoice("1")])])
        #expect(outcome.counts == ["account": .init(added: 1), "invoice": .init(added: 1)])
        #expect(outcome.facts?.map(\.row.key) == ["acme", "1"])
        #expect(outcome.facts?.map(\.slot) == [0, 0])
        #expect(try await accounts().totals(of: "acme") == [100])
    }

    @Test func `nothing was seen after now, whatever a clock said that was set back`() async throws {
        try await store.load([(.account, [.account("acme")]), (.invoice, [.invoice("1", at: tuesday)])])
        let known = try await store.accounts(usageSince: Day(number: 0), seenBy: monday)
        #expect(known.view("acme")?.invoices.map(\.knowledge.observed) == [monday])
        let later = try await store.accounts(usageSince: Day(number: 0), seenBy: wednesday)
        #expect(later.view("acme")?.invoices.map(\.knowledge.observed) == [tuesday])
    }

    @Test func `skips what says the same as before, whenever it was observed`() async throws {
        let before: [(FactKind, [FactRow])] = [(.invoice, [.invoice("1")])]
        try await store.load(before)
        let outcome = try await store.load([(.invoice, [.invoice("1", at: tuesday)])], at: tuesday)
        #expect(outcome.counts["invoice"] == .init(unchanged: 1, unmatched: 1))
        #expect(outcome.facts?.isEmpty == true)
    }

    @Test func `what says no day of its own keeps the one on which it was first found, until it says another`()
        async throws
    {
        let kind = FactKind.customMeasure
        func row(_ value: Double, on day: Int64, at moment: Moment) -> FactRow {
            var values = [FactValue](repeating: .absent, count: kind.fields.count)
            for (name, told) in [("name", FactValue.text("employees")), ("value", .real(value)), ("at", .integer(day))]
            {
                if let index = kind.index(of: name) { values[index] = told }
            }
            return FactRow(key: "1", account: "acme", values: values, observed: moment, asOf: kind.index(of: "at"))
        }
        try await store.load([(.account, [.account("acme")]), (kind, [row(60, on: 20_000, at: monday)])])
        let again = try await store.load([(kind, [row(60, on: 20_001, at: tuesday)])], at: tuesday)
        #expect(again.counts["custom_measure"] == .init(unchanged: 1))
        #expect(try await accounts().view("acme")?.measures.map(\.at) == [Day(number: 20_000)])
        let other = try await store.load([(kind, [row(70, on: 20_002, at: wednesday)])], at: wednesday)
        #expect(other.counts["custom_measure"] == .init(changed: 1))
        #expect(try await accounts().view("acme")?.measures.map(\.at) == [Day(number: 20_002)])
    }

    @Test func `closes the version before a changed one, and still knows what it said`() async throws {
        try await store.load([(.invoice, [.invoice("1", total: 100)])])
        let outcome = try await store.load([(.invoice, [.invoice("1", total: 80, at: tuesday)])], at: tuesday)
        #expect(outcome.counts["invoice"]?.changed == 1)
        #expect(try await accounts().totals(of: "acme") == [80])
        #expect(try await accounts(at: tuesday - .seconds(1)).totals(of: "acme") == [100])
        #expect(try await accounts(at: monday - .seconds(1)).totals(of: "acme") == [])
    }

    @Test func `a snapshot buries what it does not bring, of its own source and kinds only`() async throws {
        try await store.load([(.account, [.account("acme")]), (.invoice, [.invoice("1"), .invoice("2")])])
        try await store.load([(.invoice, [.invoice("2")])], from: "other")
        let outcome = try await store.load([(.invoice, [.invoice("1")])], at: tuesday)
        #expect(outcome.counts["invoice"] == .init(removed: 1, unchanged: 1))
        #expect(outcome.facts?.map(\.isDeleted) == [true])
        #expect(outcome.facts?.map(\.row.key) == ["2"])
        let now = try await accounts()
        #expect(now.view("acme")?.invoices.map(\.identity.source) == ["billing", "other"])
        #expect(now.view("acme")?.profile != nil)
    }

    /// Loads may come faster than turns.
    @Test func `what several loads say is the same at once, one by one, and read from the store`() async throws {
        let loads: [[FactRow]] = [
            [.invoice("1", total: 1), .invoice("2", total: 2), .invoice("3", total: 3)],
            [.invoice("1", total: 9, at: tuesday), .invoice("3", account: "beta", total: 3, at: tuesday)],
            [.invoice("2", total: 7, at: wednesday), .invoice("3", account: "beta", total: 3, at: wednesday)],
        ]
        let moments = [monday, tuesday, wednesday]
        var changes: [[Facts.Change]] = []
        for (rows, moment) in zip(loads, moments) {
            changes.append(try #require(try await store.load([(.invoice, rows)], at: moment).facts))
        }
        let atOnce = Accounts().merging(Facts(changes: Array(changes.joined())))
        let oneByOne = changes.reduce(Accounts()) { $0.merging(Facts(changes: $1)) }
        for known in [atOnce, oneByOne, try await accounts()] {
            #expect(known.totals(of: "acme") == [7])
            #expect(known.totals(of: "beta") == [3])
        }
    }

    @Test func `what was buried can come back`() async throws {
        try await store.load([(.invoice, [.invoice("1")])])
        try await store.load([(.invoice, [])], at: tuesday)
        #expect(try await accounts().totals(of: "acme") == [])
        try await store.load([(.invoice, [.invoice("1", at: wednesday)])], at: wednesday)
        #expect(try await accounts().totals(of: "acme") == [100])
        #expect(try await accounts(at: tuesday).totals(of: "acme") == [])
    }

    @Test func `what is appended buries nothing`() async throws {
        try await store.load([(.invoice, [.invoice("1")])], .append)
        try await store.load([(.invoice, [.invoice("2")])], .append, at: tuesday)
        #expect(try await accounts().totals(of: "acme").count == 2)
        #expect(try await store.source("billing")?.rows == ["invoice": 2])
    }

    @Test func `the last row of a key is the one that counts`() async throws {
        let rows: [FactRow] = [.invoice("1", total: 1), .invoice("2"), .invoice("1", total: 3)]
        let outcome = try await store.load([(.invoice, rows)])
        #expect(outcome.counts["invoice"]?.added == 2)
        #expect(try await accounts().totals(of: "acme") == [3, 100])
    }

    @Test func `a row that moves to another account leaves the first`() async throws {
        try await store.load([(.account, [.account("acme"), .account("beta")]), (.invoice, [.invoice("1")])])
        let before = try await accounts()
        let moved = try await store.load([(.invoice, [.invoice("1", account: "beta", at: tuesday)])], at: tuesday)
        #expect(moved.facts?.map(\.isDeleted) == [true, false])
        let merged = before.merging(Facts(changes: moved.facts ?? []))
        #expect(merged.totals(of: "acme") == [])
        #expect(merged.totals(of: "beta") == [100])
    }

    @Test func `keys that differ in bytes are two rows`() async throws {
        let composed = "caf\u{e9}"
        let decomposed = "cafe\u{301}"
        let outcome = try await store.load([(.invoice, [.invoice(composed), .invoice(decomposed)])])
        #expect(outcome.counts["invoice"]?.added == 2)
        let again = try await store.load([(.invoice, [.invoice(composed)])], at: tuesday)
        #expect(again.counts["invoice"]?.removed == 1)
    }

    @Test func `names that are code to others are only names here`() async throws {
        let hostile = "'; DROP TABLE invoice; -- \u{202e} %s ${x} 🔔"
        try await store.load([(.invoice, [.invoice(hostile, account: hostile)])])
        #expect(try await store.names(in: .slot) == [hostile])
        #expect(try await accounts().totals(of: hostile) == [100])
    }

    @Test func `of usage days the last in file order wins`() async throws {
        let first = try await store.load(
            [
                (
                    .usageDay,
                    [
                        .usage("acme", day: 20_000, feature: "login", count: 5), .usage("acme", day: 20_000, count: 1),
                        .usage("acme", day: 20_000, feature: "login", count: 7),
                    ]
                )
            ], .append)
        #expect(first.counts["usage_day"] == .init(added: 2, unmatched: 3))
        let second = try await store.load(
            [
                (
                    .usageDay,
                    [.usage("acme", day: 20_000, count: 1), .usage("acme", day: 20_000, feature: "login", count: 9)]
                )
            ],
            .append, at: tuesday)
        #expect(second.counts["usage_day"] == .init(changed: 1, unchanged: 1, unmatched: 2))
        let now = try await accounts()
        #expect(now.view("acme")?.usage.map(\.count) == [1, 9])
        #expect(now.features == ["", "login"])
    }

    @Test func `the last wins too where it comes in another run`() async throws {
        let small = try TemporaryState()
        let store = try small.open(slices: Slices(days: 2, run: 1))
        let load = try await store.begin(
            LoadPlan(source: "product", kinds: [.usageDay], mode: .append, loadedAt: monday))
        let days: [(Int32, Int64)] = [(5, 1), (3, 2), (5, 3), (4, 4), (3, 5), (9, 6), (5, 7)]
        for (day, count) in days { try await load.stage(.usageDay, [.usage("acme", day: day, count: count)]) }
        let outcome = try await load.finish(LoadEnd())
        #expect(outcome.counts["usage_day"]?.added == 4)
        let usage = try await store.accounts(usageSince: Day(number: 0)).view("acme")?.usage
        #expect(usage?.map(\.day.number) == [3, 4, 5, 9])
        #expect(usage?.map(\.count) == [5, 4, 7, 6])
    }

    /// Who exports the last ninety days takes none of those before back.
    @Test(arguments: [1, 2, 100])
    func `a snapshot takes out what it does not bring again of its days, from the first to the last`(slice: Int)
        async throws
    {
        let small = try TemporaryState()
        let store = try small.open(slices: Slices(days: slice, run: 3))
        let before = (1...6).flatMap { day in
            ["acme", "beta"].map { FactRow.usage($0, day: Int32(day), feature: "f", count: 1) }
        }
        let after = [
            FactRow.usage("beta", day: 6, feature: "f", count: 1), .usage("acme", day: 2, feature: "f", count: 1),
            .usage("beta", day: 2, feature: "f", count: 1), .usage("beta", day: 3, feature: "f", count: 1),
            .usage("acme", day: 5, feature: "f", count: 1), .usage("beta", day: 5, feature: "g", count: 1),
            .usage("acme", day: 6, feature: "f", count: 1),
        ]
        func days(of account: String) async throws -> [String] {
            let accounts = try await store.accounts(usageSince: Day(number: 0))
            return accounts.view(account)?.usage.map { "\($0.day.number)\(accounts.features[Int($0.feature)])" } ?? []
        }
        try await store.load([(.usageDay, before)])
        let shared = try await store.load([(.usageDay, after)])
        #expect(shared.counts["usage_day"]?.removed == 0, "another source may have told them")
        let outcome = try await store.load([(.usageDay, after)], alone: [.usageDay])
        #expect(outcome.counts["usage_day"]?.removed == 4)
        #expect(outcome.facts == nil, "what is gone is seen by reading again")
        #expect(try await days(of: "acme") == ["1f", "2f", "5f", "6f"])
        #expect(try await days(of: "beta") == ["1f", "2f", "3f", "5g", "6f"])
        let again = try await store.load([(.usageDay, after)], alone: [.usageDay])
        #expect(again.counts["usage_day"]?.isNews == false)
        let appended = try await store.load([(.usageDay, [after[0]])], .append, alone: [.usageDay])
        #expect(appended.counts["usage_day"]?.isNews == false)
    }

    @Test func `seat days that a snapshot does not bring again are gone too`() async throws {
        let days = (1...3).map { FactRow.seats("acme", day: $0, seats: 10, active: 9) }
        try await store.load([(.seatDay, days)], alone: [.seatDay])
        let outcome = try await store.load([(.seatDay, [days[0], days[2]])], alone: [.seatDay])
        #expect(outcome.counts["seat_day"]?.removed == 1)
        #expect(try await accounts().view("acme")?.seatDays.map(\.day.number) == [1, 3])
    }

    @Test func `usage before the day asked for is not read`() async throws {
        let days: [FactRow] = [.usage("acme", day: 19_999, count: 1), .usage("acme", day: 20_000, count: 2)]
        try await store.load([(.usageDay, days)], .append)
        let late = try await store.accounts(usageSince: Day(number: 20_000))
        #expect(late.view("acme")?.usage.map(\.count) == [2])
    }

    @Test func `a seat day is replaced whole, its absences too`() async throws {
        try await store.load([(.seatDay, [.seats("acme", day: 20_000, seats: 10, active: 4)])], .append)
        let outcome = try await store.load([(.seatDay, [.seats("acme", day: 20_000, seats: nil, active: 5)])], .append)
        #expect(outcome.counts["seat_day"]?.changed == 1)
        let days = try await accounts().view("acme")?.seatDays.map { [$0.seats, $0.activeUsers] }
        #expect(days == [[-1, 5]])
    }

    @Test func `what changed, merged into memory, is what a reload reads`() async throws {
        try await store.load([
            (.account, [.account("acme"), .account("beta")]), (.invoice, [.invoice("1"), .invoice("2")]),
            (.usageDay, [.usage("acme", day: 20_000, feature: "login", count: 5)]),
        ])
        let before = try await accounts()
        let outcome = try await store.load(
            [
                (.account, [.account("acme", name: "Acme GmbH", at: tuesday), .account("gamma", at: tuesday)]),
                (.invoice, [.invoice("1", total: 7, at: tuesday), .invoice("3", account: "new", at: tuesday)]),
                (.usageDay, [.usage("acme", day: 20_001, feature: "export", count: 2)]),
            ], at: tuesday)
        let merged = before.merging(Facts(changes: try #require(outcome.facts)))
        let read = try await accounts()
        #expect(merged.slots == read.slots)
        for id in ["acme", "beta", "gamma", "new"] {
            let left = try #require(merged.view(id))
            let right = try #require(read.view(id))
            #expect(left.profile?.name == right.profile?.name)
            #expect(left.invoices.map(\.totalMinor) == right.invoices.map(\.totalMinor))
            #expect(left.usage.map(\.count) == right.usage.map(\.count))
            #expect(
                left.usage.map { merged.features[Int($0.feature)] }
                    == right.usage.map { read.features[Int($0.feature)] })
        }
    }

    @Test func `too many changes are read again instead of taken over`() async throws {
        let rows = (0...LoadOutcome.mostChanges).map { FactRow.usage("acme", day: Int32($0), count: 1) }
        let outcome = try await store.load([(.usageDay, rows)], .append)
        #expect(outcome.facts == nil)
        #expect(outcome.counts["usage_day"]?.added == rows.count)
    }

    @Test func `of very many days each is taken over once, and counted`() async throws {
        let many = LoadOutcome.mostChanges + 12_345
        func rows(_ numbers: some Sequence<Int>, count: (Int) -> Int64) -> [FactRow] {
            numbers.map {
                FactRow.usage("a\($0 % 7)", day: Int32($0 / 14), feature: "f\($0 / 7 % 2)", count: count($0))
            }
        }
        let first = try await store.load([(.usageDay, rows(0..<many) { Int64($0) })], .append)
        #expect(first.counts["usage_day"] == .init(added: many, unmatched: many))
        // Some that were there and are the same, some that are not, some new, all mixed.
        let again = rows(stride(from: 0, to: 2 * many, by: 2)) { $0 % 6 == 0 ? -1 : Int64($0) }
        let second = try await store.load([(.usageDay, again)], .append, at: tuesday)
        let known = stride(from: 0, to: many, by: 2)
        let changed = known.count { $0 % 6 == 0 }
        let knownCount = known.reduce(0) { sum, _ in sum + 1 }
        #expect(
            second.counts["usage_day"]
                == .init(
                    added: again.count - knownCount, changed: changed, unchanged: knownCount - changed,
                    unmatched: again.count))
        let third = try await store.load([(.usageDay, again)], .append, at: wednesday)
        #expect(third.counts["usage_day"] == .init(unchanged: again.count, unmatched: again.count))
        #expect(third.facts?.isEmpty == true)
        let read = try await accounts()
        let total = (0..<7).reduce(0) { sum, account in
            sum + (read.view("a\(account)")?.usage.reduce(0) { $0 + Int($1.count) } ?? 0)
        }
        let expected = (0..<2 * many).reduce(0) { sum, number in
            if number % 2 == 0 { return sum + (number % 6 == 0 ? -1 : number) }
            return number < many ? sum + number : sum
        }
        #expect(total == expected)
    }

    @Test func `an abandoned load leaves nothing behind`() async throws {
        let load = try await store.begin(
            LoadPlan(source: "billing", kinds: [.invoice], mode: .snapshot, loadedAt: monday))
        try await load.stage(.invoice, [.invoice("1", account: "ghost")])
        await load.abandon()
        #expect(try await store.names(in: .slot).isEmpty)
        #expect(try await store.source("billing")?.lastGoodLoad == nil)
        #expect(try StateFiles.names(in: state.path + "/staging").isEmpty)
    }

    @Test func `two sources load beside each other`() async throws {
        async let billing = store.load([(.invoice, (0..<3_000).map { .invoice("b\($0)") })], from: "billing")
        async let crm = store.load([(.invoice, (0..<3_000).map { .invoice("c\($0)") })], from: "crm")
        let added = try await (billing.counts["invoice"]?.added, crm.counts["invoice"]?.added)
        #expect(added == (3_000, 3_000))
        #expect(try await accounts().totals(of: "acme").count == 6_000)
    }

    @Test func `a row without a required field is refused, and nothing of its slice is kept`() async throws {
        await #expect(throws: StoreError.self) {
            try await store.load([(.invoice, [.invoice("1"), .of(.invoice, "2", [:])])])
        }
        #expect(try await accounts().totals(of: "acme") == [])
    }

    @Test func `a load that broke off halfway makes the next one ask for a reload`() async throws {
        let many = (0..<2_500).map { FactRow.invoice("\($0 + 1_000)") }
        await #expect(throws: StoreError.self) {
            try await store.load([(.invoice, many + [.of(.invoice, "9999", [:])])])
        }
        let again = try await store.load([(.invoice, many)], at: tuesday)
        #expect(again.facts == nil)
        #expect(again.counts["invoice"] == .init(added: 500, unchanged: 2_000, unmatched: 2_500))
        #expect(try await store.load([(.invoice, many)], at: wednesday).facts?.isEmpty == true)
    }

    @Test func `with how many decimals a row's money was read is part of what it says`() async throws {
        var invoice = FactRow.of(.invoice, "1", ["total": .integer(1_200_000)])
        invoice.decimals = 3
        try await store.load([(.account, [.account("acme")]), (.invoice, [invoice])])
        let kept = try await store.accounts(usageSince: Day(number: 0)).view("acme")?.invoices.first
        #expect(kept?.totalMinor == 1_200_000)
        #expect(kept?.currency == .inherited(decimals: 3))
        let again = try await store.load([(.invoice, [invoice])], at: tuesday)
        #expect(again.counts["invoice"]?.unchanged == 1)
        invoice.decimals = nil
        let other = try await store.load([(.invoice, [invoice])], at: tuesday)
        #expect(other.counts["invoice"]?.changed == 1)
        #expect(other.facts?.map(\.row.decimals) == [nil])
    }

    @Test func `an account that is read to be gone keeps the day of that, whatever else is read of it`() async throws {
        func load(_ fields: [String: FactValue], at moment: Moment) async throws -> LoadOutcome {
            var plan = LoadPlan(source: "crm", kinds: [.account], mode: .snapshot, loadedAt: moment)
            plan.seenDates = SeenDates(in: .utc)
            let load = try await store.begin(plan)
            let row = FactRow.of(.account, "acme", at: moment, fields.merging(["name": .text("Acme")]) { $1 })
            try await load.stage(.account, [row])
            return try await load.finish(LoadEnd())
        }
        let day = Zone.utc.day(of: tuesday)
        _ = try await load(["status": .text("active")], at: monday)
        let gone = try await load(["status": .text("churned")], at: tuesday)
        let told = gone.facts.map { Accounts().merging(Facts(changes: $0)).view("acme")?.profile?.seenGone }
        #expect(told == day)
        #expect(try await load(["status": .text("churned")], at: wednesday).counts["account"]?.unchanged == 1)
        _ = try await load(["status": .text("churned"), "owner": .text("lee")], at: wednesday)
        #expect(try await accounts().view("acme")?.profile?.seenGone == day)
        _ = try await load(["status": .text("active")], at: wednesday)
        #expect(try await accounts().view("acme")?.profile?.seenGone == nil)
    }
}
