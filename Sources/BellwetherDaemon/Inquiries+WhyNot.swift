import BellwetherConfig
import BellwetherCore
import BellwetherStore
import CEL
import Diagnostics

extension Inquiries {
    /// Why nobody was told something, step by step from the condition to the message.
    package struct WhyNot: Sendable, Codable {
        package let version: Int
        package let account, name, rule: String
        /// In the order in which things happen; the first that stops it is the answer, and the last one of its block.
        package let steps: [String]
    }

    package func whyNot(_ text: String, rule id: String) async throws -> WhyNot {
        let rule = try rule(called: id)
        let (turn, history) = try await turn()
        let (slot, account) = try account(called: text, in: turn)
        let known = turn.alerts.of(slot: slot).filter { $0.rule == id }
        var steps: [String] = []
        if let since = filesBrokenSince {
            let moment = Wording.local(since, in: installation.policy.zone)
            steps.append("the files on the disk cannot be used since \(moment); this is by the rules from before")
        }
        if known.isEmpty {
            if let end = try await shadowEnd(of: rule) {
                let moment = Wording.local(end, in: installation.policy.zone)
                steps.append("the rule is tried in its shadow until \(moment): whatever it finds is told to nobody")
            }
            let imagined = turn.imagined(rule, about: slot, under: installation.policy, given: history)
            if imagined.isEmpty { steps.append(nothing(about: account, slot, by: rule, in: turn).words) }
            for alert in imagined { steps.append(words(on: alert, under: rule, in: turn)) }
        }
        let memory = try await store.routingMemory()
        for alert in known { steps += try await words(on: alert, in: turn, since: memory) }
        return WhyNot(version: 1, account: account.id, name: account.name, rule: id, steps: steps)
    }

    private func words(on alert: Alert, under rule: Rule, in turn: Turn) -> String {
        let values = alert.story.condition.isEmpty ? "" : " (\(alert.story.condition))"
        let unmet = turn.matches.unmet(by: alert, under: rule).map { "; it would take \($0)" } ?? ""
        switch turn.matches.observation(of: alert, under: rule, whileFiring: false) {
        case .holds: return "its condition holds\(values); the next turn opens it"
        case .doesNotHold: return "its condition does not hold\(alert.subject.besideItsAccount)\(unmet)"
        case .unknown(let fields):
            return "its condition cannot be decided; not known: \(fields.joined(separator: ", "))"
        case .held(let source): return "source \(source) is stale or broken, and its alerts are held"
        case .levels: return "none of its levels has opened it\(alert.subject.besideItsAccount)\(unmet)"
        case .onItsWay: return "too few of the last evaluations held\(values)"
        case .ended(let reason): return whyUnasked(alert, under: rule, because: reason, in: turn)
        }
    }

    /// Why a rule is not asked about an account; nothing where it is.
    func whyUnasked(_ alert: Alert, under rule: Rule, in turn: Turn) -> String? {
        guard case .ended(let reason) = turn.matches.observation(of: alert, under: rule, whileFiring: false) else {
            return nil
        }
        return whyUnasked(alert, under: rule, because: reason, in: turn)
    }

    private func whyUnasked(_ alert: Alert, under rule: Rule, because reason: ClosingReason, in turn: Turn) -> String {
        if reason == .superseded, let asked = turn.matches.unmetApplication(by: alert, under: rule) {
            return "'\(rule.id)' does not apply to it: `applies_to` asks for \(asked)"
        }
        return "no rule is asked about it: " + whyUnwatched(alert.slot, in: turn)
    }

    private func whyUnwatched(_ slot: Int, in turn: Turn) -> String {
        let (account, asOf) = (turn.accounts[slot], turn.metrics.asOf)
        guard account.profile != nil else { return "no list of accounts has it" }
        if account.profile?.isExcluded == true { return "it is excluded" }
        guard let status = account.status(at: asOf) else { return "nothing says how it stands" }
        guard status == .churned else { return "`watch` leaves it out; its status is \(status.rawValue)" }
        let day = account.left(by: asOf)
        guard account.hasLeftUntold(by: asOf) else { return day.map { "it left on \($0)" } ?? "it has left" }
        return "all its subscriptions have ended\(day.map { ", the last on \($0)" } ?? ""), and no source says how it "
            + "stands, so it counts as gone"
    }

    /// Until when a rule is only tried; nothing where it is live.
    func shadowEnd(of rule: Rule) async throws(StoreError) -> Moment? {
        guard let run = try await store.ruleMemories()[rule.id]?.shadow else { return nil }
        return rule.end(of: run, by: installation.policy.rules.context.calendar)
    }

    private func words(on alert: Alert, in turn: Turn, since memory: RoutingMemory) async throws -> [String] {
        let zone = installation.policy.zone
        let routing = installation.policy.routing
        var steps: [String] = []
        switch alert.state {
        case .pending(let since):
            return ["it holds since \(Wording.local(since, in: zone)), and is told once it has held for its time"]
        case .firing(let since), .recovering(_, firingSince: let since):
            steps.append("it fires since \(Wording.local(since, in: zone)): \(alert.story.condition)")
        case .resolved(let at, _, let reason): return ["it closed \(Wording.local(at, in: zone)): \(reason.rawValue)"]
        }
        if let hold = alert.hold { steps.append("it is held: \(hold.words)") }
        if let quiet = turn.notifications.quiet[alert.id] { steps.append("it is \(quiet.words(memory.silences))") }
        if let rehearsal = routing.quiet.rehearsal {
            steps.append("this is a rehearsal: everything goes to \(rehearsal)")
        }
        steps += routing.explanation(for: alert.labels).description.split(separator: "\n").map(String.init)
        for miss in turn.notifications.unreached where miss.alertID == alert.id {
            steps.append(
                "receiver \(miss.receiver) has nobody to tell: the owner has no address, and there is no fallback")
        }
        for (key, decision) in turn.notifications.decisions.sorted(by: { $0.key < $1.key })
        where turn.notifications.concerns(alert.id, group: key, before: memory) {
            let group = turn.notifications.memory.groups[key] ?? memory.groups[key]
            steps.append("\(group?.inWords ?? "what went out") \(decision.words(in: zone))")
        }
        for row in try await store.ledger(of: alert.id) {
            let arrival = try await store.arrival(of: row.openedBy).words { Wording.local($0, in: zone) }
            let whom = row.recipient == "all" ? row.receiver : "\(row.recipient) by \(row.receiver)"
            steps.append("told: \(whom), \(Wording.local(row.openedAt, in: zone)) (\(arrival))")
        }
        return steps
    }
}
