/// What there is to tell about one account. People think in accounts: whatever fires for one is told in one place, and
/// its money counts once.
struct AccountNews {
    /// The alert that says most: the most severe, then by topic.
    let main: Event
    /// What else is told of it at once.
    let others: [Event]
    /// What was told of it before, and still holds.
    let still: [Event]

    fileprivate init(_ events: [Event], still: [Event]) {
        let ordered = events.enumerated().sorted { left, right in
            let (first, second) = (left.element.prominence, right.element.prominence)
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
        guard let main = ordered.first else { preconditionFailure("an account without an event is no news") }
        self.main = main
        others = Array(ordered.dropFirst())
        self.still = still
    }

    var all: [Event] { [main] + others }

    /// The most that one of its alerts puts at stake: an invoice is mostly a part of what a renewal is about.
    var stakeMinor: Int64? { all.compactMap(\.story.stakeMinor).max() }

    /// What counts where accounts are ranked: the heaviest of its alerts.
    var weight: Double { all.map { $0.story.weight * $0.urgency }.max() ?? 0 }

    /// The date that goes with this money, in words: a renewal is not 16 days late because an invoice is.
    var when: String {
        all.first { $0.story.stakeMinor == stakeMinor && !$0.story.when.isEmpty }?.story.when ?? ""
    }

    /// What is to be done about what is told of it: first about what says most, the next first.
    var tasks: [TaskLine] {
        var seen: Set<TaskLine> = []
        let own = main.todo.sorted { $0.order < $1.order }
        return (own + others.flatMap(\.todo).sorted { $0.order < $1.order }).filter { seen.insert($0).inserted }
    }

    /// Whether what is told of it says a date that comes near.
    func says(_ date: ComingDate) -> Bool {
        guard main.story.accountID == date.accountID else { return false }
        let words = [Wording.title(of: main), when] + (others + still).map { Wording.brief(of: $0.story) }
        return words.contains { $0.contains(" \(Wording.shortDay(date.day))") }
    }

    /// Whether all that is told of it is good news to act on.
    var isOpportunity: Bool { all.allSatisfy(\.isOpportunity) }

    /// Whether there was something to do, and nothing of it is left.
    var isDone: Bool { main.tasks?.isEmpty == true && tasks.isEmpty }

    var waking: String { all.lazy.compactMap(\.waking).first ?? "" }

    /// Since when what its title says has been so.
    var firedAt: Moment { main.firedAt }
}

extension [Event] {
    /// An entry for each account, in the order in which they first appear: ranked events give ranked accounts.
    func byAccount(still: [Event] = []) -> [AccountNews] {
        let before = Dictionary(grouping: still, by: \.story.accountID)
        return grouped(by: \.story.accountID).map { AccountNews($0, still: before[$0[0].story.accountID] ?? []) }
    }

    /// Ended alerts, together where the same account's ended for the same reason: what recovered, apart from what did not.
    func closingsByAccount(still: [Event]) -> [AccountNews] {
        let before = Dictionary(grouping: still, by: \.story.accountID)
        return grouped { "\($0.closingReason?.rawValue ?? "")/\($0.lapse == nil)/\($0.story.accountID)" }
            .map { AccountNews($0, still: before[$0[0].story.accountID] ?? []) }
    }

    private func grouped(by key: (Event) -> String) -> [[Event]] {
        var places: [String: Int] = [:]
        var groups: [[Event]] = []
        for event in self {
            let key = key(event)
            if let place = places[key] {
                groups[place].append(event)
            } else {
                places[key] = groups.count
                groups.append([event])
            }
        }
        return groups
    }
}

extension Event {
    /// Good news to act on, as its rule's labels say.
    var isOpportunity: Bool { labels["kind"] == "opportunity" }

    /// What is to be done about it, or would be; nothing of what is over.
    package var todo: [TaskLine] {
        kind == .closed ? [] : tasks ?? story.plan?.steps.map(TaskLine.init) ?? []
    }

    /// Whether there is more to it than that a date came nearer, as with the next step of a ladder, or that its rule was
    /// edited.
    var isWorse: Bool { kind == .worsened && story.step == nil && isRegraded == nil && isNearer == nil }

    /// Whether it tells of what others tell the end of: the score, a renewal; of all else the same rule's.
    func isAbout(whatEndedIn others: [Event]) -> Bool {
        !isOpportunity
            && others.contains { $0.story.topic == story.topic && (story.topic != .other || $0.rule == rule) }
    }

    /// How its rule tells its end, where that is no recovery: `the last day for notice has passed`.
    var lapse: String? { closingReason == .recovered ? story.annotations[Story.over] : nil }

    /// Lower comes first.
    fileprivate var prominence: (Int, Int) {
        let severity = labels["severity"].flatMap(AlertSeverity.init)?.rank ?? 0
        return (-severity, Story.Topic.allCases.firstIndex(of: story.topic) ?? 0)
    }
}
