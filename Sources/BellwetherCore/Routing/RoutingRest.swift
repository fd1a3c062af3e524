/// What the last pass of routing left at rest, so that the next one asks only what may be otherwise.
///
/// It follows from the memory that it is part of and from how alerts stood then. So it is neither kept nor compared, and
/// without it everything is asked.
package struct RoutingRest: Sendable {
    private var edition: StandingAlerts.Edition?
    private var routing: Routing?
    private var quiet: [String: AlertQuiet] = [:]
    /// The ids of alerts that nobody could be told of, or of which somebody was told last, or told the end.
    private(set) var unsettled: Set<String> = []
    /// The ids of those that waited to be told.
    private(set) var waiting: Set<String> = []
    /// By key, the groups that had nothing to tell.
    private var groups: [String: GroupRest] = [:]

    package init() {}

    /// What routing was asked with.
    struct Inputs {
        let routing: Routing
        let standing: StandingAlerts
        let quiet: [String: AlertQuiet]
    }

    /// The ids of alerts that stand otherwise, or began or ceased to be quiet; nothing where that may be any.
    func awake(in now: Inputs) -> Set<String>? {
        guard let edition, let changed = now.standing.changes(since: edition) else { return nil }
        guard !quiet.isEmpty || !now.quiet.isEmpty else { return changed }
        let ids = Set(quiet.keys).union(now.quiet.keys)
        return changed.union(ids.filter { quiet[$0] != now.quiet[$0] })
    }

    /// Whether the same routes led to the same receivers and people.
    func isUnder(_ other: Routing) -> Bool { routing == other }

    subscript(group: String) -> GroupRest? {
        get { groups[group] }
        set { groups[group] = newValue }
    }

    mutating func forgetGroups() { groups = [:] }

    /// Groups are remembered one by one; the rest when the pass ends.
    mutating func remember(_ now: Inputs, waiting: Set<String>, unsettled: Set<String>) {
        edition = now.standing.edition
        routing = now.routing
        quiet = now.quiet
        self.waiting = waiting
        self.unsettled = unsettled
    }
}

/// A group that has nothing to tell: whether there is anything that it could remind of.
struct GroupRest: Sendable {
    let remindsOfSomething: Bool
    /// What cannot be decided just now.
    let isHeld: Bool
    let isQuiet: Bool
}

extension GroupStanding {
    /// Nothing where there is something to tell.
    var rest: GroupRest? {
        guard !hasChanges else { return nil }
        return GroupRest(remindsOfSomething: !unchanged.isEmpty, isHeld: heldCount > 0, isQuiet: quietCount > 0)
    }
}

extension RoutingRest: Hashable {
    package static func == (left: RoutingRest, right: RoutingRest) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
}
