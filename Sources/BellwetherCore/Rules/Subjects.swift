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

    init(of targets: Set<Rule.Target>, among slots: [Int], in sight: Sight) {
        byTarget = Dictionary(
            uniqueKeysWithValues: targets.map { target in
                var rows = Rows()
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
        switch subject {
        case .account: SubjectRow(slot: slot)
        case .invoice(_, let identity): row(identity, byTarget[.invoice], slot)
        case .contract(_, let identity): row(identity, byTarget[.contract], slot)
        }
    }

    private func row(_ identity: FactIdentity, _ rows: Rows?, _ slot: Int) -> SubjectRow? {
        guard let rows, let places = rows.places[slot] else { return nil }
        return rows.rows[places].first { $0.identity == identity }
    }
}

extension Sight {
    /// What a rule of this target goes over, for one account: itself, its open invoices, its terms ahead.
    func rows(_ target: Rule.Target, of slot: Int) -> [SubjectRow] {
        switch target {
        case .account: [SubjectRow(slot: slot)]
        case .invoice: openInvoices(of: slot)
        case .contract: renewals(of: slot).map { SubjectRow(slot: slot, object: .contract($0)) }
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
        guard let account = accounts[row.slot].profile?.id else { return nil }
        return switch row.object {
        case .invoice(let invoice): .invoice(account: account, invoice.invoice.identity)
        case .contract(let renewal): .contract(account: account, renewal.contract)
        case nil: .account(account)
        }
    }

    /// Where a known subject is now, or why it is no more.
    func row(of subject: Subject, slot: Int) -> Standing {
        switch subject {
        case .account: .there(SubjectRow(slot: slot))
        case .invoice(_, let identity): invoiceRow(identity, slot: slot)
        case .contract(_, let identity): contractRow(identity, slot: slot)
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
