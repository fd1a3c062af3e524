import CEL
import Columns

/// One subject for which a rule's condition holds.
package struct Match: Sendable {
    package let subject: Subject
    let row: SubjectRow
}

/// What the rules of a turn go over, by target and account: telling how an invoice stands costs more than any
/// condition, so it is done once, and not again for an account of which nothing reads otherwise.
struct ObjectRows: Sendable {
    private struct Rows: Sendable {
        var rows: [SubjectRow] = []
        /// By slot, where its rows are.
        var places: ContiguousArray<Range<Int>> = []
        /// For each row its place the last time, or -1 where it was looked up anew.
        var before: ContiguousArray<Int> = []
    }

    private let byTarget: [Rule.Target: Rows]
    /// Only where a rule asks what became of revenue.
    private let revenue: RevenueOfGroups?
    private let members: MembersOfGroups

    init(
        of rules: [Rule], among slots: [Int], in sight: Sight, people: People, since before: ObjectRows? = nil,
        _ movement: Movement? = nil
    ) {
        let targets = Set(rules.map(\.target))
        let groups = GroupRows(
            of: rules, among: slots, in: sight, people: people, since: before?.revenue, before?.members, movement)
        revenue = groups.revenue
        members = groups.members
        byTarget = Dictionary(
            uniqueKeysWithValues: targets.map { target in
                if let scope = target.groupScope { return (target, Rows(rows: groups.rows(scope))) }
                let known = movement == nil ? nil : before?.byTarget[target]
                return (target, Self.rows(target, of: slots, in: sight, since: known, movement))
            })
    }

    private static func rows(
        _ target: Rule.Target, of slots: [Int], in sight: Sight, since known: Rows?, _ movement: Movement?
    ) -> Rows {
        var rows = Rows()
        guard target != .account else {
            rows.rows = slots.map { SubjectRow(slot: $0) }
            return rows
        }
        rows.places = ContiguousArray(repeating: 0..<0, count: sight.accounts.slotCount)
        rows.rows.reserveCapacity(known?.rows.count ?? 0)
        rows.before.reserveCapacity(known?.rows.count ?? 0)
        for slot in slots {
            let start = rows.rows.count
            if let known, let movement, !movement.contains(slot) {
                rows.rows += known.rows[known.places[slot]]
                rows.before += known.places[slot]
            } else {
                rows.rows += sight.rows(target, of: slot)
                rows.before += repeatElement(-1, count: rows.rows.count - start)
            }
            rows.places[slot] = start..<rows.rows.count
        }
        return rows
    }

    func rows(_ target: Rule.Target) -> [SubjectRow] { byTarget[target]?.rows ?? [] }

    /// For each row its place the last time, or -1 where it was looked up anew; nothing of groups.
    func placesBefore(_ target: Rule.Target) -> ContiguousArray<Int> { byTarget[target]?.before ?? [] }

    /// Nothing where it was not gone over: then it may be gone, or just not looked at.
    func row(of subject: Subject, slot: Int) -> SubjectRow? {
        if case .account = subject { return SubjectRow(slot: slot) }
        guard let (target, place) = place(of: subject, slot: slot) else { return nil }
        return rows(target)[place]
    }

    /// Where what is no account stands among the rows of its kind.
    func place(of subject: Subject, slot: Int) -> (target: Rule.Target, place: Int)? {
        switch subject {
        case .account: nil
        case .invoice(_, let identity): place(identity, .invoice, slot).map { (.invoice, $0) }
        case .contract(_, let identity): place(identity, .contract, slot).map { (.contract, $0) }
        case .group(let scope, let key):
            rows(.group(scope)).firstIndex { $0.group?.key == key }.map { (.group(scope), $0) }
        }
    }

    private func place(_ identity: FactIdentity, _ target: Rule.Target, _ slot: Int) -> Int? {
        guard let rows = byTarget[target], rows.places.indices.contains(slot) else { return nil }
        return rows.places[slot].first { rows.rows[$0].identity == identity }
    }
}

/// The groups that rules go over; what became of their revenue is worked out only where a rule asks.
private struct GroupRows {
    private var byScope: [GroupScope: [SubjectRow]] = [:]
    let revenue: RevenueOfGroups?
    let members: MembersOfGroups

    init(
        of rules: [Rule], among slots: [Int], in sight: Sight, people: People, since before: RevenueOfGroups?,
        _ membersBefore: MembersOfGroups?, _ movement: Movement?
    ) {
        let scopes = Set(rules.compactMap(\.target.groupScope)).sorted { $0.rawValue < $1.rawValue }
        members = MembersOfGroups(of: sight.accounts, by: scopes, since: membersBefore)
        if let money = sight.money, rules.contains(where: \.looksAtAPeriod) {
            revenue = RevenueOfGroups(of: sight, in: money, by: scopes, members, since: before, movement)
        } else {
            revenue = nil
        }
        for scope in scopes {
            byScope[scope] = sight.groups(
                by: scope, members[scope], among: slots, people: people,
                whole: revenue?.groups(by: scope, of: sight.accounts) ?? []
            ).map(SubjectRow.init)
        }
    }

    func rows(_ scope: GroupScope) -> [SubjectRow] { byScope[scope] ?? [] }
}

/// Which accounts belong together, or did when a period began; the same ones as long as no profile changes.
private struct MembersOfGroups: Sendable {
    private let profiles: [ProfileColumns]
    private let opening: Opening?
    private var byScope: [GroupScope: [GroupScope.Members]] = [:]

    init(
        of accounts: Accounts, by scopes: [GroupScope], in opening: Opening? = nil, since before: MembersOfGroups?
    ) {
        profiles = accounts.chunks.map(\.profileColumns)
        self.opening = opening
        var known = before?.profiles.elementsEqual(profiles, by: ===) == true ? before : nil
        if known?.opening.isSame(as: opening) == false { known = nil }
        for scope in scopes {
            byScope[scope] = known?.byScope[scope] ?? scope.slots(of: accounts, knownThen: opening?.accounts)
        }
    }

    subscript(scope: GroupScope) -> [GroupScope.Members] { byScope[scope] ?? [] }
}

/// What every account paid over the period that rules look at, put together by whose it was when the period began.
private struct RevenueOfGroups: Sendable {
    private let period: Period
    private let context: MeasuringContext
    private let opening: Opening?
    private let members: MembersOfGroups
    private let ledgers: [AccountLedger]

    init(
        of sight: Sight, in context: MeasuringContext, by scopes: [GroupScope], _ members: MembersOfGroups,
        since before: RevenueOfGroups?, _ movement: Movement?
    ) {
        let period = AccountGroup.usualPeriod(at: context.asOf)
        let accounts = sight.accounts
        let opening = sight.opening?.day == period.start ? sight.opening : nil
        self.period = period
        self.context = context
        self.opening = opening
        self.members =
            opening == nil ? members : MembersOfGroups(of: accounts, by: scopes, in: opening, since: before?.members)
        let known = before?.period == period && before?.opening.isSame(as: opening) == true ? before : nil
        let ledger = { slot in
            let then = opening.flatMap { slot < $0.accounts.slotCount ? $0.accounts[slot] : nil }
            return AccountLedger(
                of: accounts[slot], knownThen: then, tellingRevenue: opening?.tellsRevenue ?? false, over: period,
                in: context)
        }
        if let known, let movement {
            var ledgers = known.ledgers
            ledgers += (ledgers.count..<accounts.slotCount).map(ledger)
            let moved = movement.slots.places.lazy.map(Int.init).prefix { $0 < known.ledgers.count }
            for slot in moved { ledgers[slot] = ledger(slot) }
            self.ledgers = ledgers
        } else {
            ledgers = (0..<accounts.slotCount).map(ledger)
        }
    }

    func groups(by scope: GroupScope, of accounts: Accounts) -> [AccountGroup] {
        AccountGroup.all(of: accounts, by: scope, members[scope], over: period, in: context, ledgers: ledgers)
    }
}

extension Opening? {
    /// Whether it is the very same, and not only of the same day.
    fileprivate func isSame(as other: Opening?) -> Bool {
        guard let self, let other else { return self == nil && other == nil }
        return self.accounts.chunks.elementsEqual(other.accounts.chunks, by: ===)
    }
}

extension Sight {
    /// What a rule of this target goes over, for one account: itself, its open invoices, its terms ahead.
    func rows(_ target: Rule.Target, of slot: Int) -> [SubjectRow] {
        switch target {
        case .account: [SubjectRow(slot: slot)]
        case .invoice: openInvoices(of: slot)
        case .contract: renewals(of: slot).map { SubjectRow(slot: slot, object: .contract($0)) }
        case .group: []
        }
    }

    private func openInvoices(of slot: Int) -> [SubjectRow] {
        guard let money else { return [] }
        return accounts[slot].invoiceStandings(in: money).filter(\.mayBeOpen).map {
            SubjectRow(slot: slot, object: .invoice(InvoiceInSight($0, in: money)))
        }
    }

    private func renewals(of slot: Int) -> ArraySlice<RenewalForecast> {
        guard let forecasts, let first = forecasts.next[slot] else { return [] }
        return forecasts.all[first...].prefix { $0.slot == slot }
    }

    /// The row's name for good; nothing where its account has no profile.
    func subject(of row: SubjectRow) -> Subject? {
        if let group = row.group { return group.subject }
        guard let account = accounts[row.slot].profile?.id else { return nil }
        return switch row.object {
        case .invoice(let invoice): .invoice(account: account, invoice.invoice.identity)
        case .contract(let renewal): .contract(account: account, renewal.contract)
        case .group, nil: .account(account)
        }
    }

    /// Whether there is a name for it.
    func isDescribed(_ row: SubjectRow) -> Bool {
        let (chunk, place) = row.slot.quotientAndRemainder(dividingBy: Chunk.size)
        return row.group != nil || accounts.chunks[chunk].profileColumns.undescribed[place] == 0
    }

    /// Where a contract stands on a ladder; nothing above it, and behind it.
    func standing(of row: SubjectRow, on ladder: Ladder) -> LadderStanding? {
        guard case .contract(let renewal) = row.object else { return nil }
        let date = ladder.date(of: renewal)
        return ladder.step(daysLeft: date - asOf.today).map { LadderStanding(date: date, step: $0) }
    }

    /// Where a known subject is now, or why it is no more.
    func row(of subject: Subject, slot: Int) -> Standing {
        switch subject {
        case .account: .there(SubjectRow(slot: slot))
        case .invoice(_, let identity): invoiceRow(identity, slot: slot)
        case .contract(_, let identity): contractRow(identity, slot: slot)
        // Whoever goes over groups goes over all of them.
        case .group: .gone(.accountGone)
        }
    }

    enum Standing {
        case there(SubjectRow)
        case gone(ClosingReason)
    }

    private func invoiceRow(_ identity: FactIdentity, slot: Int) -> Standing {
        guard let money else { return .gone(.superseded) }
        let standings = accounts[slot].invoiceStandings(in: money)
        guard let standing = standings.first(where: { $0.invoice.identity == identity }) else {
            return .gone(.withdrawn)
        }
        guard standing.mayBeOpen else { return .gone(.recovered) }
        return .there(SubjectRow(slot: slot, object: .invoice(InvoiceInSight(standing, in: money))))
    }

    private func contractRow(_ identity: FactIdentity, slot: Int) -> Standing {
        if let renewal = renewals(of: slot).first(where: { $0.contract == identity }) {
            return .there(SubjectRow(slot: slot, object: .contract(renewal)))
        }
        let outcome = accounts[slot].renewals.last { outcome in
            let isAbout = outcome.contract == identity.key || identity.key.isPart(ofSubscription: outcome.subscription)
            return isAbout && isKnown(outcome)
        }
        return .gone(outcome?.closingReason ?? .superseded)
    }

    /// Whether a renewal of the account was decided on or after that day: then what ends with it has renewed.
    func hasRenewed(_ slot: Int, since day: Day) -> Bool {
        accounts[slot].renewals.contains { outcome in
            outcome.closingReason == .renewed && isKnown(outcome)
                && (outcome.decided ?? outcome.renewalDate) ?? day >= day
        }
    }

    private func isKnown(_ outcome: RenewalOutcome) -> Bool {
        (outcome.decided ?? outcome.renewalDate).map { asOf.knows($0, outcome.knowledge) } ?? true
    }
}

extension RenewalOutcome {
    fileprivate var closingReason: ClosingReason {
        switch outcome {
        case "renewed": .renewed
        case "churned": .churned
        default: .superseded
        }
    }
}
