import BellwetherCore
import CEL

/// What is known of the accounts that rules are about.
struct Census {
    let sight: Sight
    let slots: [Int]

    init(of turn: Turn, under policy: Policy, given history: History) {
        sight = turn.sight(under: policy, given: history)
        let watch = sight.bound(policy.rules.context.watch)
        slots = (0..<turn.accounts.slotCount).filter { watch.truth(for: SubjectRow(slot: $0)) == .holds }
    }

    var watched: Int { slots.count }

    var owners: [String?] { slots.map { sight.accounts[$0].profile?.owner } }

    /// For how many accounts it is known.
    func known(_ reference: Reference) -> Int {
        sight.values(of: reference, ofAccounts: slots).count { value in
            switch value {
            case .unknown, .failure, .null: false
            default: true
            }
        }
    }

    /// How many accounts have each text.
    func texts(of reference: Reference) -> [String: Int] {
        sight.values(of: reference, ofAccounts: slots).reduce(into: [:]) { counts, value in
            if case .string(let text) = value { counts[text, default: 0] += 1 }
        }
    }

    /// The same for a label that every alert has from its account: `tier`, `segment`, `owner`.
    func texts(ofAccountField name: String) -> [String: Int]? {
        let variables = RuleVocabulary(metrics: []).variables(in: .account)
        return variables.first { $0.name == "account.\(name)" }.map { texts(of: Reference($0)) }
    }
}
