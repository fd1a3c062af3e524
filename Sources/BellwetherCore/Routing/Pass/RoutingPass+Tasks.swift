/// What people are to do about alerts: it comes with them, goes with the account to its next owner, and lapses with them.
///
/// Tasks come when an alert may be told, and not before: not while it is tried, held, silenced or quieted by another, nor
/// in a rehearsal. So nobody has something to do of which they have not heard.
extension RoutingPass {
    mutating func followTasks() {
        let asked = memory.rest.isUnder(routing) ? unsettled : nil
        let known = memory.tasks.byAlert.keys.filter { asked?.contains($0) ?? true }.sorted()
        for alert in known.compactMap({ standing[$0] }) { handOn(tasksOf: alert) }
        endTasks(of: known.filter { !standing.contains($0) })
        guard !isRehearsing else { return }
        let newcomers = asked.map { $0.compactMap { standing[$0] } } ?? standing.filter { $0.story.plan != nil }
        for alert in newcomers.filter(asksForTasks).sorted(by: { $0.id < $1.id }) { beginTasks(of: alert) }
    }

    private func asksForTasks(_ alert: Alert) -> Bool {
        guard let plan = alert.story.plan, alert.hold == nil, quiet[alert.id] == nil else { return false }
        return memory.tasks[alert.id].isEmpty
            && memory.tasks.holder(of: plan.playbook, about: alert.subject.account) == nil
    }

    private mutating func beginTasks(of alert: Alert) {
        // Another alert of the account may just have got them.
        guard let plan = alert.story.plan, asksForTasks(alert) else { return }
        note(
            memory.tasks.begin { number in
                plan.steps.enumerated().map { place, step in
                    let person = routing.person(for: step.assignee, of: alert)
                    let due = TaskDue(step.dueDays, after: now, for: person)
                    return PlaybookTask(
                        number: number + Int64(place), alertID: alert.id, playbook: plan.playbook,
                        account: alert.subject.account, accountName: Inert.name(alert.story.accountName),
                        subject: step.subject, notes: step.notes, assignee: step.assignee, person: person.key,
                        personName: person.name, createdAt: now, dueOn: due.day, dueAt: due.moment)
                }
            })
    }

    /// An account gets another owner, or a person another backup: what is open is theirs, due when it was.
    private mutating func handOn(tasksOf alert: Alert) {
        note(memory.tasks.hand(alert.id) { routing.person(for: $0.assignee, of: alert) })
    }

    /// Where another alert of the account goes on with the same playbook, so do its tasks.
    private mutating func endTasks(of ended: [String]) {
        guard !ended.isEmpty else { return }
        let planned = standing.filter { $0.story.plan != nil && $0.hold == nil }.sorted { $0.id < $1.id }
        let byAccount = Dictionary(grouping: planned, by: \.subject.account)
        let reasons = closingReasons
        for alertID in ended {
            guard let first = memory.tasks[alertID].first else { continue }
            if let heir = byAccount[first.account]?.first(where: { $0.story.plan?.playbook == first.playbook }) {
                note(memory.tasks.move(from: alertID, to: heir.id))
            } else {
                note(memory.tasks.end(alertID, at: now, because: reasons[alertID] ?? .recovered))
            }
        }
    }

    private var closingReasons: [String: ClosingReason] {
        let closed = news.changes.compactMap { change -> (String, ClosingReason)? in
            if case .closed(let reason) = change.kind { (change.alert.id, reason) } else { nil }
        }
        return Dictionary(closed) { first, _ in first }
    }

    private mutating func note(_ tasks: [PlaybookTask]) {
        for task in tasks { changedTasks[task.number] = task }
    }
}

// MARK: In messages

extension RoutingPass {
    /// What is open of the tasks about an alert; nothing where its story alone says what would be.
    func taskLines(of alert: Alert) -> [TaskLine]? {
        guard let plan = alert.story.plan, !isRehearsing else { return nil }
        let holder = memory.tasks.holder(of: plan.playbook, about: alert.subject.account) ?? alert.id
        return memory.tasks[holder].filter(\.isOpen).map { TaskLine($0, beside: alert.owner, at: now) }
    }

    /// What a reader is to do today, or was to do before; what somebody quieted waits until it wakes.
    func tasksDue(of addressee: Addressee) -> [String] {
        guard !isRehearsing, let person = routing.people.person(withEmail: addressee.recipient) else { return [] }
        let today = zone(of: addressee).day(of: now)
        let due = openTasks.filter { $0.person == person.key && $0.dueOn <= today && !isAsleep($0) }
        return Wording.dueTasks(due, on: today, at: now)
    }

    /// Whoever has tasks and may not have been told of any alert: they are somebody else's accounts.
    func doers(besides known: Set<String>) -> [Addressee] {
        guard !isRehearsing else { return [] }
        let receivers = routing.receivers.values.filter { $0.isOwners && $0.digest != nil }.sorted { $0.name < $1.name }
        guard !receivers.isEmpty else { return [] }
        let people = Set(openTasks.compactMap(\.person)).compactMap { routing.people.person($0) }
        return people.flatMap { person in
            receivers.compactMap { receiver in
                person.email.map { Addressee(receiver: receiver.name, recipient: $0, name: person.name) }
            }
        }.filter { !known.contains($0.key) }
    }

    private var openTasks: some Sequence<PlaybookTask> { memory.tasks.byAlert.values.lazy.joined().filter(\.isOpen) }

    /// Who acknowledged something has it in hand: its tasks are theirs to do.
    private func isAsleep(_ task: PlaybookTask) -> Bool {
        switch quiet[task.alertID] {
        case nil: false
        case .silenced(let number): memory.silences[number]?.kind != .acknowledgement
        case .inhibited, .onboarding: true
        }
    }
}

extension Routing {
    /// Who gets a task of an alert, and by whose days it is due.
    func person(for assignee: Assignee, of alert: Alert) -> TaskPerson {
        switch assignee {
        case .owner: taskPerson(alert.owner, named: alert.story.ownerName)
        case .backup:
            taskPerson(
                alert.owner.flatMap { people.person($0)?.backup } ?? alert.owner, named: alert.story.ownerName)
        case .person(let key): taskPerson(key)
        case .team(let name): TaskPerson(key: name, name: name, calendar: calendar, hours: ownersHours)
        }
    }

    private func taskPerson(_ key: String?, named name: String? = nil) -> TaskPerson {
        let key = key.flatMap { $0.isEmpty ? nil : $0 }
        let person = key.flatMap { people.person($0) }
        return TaskPerson(
            key: person?.key ?? key, name: key == nil ? nil : person?.name ?? name ?? key,
            calendar: calendar(ofPerson: person),
            hours: ownersHours)
    }

    /// The hours in which owners are told: nobody is late before they could hear of it.
    private var ownersHours: Hours? {
        receivers.values.filter { $0.isOwners && $0.hours != nil }.min { $0.name < $1.name }?.hours
    }
}
