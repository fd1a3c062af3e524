/// Why an account stands where it does, as of one turn: every measure of its score, and every rule about it.
package struct AccountExplanation: Sendable, Hashable, Codable {
    package struct Measure: Sendable, Hashable, Codable {
        package let name, metric: String
        package let group: String?
        package let value, score: Double?
        package let reason: String?
        /// What an unknown value counts as: neutral or worst, in words.
        package let filled: Bool
        /// Why it counts as the worst while it is not known, in the words of who wrote the model.
        package let why: String?
        /// Whether the lowest or the highest measure decides, and it is another.
        package let outdone: Bool
        /// Whether its stage of life counts yet.
        package let reached: Bool
        package let weight, points: Double
        /// From 1 to 10, of a behaviour score (METRICS M03).
        package let mark: Double?
    }

    /// How the score came from what it was; the parts add up to the points.
    package struct Change: Sendable, Hashable, Codable {
        package struct Part: Sendable, Hashable, Codable {
            /// A measure, or coverage, limits, override or config.
            package let term: String
            package let points: Double
            /// Which measures came and went, where those did.
            package let words: String?

            /// As it is said.
            package var prose: String { words ?? HealthChange.inProse(term) }
        }

        package let from, to, points: Double
        package let since: Moment
        package let parts: [Part]
    }

    package struct Override: Sendable, Hashable, Codable {
        package let reason, author, until, place: String
        package let computed: Double?
    }

    /// One of its other scores.
    package struct OtherScore: Sendable, Hashable, Codable {
        package let name, model, band: String
        package let score: Double?
        package let coverage: Double
        /// Three marks from 1 to 10 together, where the score is made of those.
        package let sum: Int?
        /// And each of them; one that is not known is left out.
        package let marks: [Mark]
        package let override: Override?
    }

    package struct Mark: Sendable, Hashable, Codable {
        package let name: String
        package let mark: Double
    }

    package struct AlertState: Sendable, Hashable, Codable {
        package let rule, subject, state, place: String
        package let since: Moment
        package let held: String?
        package let condition, title: String
        package let alertID: String
    }

    package let account, name: String
    package let owner, tier: String?
    package let score, scoreThirtyDaysAgo: Double?
    package let band, model: String?
    package let coverage: Double?
    package let cap, floor: String?
    package let sum: Int?
    package let override: Override?
    package let change: Change?
    /// up, flat or down, over 7 and 30 days.
    package let trend7, trend30: String?
    package let daysInBand: Double?
    package let others: [OtherScore]
    package let missingRequired: [String]
    /// Why there is no score, where it is not for want of a measure.
    package let lack: String?
    package let measures: [Measure]
    package let alerts: [AlertState]
    /// Of the rule asked about, or of those that hold for the account, and of those that make an exception for it.
    package let thresholds: [ThresholdState]
    package let renewal: String?
}

extension Turn {
    /// Explains what is said of a group, `owner:kim` or `portfolio`: its alerts. Nothing where the text names none.
    package func explanation(ofGroup text: String, rule: String? = nil) -> AccountExplanation? {
        guard
            text == GroupScope.portfolio.rawValue
                || GroupScope.allCases.contains(where: { text.hasPrefix("\($0.rawValue):") })
        else { return nil }
        let about = alerts.all.filter {
            $0.subject.isGroup && $0.subject.id == text && (rule == nil || $0.rule == rule)
        }
        return AccountExplanation(
            account: text, name: about.first?.story.accountName ?? text, owner: nil, tier: nil, score: nil,
            scoreThirtyDaysAgo: nil, band: nil, model: nil, coverage: nil, cap: nil, floor: nil,
            sum: nil, override: nil, change: nil, trend7: nil, trend30: nil, daysInBand: nil, others: [],
            missingRequired: [], lack: nil, measures: [],
            alerts: about.map(\.explained), thresholds: [],
            renewal: about.first.map(\.story.stakes).flatMap { $0.isEmpty ? nil : $0 })
    }

    /// The slots whose id is this, or else whose name is or begins with it, whatever the case.
    package func slots(called text: String) -> [Int] { accounts.slots(called: text) }

    /// Explains one account, or only what one rule makes of it.
    package func explanation(of slot: Int, rule: String? = nil, given history: History, under policy: Policy)
        -> AccountExplanation
    {
        let profile = accounts[slot].profile
        let health = HealthStory(of: slot, in: self, given: history, under: policy.healthModels)
        let breakdown = health.breakdown
        let sight = sight(under: policy, given: history)
        let printer = ValuePrinter(currency: policy.reporting, asOf: metrics.asOf)
        let about = alerts.of(slot: slot).filter { rule == nil || $0.rule == rule }
        return AccountExplanation(
            account: profile?.id ?? "", name: profile?.name ?? "", owner: profile?.owner, tier: profile?.tier,
            score: breakdown?.score.value, scoreThirtyDaysAgo: health.scoreThen,
            band: breakdown.map { _ in self.health.band(of: slot).label }, model: breakdown?.model,
            coverage: breakdown?.coverage, cap: breakdown?.cap, floor: breakdown?.floor, sum: breakdown?.behaviourSum,
            override: breakdown?.overrideExplained,
            change: health.change(printing: printer, in: sight), trend7: health.trend(overDays: 7),
            trend30: health.trend(overDays: 30), daysInBand: health.daysInBand, others: health.others,
            missingRequired: breakdown?.missingRequired ?? [], lack: health.lack,
            measures: breakdown?.measuresExplained ?? [],
            alerts: about.map(\.explained),
            thresholds: policy.rules.rules.flatMap { other -> [AccountExplanation.ThresholdState] in
                let states = thresholds(of: other, for: slot, in: sight)
                let isMeant = rule.map { $0 == other.id } ?? about.contains { $0.rule == other.id }
                return isMeant || rule == nil && states.contains { $0.until != nil } ? states : []
            },
            renewal: about.first.map(\.story.stakes).flatMap { $0.isEmpty ? nil : $0 })
    }
}

/// What there is to say about one account's health.
private struct HealthStory {
    private let slot: Int
    private let turn: Turn
    private let sight: Sight
    private let bound: BoundHealthModels

    init(of slot: Int, in turn: Turn, given history: History, under models: HealthModels) {
        self.slot = slot
        self.turn = turn
        bound = models.bound(to: turn.accounts, turn.metrics, given: history, at: turn.metrics.asOf)
        sight = Sight(
            accounts: turn.accounts, metrics: turn.metrics, health: turn.health, history: history,
            asOf: turn.metrics.asOf)
    }

    var breakdown: HealthBreakdown? { bound.breakdown(of: slot) }

    /// Why it has no score.
    var lack: String? {
        if let breakdown { return breakdown.score.value == nil ? breakdown.lack : nil }
        let account = turn.accounts[slot]
        if account.profile?.isExcluded == true { return "it is excluded" }
        switch account.status(at: turn.metrics.asOf) {
        case .churned:
            let day = account.left(by: turn.metrics.asOf).map { "; it left on \($0)" } ?? ""
            return "it is no customer any more\(day)"
        case .prospect: return "it is no customer yet"
        case .trialing, .active, .pastDue, .paused, .cancelling:
            return bound.models.models.isEmpty ? "there is no health model" : "no health model is for it"
        case nil: return nil
        }
    }

    private var past: HealthChange? {
        HealthPast(bound.models, over: HealthHistory.month, in: sight).change(of: slot)
    }

    var scoreThen: Double? { past.map { Double($0.fromTenths) / 10 } }

    /// - Parameter whole: what is seen of money too.
    func change(printing printer: ValuePrinter, in whole: Sight) -> AccountExplanation.Change? {
        past.map { change in
            let coming = printer.comings(change, breakdown, of: slot, in: whole)
            return AccountExplanation.Change(
                from: Double(change.fromTenths) / 10, to: Double(change.toTenths) / 10,
                points: Double(change.tenths) / 10, since: change.from,
                parts: change.parts.map { part in
                    .init(term: part.cause.name, points: part.points, words: part.cause == .coverage ? coming : nil)
                })
        }
    }

    func trend(overDays days: Int) -> String? {
        HealthTrends(overDays: days, in: sight).trend(of: slot).direction?.rawValue
    }

    var daysInBand: Double? { BandStays(in: nil, sight).numbers(slot).value }

    var others: [AccountExplanation.OtherScore] {
        bound.models.scoreNames.compactMap { name in
            bound.breakdown(of: slot, making: name).map { breakdown in
                AccountExplanation.OtherScore(
                    name: name, model: breakdown.model, band: turn.health.named[name]?.band(of: slot).label ?? "",
                    score: breakdown.score.value, coverage: breakdown.coverage, sum: breakdown.behaviourSum,
                    marks: breakdown.parts.compactMap { part in
                        breakdown.mark(of: part).map { .init(name: part.measure, mark: $0) }
                    }, override: breakdown.overrideExplained)
            }
        }
    }
}

extension HealthBreakdown {
    fileprivate var overrideExplained: AccountExplanation.Override? {
        override.map {
            .init(
                reason: $0.reason, author: $0.author, until: "\($0.until)", place: "\($0.place)",
                computed: computed.value)
        }
    }

    fileprivate var measuresExplained: [AccountExplanation.Measure] {
        parts.map { $0.explained(with: mark(of: $0)) }
    }
}

extension HealthBreakdown.Part {
    fileprivate func explained(with mark: Double?) -> AccountExplanation.Measure {
        .init(
            name: measure, metric: metric, group: group.isEmpty ? nil : group, value: value.value, score: score,
            reason: value.reason?.key, filled: isFilled, why: why, outdone: isOutdone, reached: isReached,
            weight: weight, points: Double(contributionTenths) / 10, mark: mark)
    }
}

extension Alert {
    fileprivate var explained: AccountExplanation.AlertState {
        let (name, since): (String, Moment) =
            switch state {
            case .pending(let since): ("pending", since)
            case .firing(let since): ("firing", since)
            case .recovering(let since, _): ("recovering", since)
            case .resolved(let at, _, _): ("resolved", at)
            }
        return .init(
            rule: rule, subject: subject.id, state: name, place: story.rulePlace, since: since,
            held: hold.map(\.words), condition: story.condition, title: story.title, alertID: id)
    }
}

extension Alert.Hold {
    package var words: String {
        switch self {
        case .unknown(let fields): "not known: \(fields.joined(separator: ", "))"
        case .source(let name): "source \(name) is stale or broken"
        case .edit: "an edit alerts for too many; waiting for the operator"
        case .shadow: "its rule is tried in the shadow; nobody is told"
        case .breaker: "too many at once; waiting for the operator"
        }
    }
}
