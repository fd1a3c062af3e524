/// What a rule or an alert is about. Groups of accounts join later.
package enum Subject: Sendable, Hashable, Comparable, Codable {
    case account(String)
    case invoice(account: String, FactIdentity)
    case contract(account: String, FactIdentity)

    package var account: String {
        switch self {
        case .account(let id), .invoice(let id, _), .contract(let id, _): id
        }
    }

    /// `account:acme`, `invoice:acme/billing/INV-2214`: stable, and unique among subjects.
    package var id: String {
        switch self {
        case .account(let id): "account:\(id)"
        case .invoice(let id, let invoice): "invoice:\(id)/\(invoice.source)/\(invoice.key)"
        case .contract(let id, let contract): "contract:\(id)/\(contract.source)/\(contract.key)"
        }
    }

    package static func < (left: Subject, right: Subject) -> Bool { left.id < right.id }
}

/// One episode of one rule holding for one subject.
///
///                     condition holds           held for `for`
///     (nothing) ───────────────────▶ pending ──────────────────▶ firing ◀─────────────┐ holds again
///                                       │ does not hold             │ clears          │
///                                       ▼                           ▼                 │
///                                   (nothing)                    recovering ──────────┘
///                                                                   │ clear for `keep_firing_for`
///                                                                   ▼
///                                                                resolved
///
/// An unknown condition moves nothing; a hold (stale source, breaker) says why an alert stands still.
package struct Alert: Sendable, Hashable, Codable {
    package enum State: Sendable, Hashable, Codable {
        case pending(since: Moment)
        case firing(since: Moment)
        case recovering(since: Moment, firingSince: Moment)
        case resolved(at: Moment, firingSince: Moment, because: ClosingReason)
    }

    package enum Hold: Sendable, Hashable, Codable {
        /// The condition cannot be decided: these fields are absent, with their reasons.
        case unknown(fields: [String])
        /// Its sources are stale or broken.
        case source(String)
        /// Too many at once: the operator was told, and nothing is sent until it is confirmed or clears.
        case breaker
    }

    package let rule: String
    package let subject: Subject
    package let slot: Int
    /// When the condition began to hold; with rule and subject, the alert's identity.
    package let openedAt: Moment
    package internal(set) var state: State
    package internal(set) var hold: Hold?
    /// Where it stands among the levels of its rule, if that has any.
    package internal(set) var levels: LevelStanding?
    /// How bad it is, for telling that it worsened: higher is worse.
    package internal(set) var level: Int
    package internal(set) var labels: [String: String]
    /// What a message says about it, as of its last change.
    package internal(set) var story: Story

    package init(
        rule: String, subject: Subject, slot: Int, openedAt: Moment, state: State, hold: Hold? = nil, level: Int = 0,
        labels: [String: String] = [:], story: Story
    ) {
        self.rule = rule
        self.subject = subject
        self.slot = slot
        self.openedAt = openedAt
        self.state = state
        self.hold = hold
        self.level = level
        self.labels = labels
        self.story = story
    }

    /// The level of its rule that it stands at.
    package var severity: AlertSeverity? { levels?.current }

    /// `health-below-band/account:acme/2026-11-21T09:00:00Z`
    package var id: String { "\(rule)/\(subject.id)/\(openedAt)" }

    package var isFiring: Bool {
        switch state {
        case .firing, .recovering: true
        case .pending, .resolved: false
        }
    }
}

package enum ClosingReason: String, Sendable, Hashable, CaseIterable, Codable {
    case recovered, renewed, churned
    case ruleChanged = "rule_changed"
    case ruleRemoved = "rule_removed"
    case accountGone = "account_gone"
    case merged, superseded
}

/// What became of an alert in one turn.
package struct AlertChange: Sendable, Hashable, Codable {
    package enum Kind: Sendable, Hashable, Codable {
        case opened
        case worsened
        case closed(ClosingReason)
    }

    package let kind: Kind
    package let alert: Alert

    package init(_ kind: Kind, _ alert: Alert) {
        self.kind = kind
        self.alert = alert
    }
}
