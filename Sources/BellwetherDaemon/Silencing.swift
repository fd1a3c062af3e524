import BellwetherConfig
package import BellwetherCore
import BellwetherStore
import Diagnostics

/// What somebody asks not to be told, as words from a command line or a link, made into a silence.
package struct Silencing: Sendable {
    package let inquiries: Inquiries

    package init(_ inquiries: Inquiries) {
        self.inquiries = inquiries
    }

    /// Nobody remembers a silence that lasts longer.
    static let longest = Duration.seconds(366 * 86_400)

    /// - Parameter anyway: also of values that nothing has yet.
    package func silence(
        matchers: [String], until: String?, author: String?, reason: String?, anyway: Bool = false
    ) async throws -> Silence {
        guard !matchers.isEmpty else { throw Inquiries.Refusal.noMatcher }
        let read = try matchers.map { text in
            do throws(PatternMistake) { return try LabelMatcher(reading: text) } catch {
                throw Inquiries.Refusal.badMatcher(text, error.message)
            }
        }
        for matcher in read { try await checkThatAlertsHave(matcher.label) }
        if !anyway { try await checkThatSomethingHas(read) }
        let isSpan = Self.isSpan(until)
        guard let until = try end(until) else { throw Inquiries.Refusal.noEnd }
        return try await keep(
            Silence(
                kind: .silence, matchers: matchers, from: inquiries.now, until: until, lastsForSpan: isSpan,
                author: try name(author), reason: try because(reason)))
    }

    /// A label that no alert can have silences nothing, or everything where it must differ.
    private func checkThatAlertsHave(_ label: String) async throws {
        var known = inquiries.installation.policy.rules.labelNames
        guard !known.contains(label) else { return }
        // What fires may have it from a rule that is changed since.
        for alert in try await inquiries.store.alerts().standing { known.formUnion(alert.labels.keys) }
        guard !known.contains(label) else { return }
        // What a rule is called is the label that Alertmanager has for it.
        let meant = label == "rule" ? "alert" : Suggestion.nearest(to: label, among: known)
        throw Inquiries.Refusal.unknownLabel(label, meant, known.sorted())
    }

    /// A snooze or an acknowledgement of everything that fires for an account, or of one rule.
    package func calm(
        _ kind: Silence.Kind, account text: String, rule: String?, until: String?, author: String?, reason: String?
    ) async throws -> (silence: Silence, alerts: [Alert]) {
        let (silence, alerts) = try await calming(
            kind, account: text, rule: rule, until: until, author: author, reason: reason)
        return (try await keep(silence), alerts)
    }

    /// An acknowledgement of what still fires, and what came of it: both, or neither.
    package func acknowledge(
        account: String, rule: String?, outcome: String, until: String?, author: String?, reason: String?
    ) async throws -> (outcomes: [AlertOutcome], silence: Silence?, alerts: [Alert]) {
        let (outcomes, isFiring) = try await inquiries.judgement(
            account: account, rule: rule, as: outcome, by: author, note: reason)
        guard isFiring else {
            _ = try end(until)
            try await inquiries.store.keep(outcomes)
            return (outcomes, nil, [])
        }
        let (silence, alerts) = try await calming(
            .acknowledgement, account: account, rule: rule, until: until, author: author, reason: reason)
        return (outcomes, try await keep(silence, saying: outcomes), alerts)
    }

    private func calming(
        _ kind: Silence.Kind, account text: String, rule: String?, until: String?, author: String?, reason: String?
    ) async throws -> (silence: Silence, alerts: [Alert]) {
        let standing = try await inquiries.store.alerts().standing
        if let rule { _ = try inquiries.rule(called: rule) }
        let account = try inquiries.account(called: text, among: standing)
        let alerts = standing.filter { $0.subject.account == account && (rule == nil || $0.rule == rule) }
        guard !alerts.isEmpty else { throw Inquiries.Refusal.nothingFires(text) }
        let silence = Silence(
            kind: kind, alerts: Dictionary(uniqueKeysWithValues: alerts.map { ($0.id, Silence.Baseline($0)) }),
            from: inquiries.now, until: try end(until, for: alerts.first?.owner), lastsForSpan: Self.isSpan(until),
            author: try name(author), reason: reason ?? "")
        return (silence, alerts)
    }

    private func keep(_ silence: Silence, saying outcomes: [AlertOutcome] = []) async throws -> Silence {
        guard let kept = try await inquiries.store.add(silence, saying: outcomes) else {
            preconditionFailure("what comes by no link is always kept")
        }
        return kept
    }

    private static func isSpan(_ text: String?) -> Bool { text.flatMap(WrittenSpan.init) != nil }

    /// `2w`, `3bd`, `2026-12-01`, which ends in the morning of that day, or a moment.
    private func end(_ text: String?, for owner: String? = nil) throws -> Moment? {
        guard let text else { return nil }
        let routing = inquiries.installation.policy.routing
        let calendar = routing.calendar
        let end: Moment
        if let span = WrittenSpan(text) {
            end = calendar.moment(span.businessDays, businessDaysAfter: inquiries.now) + .seconds(span.seconds)
        } else if let day = Day(text) {
            end = routing.morning(of: day, for: owner)
        } else if let moment = Moment(text) {
            end = moment
        } else {
            throw Inquiries.Refusal.notATime(text)
        }
        guard end > inquiries.now else { throw Inquiries.Refusal.past(text) }
        guard end - inquiries.now <= Self.longest else { throw Inquiries.Refusal.tooLong(text) }
        return end
    }

    private func name(_ author: String?) throws -> String {
        guard let author, author.utf8.contains(where: { $0 > 0x20 }) else { throw Inquiries.Refusal.noAuthor }
        return Inert.name(author)
    }

    private func because(_ reason: String?) throws -> String {
        guard let reason, reason.utf8.contains(where: { $0 > 0x20 }) else { throw Inquiries.Refusal.noReason }
        return Inert.line(reason)
    }
}
