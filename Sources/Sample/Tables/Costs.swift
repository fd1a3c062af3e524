import BellwetherCore

/// What serving or winning an account cost in a month, in euro as the company books it.
struct CostRow: Sendable {
    let id, accountID, category, kind: String
    let amount: Amount
    let start, end: Day

    static let table = Table<CostRow>(
        "costs.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("category") { $0.category },
            .init("kind") { $0.kind },
            .init("amount") { $0.amount },
            .init("currency") { _ in "EUR" },
            .init("period_start") { $0.start },
            .init("period_end") { $0.end },
        ])
}

extension Customer {
    /// Booked by whole months: the month that still runs is missing, as it is in every ledger.
    func costRows(after tickets: [TicketRow], touches: [TouchRow], seed: UInt64) -> [CostRow] {
        guard !isInternal, let first = days.first else { return [] }
        var chance = random(for: "costs", seed: seed)
        var costs: [CostRow] = []
        var start = first - (first.civil.day - 1)
        while case let end = start.adding(months: 1), end <= lastDay, end <= span.until {
            let month = start..<end
            func book(_ category: String, _ kind: String, _ minor: Int) {
                guard minor > 0 else { return }
                costs.append(
                    CostRow(
                        id: "CS-\(1000 + number)-\(costs.count + 1)", accountID: id, category: category, kind: kind,
                        amount: Amount(minor: minor), start: start, end: end))
            }
            if month.contains(started) {
                book("sales", "acquisition", role.monthly.perMille(chance.between(1500...4000)).minor)
            }
            book("hosting", "service", role.seats * chance.between(110...170))
            book(
                "support", "retention", tickets.count { month.contains($0.created.day) } * chance.between(22_00...48_00)
            )
            book(
                "csm_time", "retention",
                touches.count { !$0.isAutomatic && month.contains($0.at.day) } * chance.between(25_00...60_00))
            start = end
        }
        return costs
    }
}
