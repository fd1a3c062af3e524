/// What routing remembers between turns: its groups, and who was told of what and not yet of its end.
///
/// Both are addressable by key, so that a turn writes only what it changed.
package struct RoutingMemory: Sendable, Hashable, Codable {
    package internal(set) var groups: [String: Group]
    /// The rows still open, by their ids; a closed row is in the store alone.
    package internal(set) var ledger: Ledger
    /// How many groups there have been; numbers them for good.
    package internal(set) var episodes: Int
    /// The rules whose breaker the operator has heard of.
    package internal(set) var breakersTold: BreakersTold
    /// The silences, snoozes and acknowledgements in force, by number.
    package internal(set) var silences: [Int64: Silence]
    /// What people were told today, by receiver and recipient.
    package internal(set) var attention: [String: Attention]
    /// What somebody is to do about alerts that go on.
    package internal(set) var tasks: Tasks
    var rest = RoutingRest()

    private enum CodingKeys: CodingKey {
        case groups, ledger, episodes, breakersTold, silences, attention, tasks
    }

    package init(
        groups: [String: Group] = [:], ledger: Ledger = Ledger(), episodes: Int = 0,
        breakersTold: BreakersTold = BreakersTold(), silences: [Int64: Silence] = [:],
        attention: [String: Attention] = [:], tasks: Tasks = Tasks()
    ) {
        self.groups = groups
        self.ledger = ledger
        self.episodes = episodes
        self.breakersTold = breakersTold
        self.silences = silences
        self.attention = attention
        self.tasks = tasks
    }

    /// The same with the silences that are in force by now.
    package func with(silences: [Int64: Silence]) -> RoutingMemory {
        var memory = self
        memory.silences = silences
        return memory
    }

    /// The same with nobody told at a moment still to come, by a clock that was set back since.
    package func accepting(clock now: Moment) -> RoutingMemory {
        var memory = self
        for var row in ledger.rows where row.openedAt > now {
            row.openedAt = now
            memory.ledger[row.id] = row
        }
        return memory
    }

    /// The same with the tasks that people settled since.
    package func taking(settled: [PlaybookTask]) -> RoutingMemory {
        var memory = self
        memory.tasks = tasks.taking(settled)
        return memory
    }
}

/// What follows for recipients from one turn: what is sent, and what has to be remembered with it.
package struct Notifications: Sendable {
    package internal(set) var outbox: [Notification] = []
    /// What went out before the state was restored from a copy that does not know of it.
    package internal(set) var toldBefore: [Notification] = []
    package internal(set) var memory: RoutingMemory
    /// The keys of groups that are new, different or gone, in order.
    package internal(set) var changedGroups: [String] = []
    /// The rows that are new, changed or closed, by id, in order.
    package internal(set) var changedLedger: [LedgerRow] = []
    /// The silences that ended, or were said to end, in order.
    package internal(set) var changedSilences: [Silence] = []
    /// The tasks that came, changed hands or lapsed, in the order of their numbers.
    package internal(set) var changedTasks: [PlaybookTask] = []
    /// The people who were told something, or wait for another digest, in order.
    package internal(set) var changedAttention: [String] = []
    /// What was decided for each group, by key.
    package internal(set) var decisions: [String: Decision] = [:]
    /// Alerts that fire and are not told for now, by id.
    package internal(set) var quiet: [String: AlertQuiet] = [:]
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
