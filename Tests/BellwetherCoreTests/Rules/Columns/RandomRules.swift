import Documents
import Testing

@testable import BellwetherCore

/// Rules as nobody would write them, from parts that people do write.
struct RandomRules {
    var random: SeededRandom
    private var count = 0

    init(_ random: SeededRandom) { self.random = random }

    mutating func rule() throws -> Rule {
        count += 1
        let target = one(of: ["account", "account", "account", "invoice", "contract", "owner", "tier", "portfolio"])
        var lines = ["  - alert: rule-\(count)", "    for_each: \(target)"]
        if random.below(3) == 0 { lines += block("applies_to", condition(target, 1), "    ") }
        if random.below(2) == 0 { lines.append("    missing: \(one(of: ["fire", "ok"]))") }
        if target == "contract", random.below(2) == 0 { lines.append("    ladder: [120, 30, 7]") }
        lines.append("    thresholds: { floor: \(threshold(target)) }")
        if random.below(3) == 0 {
            lines.append("    levels:")
            for level in ["warning", "critical"] {
                lines.append("      \(level):")
                lines += block("when", condition(target, 2), "        ")
                if random.below(2) == 0 { lines.append("        thresholds: { floor: \(threshold(target)) }") }
            }
        } else {
            lines += block("when", condition(target, 3), "    ")
            if random.below(2) == 0 { lines += block("clear_when", condition(target, 2), "    ") }
        }
        if random.below(4) == 0 { lines.append("    for: 2d") }
        if random.below(3) == 0 {
            lines.append("    labels: { sort: \"{{ (\(condition(target, 1))) ? 'one' : 'other' }}\", team: cs }")
        }
        let text = RuleText("rules:\n" + lines.joined(separator: "\n") + "\n")
        try #require(!text.report.hasErrors, "\(lines.joined(separator: "\n"))\n\(text.said)")
        return try #require(text.rules.first)
    }

    private func block(_ key: String, _ condition: String, _ indent: String) -> [String] {
        ["\(indent)\(key): |", "\(indent)  \(condition)"]
    }

    private mutating func threshold(_ target: String) -> String {
        let base = one(of: ["30", "50", "70"])
        guard Self.perAccount.contains(target), random.below(3) > 0 else { return base }
        let field = one(of: ["account.tier", "account.owner", "account.name"])
        return "{ by: \(field), default: \(base), values: { Enterprise: 60, kim: 45, a47: 90 } }"
    }

    private mutating func condition(_ target: String, _ depth: Int) -> String {
        guard depth > 0, random.below(4) > 0 else {
            let own = Self.atoms[target] ?? Self.ofGroups
            return one(of: Self.perAccount.contains(target) && random.below(2) == 0 ? Self.ofAccounts : own)
        }
        let (left, right) = (condition(target, depth - 1), condition(target, depth - 1))
        switch random.below(5) {
        case 0, 1: return "(\(left)) && (\(right))"
        case 2: return "(\(left)) || (\(right))"
        case 3: return "!(\(left))"
        default: return "(\(left)) ? (\(right)) : (\(condition(target, depth - 1)))"
        }
    }

    private mutating func one(of choices: [String]) -> String { choices[random.below(choices.count)] }

    private static let perAccount: Set = ["account", "invoice", "contract"]

    private static let atoms = ["account": ofAccounts, "invoice": ofInvoices, "contract": ofContracts]

    private static let ofAccounts = [
        "health.score < threshold.floor", "health.score - threshold.floor < change(health.score, '30d')",
        "health.band == 'poor' || nps.latest < 30", "health.band != 'good'", "health.trend == 'down'",
        "health.coverage < 1", "health.overridden", "nps.latest == 10", "-nps.latest < -20",
        "account.tier == 'Enterprise'", "account.tier.startsWith('E')", "has(account.tier)", "account.owner in ['kim']",
        "account.status == 'active'", "account.excluded", "account.name == account.id", "account.currency == 'USD'",
        "invoices.exists(i, i.days_past_due > 30)", "size(tickets) > 2", "has(nps.latest)",
        "usage.licence_utilisation < 0.3", "days_since(account.started_at) < 300", "account.seats > 20",
        "never(touch.days_since)", "ago(nps.latest, '20d') > nps.latest", "revenue.mrr * 2.0 > 100 - usage.trend",
        "forecast.probability < 0.5", "forecast.category in ['at_risk', 'lost']", "forecast.auto_renews",
        "avg_over(nps.latest, '30d') < nps.latest", "min_over(usage.trend, '30d') < 0", "slope(nps.latest, '30d') > 0",
        "drop(health.score, '30d') > 5", "drop(nps.latest, '30d') > 5", "change_ratio(revenue.mrr, '30d') <= 0",
        "ago(health.band, '30d') == health.band", "max_over(health.score, '30d') > 50", "health.days_in_band > 10",
        "now > timestamp('2026-01-01T00:00:00Z')", "in_band_for('red') >= 14", "portfolio.mrr > 10", "true",
    ]

    private static let ofInvoices = [
        "invoice.days_past_due > threshold.floor", "invoice.open_amount >= 250", "invoice.disputed",
        "invoice.status == 'open'", "has(invoice.reminders)", "invoice.late && invoice.total > invoice.open_amount",
    ]

    private static let ofContracts = [
        "contract.probability < 0.6", "contract.category == 'at_risk'", "contract.days_to_renewal < threshold.floor",
        "contract.auto_renews", "contract.amount > 1000",
    ]

    private static let ofGroups = [
        "group.watched > 5", "group.key == 'kim'", "!has(group.key)", "revenue.mrr > threshold.floor",
        "health.score < threshold.floor", "count_in_band('red') >= 1", "share_in_band('red') > 0.2",
        "known_share(usage.trend) < 0.8", "portfolio.mrr > 0",
    ]
}
