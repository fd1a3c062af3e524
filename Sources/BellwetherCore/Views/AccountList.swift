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

    package let lines: [Line]
    package let leaf: Leaf
    /// Keys and names, by name.
    package let owners: [Owner]

    package struct Owner: Sendable, Hashable {
        package let key, name: String
    }
}

extension TurnDisplay {
    package func accounts(_ filter: AccountList.Filter, page: Int) -> AccountList {
        let found = view.ordered(names.entries.filter { view.matches($0, filter) }, by: filter.order)
        let leaf = Leaf(page, of: found.count)
        let then = view.history.snapshot("health.score", at: view.asOf.now - .seconds(30 * 86_400))?.column
        return AccountList(
            lines: found[leaf.range].map { slot in
                view.line(slot, firing: alerts.firing(for: slot), then: then?.measured(slot).value)
            }, leaf: leaf, owners: owners)
    }
}

extension TurnView {
    fileprivate func matches(_ account: SearchedNames.Entry, _ filter: AccountList.Filter) -> Bool {
        if let band = filter.band, turn.health.band(of: account.slot).key != band { return false }
        if let owner = filter.owner, (turn.accounts[account.slot].profile?.owner ?? "") != owner { return false }
        return filter.text.isEmpty || account.contains(filter.text.lowercased())
    }

    /// What is not known comes last; ties go by slot, so that pages do not shift.
    fileprivate func ordered(_ accounts: [SearchedNames.Entry], by order: AccountList.Order) -> [Int] {
        func keyed(_ key: (Int) -> Double?) -> [Int] {
            accounts.map { (key($0.slot) ?? .infinity, $0.slot) }.sorted { $0 < $1 }.map(\.1)
        }
        switch order {
        case .score: return keyed { turn.health.score.measured($0).value }
        case .mrr: return keyed { mrr(of: $0).value.map { -$0 } }
        case .renewal: return keyed { turn.forecasts.next(of: $0).map { Double($0.renewsOn - asOf.today) } }
        case .name: return accounts.sorted { ($0.name, $0.slot) < ($1.name, $1.slot) }.map(\.slot)
        }
    }

    fileprivate func line(_ slot: Int, firing: Int, then: Double?) -> AccountList.Line {
        let profile = turn.accounts[slot].profile
        return AccountList.Line(
            account: profile?.id ?? "", name: profile?.name ?? "", tier: profile?.tier ?? "",
            owner: ownerName(profile?.owner), band: turn.health.band(of: slot), score: turn.health.score.measured(slot),
            scoreThirtyDaysAgo: then, mrr: mrr(of: slot), renewsOn: turn.forecasts.next(of: slot)?.renewsOn,
            alerts: firing)
    }
}
