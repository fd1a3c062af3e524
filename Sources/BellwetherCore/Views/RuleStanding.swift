import Diagnostics

/// How one rule stands: how many it is pending, firing or recovering for, and what holds it.
package struct RuleStanding: Sendable {
    package let rule: Rule
    /// Where its condition stands: `rules/health.yaml:21:38`.
    package let place: String
    package let pending, firing, recovering, held: Int
    /// Why alerts of it are held, each reason once.
    package let reasons: [String]
}

extension TurnView {
    func rules(_ alerts: AlertBoard) -> [RuleStanding] {
        policy.rules.rules.map { rule in
            let own = ([rule.id] + rule.was).compactMap { alerts.tallies[$0] }
            func count(_ state: String) -> Int { own.reduce(0) { $0 + ($1.states[state] ?? 0) } }
            return RuleStanding(
                rule: rule, place: rule.place.description, pending: count("pending"), firing: count("firing"),
                recovering: count("recovering"), held: own.reduce(0) { $0 + $1.held },
                reasons: Set(own.flatMap(\.reasons).map(\.words)).sorted())
        }
    }
}

extension Alert {
    package var stateName: String {
        switch state {
        case .pending: "pending"
        case .firing: "firing"
        case .recovering: "recovering"
        case .resolved: "resolved"
        }
    }

    /// Since when it is in its state.
    package var stateSince: Moment {
        switch state {
        case .pending(let since), .firing(let since), .recovering(let since, _): since
        case .resolved(let at, _, _): at
        }
    }
}
