import Columns

/// All customers at once: how many stand where, with how much money, and who needs somebody first.
package struct Overview: Sendable {
    /// One band of health, over all models that have it.
    package struct Band: Sendable {
        package let band: HealthBand
        package let accounts: Int
        /// In major units of the reporting currency; of the accounts whose MRR is known.
        package let mrr: Double
        package let withoutMRR: Int
    }

    /// The worst first, `unknown` last.
    package let bands: [Band]
    package let accounts: Int
    package let mrr: Double
    /// Terms that come up within the horizon.
    package let renewals: RenewalTotals
    package let renewalCount: Int
    package let horizonDays: Int
    /// The accounts that need somebody, by money × urgency.
    package let attention: [AttentionLine]

    package var withoutMRR: Int { bands.reduce(0) { $0 + $1.withoutMRR } }
}

/// An account that something fires for, in one line.
package struct AttentionLine: Sendable {
    package let account: String
    package let name: String
    package let title: String
    /// How many more alerts it has.
    package let others: Int
    package let owner: String
    package let band: HealthBand
    package let stakeMinor: Int64?
    package let when: String
}

extension TurnView {
    /// How far ahead renewals are summed up.
    static let horizonDays = 90

    func overview(of customers: [Int], _ alerts: AlertBoard, atMost limit: Int = 10) -> Overview {
        let bands = bandShares(of: customers)
        let ahead = turn.forecasts.all.filter { $0.renewsOn - asOf.today <= Self.horizonDays }
        return Overview(
            bands: bands, accounts: bands.reduce(0) { $0 + $1.accounts }, mrr: bands.reduce(0) { $0 + $1.mrr },
            renewals: RenewalTotals(of: ahead), renewalCount: ahead.count, horizonDays: Self.horizonDays,
            attention: attention(alerts, atMost: limit))
    }

    private func bandShares(of customers: [Int]) -> [Overview.Band] {
        var counts: [String: Int] = [:]
        var money: [String: OrderlessSum] = [:]
        var unpriced: [String: Int] = [:]
        for slot in customers {
            let key = turn.health.band(of: slot).key
            counts[key, default: 0] += 1
            if let mrr = mrr(of: slot).value {
                money[key, default: OrderlessSum()].add(mrr)
            } else {
                unpriced[key, default: 0] += 1
            }
        }
        return bandsInOrder.map { band in
            Overview.Band(
                band: band, accounts: counts[band.key] ?? 0, mrr: money[band.key]?.value ?? 0,
                withoutMRR: unpriced[band.key] ?? 0)
        }
    }

    /// Each key once, from the worst band to the best, and `unknown` at the end.
    package var bandsInOrder: [HealthBand] {
        var seen: Set<String> = []
        let known = bandsInUse.filter { $0.key != HealthBand.unknown.key }
            .sorted { $0.fromTenths < $1.fromTenths }.filter { seen.insert($0.key).inserted }
        return known + [.unknown]
    }

    private func attention(_ alerts: AlertBoard, atMost limit: Int) -> [AttentionLine] {
        let events = alerts.firing(forHeaviest: limit).map { Event(.opened, $0, receiver: "", recipient: "") }
        return events.ranked().byAccount().prefix(limit).map { news in
            let story = news.main.story
            return AttentionLine(
                account: story.accountID, name: story.accountName, title: story.title, others: news.all.count - 1,
                owner: story.ownerName ?? story.owner ?? "", band: band(of: story), stakeMinor: news.stakeMinor,
                when: news.when)
        }
    }

    private func band(of story: Story) -> HealthBand {
        let bands = policy.healthModels.bands.filter { $0.key == story.bandKey }
        return bands.first { $0.label == story.bandLabel } ?? bands.first ?? .unknown
    }
}
