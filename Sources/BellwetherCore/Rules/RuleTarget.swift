extension Rule {
    /// What a rule goes over.
    package enum Target: Sendable, Hashable {
        case account
        /// Every invoice on which something is open.
        case invoice
        /// Every term ahead that comes up for renewal.
        case contract
        /// Every owner, tier … of watched accounts; or all of them as one.
        case group(GroupScope)

        var scope: RuleVocabulary.Scope {
            switch self {
            case .account: .account
            case .invoice: .invoice
            case .contract: .contract
            case .group: .group
            }
        }

        package var groupScope: GroupScope? {
            if case .group(let scope) = self { scope } else { nil }
        }

        /// What an exception from a threshold of such a rule may be for.
        var layers: Set<ThresholdOverride.Layer> {
            switch self {
            case .account, .invoice, .contract: [.segment, .tier, .account]
            case .group: [.group]
            }
        }
    }
}

extension Rule.Target: RawRepresentable, CaseIterable {
    package static let allCases: [Rule.Target] =
        [.account, .invoice, .contract] + GroupScope.allCases.filter { $0 != .account }.map(Rule.Target.group)

    /// As `for_each` writes it.
    package var rawValue: String {
        switch self {
        case .account: "account"
        case .invoice: "invoice"
        case .contract: "contract"
        case .group(let scope): scope.rawValue
        }
    }

    package init?(rawValue: String) {
        guard let target = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = target
    }
}
