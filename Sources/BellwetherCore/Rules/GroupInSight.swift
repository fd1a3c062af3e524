import Columns

/// The watched accounts that a rule with `for_each: owner` or the like takes together.
package struct GroupInSight: Sendable {
    package let scope: GroupScope
    /// The owner, the tier …; nothing for the portfolio, and for those accounts that have none.
    package let key: String?
    /// What people call it: a person's name for an owner, the account's for the company at the top.
    package let name: String
    /// The watched accounts that belong to it: all of them, whatever is known of each.
    package let slots: [Int]
    /// Those that belonged to it when the period began that rules look at, watched or not, for what became of its revenue;
    /// nothing where no rule asks for that, or none did.
    let account: AccountGroup?

    var subject: Subject { .group(scope, key) }

    /// A number of its accounts as one: added up, or their average.
    func together(_ column: Numbers, adding isSum: Bool) -> Measured {
        let together = Together(slots.lazy.map(column.measured))
        return isSum ? together.total : together.mean
    }

    /// The share of its accounts of which a number is known, whom it does not apply to aside.
    func coverage(of number: (Int) -> Measured) -> Measured {
        var (known, missing) = (0, 0)
        for slot in slots {
            switch number(slot) {
            case .known: known += 1
            case .absent(.notApplicable), .absent(.emptyDenominator): continue
            case .absent: missing += 1
            }
        }
        return known + missing == 0 ? .absent(.emptyDenominator) : .known(Double(known) / Double(known + missing))
    }
}

extension Sight {
    /// The groups of one scope among watched accounts, in the order of their keys; who has none comes last.
    ///
    /// They start from the list of accounts: an owner none of whose accounts has any usage is one all the same. So is one
    /// who has handed over or lost all that paid when the period began.
    ///
    /// - Parameter whole: what became of revenue, of those who had any.
    func groups(
        by scope: GroupScope, _ members: [GroupScope.Members], among watched: [Int], people: People,
        whole: [AccountGroup]
    ) -> [GroupInSight] {
        var isWatched = Bitmap(repeating: false, count: accounts.slotCount)
        for slot in watched { isWatched.set(slot) }
        let own = Dictionary(members.map { ($0.key, $0.slots.filter { isWatched[$0] }) }) { $1 }
        let past = Dictionary(whole.map { ($0.key, $0) }) { $1 }
        return Set(own.keys).union(past.keys).sorted(by: GroupScope.comesFirst).compactMap { key in
            let (slots, account) = (own[key] ?? [], past[key])
            let hadPayers = account?.ledgers.contains(where: \.isActiveAtStart) ?? false
            guard !slots.isEmpty || hadPayers || scope == .portfolio else { return nil }
            return GroupInSight(
                scope: scope, key: key, name: scope.name(of: key, among: people, accounts), slots: slots,
                account: account)
        }
    }
}

extension GroupScope {
    /// As a message names it.
    fileprivate func name(of key: String?, among people: People, _ accounts: Accounts) -> String {
        guard let key else { return self == .portfolio ? "All accounts" : "Accounts without \(noun)" }
        switch self {
        case .owner: return people.person(key)?.name ?? key
        case .parent, .account: return accounts.slots[key].flatMap { accounts[$0].profile?.name } ?? key
        case .portfolio, .tier, .segment, .region, .product, .plan, .lifecycleStage, .currency: return key
        }
    }

    private var noun: String {
        switch self {
        case .owner: "an owner"
        case .lifecycleStage: "a lifecycle stage"
        case .portfolio, .tier, .segment, .region, .product, .plan, .currency, .parent, .account: "a \(rawValue)"
        }
    }
}

extension Metric.Unit {
    /// Whether the numbers of several accounts add up to one of them all; others are averaged.
    var addsUp: Bool {
        switch self {
        case .money, .count: true
        case .score, .ratio, .factor, .days, .minutes, .workingMinutes, .points: false
        }
    }
}
