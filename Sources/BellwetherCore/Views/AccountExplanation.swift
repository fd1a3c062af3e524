/// Why an account stands where it does, as of one turn: every measure of its score, and every rule about it.
package struct AccountExplanation: Sendable, Hashable, Codable {
    package struct Measure: Sendable, Hashable, Codable {
        package let name, metric: String
        package let value, score: Double?
        package let reason: String?
        package let weight, points: Double
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
    package let cap: String?
    package let missingRequired: [String]
    package let measures: [Measure]
    package let alerts: [AlertState]
    package let renewal: String?
}

extension Turn {
    /// The slots whose id is this, or else whose name is or begins with it, whatever the case.
    package func slots(called text: String) -> [Int] {
        if let slot = accounts.slots[text] { return [slot] }
        let wanted = text.lowercased()
        let named = (0..<accounts.slotCount).filter { accounts[$0].profile != nil }
        let byID = named.filter { accounts[$0].profile?.id.lowercased() == wanted }
        if !byID.isEmpty { return byID }
        let whole = named.filter { accounts[$0].profile?.name.lowercased() == wanted }
        return whole.isEmpty
            ? named.filter { accounts[$0].profile?.name.lowercased().hasPrefix(wanted) == true } : whole
    }

    /// Explains one account, or only what one rule makes of it.
    package func explanation(of slot: Int, rule: String? = nil, given history: History, under policy: Policy)
        -> AccountExplanation
    {
        let profile = accounts[slot].profile
        let bound = policy.healthModels.bound(to: accounts, metrics, given: history, at: metrics.asOf)
        let breakdown = bound.breakdown(of: slot)
        let monthAgo = metrics.asOf.now - .seconds(30 * 86_400)
        let then = history.snapshot("health.score", at: monthAgo)?.column.measured(slot).value
        let about = alerts.all.filter { $0.slot == slot && (rule == nil || $0.rule == rule) }
        return AccountExplanation(
            account: profile?.id ?? "", name: profile?.name ?? "", owner: profile?.owner, tier: profile?.tier,
            score: breakdown?.score.value, scoreThirtyDaysAgo: then, band: breakdown?.band.label,
            model: breakdown?.model, coverage: breakdown?.coverage, cap: breakdown?.cap,
            missingRequired: breakdown?.missingRequired ?? [], measures: breakdown?.parts.map(\.explained) ?? [],
            alerts: about.map(\.explained), renewal: about.first.map(\.story.stakes).flatMap { $0.isEmpty ? nil : $0 })
    }
}

extension HealthBreakdown.Part {
    fileprivate var explained: AccountExplanation.Measure {
        .init(
            name: measure, metric: metric, value: value.value, score: score, reason: value.reason?.key, weight: weight,
            points: Double(contributionTenths) / 10)
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
        case .breaker: "too many at once; waiting for the operator"
        }
    }
}
