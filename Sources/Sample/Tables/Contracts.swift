import BellwetherCore

/// One signed term.
struct ContractRow: Sendable {
    let id, accountID, subscriptionID: String
    let start, end, signed: Day
    let noticeGiven: Day?
    let autoRenews: Bool
    let noticeDays: Int
    let renewalAmount: Amount
    let currency, status: String

    static let table = Table<ContractRow>(
        "contracts.csv",
        [
            .init("id") { $0.id },
            .init("account_id") { $0.accountID },
            .init("subscription_id") { $0.subscriptionID },
            .init("start") { $0.start },
            .init("end") { $0.end },
            .init("auto_renew") { $0.autoRenews },
            .init("notice_days") { $0.noticeDays },
            .init("renewal_amount") { $0.renewalAmount },
            .init("currency") { $0.currency },
            .init("status") { $0.status },
            .init("signed_at") { $0.signed },
            .init("notice_given_at") { $0.noticeGiven },
        ])
}

/// What became of a term that ended.
struct RenewalRow: Sendable {
    let id, contractID, accountID: String
    let termStart, renewalDate: Day
    let outcome: String
    let decided: Day
    let before, after: Amount
    let currency: String

    static let table = Table<RenewalRow>(
        "renewals.csv",
        [
            .init("id") { $0.id },
            .init("contract_id") { $0.contractID },
            .init("account_id") { $0.accountID },
            .init("term_start") { $0.termStart },
            .init("renewal_date") { $0.renewalDate },
            .init("outcome") { $0.outcome },
            .init("decided_on") { $0.decided },
            .init("amount_before") { $0.before },
            .init("amount_after") { $0.after },
            .init("currency") { $0.currency },
        ])
}

extension Customer {
    /// The terms that reach into the files' days, and what became of those that are over.
    func contractRows(seed: UInt64) -> (contracts: [ContractRow], renewals: [RenewalRow]) {
        guard let agreed = role.term else { return ([], []) }
        var chance = random(for: "contracts", seed: seed)
        var contracts: [ContractRow] = []
        var renewals: [RenewalRow] = []
        var signed = started - chance.between(1...18)
        for term in terms {
            let outcome = outcome(of: term, seed: seed, by: &chance)
            defer { signed = outcome?.decided ?? signed }
            guard term.end > span.first else { continue }
            contracts.append(contract(for: term, agreed, outcome: outcome, signed: signed, seed: seed))
            if let outcome { renewals.append(outcome) }
        }
        return (contracts, renewals)
    }

    private func contract(
        for term: Term, _ agreed: Role.Term, outcome: RenewalRow?, signed: Day, seed: UInt64
    ) -> ContractRow {
        let notice = outcome?.outcome == "renewed" ? nil : noticeGiven(seed: seed)
        let status =
            switch outcome?.outcome {
            case "renewed": "renewed"
            case "churned": "ended"
            default: notice == nil ? "active" : "notice_given"
            }
        return ContractRow(
            id: contractID(term), accountID: id, subscriptionID: subscriptionID(on: term.start), start: term.start,
            end: term.end, signed: signed, noticeGiven: notice, autoRenews: agreed.autoRenews,
            noticeDays: agreed.noticeDays, renewalAmount: monthlyPrice(on: term.end - 1) * agreed.months,
            currency: role.country.currency, status: status)
    }

    private func contractID(_ term: Term) -> String { "CO-\(1000 + number)-\(term.number)" }

    private func outcome(of term: Term, seed: UInt64, by chance: inout Chance) -> RenewalRow? {
        guard term.end <= span.until, let months = role.term?.months else { return nil }
        let hasLeft = left == term.end
        // Some sign when the term is already over, and the service runs on meanwhile.
        let signedOn = chance.happens(12) ? term.end + chance.between(1...11) : term.end - chance.between(3...38)
        let decided = hasLeft ? noticeGiven(seed: seed) ?? term.end : min(signedOn, span.until)
        return RenewalRow(
            id: "RN-\(1000 + number)-\(term.number)", contractID: contractID(term), accountID: id,
            termStart: term.start,
            renewalDate: term.end, outcome: hasLeft ? "churned" : "renewed", decided: decided,
            before: monthlyPrice(on: term.end - 1) * months,
            after: hasLeft ? .zero : monthlyPrice(on: term.end) * months, currency: role.country.currency)
    }
}
