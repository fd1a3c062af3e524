/// Who comes first, without putting all others in order too: alerts are large, and pages show a few of them.
extension Alerts {
    /// All that stands of the accounts that come first by money × urgency, and of those that are level with the last.
    func standing(ofHeaviest limit: Int) -> [Alert] {
        var heaviest: [String: Double] = [:]
        for alert in inNoOrder where alert.isFiring {
            let account = alert.story.accountID
            heaviest[account] = max(heaviest[account] ?? -.infinity, alert.story.weight)
        }
        guard heaviest.count > limit, limit > 0 else { return standing }
        let least = heaviest.values.sorted(by: >)[limit - 1]
        return inNoOrder.filter { $0.isFiring && heaviest[$0.story.accountID].map { $0 >= least } == true }
    }

    /// The alerts of a kind that come first by money × urgency, and how many there are.
    package func heaviest(_ limit: Int, where isWanted: (Alert) -> Bool) -> (alerts: [Alert], count: Int) {
        let wanted = inNoOrder.filter(isWanted)
        let ranked = wanted.indices.map { (weight: wanted[$0].story.weight, index: $0) }
            .sorted { left, right in
                left.weight == right.weight
                    ? wanted[left.index].id < wanted[right.index].id : left.weight > right.weight
            }
        return (ranked.prefix(limit).map { wanted[$0.index] }, wanted.count)
    }
}
