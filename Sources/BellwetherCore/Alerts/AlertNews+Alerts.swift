extension AlertNews {
    /// What routing hears of these alerts' turn; after a made-up past, all of it is one opening list.
    package init(of alerts: Alerts, isFirstStart: Bool = false, operatorWords: [OperatorWords] = []) {
        let rules: OpeningLists = alerts.openingRules.isEmpty ? .none : .rules(alerts.openingRules)
        self.init(
            changes: alerts.changes, standing: alerts.standing, openingLists: isFirstStart ? .everything : rules,
            operatorWords: operatorWords)
    }
}
