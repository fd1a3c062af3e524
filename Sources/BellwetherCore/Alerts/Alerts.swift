/// All alerts that are pending, firing or recovering, and what the last turn made of them.
package struct Alerts: Sendable {
    /// One rule about one subject: at most one alert at a time.
    struct Key: Hashable, Comparable {
        let rule: String
        let slot: Int
        let subject: Subject

        init(_ rule: String, _ subject: Subject, in slot: Int) {
            self.rule = rule
            self.slot = slot
            self.subject = subject
        }

        /// Slots are faster to compare than names, and as firm.
        static func < (left: Key, right: Key) -> Bool {
            if left.rule != right.rule { return left.rule < right.rule }
            return left.slot == right.slot ? left.subject < right.subject : left.slot < right.slot
        }
    }

    /// By the id that the rule had when they opened.
    private(set) var byRule: [String: RuleAlerts]
    /// Those that fire or recover, held ones too.
    package private(set) var firing = StandingAlerts()
    /// By id of the rule.
    package internal(set) var rules: [String: RuleMemory]
    /// What opened, worsened and closed in this turn, in the order of the rules and then of the subjects.
    package internal(set) var changes: [AlertChange] = []
    /// Every alert whose state, hold, level or labels are new in this turn, closed ones included.
    package internal(set) var touched: [Alert] = []
    /// Pending alerts that came to nothing in this turn.
    package internal(set) var dropped: [Alert] = []
    /// The rules whose news of this turn are the first that anybody hears of them.
    package internal(set) var openingRules: Set<String> = []
    /// What an edit newly alerted for and is held, by rule, in this turn.
    package internal(set) var guarded: [String: Int] = [:]
    /// How many of those that were held for the operator are told by themselves, by rule, in this turn.
    package internal(set) var letGo: [String: Int] = [:]
    /// The rules that left their shadow in this turn, and for how many they fire.
    package internal(set) var litUp: [String: Int] = [:]
    /// By rule, the slots of what was other after this turn than before it, or is gone.
    private(set) var unsettled: [String: Set<Int>] = [:]
    /// When alerts began to fire of late, for noticing which come and go.
    package internal(set) var openings: [String: [Moment]] = [:]
    private var oldestOpening = Moment.distantFuture
    /// The earliest moment at which time alone could change anything.
    package internal(set) var due: Moment?
    /// Those whose clocks were put back, to be kept with the next turn.
    var putBack: [Key] = []

    /// The alerts as they were remembered; those that are over count only as having been.
    package init(_ alerts: some Sequence<Alert> = [], rules: [String: RuleMemory] = [:]) {
        byRule = [:]
        self.rules = rules
        for alert in alerts {
            if !alert.isResolved { self[alert.key] = alert }
            if case .pending = alert.state { continue }
            noteOpening(of: alert, at: alert.firedAt)
        }
    }

    mutating func noteOpening(of alert: Alert, at moment: Moment) {
        openings[alert.topic, default: []].append(moment)
        oldestOpening = min(oldestOpening, moment)
    }

    mutating func forgetOpenings(until horizon: Moment) {
        guard oldestOpening <= horizon else { return }
        openings = openings.mapValues { $0.filter { $0 > horizon } }.filter { !$0.value.isEmpty }
        oldestOpening = openings.values.joined().min() ?? .distantFuture
    }

    subscript(key: Key) -> Alert? {
        get { byRule[key.rule]?[key.subject, key.slot]?.alert }
        set {
            let box = newValue.map { AlertBox($0) }
            firing.replace(byRule[key.rule]?[key.subject, key.slot], by: box)
            byRule[key.rule, default: RuleAlerts()][key.subject, key.slot] = box
            if byRule[key.rule]?.isEmpty == true { byRule[key.rule] = nil }
        }
    }

    /// Every alert, by rule and account.
    package var all: [Alert] { byRule.keys.sorted().flatMap { Array((byRule[$0] ?? RuleAlerts()).all) } }

    /// Those that fire or recover, held ones too, by rule and account.
    package var standing: [Alert] {
        byRule.keys.sorted().flatMap { (byRule[$0] ?? RuleAlerts()).all.filter(\.isFiring) }
    }

    /// Those about one account, by rule.
    package func of(slot: Int) -> [Alert] {
        byRule.keys.sorted().flatMap { (byRule[$0] ?? RuleAlerts()).of(slot: slot) }
    }

    var inNoOrder: some Sequence<Alert> { byRule.values.lazy.flatMap(\.all) }

    /// The rules that hold messages back because too much fired at once.
    package var breakers: [Breaker] {
        byRule.map { rule, alerts in Breaker(rule: rule, holding: alerts.all.count(where: \.waitsForOperator)) }
            .filter { $0.holding > 0 }
            .sorted { $0.rule < $1.rule }
    }

    /// The same with one rule's messages let go: somebody looked, and it is true.
    package func confirming(breakerOf rule: String) -> Alerts {
        var confirmed = self
        confirmed.beginTurn()
        for alert in all where alert.rule == rule && alert.waitsForOperator {
            var released = alert
            released.hold = nil
            released.isConfirmed = true
            confirmed[alert.key] = released
            confirmed.noteUnsettled(released)
            confirmed.touched.append(released)
        }
        return confirmed
    }

    /// As if all of it were new: for a state that has none of it yet.
    package var allTouched: Alerts {
        var alerts = self
        alerts.touched = all
        return alerts
    }

    /// As it is remembered, with nothing to be kept.
    package var noneTouched: Alerts {
        var alerts = self
        alerts.forgetTurn()
        return alerts
    }

    mutating func beginTurn() {
        forgetTurn()
        firing.beginEdition()
    }

    private mutating func forgetTurn() {
        changes = []
        touched = []
        dropped = []
        openingRules = []
        guarded = [:]
        letGo = [:]
        litUp = [:]
    }

    mutating func noteUnsettled(_ alert: Alert) { unsettled[alert.rule, default: []].insert(alert.slot) }

    /// Gives back what was unsettled until now.
    mutating func settle() -> [String: Set<Int>] {
        defer { unsettled = [:] }
        return unsettled
    }
}

extension Alert {
    /// An alert keeps the name its rule had when it opened.
    var key: Alerts.Key { Alerts.Key(rule, subject, in: slot) }

    /// The rule and the subject: the same for a later alert of the same thing.
    var topic: String { "\(rule)/\(subject.id)" }

    var isResolved: Bool {
        switch state {
        case .pending, .firing, .recovering: false
        case .resolved: true
        }
    }
}
