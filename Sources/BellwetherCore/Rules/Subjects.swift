import CEL

/// One subject for which a rule's condition holds.
package struct Match: Sendable {
    package let subject: Subject
    let row: SubjectRow
}

/// What the rules of a turn go over, by target and account: telling how an invoice stands costs more than any
/// condition, so it is done once.
struct ObjectRows: Sendable {
    private struct Rows: Sendable {
        var rows: [SubjectRow] = []
        /// By slot, where its rows are.
        var places: [Int: Range<Int>] = [:]
    }

    private let byTarget: [Rule.Target: Rows]

    init(of rules: [Rule], among slots: [Int], in sight: Sight, people: People) {
        let targets = Set(rules.map(\.target))
        let groups = GroupRows(of: rules, among: slots, in: sight, people: people)
        byTarget = Dictionary(
            uniqueKeysWithValues: targets.map { target in
                var rows = Rows()
                if let scope = target.groupScope {
                    rows.rows = groups.rows(scope)
                    return (target, rows)
                }
                for slot in slots {
                    let start = rows.rows.count
                    rows.rows += sight.rows(target, of: slot)
                    if target != .account { rows.places[slot] = start..<rows.rows.count }
                }
                return (target, rows)
            })
    }

    func rows(_ target: Rule.Target) -> [SubjectRow] { byTarget[target]?.rows ?? [] }

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
        guard let rows = byTarget[target], let places = rows.places[slot] else { return nil }
        return rows.rows[places].firstIndex { $0.identity == identity }
    }
}

/// The groups that rules go over; what became of their revenue is worked out only where a rule asks.
private struct GroupRows {
    private var byScope: [GroupScope: [SubjectRow]] = [:]

    init(of rules: [Rule], among slots: [Int], in sight: Sight, people: People) {
        let rules = rules.filter { $0.target.groupScope != nil }
        let scopes = Set(rules.compactMap(\.target.groupScope)).sorted { $0.rawValue < $1.rawValue }
        let metrics = Set(GroupMetric.all.map(\.name))
        var whole: [[AccountGroup]?] = scopes.map { _ in nil }
        if let money = sight.money, rules.contains(where: { !$0.everythingRead.isDisjoint(with: metrics) }) {
            let period = AccountGroup.usualPeriod(at: sight.asOf)
            whole = AccountGroup.all(of: sight.accounts, by: scopes, over: period, in: money)
        }
        for (scope, whole) in zip(scopes, whole) {
            byScope[scope] = sight.groups(by: scope, among: slots, people: people, whole: whole).map(SubjectRow.init)
        }
    }

    func rows(_ scope: GroupScope) -> [SubjectRow] { byScope[scope] ?? [] }
}

extension Rule {
    /// Every name that its conditions and its words read.
    fileprivate var everythingRead: Set<String> { fieldsRead.union(templates.flatMap(\.references).flatMap(\.fields)) }
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
        return accounts[slot].invoiceStandings(in: money).filter { $0.openMinor > 0 }.map {
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
        guard let money,
            let standing = accounts[slot].invoiceStandings(in: money).first(where: {
                $0.invoice.identity == identity
            })
        else { return .gone(.superseded) }
        guard standing.openMinor > 0 else { return .gone(.recovered) }
        return .there(SubjectRow(slot: slot, object: .invoice(InvoiceInSight(standing, in: money))))
    }

    private func contractRow(_ identity: FactIdentity, slot: Int) -> Standing {
        if let renewal = renewals(of: slot).first(where: { $0.contract == identity }) {
            return .there(SubjectRow(slot: slot, object: .contract(renewal)))
        }
        let outcome = accounts[slot].renewals.last { outcome in
            [outcome.contract, outcome.subscription].contains(identity.key) && isKnown(outcome)
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
