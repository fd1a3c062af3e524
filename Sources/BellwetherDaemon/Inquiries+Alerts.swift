import BellwetherConfig
package import BellwetherCore
import BellwetherStore

extension Inquiries {
    /// An alert that is not over, for `alerts`.
    package struct AlertEntry: Sendable, Codable {
        package let id, rule, account, accountName: String
        package let owner: String?
        package let state: String
        package let since: Moment
        package let severity, title: String
        package let stakeMinor: Int64?
        package let currency: String
        /// Why it stands still.
        package let held: String?
        /// Why it is not told for now.
        package let quiet: String?
        /// How many were told of it.
        package let told: Int
    }

    package struct AlertList: Sendable, Codable {
        package let version: Int
        package let asOf: Moment
        package let alerts: [AlertEntry]
    }

    /// Everything that is pending, firing or recovering: account by account, the heaviest first by money and urgency, and
    /// of each account the most severe first.
    package func alerts(
        of account: String? = nil, rule: String? = nil, owner: String? = nil
    ) async throws -> AlertList {
        let all = try await store.alerts()
        let memory = try await store.routingMemory()
        let quiet = installation.policy.routing.quieted(all.standing, since: memory, at: now)
        let told = Dictionary(grouping: memory.ledger.rows, by: \.alertID).mapValues(\.count)
        if let rule { _ = try self.rule(called: rule) }
        var chosen = all.all.filter {
            (rule == nil || $0.rule == rule) && (owner == nil || $0.labels["owner"] == owner)
        }
        if let account {
            let id = try self.account(called: account, among: all.all)
            chosen = chosen.filter { $0.subject.account == id }
        }
        return AlertList(
            version: 1, asOf: now,
            alerts: Self.ranked(chosen).map {
                AlertEntry($0, quiet: quiet[$0.id], silences: memory.silences, told: told[$0.id] ?? 0)
            })
    }

    static func ranked(_ alerts: [Alert]) -> [Alert] {
        let accounts = Dictionary(grouping: alerts, by: \.subject.account).map { account, alerts in
            (account, weight: alerts.map(\.story.weight).max() ?? 0, alerts)
        }
        return accounts.sorted { ($1.weight, $0.0) < ($0.weight, $1.0) }.flatMap { _, _, alerts in
            alerts.sorted {
                ($1.severityRank, $1.story.weight, $0.id) < ($0.severityRank, $0.story.weight, $1.id)
            }
        }
    }
}

extension Inquiries.AlertEntry {
    fileprivate init(_ alert: Alert, quiet: AlertQuiet?, silences: [Int64: Silence], told: Int) {
        let (name, moment): (String, Moment) =
            switch alert.state {
            case .pending(let since): ("pending", since)
            case .firing(let since): ("firing", since)
            case .recovering(let since, _): ("recovering", since)
            case .resolved(let at, _, _): ("resolved", at)
            }
        self.init(
            id: alert.id, rule: alert.rule, account: alert.subject.account,
            accountName: alert.story.accountName,
            owner: alert.labels["owner"], state: name, since: moment, severity: alert.labels["severity"] ?? "",
            title: alert.story.title, stakeMinor: alert.story.stakeMinor, currency: alert.story.currency,
            held: alert.hold?.words, quiet: quiet?.words(silences), told: told)
    }
}

extension Alert {
    /// Higher is more severe; without a severity it is no more than information.
    fileprivate var severityRank: Int {
        labels["severity"].flatMap(AlertSeverity.init).flatMap(AlertSeverity.allCases.firstIndex) ?? 0
    }
}

extension AlertQuiet {
    /// `snoozed by kim: they are moving house`
    func words(_ silences: [Int64: Silence]) -> String {
        switch self {
        case .onboarding(let day):
            return "held because the account is new: what hangs on habits is told from \(Wording.day(day)) on"
        case .inhibited(let other): return "quiet while another alert says what matters: \(other.prefix { $0 != "/" })"
        case .silenced(let number):
            guard let silence = silences[number] else { return "silenced (\(number))" }
            let reason = silence.reason.isEmpty ? "" : ": \(silence.reason)"
            return "\(silence.kind.participle) by \(silence.author) (\(number))\(reason)"
        }
    }
}

extension Silence.Kind {
    package var participle: String {
        switch self {
        case .silence: "silenced"
        case .snooze: "snoozed"
        case .acknowledgement: "acknowledged"
        }
    }
}
