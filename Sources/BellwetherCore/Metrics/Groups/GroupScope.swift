/// By what accounts are put together: a field of theirs, the company they belong to, each by itself, or all as one.
package enum GroupScope: String, Sendable, Hashable, CaseIterable, Codable {
    case portfolio
    case owner, tier, segment, region, product, plan
    case lifecycleStage = "lifecycle_stage"
    case currency
    /// Subsidiaries under the company at the top.
    case parent
    case account

    /// One group, by its slots; no key where it is of those without one, or of all.
    package typealias Members = (key: String?, slots: [Int])

    package static func named(_ name: String) -> GroupScope? { GroupScope(rawValue: name) }

    /// Slots by group, in the order of the groups' names; accounts without one are the last, a group of their own.
    ///
    /// Left out is who is counted nowhere: excluded accounts, and ids that no source describes.
    package func slots(of accounts: Accounts) -> [Members] {
        let roots = self == .parent ? accounts.roots : [:]
        var groups: [String?: [Int]] = self == .portfolio ? [nil: []] : [:]
        for slot in 0..<accounts.slotCount {
            guard let profile = accounts[slot].profile, !profile.isExcluded else { continue }
            groups[key(of: profile, roots), default: []].append(slot)
        }
        return groups.map { (key: $0.key, slots: $0.value) }.sorted { left, right in
            guard let leftKey = left.key else { return false }
            guard let rightKey = right.key else { return true }
            return leftKey.utf8.lexicographicallyPrecedes(rightKey.utf8)
        }
    }

    private func key(of profile: Profile, _ roots: [String: String]) -> String? {
        switch self {
        case .portfolio: nil
        case .owner: profile.owner
        case .tier: profile.tier
        case .segment: profile.segment
        case .region: profile.region
        case .product: profile.product
        case .plan: profile.plan
        case .lifecycleStage: profile.lifecycleStage
        case .currency: profile.currency?.code
        case .parent: roots[profile.id] ?? profile.id
        case .account: profile.id
        }
    }
}

extension Accounts {
    /// Of each account that has a parent, the id at the top of its company. A circle ends where it began.
    fileprivate var roots: [String: String] {
        var parents: [String: String] = [:]
        for slot in 0..<slotCount {
            guard let profile = self[slot].profile, let parent = profile.parent, !parent.isEmpty else { continue }
            parents[profile.id] = parent
        }
        return parents.keys.reduce(into: [:]) { roots, id in
            var seen: Set<String> = [id]
            var top = id
            while let parent = parents[top], seen.insert(parent).inserted { top = parent }
            // In a circle nobody is at the top: the least id stands for all of it.
            roots[id] = parents[top] == nil ? top : seen.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? id
        }
    }
}
