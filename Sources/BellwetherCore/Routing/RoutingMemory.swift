/// What routing remembers between turns: its groups, and who was told of what and not yet of its end.
///
/// Both are addressable by key, so that a turn writes only what it changed.
package struct RoutingMemory: Sendable, Hashable, Codable {
    package internal(set) var groups: [String: Group]
    /// The rows still open, by their ids; a closed row is in the store alone.
    package internal(set) var ledger: [String: LedgerRow]
    /// How many groups there have been; numbers them for good.
    package internal(set) var episodes: Int
    /// The rules whose breaker the operator has heard of.
    package internal(set) var breakersTold: Set<String>

    package init(
        groups: [String: Group] = [:], ledger: [String: LedgerRow] = [:], episodes: Int = 0,
        breakersTold: Set<String> = []
    ) {
        self.groups = groups
        self.ledger = ledger
        self.episodes = episodes
        self.breakersTold = breakersTold
    }
}

/// What follows for recipients from one turn: what is sent, and what has to be remembered with it.
package struct Notifications: Sendable {
    package internal(set) var outbox: [Notification] = []
    package internal(set) var memory: RoutingMemory
    /// The keys of groups that are new, different or gone, in order.
    package internal(set) var changedGroups: [String] = []
    /// The rows that are new, changed or closed, by id, in order.
    package internal(set) var changedLedger: [LedgerRow] = []
    /// What was decided for each group, by key.
    package internal(set) var decisions: [String: Decision] = [:]
    /// Alerts that a receiver has nobody to tell of.
    package internal(set) var unreached: [Unreached] = []
    /// The earliest moment at which time alone could bring something to tell.
    package internal(set) var due: Moment?
}

/// An alert that a receiver was to tell somebody of, and has no address for.
package struct Unreached: Sendable, Hashable {
    package let alertID: String
    package let receiver: String
    package let owner: String?
}
