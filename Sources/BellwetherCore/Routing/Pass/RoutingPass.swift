/// One run of routing, from the news to what is sent. Each step has a file of its own beside this one.
struct RoutingPass {
    let routing: Routing
    let news: AlertNews
    let now: Moment
    var memory: RoutingMemory
    var result: Notifications
    /// Every alert that fires.
    let standing: StandingAlerts
    var changedRows: [String: LedgerRow] = [:]
    var changedTasks: [Int64: PlaybookTask] = [:]
    /// What is quiet of it.
    var quiet: [String: AlertQuiet] = [:]
    /// The ids of alerts that stand otherwise than at the last pass; nothing where that may be any.
    var awake: Set<String>?
    /// The ids of alerts that nobody was told of, nor can be.
    var unrouted: Set<String> = []
    /// That silences are about to end, if any are.
    var silenceWords: OperatorWords?

    init(routing: Routing, news: AlertNews, since memory: RoutingMemory, at now: Moment) {
        self.routing = routing
        self.news = news
        self.now = now
        self.memory = memory
        result = Notifications(memory: memory)
        standing = news.standing
        for key in memory.groups.keys { self.memory.groups[key]?.acceptClock(now) }
    }

    mutating func finished(since before: RoutingMemory) -> Notifications {
        rest()
        var result = result
        result.memory = memory
        result.quiet = quiet
        result.changedGroups = Self.changed(before.groups, memory.groups)
        result.changedAttention = Self.changed(before.attention, memory.attention)
        result.changedTasks = changedTasks.values.sorted { $0.number < $1.number }
        result.changedLedger = changedRows.values.sorted { $0.id < $1.id }
        return result
    }

    private static func changed<Value: Equatable>(_ before: [String: Value], _ after: [String: Value]) -> [String] {
        Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }

    var isRehearsing: Bool { routing.quiet.rehearsal != nil }

    /// Whether what it is for waits for the end of a rehearsal.
    func isPaused(_ group: Group) -> Bool { isRehearsing && group.rehearsalOf == nil }

    /// Whether it belongs to a rehearsal that is over: nothing is left to say.
    func isRehearsed(_ group: Group) -> Bool { !isRehearsing && group.rehearsalOf != nil }
}
