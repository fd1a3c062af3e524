import BellwetherConfig
import BellwetherCore
import BellwetherSources
import BellwetherStore
import Diagnostics

extension Silencing {
    /// A value that nothing has silences nothing, or everything where it must differ.
    func checkThatSomethingHas(_ matchers: [LabelMatcher]) async throws {
        let standing = try await inquiries.store.alerts().standing
        let named = try await matchers.contains { Self.ofAccounts.contains($0.label) } ? accounts() : []
        for matcher in matchers {
            guard var known = values(of: matcher.label, in: named) else { continue }
            // What fires may have it from a rule or an account that is changed since.
            known.formUnion(standing.compactMap { $0.labels[matcher.label] })
            guard matcher.asked != "", !known.contains(where: matcher.names) else { continue }
            throw Inquiries.Refusal.unknownValue(matcher, meant(by: matcher, in: known, named), known.sorted())
        }
    }

    private static let ofAccounts: Set = ["account", "owner", "tier", "segment"]

    private func accounts() async throws(StoreError) -> [Profile] {
        let today = inquiries.installation.policy.zone.day(of: inquiries.now)
        let accounts = try await inquiries.store.accounts([.account], usageSince: today, through: today)
        return (0..<accounts.slotCount).compactMap { accounts[$0].profile }
    }

    /// Nothing where it can be anything.
    private func values(of label: String, in accounts: [Profile]) -> Set<String>? {
        let policy = inquiries.installation.policy
        switch label {
        case "account": return Set(accounts.map(\.id))
        case "owner": return Set(accounts.compactMap(\.owner) + policy.routing.people.keys)
        case "tier": return Set(accounts.compactMap(\.tier))
        case "segment": return Set(accounts.compactMap(\.segment))
        case "source": return Set(inquiries.installation.sources.map(\.name))
        // A rule that says so may come any day.
        case "severity": return Set(AlertSeverity.allCases.map(\.rawValue))
        default:
            let values = policy.rules.values(of: label)
            return values.isOpen ? nil : values.values
        }
    }

    /// Nobody knows ids by heart, and rules are remembered by their old names.
    private func meant(by matcher: LabelMatcher, in known: Set<String>, _ accounts: [Profile]) -> String? {
        guard let text = matcher.asked else { return nil }
        switch matcher.label {
        case "account":
            if let named = accounts.first(where: { $0.name.lowercased() == text.lowercased() }) { return named.id }
        case "alert":
            let rules = inquiries.installation.policy.rules.rules
            if let renamed = rules.first(where: { $0.was.contains(text) }) { return renamed.id }
        default: break
        }
        return Suggestion.nearest(to: text, among: known)
    }
}

extension LabelMatcher {
    /// The one value that it is about; nothing of a pattern.
    var asked: String? {
        switch condition {
        case .equals(let text), .differs(let text): text
        case .matches, .matchesNot: nil
        }
    }

    /// Whether it means this value, to have it or to be without it.
    fileprivate func names(_ value: String) -> Bool {
        switch condition {
        case .equals(let text), .differs(let text): value.utf8.elementsEqual(text.utf8)
        case .matches(let pattern), .matchesNot(let pattern): pattern.matches(value)
        }
    }

    /// Why it is about nothing.
    var ofNothing: String {
        let isWhole = asked != nil
        let text = "'\(asked ?? pattern)'"
        func thing(_ noun: String) -> String {
            isWhole ? "there is no \(noun) \(text)" : "no \(noun) matches \(text)"
        }
        switch label {
        case "account", "source": return thing(label)
        case "alert": return thing("rule")
        case "band": return thing("health band")
        case "owner", "tier", "segment":
            let article = label == "owner" ? "an" : "a"
            return isWhole
                ? "no account has the \(label) \(text)" : "no account has \(article) \(label) that matches \(text)"
        default:
            return
                "no rule gives the label '\(label)' \(isWhole ? "the value \(text)" : "a value that matches \(text)")"
        }
    }

    private var pattern: String {
        switch condition {
        case .equals, .differs: ""
        case .matches(let pattern), .matchesNot(let pattern): pattern.text
        }
    }
}
