/// What people are to do about alerts: it comes with them, goes with the account to its next owner, and lapses with them.
///
/// Tasks come when an alert may be told, and not before: not while it is tried, held, silenced or quieted by another, nor
/// in a rehearsal. So nobody has something to do of which they have not heard.
extension RoutingPass {
    mutating func followTasks() {
        let asked = memory.rest.isUnder(routing) ? unsettled : nil
        let known = (asked?.filter { !memory.tasks[$0].isEmpty } ?? Set(memory.tasks.byAlert.keys)).sorted()
        for alert in known.compactMap({ standing[$0] }) { renewTasks(of: alert) }
        endTasks(of: known.filter { !standing.contains($0) })
        guard !isRehearsing else { return }
        let newcomers =
            asked.map { $0.compactMap { standing[$0] } } ?? standing.boxes.filter { $0.playbook != nil }.map(\.alert)
        for alert in newcomers.filter(asksForTasks).sorted(by: { $0.id < $1.id }) { beginTasks(of: alert) }
    }

    private func asksForTasks(_ alert: Alert) -> Bool {
        guard let matter = alert.matter, alert.hold == nil, quiet[alert.id] == nil else { return false }
        return memory.tasks[alert.id].isEmpty && memory.tasks.holder(of: matter) == nil
    }

    private mutating func beginTasks(of alert: Alert) {
        // Another alert about the same may just have got them.
        guard let plan = alert.story.plan, asksForTasks(alert) else { return }
        note(
            memory.tasks.begin { number in
                plan.steps.enumerated().map { place, step in
                    let person = routing.person(for: step.assignee, of: alert)
                    let due = TaskDue(step.dueDays, after: now, for: person)
                    return PlaybookTask(
                        number: number + Int64(place), alertID: alert.id, playbook: plan.playbook,
                        about: alert.subject, accountName: Inert.name(alert.story.accountName), step: place,
                        subject: step.subject, notes: step.notes, assignee: step.assignee, person: person.key,
                        personName: person.name, createdAt: now, dueOn: due.day, dueAt: due.moment)
                }
            })
    }

    /// An account gets another owner, a person another backup, and what was to be agreed on is lost by now: what is open
    /// is theirs, in the words of today, due when it was, but for what a clock that ran ahead gave. Where the rule asks for
    /// something else now, that comes instead.
    private mutating func renewTasks(of alert: Alert) {
        if alert.hold == nil, memory.tasks[alert.id].contains(where: { $0.playbook != alert.story.plan?.playbook }) {
            return note(memory.tasks.end(alert.id, at: now, because: .ruleChanged))
        }
        note(
            memory.tasks.renew(alert.id) { task in
                var task = task
                let person = routing.person(for: task.assignee, of: alert)
                (task.person, task.personName) = (person.key, person.name)
                if let steps = alert.story.plan?.steps, steps.indices.contains(task.step) {
                    let step = steps[task.step]
                    (task.subject, task.notes) = (step.subject, step.notes)
                    if task.createdAt > now {
                        task.acceptClock(now, due: TaskDue(step.dueDays, after: now, for: person))
                    }
                }
                return task
            })
    }

    /// Where another alert about the same goes on with the same playbook, so do its tasks.
    private mutating func endTasks(of ended: [String]) {
        guard !ended.isEmpty else { return }
        let heirs = heirs(of: ended)
        let closings = closings
        for alertID in ended {
            guard let matter = memory.tasks[alertID].first?.matter else { continue }
            if let heir = heirs[matter] {
                note(memory.tasks.move(from: alertID, to: heir))
            } else {
                note(memory.tasks.end(alertID, at: now, because: closings[alertID]?.reason ?? .recovered))
            }
        }
    }

    /// Alerts are many: those of other accounts are not looked at, where it is known which accounts these are.
    private func heirs(of ended: [String]) -> [Tasks.Matter: String] {
        let matters = Set(ended.compactMap { memory.tasks[$0].first?.matter })
        let closings = closings
        let slots = ended.map { closings[$0]?.slot }
        let wanted = slots.contains(nil) ? nil : Set(slots)
        var heirs: [Tasks.Matter: String] = [:]
        for box in standing.boxes where box.playbook != nil && wanted?.contains(box.slot) ?? true {
            guard let matter = box.alert.matter, matters.contains(matter), box.alert.hold == nil else { continue }
            heirs[matter] = min(heirs[matter] ?? box.alert.id, box.alert.id)
        }
        return heirs
    }

    private var closings: [String: (reason: ClosingReason, slot: Int)] {
        let closed = news.changes.compactMap { change -> (String, (reason: ClosingReason, slot: Int))? in
            if case .closed(let reason) = change.kind { (change.alert.id, (reason, change.alert.slot)) } else { nil }
        }
        return Dictionary(closed) { first, _ in first }
    }

    private mutating func note(_ tasks: [PlaybookTask]) {
        for task in tasks { changedTasks[task.number] = task }
    }
}

// MARK: In messages

extension RoutingPass {
    /// What is open of the tasks about an alert; nothing where there are none, and its story says what would be.
    func taskLines(of alert: Alert) -> [TaskLine]? {
        guard let matter = alert.matter, !isRehearsing else { return nil }
        let tasks = memory.tasks[memory.tasks.holder(of: matter) ?? alert.id]
        return tasks.isEmpty ? nil : tasks.filter(\.isOpen).map { TaskLine($0, at: now) }
    }

    /// What a reader is to do today, or was to do before, told by one digest; what somebody quieted waits until it wakes.
    func tasksDue(of addressee: Addressee) -> [DueTask] {
        guard !isRehearsing, let doer = doer(of: addressee) else { return [] }
        let today = digestCalendar(of: addressee).zone.day(of: now)
        return Wording.dueTasks(openTasks.filter { isDue($0, for: doer, on: today) }, on: today, at: now) { task in
            standing[task.alertID]?.story.links.first.map { [$0] } ?? []
        }
    }

    /// Whose tasks stand in a digest: the team's whose it is, else its reader's.
    private func doer(of addressee: Addressee) -> String? {
        if let team = plan(of: addressee)?.team { return team }
        guard let person = routing.people.person(withEmail: addressee.recipient) else { return nil }
        return readsEarlierDigest(than: addressee) ? nil : person.key
    }

    private func isDue(_ task: PlaybookTask, for doer: String, on today: Day) -> Bool {
        task.person == doer && task.dueOn <= today && !isAsleep(task)
    }

    private func readsEarlierDigest(than addressee: Addressee) -> Bool {
        memory.groups.values.contains { group in
            group.addressee.receiver < addressee.receiver && isOwnersDigest(group.addressee.receiver)
                && group.addressee.recipient.lowercased() == addressee.recipient.lowercased()
        }
    }

    func isOwnersDigest(_ receiver: String) -> Bool {
        routing.receivers[receiver].map { $0.isOwners && $0.digest != nil } ?? false
    }

    /// Whoever has something to do and reads no digest yet: it is about somebody else's accounts.
    func doers(besides known: some Sequence<Addressee>) -> [Addressee] {
        isRehearsing ? [] : people(besides: known) + teams
    }

    /// Those with a digest and something to do.
    private var teams: [Addressee] {
        let doers = memory.tasks.doers
        let receivers = routing.receivers.values.filter { $0.digest?.team.map(doers.contains) ?? false }
        return receivers.flatMap { receiver in
            receiver.operators(among: routing.people).map {
                Addressee(receiver: receiver.name, recipient: $0.address, name: $0.name)
            }
        }
    }

    private func people(besides known: some Sequence<Addressee>) -> [Addressee] {
        guard let receiver = routing.receivers.keys.filter(isOwnersDigest).min() else { return [] }
        let readers = Set(known.filter { isOwnersDigest($0.receiver) }.map { $0.recipient.lowercased() })
        return memory.tasks.doers.sorted().compactMap { key in
            guard let person = routing.people.person(key), let email = person.email,
                !readers.contains(email.lowercased())
            else { return nil }
            return Addressee(receiver: receiver, recipient: email, name: person.name)
        }
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
            if let backup = alert.owner.flatMap({ people.person($0)?.backup }).flatMap({ people.person($0) }) {
                taskPerson(backup.key)
            } else {
                taskPerson(alert.owner, named: alert.story.ownerName)
            }
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
    var ownersHours: Hours? {
        receivers.values.filter { $0.isOwners && $0.hours != nil }.min { $0.name < $1.name }?.hours
    }
}

extension Alert {
    /// What its playbook is about; nothing where it has none.
    fileprivate var matter: Tasks.Matter? {
        story.plan.map { Tasks.Matter(about: subject, playbook: $0.playbook) }
    }
}
