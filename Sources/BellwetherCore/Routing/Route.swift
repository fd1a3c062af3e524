/// A node of the routing tree, with everything it has from the routes above it.
///
/// As in Alertmanager: depth first, the first matching child wins unless it says `continue: true`, and a node none of
/// whose children match takes the alert itself.
package struct Route: Sendable, Hashable {
    package let matchers: [LabelMatcher]
    package let receivers: [String]
    package let goesOn: Bool
    package let groupBy: GroupBy
    package let timers: RouteTimers
    package let quiet: RouteQuiet
    package let routes: [Route]

    package enum GroupBy: Sendable, Hashable {
        case labels([String])
        /// `...`: every alert by itself.
        case everything
    }

    package init(
        matchers: [LabelMatcher] = [], receivers: [String], goesOn: Bool = false, groupBy: GroupBy = .labels([]),
        timers: RouteTimers = .standard, quiet: RouteQuiet = RouteQuiet(), routes: [Route] = []
    ) {
        self.matchers = matchers
        self.receivers = receivers
        self.goesOn = goesOn
        self.groupBy = groupBy
        self.timers = timers
        self.quiet = quiet
        self.routes = routes
    }

    func matches(_ labels: [String: String]) -> Bool { matchers.allSatisfy { $0.holds(for: labels) } }

    /// `{severity="critical"}`: what tells it from the routes beside it.
    package var name: String { "{\(matchers.map(\.description).joined(separator: ","))}" }
}

/// What a route says about when it is quiet, and who hears of what nobody acknowledges.
package struct RouteQuiet: Sendable, Hashable, Codable {
    /// Names of mute times in which nothing is told.
    package var muted: [String]
    /// Names of mute times outside of which nothing is told.
    package var active: [String]
    package var escalation: [EscalationStep]

    package init(muted: [String] = [], active: [String] = [], escalation: [EscalationStep] = []) {
        self.muted = muted
        self.active = active
        self.escalation = escalation
    }
}

/// A route that takes an alert, and the way to it.
package struct RouteMatch: Sendable, Hashable {
    package let route: Route
    /// `{}/{severity="critical"}`: stays the same while matchers do, wherever in the file they stand.
    package let path: String
}

extension Route {
    /// Every route below this one, or else itself, that takes an alert with these labels.
    package func matches(for labels: [String: String], under parent: String = "") -> [RouteMatch] {
        guard matches(labels) else { return [] }
        let path = parent.isEmpty ? name : "\(parent)/\(name)"
        var found: [RouteMatch] = []
        for child in routes {
            let below = child.matches(for: labels, under: path)
            found += below
            if !below.isEmpty, !child.goesOn { break }
        }
        return found.isEmpty ? [RouteMatch(route: self, path: path)] : found
    }

    /// The labels that alerts of one group share.
    func groupLabels(of labels: [String: String], alwaysByOwner: Bool) -> [String: String] {
        switch groupBy {
        case .everything: return labels
        case .labels(let names):
            let names = alwaysByOwner ? names + ["owner"] : names
            return Dictionary(names.map { ($0, labels[$0] ?? "") }) { first, _ in first }
        }
    }
}
