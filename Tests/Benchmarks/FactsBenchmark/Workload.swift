import BellwetherCore

/// The year of facts that `bench/facts_workload.py` writes, as the daemon would hold it in memory.
///
/// Who has never used the product is a trial here: the workload has no numbers of use for those, where a paying account
/// that a source knows nothing of has 0. What all of them pay, as the workload counts it, is asked of `payers`.
struct Workload {
    /// The first day; what is asked is asked at the first instant of the day a year later.
    static let first = Day(number: 20_148)
    static let asOf = first + 365
    private let folder: String

    init(in folder: String) { self.folder = folder }

    func accounts() throws -> (accounts: Accounts, rows: Int) {
        var builder = AccountsBuilder()
        let rows =
            try addProfiles(whoNeverUsedIt: "trialing", &builder) + addUsage(&builder) + addInvoices(&builder)
            + addTickets(&builder) + addAnswers(&builder) + addSubscriptions(&builder)
        let kinds: [FactKind] = [.account, .subscription, .invoice, .usageDay, .seatDay, .ticket, .surveyResponse]
        return (finished(&builder, with: kinds), rows)
    }

    /// Every account as one that pays, with its subscriptions alone.
    func payers() throws -> Accounts {
        var builder = AccountsBuilder()
        _ = try addProfiles(whoNeverUsedIt: "active", &builder) + addSubscriptions(&builder)
        return finished(&builder, with: [.account, .subscription])
    }

    private func finished(_ builder: inout AccountsBuilder, with kinds: [FactKind]) -> Accounts {
        let source = SourceStanding(
            name: "all", kinds: kinds.map(\.name), state: .fresh, lastGoodLoad: Zone.utc.start(of: Self.asOf))
        return builder.finish(sources: [source])
    }

    private func addProfiles(whoNeverUsedIt status: String, _ builder: inout AccountsBuilder) throws -> Int {
        let table = try RawTable("accounts", ["seats": 4, "usage_since": 2], in: folder)
        let (seats, since) = (table["seats"], table["usage_since"])
        for slot in 0..<table.rows {
            builder.addAccountID(slot: slot, id: "A\(slot)")
            put(
                .account, slot, "A\(slot)",
                [
                    "status": .text(since[slot] == RawTable.absent ? status : "active"), "currency": .text("EUR"),
                    "seats": .integer(Int64(seats[slot])),
                ], &builder)
        }
        return table.rows
    }

    private func addUsage(_ builder: inout AccountsBuilder) throws -> Int {
        let table = try RawTable("usage", ["account": 4, "day": 2, "active_users": 4, "events": 4], in: folder)
        let (account, day) = (table["account"], table["day"])
        let (users, events) = (table["active_users"], table["events"])
        for row in 0..<table.rows {
            let day = Self.first + day[row]
            builder.addUsage(slot: account[row], day: day, feature: nil, count: events[row])
            builder.addSeatDay(slot: account[row], day: day, seats: nil, activeUsers: users[row])
        }
        return table.rows
    }

    private func addInvoices(_ builder: inout AccountsBuilder) throws -> Int {
        let statuses = ["draft", "open", "paid", "uncollectible", "void"]
        let table = try RawTable(
            "invoices",
            ["account": 4, "issued": 2, "due": 2, "paid": 2, "total_minor": 8, "paid_minor": 8, "status": 1],
            in: folder)
        for row in 0..<table.rows {
            put(
                .invoice, table["account"][row], "I\(row)",
                [
                    "status": .text(statuses[table["status"][row]]), "currency": .text("EUR"),
                    "issued_at": day(table["issued"][row]), "due_date": day(table["due"][row]),
                    "paid_at": day(table["paid"][row]), "total": .integer(Int64(table["total_minor"][row])),
                    "paid": .integer(Int64(table["paid_minor"][row])),
                ], &builder)
        }
        return table.rows
    }

    private func addTickets(_ builder: inout AccountsBuilder) throws -> Int {
        let priorities = ["low", "normal", "high", "urgent"]
        let table = try RawTable(
            "tickets",
            [
                "account": 4, "opened": 4, "first_response": 4, "resolved": 4, "agent_replies": 2, "reopened": 1,
                "priority": 1, "tag": 2,
            ], in: folder)
        for row in 0..<table.rows {
            let isOpen = table["resolved"][row] == RawTable.absent
            put(
                .ticket, table["account"][row], "K\(row)",
                [
                    "created_at": moment(table["opened"][row]), "first_reply_at": moment(table["first_response"][row]),
                    "solved_at": moment(table["resolved"][row]), "status": .text(isOpen ? "open" : "solved"),
                    "agent_replies": .integer(Int64(table["agent_replies"][row])),
                    "reopens": .integer(Int64(table["reopened"][row])),
                    "priority": .text(priorities[table["priority"][row]]), "topic": .text("t\(table["tag"][row])"),
                ], &builder)
        }
        return table.rows
    }

    private func addAnswers(_ builder: inout AccountsBuilder) throws -> Int {
        let kinds = ["nps", "csat", "ces"]
        let table = try RawTable(
            "surveys", ["account": 4, "kind": 1, "value": 2, "at": 4, "contact": 4], in: folder)
        for row in 0..<table.rows {
            put(
                .surveyResponse, table["account"][row], "R\(row)",
                [
                    "kind": .text(kinds[table["kind"][row]]), "value": .real(Double(table["value"][row])),
                    "at": moment(table["at"][row]), "contact_id": .text("c\(table["contact"][row])"),
                ], &builder)
        }
        return table.rows
    }

    private func addSubscriptions(_ builder: inout AccountsBuilder) throws -> Int {
        let statuses = [
            "active", "past_due", "cancelling", "trialing", "paused", "unpaid", "incomplete", "canceled",
        ]
        let table = try RawTable(
            "subscriptions",
            [
                "account": 4, "amount_minor": 8, "interval_months": 1, "qty": 4, "started": 2, "ended": 2, "status": 1,
            ], in: folder)
        for row in 0..<table.rows {
            put(
                .subscription, table["account"][row], "S\(row)",
                [
                    "status": .text(statuses[table["status"][row]]), "currency": .text("EUR"),
                    "amount": .integer(Int64(table["amount_minor"][row])),
                    "quantity": .real(Double(table["qty"][row])), "interval": .text("month"),
                    "interval_count": .integer(Int64(table["interval_months"][row])),
                    "started_at": day(table["started"][row]), "ended_at": day(table["ended"][row]),
                ], &builder)
        }
        return table.rows
    }

    private func put(
        _ kind: FactKind, _ slot: Int, _ key: String, _ values: [String: FactValue], _ builder: inout AccountsBuilder
    ) {
        let row = FactRow(
            key: key, account: "A\(slot)", values: kind.fields.map { values[$0.name] ?? .absent },
            observed: .distantPast, isAssumed: true)
        builder.add(kind: kind, slot: slot, source: "all", row: row)
    }

    private func day(_ number: Int) -> FactValue {
        number == RawTable.absent ? .absent : .integer(Int64(Self.first.number) + Int64(number))
    }

    private func moment(_ seconds: Int) -> FactValue {
        let origin = Zone.utc.start(of: Self.first).seconds
        return seconds == RawTable.absent ? .absent : .integer(origin + Int64(seconds))
    }
}
