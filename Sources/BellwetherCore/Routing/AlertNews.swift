/// What routing hears of a turn: what became of alerts, and how all of them stand.
///
/// When only a timer of routing is due, the same function runs on the remembered alerts, without changes.
package struct AlertNews: Sendable {
    /// Whose alerts are told as one list instead of by and by.
    package enum OpeningLists: Sendable, Hashable {
        case none
        /// These rules have their first turn.
        case rules(Set<String>)
        /// The state was empty: everything that fires now fired before anybody watched.
        case everything
    }

    package let changes: [AlertChange]
    /// Every alert that fires or recovers, held ones too.
    package let standing: StandingAlerts
    package let openingLists: OpeningLists
    /// What Bellwether has to say about itself, once for each thing that happened.
    package let operatorWords: [OperatorWords]
    /// What comes near, for digests.
    package let comingDates: [ComingDate]

    package init(
        changes: [AlertChange] = [], standing: StandingAlerts, openingLists: OpeningLists = .none,
        operatorWords: [OperatorWords] = [], comingDates: [ComingDate] = []
    ) {
        self.changes = changes
        self.standing = standing
        self.openingLists = openingLists
        self.operatorWords = operatorWords
        self.comingDates = comingDates
    }

    /// Of alerts that come from elsewhere than a turn.
    package init(
        changes: [AlertChange] = [], standing: [Alert], openingLists: OpeningLists = .none,
        operatorWords: [OperatorWords] = [], comingDates: [ComingDate] = []
    ) {
        self.init(
            changes: changes, standing: StandingAlerts(standing), openingLists: openingLists,
            operatorWords: operatorWords, comingDates: comingDates)
    }

    func isOnOpeningList(_ alert: Alert) -> Bool {
        switch openingLists {
        case .none: false
        case .rules(let rules): rules.contains(alert.rule)
        case .everything: true
        }
    }
}

/// Something for the operator, the headline first.
package struct OperatorWords: Sendable, Hashable, Codable {
    /// `breaker health-below-band`, `source crm`: what it is about.
    package let topic: String
    package let lines: [String]

    package init(topic: String, lines: [String]) {
        self.topic = topic
        self.lines = lines
    }
}
