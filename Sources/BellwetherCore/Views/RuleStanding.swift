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
    package var rules: [RuleStanding] {
        let alerts = Dictionary(grouping: turn.alerts.inNoOrder, by: \.rule)
        return policy.rules.rules.map { rule in
            let own = ([rule.id] + rule.was).flatMap { alerts[$0] ?? [] }
            var standing: [String: Int] = [:]
            for alert in own { standing[alert.stateName, default: 0] += 1 }
            return RuleStanding(
                rule: rule, place: rule.place.description, pending: standing["pending"] ?? 0,
                firing: standing["firing"] ?? 0,
                recovering: standing["recovering"] ?? 0, held: own.count { $0.hold != nil },
                reasons: Set(own.compactMap { $0.hold?.words }).sorted())
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
