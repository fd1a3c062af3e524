import Columns

/// What a turn sees at a glance of the alerts that one rule has: which of them certainly stay as they are.
///
/// Most do, in most turns. That is told for all of them at once, over columns; of the others `Matches.observation` is
/// asked one by one.
struct Glance {
    /// For each alert its place among those that the rule went over; nothing where it is not there any more.
    let places: [Int?]
    private let rule: Rule
    private let matches: Matches
    private let found: Found
    /// Where a condition of its own ends what fires: for whom that is known not to hold.
    private let steady: Set<Int>?
    private let isPlain: Bool
    private let isShadowed: Bool
    private let now: Moment

    init(
        at alerts: [Alert], of rule: Rule, found: Found, in matches: Matches, isShadowed: Bool,
        at now: Moment
    ) {
        let places = alerts.map { matches.place(of: $0, under: rule) }
        self.places = places
        self.rule = rule
        self.matches = matches
        self.found = found
        self.isShadowed = isShadowed
        self.now = now
        let firing = zip(alerts, places).compactMap { $0.state.isPlainlyFiring ? $1 : nil }
        // Levels, ladders and counts move with every turn.
        isPlain = rule.levels.isEmpty && rule.ladder == nil && rule.count == nil
        steady = isPlain ? matches.steady(firing, under: rule) : nil
    }

    /// Whether nothing about the alert, which is at this place, can be other than it was.
    func isSteady(_ alert: Alert, at place: Int) -> Bool {
        guard isPlain, alert.levels == nil, alert.isHeldNoOtherwise(thanInShadow: isShadowed) else {
            return false
        }
        switch alert.state {
        case .firing: guard steady?.contains(place) ?? found.contains(place: place) else { return false }
        case .pending(let since):
            guard found.contains(place: place), matches.timing(of: rule, for: alert).fires(pendingSince: since) > now
            else { return false }
        case .recovering, .resolved: return false
        }
        return matches.isUpToDate(alert, under: rule, at: place)
    }
}

extension Alert.State {
    fileprivate var isPlainlyFiring: Bool {
        if case .firing = self { true } else { false }
    }
}

extension Alert {
    /// Nothing holds it but what would hold it again: the shadow of its rule, or somebody whose word is waited for.
    fileprivate func isHeldNoOtherwise(thanInShadow isShadowed: Bool) -> Bool {
        switch hold {
        case nil: !isShadowed
        case .shadow: isShadowed
        case .breaker, .edit: true
        case .unknown, .source: false
        }
    }
}
