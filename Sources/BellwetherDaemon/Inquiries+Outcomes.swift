import BellwetherConfig
import BellwetherCore
import BellwetherStore

extension Inquiries {
    /// How long after its end somebody may still say what came of an alert.
    private static let memory = Duration.seconds(90 * 86_400)

    /// What came of an account's alerts, or of those of one rule: of what fires, else of what ended last. Nothing is kept.
    ///
    /// - Returns: whether any of them still fires.
    func judgement(
        account text: String, rule: String?, as written: String, by author: String?, note: String?
    ) async throws -> (outcomes: [AlertOutcome], isFiring: Bool) {
        guard let outcome = AlertOutcome.Kind(rawValue: written) else { throw Refusal.noOutcome(written) }
        guard let author, author.utf8.contains(where: { $0 > 0x20 }) else { throw Refusal.noAuthor }
        if let rule { _ = try self.rule(called: rule) }
        let known = try await store.alerts(standingOrEndedSince: now - Self.memory)
        let account = try self.account(called: text, among: known)
        let alerts = known.filter {
            $0.subject.account == account && (rule == nil || $0.rule == rule) && $0.hold != .shadow
        }
        let firing = alerts.filter(\.isFiring)
        let judged = firing.isEmpty ? Self.lastEnded(alerts) : firing
        guard !judged.isEmpty else { throw Refusal.nothingFires(text) }
        let outcomes = judged.map {
            AlertOutcome(of: $0, outcome, at: now, by: Inert.name(author), note: Inert.line(note ?? ""))
        }
        return (outcomes, !firing.isEmpty)
    }

    /// Of each rule the last that ended.
    private static func lastEnded(_ alerts: [Alert]) -> [Alert] {
        Dictionary(grouping: alerts, by: \.rule).values.compactMap { $0.max { $0.openedAt < $1.openedAt } }
            .sorted { $0.id < $1.id }
    }
}
