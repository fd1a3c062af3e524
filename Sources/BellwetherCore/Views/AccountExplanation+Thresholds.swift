extension AccountExplanation {
    /// What one threshold is for the account, and which line says so.
    package struct ThresholdState: Sendable, Hashable, Codable {
        package let rule: String
        package let level: String?
        package let name: String
        package let value: Double
        /// `rules/health.yaml:21:38`
        package let place: String
        /// `account.tier is 'Enterprise'`; nothing for what holds for everybody.
        package let because: String?
        /// Of an exception: why, who asked for it, and its last day.
        package let reason, owner, until: String?
    }
}

extension Turn {
    /// The thresholds of a rule as they are for one account, at each of its levels.
    func thresholds(of rule: Rule, for slot: Int, in sight: Sight) -> [AccountExplanation.ThresholdState] {
        let row = SubjectRow(slot: slot)
        return rule.variants.flatMap { variant in
            variant.thresholds.map { threshold in
                let effective = threshold.effective(on: sight.asOf.today) { sight.value(of: $0, for: row) }
                return .init(
                    rule: rule.id, level: variant.severity?.rawValue, name: threshold.name, value: effective.value,
                    place: "\(effective.place)", because: effective.because.map { "\($0.field) is '\($0.key)'" },
                    reason: effective.override?.reason, owner: effective.override?.owner,
                    until: effective.override.map { "\($0.until)" })
            }
        }
    }
}
