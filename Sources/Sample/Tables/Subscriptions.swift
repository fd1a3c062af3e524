import BellwetherCore

/// A price an account paid for a time: a new row for every change of it, as billing systems keep them.
struct SubscriptionRow: Sendable {
    let id, accountID, product: String
    var status: String
    let started: Day
    let ended, cancelRequested: Day?
    let monthly: Amount
    let currency, interval: String

    static let table = Table<SubscriptionRow>(
        "subscriptions.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("product") { $0.product },
            .init("status") { $0.status },
            .init("started_at") { $0.started },
            .init("ended_at") { $0.ended },
            .init("cancel_requested_at") { $0.cancelRequested },
            .init("mrr") { $0.monthly },
            .init("currency") { $0.currency },
            .init("interval") { $0.interval },
        ])
}

extension Customer {
    func subscriptionRows(seed: UInt64) -> [SubscriptionRow] {
        prices.indices.map { index in
            let next = index + 1 < prices.count ? prices[index + 1].from : nil
            return SubscriptionRow(
                id: subscriptionID(index), accountID: id, product: "Planner \(role.tier.rawValue)",
                status: next == nil ? subscriptionStatus : "ended", started: prices[index].from, ended: next ?? left,
                cancelRequested: next == nil ? noticeGiven(seed: seed) : nil, monthly: prices[index].monthly,
                currency: role.country.currency, interval: interval)
        }
    }

    func subscriptionID(_ index: Int) -> String { "SU-\(1000 + number)-\(index + 1)" }

    /// The subscription that runs, or ran, on a day.
    func subscriptionID(on day: Day) -> String { subscriptionID(prices.lastIndex { $0.from <= day } ?? 0) }

    /// The day they said that they would leave: early enough, or the contract would have renewed itself.
    func noticeGiven(seed: UInt64) -> Day? {
        guard role.plot == .churned || role.plot == .leaving, let agreed = role.term, let term = terms.last else {
            return nil
        }
        var chance = random(for: "notice", seed: seed)
        let inTime = term.end - agreed.noticeDays - chance.between(1...30)
        return max(started, min(inTime, lastDay - chance.between(3...30)))
    }

    private var subscriptionStatus: String {
        let statuses: [Plot: String] = [
            .churned: "ended", .trial: "trialing", .paused: "paused", .leaving: "cancelling",
        ]
        return statuses[role.plot] ?? "active"
    }

    private var interval: String {
        switch role.monthsPerInvoice {
        case 1: "month"
        case 3: "quarter"
        default: "year"
        }
    }
}
