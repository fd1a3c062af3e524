extension Report {
    /// The same with what people say came of alerts, by rule.
    package func adding(_ outcomes: [AlertOutcome]) -> Report {
        var report = self
        let byRule = Dictionary(grouping: outcomes, by: \.rule).sorted { $0.key < $1.key }
        report.outcomes = byRule.map { rule, words in
            RuleOutcomes(
                rule: rule, counts: AlertOutcome.Kind.allCases.map { outcome in words.count { $0.outcome == outcome } })
        }
        return report
    }
}
