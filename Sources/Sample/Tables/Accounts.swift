import BellwetherCore

/// An account, as a customer-relationship system exports it.
struct AccountRow: Sendable {
    let id, name, domain: String
    var status: String
    let tier, segment, region, owner, stage, currency, plan: String
    let started: Day
    let left: Day?
    let churnReason: String?
    var seats: Int
    let isExcluded: Bool
    let hubspotID: String

    static let table = Table<AccountRow>(
        "accounts.csv",
        [
            .init("account_id") { $0.id },
            .init("name") { $0.name },
            .init("domain") { $0.domain },
            .init("status") { $0.status },
            .init("tier") { $0.tier },
            .init("segment") { $0.segment },
            .init("region") { $0.region },
            .init("owner") { $0.owner },
            .init("plan") { $0.plan },
            .init("lifecycle_stage") { $0.stage },
            .init("currency") { $0.currency },
            .init("started_at") { $0.started },
            .init("churned_at") { $0.left },
            .init("churn_reason") { $0.churnReason },
            .init("seats") { $0.seats },
            .init("excluded") { $0.isExcluded },
            .init("hubspot_id") { $0.hubspotID },
        ])
}

extension Customer {
    /// - Parameter isLate: whether an invoice of theirs is past its due date and the days of grace.
    func accountRow(isLate: Bool, seed: UInt64) -> AccountRow {
        var chance = random(for: "account", seed: seed)
        return AccountRow(
            id: id, name: role.name, domain: Namer.domain(of: role.name),
            status: status(isLate: isLate), tier: role.tier.rawValue,
            segment: Tier.segment(ofSeats: role.seats), region: role.country.region, owner: role.owner,
            stage: lifecycleStage, currency: role.country.currency,
            plan: "\(role.tier.rawValue) \(role.monthsPerInvoice == 1 ? "monthly" : "annual")", started: started,
            left: left, churnReason: left.map { _ in churnReason(by: &chance) }, seats: role.seats,
            isExcluded: isInternal, hubspotID: String(chance.between(8_100_000_000...9_899_999_999)))
    }

    private func status(isLate: Bool) -> String {
        let statuses: [Plot: String] = [
            .churned: "churned", .trial: "trialing", .paused: "paused", .leaving: "cancelling",
        ]
        return statuses[role.plot] ?? (isLate && !isInternal ? "past_due" : "active")
    }

    private var lifecycleStage: String {
        let stages: [Plot: String] = [
            .churned: "former", .trial: "evaluation", .onboarding: "onboarding", .stuck: "onboarding",
        ]
        let renewsSoon = terms.last.map { $0.end - lastDay < 90 } ?? false
        return stages[role.plot] ?? (renewsSoon ? "renewal" : "adoption")
    }

    private func churnReason(by chance: inout Chance) -> String {
        if case .chronic = role.course.paying { return "non_payment" }
        if role.course.use.level(daysAgo: 0) > 0.5 { return chance.pick(["acquired", "closed_down", "budget"]) }
        return chance.pick(["price", "low_usage", "low_usage", "missing_feature", "competitor", "service", "budget"])
    }
}
