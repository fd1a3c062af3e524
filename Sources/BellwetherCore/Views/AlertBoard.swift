/// The alerts of a turn as people look at them: by money × urgency, by account, and counted by rule.
///
/// Made in one walk over them, since alerts are large; what is shown of them is looked up one by one.
package struct AlertBoard: Sendable {
    package enum Part: Sendable, Hashable, CaseIterable {
        case firing, pending
    }

    /// How many alerts a rule has, by how they stand.
    struct Tally {
        var states: [String: Int] = [:]
        var held = 0
        /// Why those are held, each reason once.
        var reasons: Set<Alert.Hold> = []
    }

    private struct Place {
        let key: Alerts.Key
        let account: String
        let rank: Story.Rank
    }

    private let alerts: Alerts
    /// Each part with the heaviest first.
    private var places: [Part: [Place]] = [:]
    private var keys: [Int: [Alerts.Key]] = [:]
    private(set) var tallies: [String: Tally] = [:]

    package init(_ alerts: Alerts) {
        self.alerts = alerts
        var (firing, pending): ([Place], [Place]) = ([], [])
        for alert in alerts.inNoOrder {
            let place = Place(key: alert.key, account: alert.story.accountID, rank: alert.rank)
            if alert.isFiring { firing.append(place) } else { pending.append(place) }
            keys[alert.slot, default: []].append(place.key)
            tallies[alert.rule, default: Tally()].count(alert)
        }
        places = [.firing: Self.ranked(firing), .pending: Self.ranked(pending)]
    }

    private static func ranked(_ places: [Place]) -> [Place] {
        places.sorted { ($0.rank, $0.key) < ($1.rank, $1.key) }
    }

    package func count(_ part: Part) -> Int { places[part]?.count ?? 0 }

    /// Those of a page, the heaviest first.
    package func alerts(_ part: Part, on leaf: Leaf) -> [Alert] {
        leaf.range.compactMap { index in places[part].flatMap { alerts[$0[index].key] } }
    }

    /// Everything about one account, by rule.
    package func alerts(ofSlot slot: Int) -> [Alert] { (keys[slot] ?? []).sorted().compactMap { alerts[$0] } }

    /// How many fire for an account.
    func firing(for slot: Int) -> Int { (keys[slot] ?? []).count { alerts[$0]?.isFiring == true } }

    /// All that fires for the accounts that come first, and for those that are level with the last of them.
    func firing(forHeaviest limit: Int) -> [Alert] {
        let firing = places[.firing] ?? []
        var (accounts, least): (Set<String>, Double?) = ([], nil)
        for place in firing where accounts.count < limit || place.rank.weight == least {
            if accounts.insert(place.account).inserted { least = place.rank.weight }
        }
        return firing.compactMap { accounts.contains($0.account) ? alerts[$0.key] : nil }
    }
}

extension AlertBoard.Tally {
    fileprivate mutating func count(_ alert: Alert) {
        states[alert.stateName, default: 0] += 1
        guard let hold = alert.hold else { return }
        held += 1
        reasons.insert(hold)
    }
}
