/// What a rule or an alert is about.
package enum Subject: Sendable, Hashable, Comparable, Codable {
    case account(String)
    case invoice(account: String, FactIdentity)
    case contract(account: String, FactIdentity)
    /// All accounts of one owner, one tier …, all without one, or all.
    case group(GroupScope, String?)

    /// The id of its account; a group, which is about many, stands under its own.
    package var account: String {
        switch self {
        case .account(let id), .invoice(let id, _), .contract(let id, _): id
        case .group: id
        }
    }

    package var isGroup: Bool {
        switch self {
        case .account, .invoice, .contract: false
        case .group: true
        }
    }

    /// `account:acme`, `invoice:acme/billing/INV-2214`, `owner:kim`, `portfolio`: stable, and unique among subjects.
    package var id: String {
        switch self {
        case .account(let id): "account:\(id)"
        case .invoice(let id, let invoice): "invoice:\(id)/\(invoice.source)/\(invoice.key)"
        case .contract(let id, let contract): "contract:\(id)/\(contract.source)/\(contract.key)"
        case .group(.portfolio, _): "portfolio"
        case .group(let scope, let key): "\(scope.rawValue):\(key ?? "")"
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
package struct Alert: Sendable, Hashable {
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
        /// An edit newly alerted for too many: the operator was told, and nothing is sent until it is confirmed or
        /// clears.
        case edit
        /// Its rule is tried, and nobody is told yet.
        case shadow
        /// Too many at once: the operator was told, and nothing is sent until it is confirmed or clears.
        case breaker
    }

    /// `health-below-band/account:acme/2026-11-21T09:00:00Z`
    package let id: String
    package let rule: String
    package let subject: Subject
    package let slot: Int
    /// When the condition began to hold; with rule and subject, the alert's identity.
    package let openedAt: Moment
    package internal(set) var state: State
    package internal(set) var hold: Hold?
    /// Where it stands among the levels of its rule, if that has any.
    package internal(set) var levels: LevelStanding?
    /// Its last evaluations, where its rule counts them.
    package internal(set) var tally: Tally?
    /// How often it has opened of late, where that is often enough to be said.
    package internal(set) var flaps: Int?
    /// The operator looked at what was held back, and it is true.
    package internal(set) var isConfirmed: Bool?
    /// The level that an edit of its rule raised it to, while it stands there: nothing got worse.
    package internal(set) var regraded: Int?
    /// The rise that only dates that came nearer brought it: nothing got worse.
    package internal(set) var nearing: Nearing?
    /// Where it stands on its rule's ladder, if that has one.
    package internal(set) var ladder: LadderStanding?
    /// How bad it is, for telling that it worsened: higher is worse.
    package internal(set) var level: Int
    package internal(set) var labels: [String: String]
    /// What a message says about it, as of its last change.
    @Boxed package internal(set) var story: Story

    package init(
        rule: String, subject: Subject, slot: Int, openedAt: Moment, state: State, hold: Hold? = nil, level: Int = 0,
        labels: [String: String] = [:], story: Story
    ) {
        id = Self.id(rule, subject, openedAt)
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

    private static func id(_ rule: String, _ subject: Subject, _ openedAt: Moment) -> String {
        "\(rule)/\(subject.id)/\(openedAt)"
    }

    package var isFiring: Bool {
        switch state {
        case .firing, .recovering: true
        case .pending, .resolved: false
        }
    }
}

extension Alert: Codable {
    private enum CodingKeys: CodingKey {
        case rule, subject, slot, openedAt, state, hold, levels, tally, flaps, isConfirmed, regraded, nearing
        case ladder, level, labels, story
    }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        rule = try stored.decode(String.self, forKey: .rule)
        subject = try stored.decode(Subject.self, forKey: .subject)
        slot = try stored.decode(Int.self, forKey: .slot)
        openedAt = try stored.decode(Moment.self, forKey: .openedAt)
        id = Self.id(rule, subject, openedAt)
        state = try stored.decode(State.self, forKey: .state)
        hold = try stored.decodeIfPresent(Hold.self, forKey: .hold)
        levels = try stored.decodeIfPresent(LevelStanding.self, forKey: .levels)
        tally = try stored.decodeIfPresent(Tally.self, forKey: .tally)
        flaps = try stored.decodeIfPresent(Int.self, forKey: .flaps)
        isConfirmed = try stored.decodeIfPresent(Bool.self, forKey: .isConfirmed)
        regraded = try stored.decodeIfPresent(Int.self, forKey: .regraded)
        nearing = try stored.decodeIfPresent(Nearing.self, forKey: .nearing)
        ladder = try stored.decodeIfPresent(LadderStanding.self, forKey: .ladder)
        level = try stored.decode(Int.self, forKey: .level)
        labels = try stored.decode([String: String].self, forKey: .labels)
        story = try stored.decode(Story.self, forKey: .story)
    }
}

package enum ClosingReason: String, Sendable, Hashable, CaseIterable, Codable {
    case recovered, renewed, churned
    case ruleChanged = "rule_changed"
    case ruleRemoved = "rule_removed"
    /// No source has the account any more.
    case accountGone = "account_gone"
    /// It is there, and not among those that are watched: paused, excluded, a trial.
    case notWatched = "not_watched"
    case merged, superseded
    /// An invoice that is not among those of its account any more: it is another's, nobody's, or was taken away.
    case withdrawn
    /// For its reader only: the account has another owner, who hears of it from now on.
    case handedOver = "handed_over"
}

/// From which level to which an alert rose for no other reason than that a date came nearer.
package struct Nearing: Sendable, Hashable, Codable {
    let from, to: Int

    /// Whether it is all that has changed for whoever was told of a level.
    func explains(rise level: Int, since told: Int) -> Bool { to == level && from <= told }
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
