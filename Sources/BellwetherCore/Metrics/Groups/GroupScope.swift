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
    ///
    /// - Parameter then: the accounts as they were known at an earlier moment, to belong to whom they did then; also those
    ///   that no source describes any more.
    package func slots(of accounts: Accounts, knownThen then: Accounts? = nil) -> [Members] {
        let profiles = (0..<accounts.slotCount).lazy.map { accounts.profile(at: $0, knownThen: then) }
        let roots = self == .parent ? Self.roots(of: profiles) : [:]
        var groups: [String?: [Int]] = self == .portfolio ? [nil: []] : [:]
        for (slot, profile) in profiles.enumerated() {
            guard let profile, !profile.isExcluded else { continue }
            groups[key(of: profile, roots), default: []].append(slot)
        }
        return groups.map { (key: $0.key, slots: $0.value) }.sorted { Self.comesFirst($0.key, $1.key) }
    }

    /// In the order of their names; those without one come last.
    static func comesFirst(_ left: String?, _ right: String?) -> Bool {
        guard let left else { return false }
        guard let right else { return true }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
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

    /// Of each account that has a parent, the id at the top of its company. A circle ends where it began.
    private static func roots(of profiles: some Sequence<Profile?>) -> [String: String] {
        var parents: [String: String] = [:]
        for profile in profiles {
            guard let profile, let parent = profile.parent, !parent.isEmpty else { continue }
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

extension Accounts {
    /// As it was then, where that is known: who was not there yet is as today. Excluded counts as it is known now.
    fileprivate func profile(at slot: Int, knownThen then: Accounts?) -> Profile? {
        let now = self[slot].profile
        guard let then, slot < then.slotCount, let before = then[slot].profile else { return now }
        if let now, now.isExcluded != before.isExcluded { return now }
        return before
    }
}
