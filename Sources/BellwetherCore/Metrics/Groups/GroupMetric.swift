import Columns

/// A number about several accounts together over a period, or an absence with its reason.
///
/// Adding one is a file that extends `GroupMetric`, its test, and its name in `GroupMetric.all`: reports, rules with
/// `for_each: owner | portfolio`, `describe` and the manual read the list.
package struct GroupMetric: Sendable {
    /// `group.name`, as rules and reports write it.
    package let name: String
    package let unit: Metric.Unit
    package let direction: Metric.Direction
    /// One sentence for the manual.
    package let help: String
    package let example: Double
    /// The kinds of fact it is computed from: when their sources are stale, so is it.
    package let kinds: [FactKind]
    package let measure: @Sendable (AccountGroup) -> Measured

    package init(
        _ name: String, _ unit: Metric.Unit, _ direction: Metric.Direction, from kinds: [FactKind], example: Double,
        _ help: String, measure: @escaping @Sendable (AccountGroup) -> Measured
    ) {
        self.name = name
        self.unit = unit
        self.direction = direction
        self.kinds = kinds
        self.example = example
        self.help = help
        self.measure = measure
    }

    package static func named(_ name: String) -> GroupMetric? { all.first { $0.name == name } }

    /// What it is for a group; absent where no source delivers what it is made of, or all that do are stale.
    package func measured(for group: AccountGroup) -> Measured {
        if let reason = group.context.whyUnusable(kinds) { return .absent(reason) }
        guard kinds.isEmpty || kinds.contains(where: group.context.delivers) else { return .absent(.noData) }
        return measure(group)
    }
}

/// Several accounts together, and what a number about them may be made from.
package struct AccountGroup: Sendable {
    /// The owner, the tier …; nothing for the portfolio, and for those that have none.
    package let key: String?
    package let scope: GroupScope
    package let period: Period
    package let context: MeasuringContext
    package let accounts: [AccountView]
    /// Of each account its revenue over the period, in the same order.
    package let ledgers: [AccountLedger]
    /// Of accounts that belonged to it and that no source describes any more: what they were taken to pay is corrected.
    let gone: [AccountLedger]
    /// What was spent for no account in particular; only the portfolio bears it.
    package let sharedCosts: [Cost]

    /// The group as a report heads it.
    package var name: String { key ?? (scope == .portfolio ? "portfolio" : "unassigned") }
}

extension AccountGroup {
    /// What has to be known of the time when a period began: whose accounts they were, and what they paid.
    package static let kindsOfBefore: [FactKind] = [
        .account, .subscription, .order, .renewal, .invoice, .payment, .creditNote, .fxRate,
    ]

    /// What rules look at: the three calendar months before today.
    package static func usualPeriod(at asOf: AsOf) -> Period { .months(3, before: asOf.today) }

    /// All groups of one scope. The ledgers are made once, however many groups and metrics follow.
    ///
    /// - Parameter then: the accounts as they were known when the period began, where the caller has them: whose they
    ///   were then, and what has been learnt since of the time before (`correction`).
    package static func all(
        of accounts: Accounts, by scope: GroupScope, over period: Period, in context: MeasuringContext,
        knownThen then: Accounts? = nil
    ) -> [AccountGroup] {
        all(of: accounts, by: [scope], over: period, in: context, knownThen: then)[0]
    }

    /// The same for several scopes at once.
    package static func all(
        of accounts: Accounts, by scopes: [GroupScope], over period: Period, in context: MeasuringContext,
        knownThen then: Accounts? = nil
    ) -> [[AccountGroup]] {
        let ledgers = (0..<accounts.slotCount).map { slot in
            AccountLedger(of: accounts[slot], knownThen: then?.view(sameAs: accounts[slot]), over: period, in: context)
        }
        return scopes.map { scope in
            let members = scope.slots(of: accounts, knownThen: then)
            return all(of: accounts, by: scope, members, over: period, in: context, ledgers: ledgers)
        }
    }

    /// The same for ledgers that were made already, by slot.
    static func all(
        of accounts: Accounts, by scope: GroupScope, _ members: [GroupScope.Members], over period: Period,
        in context: MeasuringContext, ledgers: [AccountLedger]
    ) -> [AccountGroup] {
        members.map { key, slots in
            let there = slots.filter { accounts[$0].isDescribed }
            let gone = there.count == slots.count ? [] : slots.filter { !accounts[$0].isDescribed }
            return AccountGroup(
                key: key, scope: scope, period: period, context: context, accounts: there.map { accounts[$0] },
                ledgers: there.map { ledgers[$0] }, gone: gone.map { ledgers[$0] },
                sharedCosts: scope == .portfolio ? accounts.sharedCosts : [])
        }
    }
}

extension Accounts {
    /// The same account, as these accounts know it.
    fileprivate func view(sameAs account: AccountView) -> AccountView? {
        account.slot < slotCount ? self[account.slot] : nil
    }
}
