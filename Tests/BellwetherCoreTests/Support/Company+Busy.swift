import Testing

@testable import BellwetherCore

/// A small generator, so that a failure can be had again (Steele, Lea, Flood: SplitMix).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

extension Company {
    /// Accounts with facts of most kinds, by chance; the days end with 24 March 2026.
    static func busy(accounts count: Int, stride: Int = 1, _ random: inout SeededRandom) -> Company {
        var company = Company()
        company.add(.fxRate, "EUR/USD/1", slot: nil, ["day": "2026-01-01", "base": "EUR", "quote": "USD", "rate": 1.1])
        for index in 0..<count {
            let slot = index * stride
            company.addAccount(
                "a\(slot)", slot: slot,
                [
                    "seats": .integer(Int64(random.below(80))), "currency": random.below(3) == 0 ? "USD" : "EUR",
                    "started_at": .text((Day.end - random.below(900)).description),
                    "churned_at": random.below(9) == 0 ? "2026-02-01" : .absent,
                    "owner": .text(["kim", "dana", "lee"][random.below(3)]), "churn_reason": "price",
                ])
            company.addBusyFacts(slot: slot, &random)
        }
        return company
    }

    mutating func addBusyFacts(slot: Int, _ random: inout SeededRandom) {
        add(
            .subscription, "s\(slot)", slot: slot,
            ["started_at": "2024-01-01", "mrr": .integer(Int64(random.below(9_000_000)))])
        for number in 0..<random.below(6) {
            let due = Day.end - random.below(200)
            add(
                .invoice, "i\(slot)-\(number)", slot: slot,
                [
                    "issued_at": .text((due - 14).description), "due_date": .text(due.description),
                    "total": .integer(Int64(random.below(90_000))),
                    "paid_at": random.below(2) == 0 ? .text((due + random.below(30)).description) : .absent,
                ])
        }
        for number in 0..<random.below(5) {
            let day = (Day.end - random.below(60)).description
            add(
                .ticket, "t\(slot)-\(number)", slot: slot, ["created_at": .text("\(day)T08:00Z"), "priority": "urgent"])
            add(.touch, "c\(slot)-\(number)", slot: slot, ["at": .text("\(day)T09:00Z"), "direction": "inbound"])
            add(
                .surveyResponse, "n\(slot)-\(number)", slot: slot,
                [
                    "kind": "nps", "at": .text("\(day)T09:00Z"), "value": .integer(Int64(random.below(11))),
                    "contact_id": "x",
                ])
        }
        addBusyBusiness(slot: slot, &random)
        addBusyService(slot: slot, &random)
        for _ in 0..<random.below(20) {
            let day = Day.end - random.below(70)
            addUsage(
                slot: slot, from: day.description, to: (day + 1).description,
                feature: ["api", "reports"][random.below(2)], count: Int64(day.number % 97))
            addSeatDay(slot: slot, day.description, active: Int64(day.number % 31))
        }
    }

    private mutating func addBusyBusiness(slot: Int, _ random: inout SeededRandom) {
        for number in 0..<random.below(4) {
            let day = Day.end - random.below(120)
            add(
                .order, "o\(slot)-\(number)", slot: slot,
                [
                    "at": .text(day.description), "subscription_id": .text("s\(slot)"),
                    "mrr_change": .integer(Int64(random.below(400_000)) - 200_000),
                    "amount": .integer(Int64(random.below(9000))),
                ])
            add(
                .cost, "k\(slot)-\(number)", slot: slot,
                [
                    "kind": .text(["retention", "service", "acquisition"][random.below(3)]),
                    "amount": .integer(Int64(random.below(90_000))), "period_start": .text(day.description),
                ])
            add(
                .renewal, "r\(slot)-\(number)", slot: slot,
                [
                    "renewal_date": .text(day.description), "term_start": .text((day - 365).description),
                    "outcome": random.below(3) == 0 ? "churned" : "renewed", "decided_on": .text(day.description),
                    "mrr_before": .integer(Int64(random.below(9_000_000))),
                    "mrr_after": .integer(Int64(random.below(9_000_000))),
                ])
        }
    }

    private mutating func addBusyService(slot: Int, _ random: inout SeededRandom) {
        for number in 0..<random.below(9) {
            let day = Day.end - random.below(100)
            add(
                .ticket, "d\(slot)-\(number)", slot: slot,
                [
                    "created_at": .text("\(day - 9)T08:00Z"), "solved_at": .text("\(day)T0\(random.below(10)):00Z"),
                    "agent_replies": .integer(Int64(random.below(3))), "reopens": .integer(Int64(random.below(2))),
                    "topic": .text(["billing", "import"][random.below(2)]),
                ])
            add(
                .surveyResponse, "v\(slot)-\(number)", slot: slot,
                [
                    "kind": .text(["csat", "ces", "nps"][random.below(3)]), "at": .text("\(day)T09:00Z"),
                    "value": .integer(Int64(1 + random.below(5))), "contact_id": .text("c\(random.below(7))"),
                ])
            add(
                .userDay, "u\(slot)-\(number)", slot: slot,
                [
                    "day": .text(day.description), "user": .text("u\(number)"),
                    "count": .integer(Int64(1 + random.below(3))),
                ])
            add(
                .customMeasure, "m\(slot)-\(number)", slot: slot,
                [
                    "name": .text(["customer_value", "customer_price", "employees"][random.below(3)]),
                    "at": .text((day - 300 * random.below(2)).description),
                    "value": .real(Double(1 + random.below(99))),
                ])
            add(
                .sentiment, "f\(slot)-\(number)", slot: slot,
                ["at": .text(day.description), "author": "kim", "value": .integer(Int64(1 + random.below(6)))])
        }
    }

    mutating func shuffle(_ random: inout SeededRandom) { reorder { $0.shuffle(using: &random) } }

    /// The same rows through the bulk loader.
    var built: Accounts {
        var builder = AccountsBuilder()
        for change in changes { Self.add(change, to: &builder) }
        return builder.finish(sources: facts.sources)
    }

    /// As a store hands it over: days last, and all else made into columns before them.
    var builtInTwo: Accounts {
        var builder = AccountsBuilder()
        for change in changes where !change.kind.isDaily { Self.add(change, to: &builder) }
        builder.settle()
        for change in changes where change.kind.isDaily { Self.add(change, to: &builder) }
        return builder.finish(sources: facts.sources)
    }

    private static func add(_ change: Facts.Change, to builder: inout AccountsBuilder) {
        let reader = FactReader(kind: change.kind, source: change.source, row: change.row)
        switch (change.kind, change.slot, reader.day("day")) {
        case (.usageDay, let slot?, let day?):
            builder.addUsage(
                slot: slot, day: day, feature: reader.text("feature"), count: reader.count("count") ?? 0)
        case (.userDay, let slot?, let day?):
            builder.addUserDay(
                slot: slot, day: day, user: reader.text("user") ?? "", count: reader.count("count") ?? 0)
        case (.seatDay, let slot?, let day?):
            builder.addSeatDay(
                slot: slot, day: day, seats: reader.count("seats"), activeUsers: reader.count("active_users"))
        default: builder.add(kind: change.kind, slot: change.slot, source: change.source, row: change.row)
        }
    }
}

extension Day {
    /// The last day of the busy company.
    static let end = Day(year: 2026, month: 3, day: 24) ?? Day(number: 0)
}

extension Accounts {
    /// Everything in them, as text: two that print alike are alike.
    var inWords: String {
        let rows = (0..<slotCount).map { slot -> String in
            let account = self[slot]
            return """
                \(String(describing: account.profile?.identity)) \(Array(account.subscriptions)) \(Array(account.contracts))
                \(Array(account.invoices)) \(Array(account.payments)) \(Array(account.creditNotes))
                \(Array(account.usage)) \(Array(account.seatDays)) \(Array(account.tickets)) \(Array(account.responses))
                \(Array(account.touches)) \(Array(account.costs)) \(Array(account.renewals)) \(Array(account.orders))
                \(Array(account.contacts)) \(Array(account.sentiments)) \(Array(account.advocacy))
                \(Array(account.measures)) \(Array(account.userDays))
                """
        }
        let rates = rates.dated.map { "\($0.base)\($0.quote)\($1)" }.sorted()
        return rows.joined(separator: "\n")
            + "\(features) \(users) \(rates) \(sharedCosts) \(slots.sorted { $0.key < $1.key })"
    }
}
