/// What routing must know of a receiver; how it sends is the business of the receivers themselves.
package struct ReceiverProfile: Sendable, Hashable {
    package enum Recipients: Sendable, Hashable {
        /// One place that many read: a channel, a URL, a terminal.
        case shared
        /// Each address gets its own message.
        case addresses([String])
        /// The owner of the account, through people; always grouped by owner.
        case owner(fallback: [String])
    }

    package let name: String
    /// The name of its `ReceiverKind`: `slack`, `email`.
    package let kind: String
    package let recipients: Recipients
    /// When it may be sent to; at any time where there are none.
    package let hours: Hours?
    /// When its people get their digest, if they do.
    package let digest: DigestPlan?
    /// The receiver that gets what this one stays unable to deliver; else the first route's.
    package let fallback: String?
    /// Whether what reads there sorts by the labels that routes group by.
    package let handsOnLabels: Bool

    package init(
        name: String, kind: String, recipients: Recipients = .shared, hours: Hours? = nil,
        digest: DigestPlan? = nil, fallback: String? = nil, handsOnLabels: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.recipients = recipients
        self.hours = hours
        self.digest = digest
        self.fallback = fallback
        self.handsOnLabels = handsOnLabels
    }

    package var isOwners: Bool {
        switch recipients {
        case .owner: true
        case .shared, .addresses: false
        }
    }

    func recipients(of owner: String?, among people: People) -> [Recipient] {
        switch recipients {
        case .shared: [.all]
        case .addresses(let addresses):
            addresses.map { Recipient(address: $0, name: people.person(withEmail: $0)?.name) }
        case .owner(let fallback): people.recipients(ofOwner: owner, fallback: fallback)
        }
    }

    /// Who reads here when it is not about anybody's account.
    func operators(among people: People) -> [Recipient] {
        switch recipients {
        case .shared, .addresses: recipients(of: nil, among: people)
        case .owner(let fallback): fallback.map { Recipient(address: $0, name: people.person(withEmail: $0)?.name) }
        }
    }
}
