/// What a report has to say of how much was known of its accounts when its period began.
struct ReportKnowledge {
    private let scope: GroupScope
    private let start: Day
    private let asksThePast: Bool
    /// Those that were there when the period began.
    private var accounts = 0
    /// Of whom it is assumed what was known then: they came with a first load, dated by themselves.
    private var assumed = 0

    init(of accounts: Accounts, knownThen then: Accounts?, at start: Day, by scope: GroupScope) {
        (self.scope, self.start, asksThePast) = (scope, start, then != nil)
        for slot in 0..<accounts.slotCount {
            guard let profile = accounts[slot].profile, !profile.isExcluded, profile.started.map({ $0 < start }) ?? true
            else { continue }
            self.accounts += 1
            let before = then.flatMap { slot < $0.slotCount ? $0[slot].profile : nil }
            assumed += before?.knowledge.isAssumed ?? true ? 1 : 0
        }
    }

    var words: [String] {
        guard accounts > 0 else { return [] }
        return (scope.isOfAField ? [membership] : []) + (assumed > 0 ? [firstLoad] : [])
    }

    /// Whose accounts they were (METRICS M40).
    private var membership: String {
        let name = scope.rawValue.split(separator: "_").joined(separator: " ")
        if assumed == 0 { return "Accounts stand under the \(name) they had on \(start); newer ones under today's." }
        guard asksThePast else { return "Accounts stand under today's \(name): what it was on \(start) is not known." }
        if assumed == accounts {
            return "Accounts stand under the first \(name) that was seen: what it was on \(start) is not known."
        }
        return
            "Accounts stand under the \(name) they had on \(start); of \(assumed) of \(accounts) it is not known, and "
            + "the first that was seen counts."
    }

    private var firstLoad: String {
        "\(assumed) of \(accounts) accounts came with a first load: what was known of them on \(start) is assumed from "
            + "the dates of their facts."
    }
}

extension GroupScope {
    /// Whether accounts are put together by something about them that may change.
    fileprivate var isOfAField: Bool {
        switch self {
        case .portfolio, .account: false
        case .owner, .tier, .segment, .region, .product, .plan, .lifecycleStage, .currency, .parent: true
        }
    }
}
