import Testing

@testable import BellwetherCore
@testable import BellwetherStore

@Suite struct StoreBacktestTests {
    private let state: TemporaryState
    private let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    @Test func `says when somebody was told of an account, once for each alert`() async throws {
        let (one, other) = (Alert.sample("acme"), Alert.sample("acme", rule: "late-invoice", openedAt: tuesday))
        let told = Notification.sample()
        let rows = [one, other].map { LedgerRow.sample(of: $0, openedBy: told) }
        try await store.commit(
            .of(touched: [one, other, .sample("beta")], groups: [.sample()], ledger: rows, outbox: [told]))
        #expect(try await store.announcements() == ["acme": [monday, monday]])
    }

    @Test func `says on which day the facts of a kind begin`() async throws {
        try await store.load(
            [(.account, [.account("acme")]), (.invoice, [.invoice("i", at: tuesday), .invoice("j", at: wednesday)])])
        try await store.load([(.seatDay, Self.seatDays(20_010...20_020))], from: "product", .append)
        let days = try await store.firstDays(of: [.invoice, .seatDay, .ticket], in: .utc)
        #expect(days == ["invoice": Zone.utc.day(of: tuesday), "seat_day": Day(number: 20_010)])
    }

    @Test func `gives days no further than is asked for`() async throws {
        try await store.load([(.account, [.account("acme")])])
        try await store.load([(.seatDay, Self.seatDays(20_000...20_020))], from: "product", .append)
        let accounts = try await store.accounts(usageSince: Day(number: 20_003), through: Day(number: 20_007))
        #expect(accounts[0].seatDays.map(\.day.number) == [20_003, 20_004, 20_005, 20_006, 20_007])
    }

    @Test func `accounts know since when days are counted, however few of them are asked for`() async throws {
        try await store.load([(.account, [.account("acme")])])
        #expect(try await store.accounts(usageSince: Day(number: 0)).countedSince == [:])
        try await store.load([(.seatDay, Self.seatDays(20_000...20_020))], from: "product", .append)
        let accounts = try await store.accounts(usageSince: Day(number: 20_010))
        #expect(accounts[0].seatDays.first?.day == Day(number: 20_010))
        #expect(accounts.countedSince == ["seat_day": Day(number: 20_000)])
    }

    private static func seatDays(_ days: ClosedRange<Int32>) -> [FactRow] {
        days.map { .seats("acme", day: $0, seats: 20, active: 7) }
    }

    // MARK: The past

    /// Whatever loads bring after a moment, changed, new or gone, no row of that moment is another.
    @Test(arguments: 1...6) func `a row of a backtest knows nothing of what was loaded later`(_ seed: UInt64)
        async throws
    {
        var lots = Lots(seed: seed)
        let accounts = (0..<12).map { FactRow.account("a\($0)", at: monday) }
        let first = (0..<12).map { Self.invoice($0, at: monday, &lots) }
        try await store.load([(.account, accounts), (.invoice, first)])
        let before = try await rows(at: monday + .seconds(3600))
        #expect(before.scored.count == 12 && Set(before.points.map(\.bitPattern)).count > 3)
        for moment in [tuesday, wednesday] {
            // Some are gone, some are others, some are new.
            let later = (0..<15).filter { _ in lots.below(4) > 0 }.map { Self.invoice($0, at: moment, &lots) }
            let added = FactRow.account("late\(moment.seconds)", at: moment)
            try await store.load([(.account, accounts + [added]), (.invoice, later)], at: moment)
        }
        let after = try await rows(at: monday + .seconds(3600))
        #expect(after.scored.map(\.slot) == before.scored.map(\.slot))
        #expect(after.scored.map(\.tenths) == before.scored.map(\.tenths))
        #expect(after.points.map(\.bitPattern) == before.points.map(\.bitPattern))
        #expect(try await rows(at: wednesday + .seconds(3600)).points != before.points, "and later rows are others")
    }

    private static func invoice(_ number: Int, at moment: Moment, _ lots: inout Lots) -> FactRow {
        let due = Int64(Zone.utc.day(of: monday).number) - Int64(lots.below(60))
        return .of(
            .invoice, "i\(number)", account: "a\(number % 12)", at: moment,
            [
                "status": .text("open"), "issued_at": .integer(due - 30), "due_date": .integer(due),
                "total": .integer(1000), "currency": .text("EUR"),
            ])
    }

    private func rows(at moment: Moment) async throws -> BacktestMonth {
        let model = HealthModel(
            name: "standard",
            measures: [
                Measure(
                    key: "late", metric: "invoices.days_past_due_max", grading: .linear(zeroAt: 60, fullAt: 0),
                    weight: 1)
            ], bands: [HealthBand(key: "all", label: "All", colour: "green", fromTenths: 0, renews: 0.9)])
        let euro = try #require(Currency("EUR"))
        let calendar = BusinessCalendar(zone: .utc)
        let models = HealthModels([model])
        let nobody = ReceiverProfile(name: "nobody", kind: "console")
        let policy = Policy(
            metrics: MetricCatalogue(zone: .utc, reporting: euro), healthModels: models,
            renewalModel: RenewalModel(reporting: euro),
            rules: RuleBook([], in: RuleContext(reporting: euro, calendar: calendar, healthModels: models)),
            routing: Routing(root: Route(receivers: ["nobody"]), receivers: [nobody], calendar: calendar))
        let known = try await store.accounts(
            usageSince: Day(number: 0), through: Zone.utc.day(of: moment), knownAt: moment,
            sources: [SourceStanding(name: "billing", kinds: ["account", "invoice"], state: .fresh)])
        return BacktestMonth(of: known, under: policy.scoringOnly, given: History(), choosing: [0], at: moment)
    }
}
