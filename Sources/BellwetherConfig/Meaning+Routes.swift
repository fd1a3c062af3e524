import BellwetherCore
import CEL
import Diagnostics
import Documents

/// Routes that no alert takes, and alerts that reach nobody.
struct RouteMeaning {
    let policy: Policy
    let written: WrittenFiles
    let census: Census?

    private var routing: Routing { policy.routing }
    private var rules: [Rule] { policy.rules.rules }

    var diagnostics: [Diagnostic] {
        guard let node = written.main?["route"]?.value else { return [] }
        return below(routing.root, node, isFirst: true) + severities(at: node)
    }

    private func below(_ route: Route, _ node: Node, isFirst: Bool) -> [Diagnostic] {
        let children = zip(route.routes, node["routes"]?.value.items ?? [])
        return matchers(of: route, node) + owners(of: route, node, isFirst: isFirst) + backups(of: route, node)
            + children.flatMap { below($0, $1, isFirst: false) }
    }

    // MARK: Owners

    /// Where a route reaches owners only, the accounts whose owner cannot be reached.
    private func owners(of route: Route, _ node: Node, isFirst: Bool) -> [Diagnostic] {
        guard let census, let place = (node["receiver"] ?? node["receivers"])?.value.place else { return [] }
        let fallbacks = route.receivers.compactMap { name -> [String]? in
            guard case .owner(let fallback)? = routing.receivers[name]?.recipients else { return nil }
            return fallback
        }
        guard !fallbacks.isEmpty, fallbacks.count == route.receivers.count, fallbacks.allSatisfy(\.isEmpty) else {
            return []
        }
        let lost = census.owners.count { routing.people.recipients(ofOwner: $0, fallback: []).isEmpty }
        let name = isFirst ? nil : route.matchers.map(\.description).joined(separator: ", ")
        return lost == 0 ? [] : [.ownersUnreachable(lost, by: name, through: route.receivers, at: place)]
    }

    /// Where what nobody acknowledges goes to a backup, those who have no address.
    private func backups(of route: Route, _ node: Node) -> [Diagnostic] {
        guard let census, let place = node["escalate"]?.key.place,
            route.quiet.escalation.contains(where: { $0.target == .backup })
        else { return [] }
        let named = Set(census.owners.compactMap { $0 }.compactMap { routing.people.person($0)?.backup })
        let lost = named.filter { routing.people.person($0)?.email == nil }
        return lost.sorted().map { .backupUnreachable($0, at: place) }
    }

    // MARK: Severities

    /// Every severity that a rule gives must reach some receiver.
    private func severities(at node: Node) -> [Diagnostic] {
        rules.flatMap { rule in
            rule.values(of: "severity").values.sorted().compactMap { severity in
                let labels = ["alert": rule.id, "severity": severity]
                let reaches = routing.explanation(for: labels).steps.flatMap(\.reaches)
                return reaches.isEmpty ? .reachesNoReceiver(severity, rule: rule.id, at: rule.namePlace) : nil
            }
        }
    }

    // MARK: Matchers

    private func matchers(of route: Route, _ node: Node) -> [Diagnostic] {
        let places = (node["matchers"]?.value.items ?? []).map(\.place)
        return zip(route.matchers, places).compactMap { matcher, place in
            let possible = values(of: matcher.label)
            guard !possible.isOpen else { return nil }
            if possible.values.isEmpty, !possible.isLabel { return .noSuchLabel(matcher.label, at: place) }
            guard !possible.values.contains(where: { matcher.holds(for: [matcher.label: $0]) }) else { return nil }
            switch matcher.condition {
            case .differs, .matchesNot: return nil
            case .equals(let text): return .neverMatches(matcher, text, among: possible.values, at: place)
            case .matches: return .neverMatches(matcher, nil, among: possible.values, at: place)
            }
        }
    }

    /// What a label can be, as far as that can be told from here.
    private func values(of label: String) -> LabelValues {
        switch label {
        case "owner", "tier", "segment":
            guard let texts = census?.texts(ofAccountField: label) else { return .open }
            // An account without one has the empty text.
            return LabelValues(Set(texts.keys).union([""]))
        default: return policy.rules.values(of: label)
        }
    }
}
