import Documents

/// The labels that every alert carries by itself; rules add others.
enum AlertLabels {
    static let own: Set = ["alert", "account", "owner", "tier", "segment", "band", "source", "group"]
}

extension RuleBook {
    /// Every label that an alert may have: its own ones, and those that rules give.
    package var labelNames: Set<String> {
        AlertLabels.own.union(["severity"]).union(rules.flatMap(\.labels).map(\.name))
    }
}

/// What the label `severity` may say, from the mildest on; also the levels that a rule may have.
package enum AlertSeverity: String, Sendable, Hashable, CaseIterable, Comparable, Codable,
    CodingKeyRepresentable
{
    case info, warning, critical

    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: AlertSeverity, right: AlertSeverity) -> Bool { left.rank < right.rank }
}
