/// The customers that were asked for, a page of them at a time.
package struct AccountList: Sendable {
    package struct Filter: Sendable, Hashable {
        /// A band's key.
        package var band: String?
        /// A key of `people`.
        package var owner: String?
        /// Part of a name or an id, in whatever case.
        package var text: String
        package var order: Order

        package init(band: String? = nil, owner: String? = nil, text: String = "", order: Order = .score) {
            self.band = band
            self.owner = owner
            self.text = text
            self.order = order
        }
    }

    package enum Order: String, Sendable, Hashable, CaseIterable {
        case score, mrr, name, renewal
    }

    package struct Line: Sendable {
        package let account: String
        package let name: String
        package let tier: String
        package let owner: String
        package let band: HealthBand
        package let score: Measured
        package let scoreThirtyDaysAgo: Double?
        package let mrr: Measured
        package let renewsOn: Day?
        package let alerts: Int
    }

    package static let pageSize = 50

    package let lines: [Line]
    package let total: Int
    /// From 1 on.
    package let page: Int
    /// Keys and names, by name.
    package let owners: [Owner]

    package struct Owner: Sendable, Hashable {
        package let key, name: String
    }

    package var pages: Int { max(1, (total + Self.pageSize - 1) / Self.pageSize) }
}

extension TurnView {
    package func accounts(_ filter: AccountList.Filter, page: Int) -> AccountList {
        var firing: [Int: Int] = [:]
        for alert in turn.alerts.inNoOrder where alert.isFiring { firing[alert.slot, default: 0] += 1 }
        let all = customers
        let found = ordered(all.filter { matches($0, filter) }, by: filter.order)
        let pages = max(1, (found.count + AccountList.pageSize - 1) / AccountList.pageSize)
        let page = min(max(1, page), pages)
        let shown = found.dropFirst((page - 1) * AccountList.pageSize).prefix(AccountList.pageSize)
        let then = history.snapshot("health.score", at: asOf.now - .seconds(30 * 86_400))?.column
        let keys = Set(all.compactMap { turn.accounts[$0].profile?.owner })
        return AccountList(
            lines: shown.map { line($0, firing: firing[$0] ?? 0, then: then?.measured($0).value) },
            total: found.count, page: page,
            owners: keys.map { .init(key: $0, name: ownerName($0)) }.sorted { ($0.name, $0.key) < ($1.name, $1.key) })
    }

    private func matches(_ slot: Int, _ filter: AccountList.Filter) -> Bool {
        guard let profile = turn.accounts[slot].profile else { return false }
        if let band = filter.band, turn.health.band(of: slot).key != band { return false }
        if let owner = filter.owner, (profile.owner ?? "") != owner { return false }
        let text = filter.text.lowercased()
        return text.isEmpty || profile.name.lowercased().contains(text) || profile.id.lowercased().contains(text)
    }

    /// What is not known comes last; ties go by slot, so that pages do not shift.
    private func ordered(_ slots: [Int], by order: AccountList.Order) -> [Int] {
        func keyed(_ key: (Int) -> Double?) -> [Int] {
            slots.map { (key($0) ?? .infinity, $0) }.sorted { $0 < $1 }.map(\.1)
        }
        switch order {
        case .score: return keyed { turn.health.score.measured($0).value }
        case .mrr: return keyed { mrr(of: $0).value.map { -$0 } }
        case .renewal: return keyed { turn.forecasts.next(of: $0).map { Double($0.renewsOn - asOf.today) } }
        case .name:
            return slots.map { (turn.accounts[$0].profile?.name.lowercased() ?? "", $0) }.sorted { $0 < $1 }.map(\.1)
        }
    }

    private func line(_ slot: Int, firing: Int, then: Double?) -> AccountList.Line {
        let profile = turn.accounts[slot].profile
        return AccountList.Line(
            account: profile?.id ?? "", name: profile?.name ?? "", tier: profile?.tier ?? "",
            owner: ownerName(profile?.owner), band: turn.health.band(of: slot), score: turn.health.score.measured(slot),
            scoreThirtyDaysAgo: then, mrr: mrr(of: slot), renewsOn: turn.forecasts.next(of: slot)?.renewsOn,
            alerts: firing)
    }
}
