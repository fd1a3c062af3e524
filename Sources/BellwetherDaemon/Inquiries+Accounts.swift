import BellwetherConfig
import BellwetherCore
import BellwetherStore

extension Inquiries {
    /// An account, as verbs are told of it.
    struct Called {
        let id, name: String
    }

    /// The one account that is meant by an id, or the beginning of a name.
    func account(called text: String, in turn: Turn) throws(Refusal) -> (slot: Int, account: Called) {
        let slots = turn.slots(called: text)
        guard let slot = slots.first else { throw .nobody(text) }
        guard slots.count == 1 else {
            throw .several(text, turn.accounts.named(slots))
        }
        let profile = turn.accounts[slot].profile
        return (slot, Called(id: profile?.id ?? text, name: profile?.name ?? text))
    }

    /// Why a rule says nothing of an account.
    func nothing(about account: Called, _ slot: Int, by rule: Rule, in turn: Turn) -> Refusal {
        if let scope = rule.target.groupScope { return .aboutGroups(rule.id, scope) }
        return turn.accounts[slot].profile != nil ? .nothingToSay(account.name, rule.id) : .undescribed(account.id)
    }

    /// The same from what alerts say, which costs nothing: for whoever asks about alerts only.
    func account(called text: String, among alerts: [Alert]) throws(Refusal) -> String {
        let wanted = text.lowercased()
        let names = Dictionary(alerts.map { ($0.subject.account, $0.story.accountName) }) { first, _ in
            first
        }
        if names[text] != nil { return text }
        guard !wanted.isEmpty else { throw .nothingFires(text) }
        let exact = names.filter { $0.key.lowercased() == wanted || $0.value.lowercased() == wanted }
        let found = exact.isEmpty ? names.filter { $0.value.lowercased().hasPrefix(wanted) } : exact
        guard let first = found.keys.min() else { throw .nothingFires(text) }
        guard found.count == 1 else {
            throw .several(text, found.sorted { $0.key < $1.key }.map { Self.named($0.key, $0.value) })
        }
        return first
    }

    /// `acme (Acme GmbH)`, since nobody knows ids by heart.
    static func named(_ id: String, _ name: String) -> String { id == name ? id : "\(id) (\(Inert.name(name)))" }

    func rule(called id: String) throws(Refusal) -> Rule {
        let rules = installation.policy.rules.rules
        if let rule = rules.first(where: { $0.id == id }) { return rule }
        guard let since = filesBrokenSince else { throw .unknownRule(id, rules.map(\.id)) }
        throw .notInForce(id, since: Wording.local(since, in: installation.policy.zone))
    }
}

extension Accounts {
    func named(_ ids: [String]) -> [String] { named(ids.compactMap { slots[$0] }) }

    func named(_ slots: [Int]) -> [String] {
        slots.compactMap { self[$0].profile.map { Inquiries.named($0.id, $0.name) } }
    }
}

extension Subject {
    /// `: INV-2214` where an account has several such.
    var besideItsAccount: String {
        if case .account = self { "" } else { ": \(id)" }
    }
}
