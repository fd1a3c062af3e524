/// The tasks of all alerts that go on, by alert: those still open, and those that somebody settled.
package struct Tasks: Sendable, Hashable {
    package private(set) var byAlert: [String: [PlaybookTask]] = [:]
    /// The highest number that was ever given.
    package private(set) var lastNumber: Int64
    /// The alert that has the tasks of a playbook about an account: two rules may find the same, and it is done once.
    private var holders: [Key: String] = [:]

    private struct Key: Hashable {
        let account: String
        let playbook: String
    }

    package init(_ tasks: [PlaybookTask] = [], lastNumber: Int64 = 0) {
        self.lastNumber = max(lastNumber, tasks.map(\.number).max() ?? 0)
        for task in tasks.sorted(by: { $0.number < $1.number }) { add(task) }
    }

    package var isEmpty: Bool { byAlert.isEmpty }

    package var open: [PlaybookTask] { byAlert.values.flatMap { $0.filter(\.isOpen) }.sorted { $0.number < $1.number } }

    package subscript(alertID: String) -> [PlaybookTask] { byAlert[alertID] ?? [] }

    /// The alert whose tasks of a playbook are about this account.
    func holder(of playbook: String, about account: String) -> String? {
        holders[Key(account: account, playbook: playbook)]
    }

    private mutating func add(_ task: PlaybookTask) {
        byAlert[task.alertID, default: []].append(task)
        holders[Key(account: task.account, playbook: task.playbook)] = task.alertID
    }
}

// MARK: What a turn does

extension Tasks {
    /// Gives an alert the tasks of its playbook, as far as somebody else does not have them.
    mutating func begin(_ tasks: (_ number: Int64) -> [PlaybookTask]) -> [PlaybookTask] {
        let new = tasks(lastNumber + 1)
        for task in new { add(task) }
        lastNumber += Int64(new.count)
        return new
    }

    /// Its alert is over: what is open of them is not needed any more, and all are remembered by the state alone.
    mutating func end(_ alertID: String, at now: Moment, because reason: ClosingReason) -> [PlaybookTask] {
        let tasks = remove(alertID)
        return tasks.filter(\.isOpen).map { $0.settled(.lapsed(at: now, because: reason)) }
    }

    /// Another alert of the account goes on with the same playbook, and with what was done of it.
    mutating func move(from alertID: String, to heir: String) -> [PlaybookTask] {
        let moved = remove(alertID).map { task in
            var task = task
            task.alertID = heir
            return task
        }
        for task in moved { add(task) }
        return moved
    }

    private mutating func remove(_ alertID: String) -> [PlaybookTask] {
        let tasks = byAlert.removeValue(forKey: alertID) ?? []
        for task in tasks { holders[Key(account: task.account, playbook: task.playbook)] = nil }
        return tasks
    }

    /// Gives back those that it changed.
    mutating func hand(_ alertID: String, to person: (PlaybookTask) -> TaskPerson) -> [PlaybookTask] {
        var changed: [PlaybookTask] = []
        byAlert[alertID] = self[alertID].map { task in
            let heir = person(task)
            guard task.isOpen, heir.key != task.person || heir.name != task.personName else { return task }
            var task = task
            (task.person, task.personName) = (heir.key, heir.name)
            changed.append(task)
            return task
        }
        return changed
    }

    /// The same with what people did since.
    package func taking(_ settled: [PlaybookTask]) -> Tasks {
        var tasks = self
        for task in settled {
            // It may hang on another alert by now.
            for (alert, known) in tasks.byAlert where known.contains(where: { $0.number == task.number }) {
                tasks.byAlert[alert] = known.map { $0.number == task.number && $0.isOpen ? $0.settled(task.state) : $0 }
            }
        }
        return tasks
    }
}

extension Tasks: Codable {
    private enum CodingKeys: CodingKey {
        case tasks, lastNumber
    }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try stored.decode([PlaybookTask].self, forKey: .tasks),
            lastNumber: try stored.decode(Int64.self, forKey: .lastNumber))
    }

    package func encode(to encoder: any Encoder) throws {
        var stored = encoder.container(keyedBy: CodingKeys.self)
        try stored.encode(byAlert.values.joined().sorted { $0.number < $1.number }, forKey: .tasks)
        try stored.encode(lastNumber, forKey: .lastNumber)
    }
}

/// Who has a task, and by whose days it is due.
struct TaskPerson {
    let key: String?
    let name: String?
    let calendar: BusinessCalendar
    let hours: Hours?
}
