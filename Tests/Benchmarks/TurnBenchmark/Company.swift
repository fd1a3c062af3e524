import BellwetherCore

/// A company of any size, made the same each time: per account one subscription and contract, twelve invoices, ninety
/// days of usage of five features, ten tickets, six survey answers, and touches.
struct Company {
    let accounts: Int
    let today: Day
    private var state: UInt64 = 1

    init(accounts: Int, today: Day) {
        self.accounts = accounts
        self.today = today
    }

    mutating func built() -> Accounts {
        var builder = AccountsBuilder()
        for slot in 0..<accounts { add(slot, to: &builder) }
        return builder.finish(sources: [
            SourceStanding(name: "all", kinds: FactKind.all.map(\.name), state: .fresh, lastGoodLoad: .distantPast)
        ])
    }

    /// The same account a day on, with another invoice paid: one account's worth of news.
    mutating func change(of slot: Int) -> Facts.Change {
        Facts.Change(kind: .invoice, slot: slot, source: "all", row: invoice(slot, 0, isPaid: true))
    }

    private mutating func add(_ slot: Int, to builder: inout AccountsBuilder) {
        let id = "A\(slot)"
        builder.addAccountID(slot: slot, id: id)
        let seats = 5 + roll(200)
        put(
            .account, slot, id,
            [
                "name": .text("Account \(slot)"), "status": .text("active"),
                "tier": .text(["Starter", "Growth", "Enterprise"][roll(3)]),
                "owner": .text("owner-\(roll(20))"), "currency": .text("EUR"),
                "started_at": .integer(Int64(today.number) - 700),
                "seats": .integer(Int64(seats)),
            ], &builder)
        put(
            .subscription, slot, "S\(slot)",
            [
                "status": .text("active"), "mrr": .integer(Int64(1000 + roll(90_000)) * 10_000),
                "currency": .text("EUR"),
                "started_at": .integer(Int64(today.number) - 700),
            ], &builder)
        put(
            .contract, slot, "C\(slot)",
            [
                "start": .integer(Int64(today.number) - 300), "end": .integer(Int64(today.number) + Int64(roll(300))),
                "auto_renew": .integer(1), "notice_days": .integer(30), "currency": .text("EUR"),
                "renewal_amount": .integer(Int64(100_000 + roll(9_000_000))),
            ], &builder)
        for number in 0..<12 {
            let isPaid = number > 0 || roll(10) > 1
            builder.add(kind: .invoice, slot: slot, source: "all", row: invoice(slot, number, isPaid: isPaid))
        }
        for number in 0..<10 { ticket(slot, number, &builder) }
        for number in 0..<6 { response(slot, number, &builder) }
        put(
            .touch, slot, "T\(slot)",
            [
                "at": .integer(Int64(today.number - Int32(roll(90))) * 86_400), "direction": .text("inbound"),
            ], &builder)
        let use = roll(100)
        for back in 1...90 {
            builder.addSeatDay(slot: slot, day: today - back, seats: nil, activeUsers: seats * use / 100)
            for feature in 0..<5 where roll(3) > 0 {
                builder.addUsage(slot: slot, day: today - back, feature: "f\(feature)", count: roll(50))
            }
        }
    }

    private mutating func invoice(_ slot: Int, _ number: Int, isPaid: Bool) -> FactRow {
        let issued = Int64(today.number) - Int64(number) * 30 - 50
        var values: [String: FactValue] = [
            "number": .text("I\(slot)-\(number)"), "status": .text(isPaid ? "paid" : "open"), "currency": .text("EUR"),
            "issued_at": .integer(issued), "due_date": .integer(issued + 30),
            "total": .integer(Int64(10_000 + roll(500_000))),
        ]
        if isPaid { values["paid_at"] = .integer(issued + 25 + Int64(roll(12))) }
        return row(.invoice, slot, "I\(slot)-\(number)", values)
    }

    private mutating func ticket(_ slot: Int, _ number: Int, _ builder: inout AccountsBuilder) {
        let created = (Int64(today.number) - Int64(number) * 9) * 86_400
        var values: [String: FactValue] = [
            "created_at": .integer(created), "status": .text("open"),
            "priority": .text(roll(10) == 0 ? "urgent" : "normal"),
        ]
        if roll(4) > 0 { values["solved_at"] = .integer(created + 40_000) }
        put(.ticket, slot, "K\(slot)-\(number)", values, &builder)
    }

    private mutating func response(_ slot: Int, _ number: Int, _ builder: inout AccountsBuilder) {
        put(
            .surveyResponse, slot, "R\(slot)-\(number)",
            [
                "kind": .text("nps"), "at": .integer((Int64(today.number) - Int64(number) * 25) * 86_400),
                "contact_id": .text("c\(number)"), "value": .real(Double(roll(11))),
            ], &builder)
    }

    private func put(
        _ kind: FactKind, _ slot: Int, _ key: String, _ values: [String: FactValue], _ builder: inout AccountsBuilder
    ) {
        builder.add(kind: kind, slot: slot, source: "all", row: row(kind, slot, key, values))
    }

    private func row(_ kind: FactKind, _ slot: Int, _ key: String, _ values: [String: FactValue]) -> FactRow {
        FactRow(
            key: kind == .account ? "A\(slot)" : key, account: "A\(slot)",
            values: kind.fields.map { values[$0.name] ?? .absent }, observed: .distantPast, isAssumed: true)
    }

    /// SplitMix64.
    private mutating func roll(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
