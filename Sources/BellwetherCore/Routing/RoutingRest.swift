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
    /// By the key of their group, how the alerts stood that it had told of.
    private var groups: [String: ToldAlerts] = [:]

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

    subscript(group: String) -> ToldAlerts? {
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

/// The alerts that a group told of and that do not just go on firing, by id; of a big group these are few.
struct ToldAlerts: Sendable {
    private var worse: Set<String> = []
    private var held: Set<String> = []
    private var quiet: Set<String> = []
    /// What does not fire any more.
    private var gone: Set<String> = []

    /// How an alert stands; nothing where the group has no row of it.
    enum Standing {
        case same, worse, held, quiet, gone
    }

    mutating func take(_ alert: String, _ standing: Standing?) {
        worse.remove(alert)
        held.remove(alert)
        quiet.remove(alert)
        gone.remove(alert)
        switch standing {
        case .worse: worse.insert(alert)
        case .held: held.insert(alert)
        case .quiet: quiet.insert(alert)
        case .gone: gone.insert(alert)
        case .same, nil: break
        }
    }

    /// - Parameter count: of all rows of the group.
    func glance(of count: Int) -> GroupGlance {
        GroupGlance(
            hasChanges: !worse.isEmpty,
            remindsOfSomething: count > worse.count + held.count + quiet.count + gone.count, isHeld: !held.isEmpty,
            isQuiet: !quiet.isEmpty)
    }
}

/// What decides whether a group is told something.
struct GroupGlance: Sendable {
    /// Something is new, worse or over.
    var hasChanges: Bool
    /// Something goes on of which it could remind.
    var remindsOfSomething: Bool
    /// What cannot be decided just now.
    var isHeld: Bool
    /// What is silenced or inhibited.
    var isQuiet: Bool
    /// Whether something woke of which it could remind. At a glance that is not known of a group where anything woke.
    var isWoken = true
}

extension GroupStanding {
    var glance: GroupGlance {
        GroupGlance(
            hasChanges: hasChanges, remindsOfSomething: !unchanged.isEmpty, isHeld: heldCount > 0,
            isQuiet: quietCount > 0, isWoken: !woken.isEmpty)
    }
}

extension RoutingRest: Hashable {
    package static func == (left: RoutingRest, right: RoutingRest) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
}
