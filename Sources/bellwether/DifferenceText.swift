import BellwetherConfig
import BellwetherCore
import Diagnostics
import Trials

/// What an edit would do, as a person reads it:
///
///     health-below-band  floor.Enterprise 60 → 65 (rules/health.yaml:21)
///       today +7 fire, 0 clear, 18,300 EUR MRR; 3 messages: Kim 1 (4 accounts), Dana 1 (2), Ali 1 (1)
///       90 days 41 → 64 alerts; 23 are new, of which 3 churned within 90 days so far (of the 41: 12)
struct DifferenceText {
    private let difference: PolicyDifference
    private let currency: String
    private let hasState: Bool

    init(_ difference: PolicyDifference, currency: String, hasState: Bool) {
        self.difference = difference
        self.currency = currency
        self.hasState = hasState
    }

    var text: String {
        guard !difference.changes.isEmpty || !difference.rules.isEmpty else { return "nothing differs" }
        let around = owners.filter { owner in !difference.rules.contains { owner == ["rules", $0.rule] } }
        var blocks = around.map { heading($0, name(of: $0)) } + difference.rules.map(block)
        blocks += difference.renamings.map { "\($0.new)  " + $0.lines.joined(separator: "\n  ") }
        if hasState {
            if difference.rules.isEmpty { blocks.append("nothing fires differently") }
            if difference.rules.count > 1 {
                blocks.append("all \(difference.rules.count) rules\n\(numbers(of: difference.total))")
            }
            if !difference.rules.isEmpty { blocks += notes }
        }
        return blocks.joined(separator: "\n")
    }

    // MARK: Settings

    /// In order, each once.
    private var owners: [[String]] {
        difference.changes.map(\.owner).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func name(of owner: [String]) -> String {
        owner.first == "rules" && owner.count > 1 ? owner[1] : owner.joined(separator: " ")
    }

    private func heading(_ owner: [String], _ name: String) -> String {
        let indent = String(repeating: " ", count: name.count)
        let lines = difference.changes.filter { $0.owner == owner }.map(line)
        return lines.enumerated().map { "\($0 == 0 ? name : indent)  \($1)" }.joined(separator: "\n")
    }

    private func line(_ change: WrittenChange) -> String {
        let place = "(\(change.place.file):\(change.place.line))"
        let path = change.path.dropFirst(change.owner.count).filter { !["thresholds", "values"].contains($0) }
        // A threshold's base is the threshold.
        let words = path.last == "default" && change.path.contains("thresholds") ? Array(path.dropLast()) : Array(path)
        let name = words.isEmpty ? "" : words.joined(separator: ".") + " "
        switch (change.old, change.new) {
        case (let old?, let new?): return "\(name)\(short(old)) → \(short(new)) \(place)"
        case (nil, let new?): return words.isEmpty ? "new \(place)" : "\(name)now \(short(new)) \(place)"
        case (let old?, nil): return words.isEmpty ? "gone, was \(place)" : "\(name)no longer \(short(old)) \(place)"
        case (nil, nil): return name + place
        }
    }

    private func short(_ text: String) -> String {
        if text.isEmpty { return "''" }
        return text.count > 72 ? text.prefix(71) + "…" : text
    }

    // MARK: Numbers

    private func block(_ rule: RuleDifference) -> String {
        let owner = ["rules", rule.rule]
        let head = owners.contains(owner) ? heading(owner, rule.rule) : "\(rule.rule)  through other settings"
        return hasState ? "\(head)\n\(numbers(of: rule))" : head
    }

    private func numbers(of rule: RuleDifference) -> String {
        ["  " + today(rule), "  " + past(rule), waiting(rule)].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func today(_ rule: RuleDifference) -> String {
        guard !rule.fires.isEmpty || !rule.clears.isEmpty else { return "today as before" }
        let money = rule.mrr > 0 ? ", \(Int(rule.mrr.rounded()).inProse) \(currency) MRR" : ""
        let counts = "today +\(rule.fires.count.inProse) fire, \(rule.clears.count.inProse) clear\(money)"
        let messages = rule.mails.reduce(0) { $0 + $1.messages }
        guard messages > 0 else { return counts + "; no message" }
        return "\(counts); \(counted(messages, "message")): \(mails(rule.mails))"
    }

    private func mails(_ mails: [PolicyDifference.Mail]) -> String {
        let named = mails.prefix(8).enumerated().map { index, mail in
            let noun = index > 0 ? "" : mail.accounts == 1 ? " account" : " accounts"
            return "\(mail.name) \(mail.messages) (\(mail.accounts)\(noun))"
        }
        let rest = mails.count - named.count
        return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private func waiting(_ rule: RuleDifference) -> String {
        guard let limit = rule.beyondBreaker else { return "" }
        return "  that is more than \(limit) at once: the messages would wait for 'bellwether confirm'"
    }

    private func past(_ rule: RuleDifference) -> String {
        let (before, after, more, fewer) = (rule.before, rule.after, rule.more, rule.fewer)
        let days = counted(difference.days, "day")
        guard before != after || more.alerts > 0 || fewer.alerts > 0 else {
            return "\(days) \(counted(after.alerts, "alert")), as before"
        }
        var parts = ["\(days) \(before.alerts.inProse) → \(counted(after.alerts, "alert"))"]
        if more.alerts > 0 {
            let earlier = before.alerts > 0 ? " (of the \(before.alerts.inProse): \(before.churned.inProse))" : ""
            parts.append(
                "\(said(more.alerts, "new")), of which \(more.churned.inProse) churned within "
                    + "\(RuleDifference.Outcomes.days) days so far\(earlier)")
        }
        if fewer.alerts > 0 {
            parts.append("\(said(fewer.alerts, "gone")), of which \(fewer.churned.inProse) churned")
        }
        return (parts + [regrouped(rule.regrouped)]).filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// What fires for longer joins what were two; what fires for less breaks in two.
    private func regrouped(_ count: Int) -> String {
        switch count {
        case 0: ""
        case ..<0: "\((-count).inProse) \(count == -1 ? "goes" : "go") on from an earlier one instead of beginning anew"
        default: "\(count.inProse) \(count == 1 ? "begins" : "begin") anew instead of going on from an earlier one"
        }
    }

    private func said(_ count: Int, _ word: String) -> String {
        "\(count.inProse) \(count == 1 ? "is" : "are") \(word)"
    }

    private var notes: [String] {
        let known = difference.daysKnown
        let missing = known < difference.days ? ["history has \(known) of the \(difference.days) days"] : []
        return (missing + difference.limits).map { "note: \($0)" }
    }
}
