/// The tasks of all alerts that go on, by alert: those still open, and those that somebody settled.
package struct Tasks: Sendable, Hashable {
    package private(set) var byAlert: [String: [PlaybookTask]] = [:]
    /// The highest number that was ever given.
    package private(set) var lastNumber: Int64
    /// The alert that has the tasks of a playbook about something: two rules may find the same, and it is done once.
    private var holders: [Matter: String] = [:]
    /// How much everybody has to do who has anything: digests ask for it in each turn.
    private var openByDoer: [String: Int] = [:]

    struct Matter: Hashable {
        let about: Subject
        let playbook: String
    }

    package init(_ tasks: [PlaybookTask] = [], lastNumber: Int64 = 0) {
        self.lastNumber = max(lastNumber, tasks.map(\.number).max() ?? 0)
        for task in tasks.sorted(by: { $0.number < $1.number }) { add(task) }
    }

    package var isEmpty: Bool { byAlert.isEmpty }

    package var open: [PlaybookTask] { byAlert.values.flatMap { $0.filter(\.isOpen) }.sorted { $0.number < $1.number } }

    package subscript(alertID: String) -> [PlaybookTask] { byAlert[alertID] ?? [] }

    /// Whoever has something open to do.
    var doers: some Collection<String> { openByDoer.keys }

    /// The alert whose tasks of a playbook are about this.
    func holder(of matter: Matter) -> String? { holders[matter] }

    private mutating func add(_ task: PlaybookTask) {
        byAlert[task.alertID, default: []].append(task)
        holders[task.matter] = task.alertID
        count(task, 1)
    }

    private mutating func set(_ tasks: [PlaybookTask], of alertID: String) {
        for task in self[alertID] { count(task, -1) }
        for task in tasks { count(task, 1) }
        byAlert[alertID] = tasks
    }

    private mutating func count(_ task: PlaybookTask, _ more: Int) {
        guard task.isOpen, let person = task.person else { return }
        let count = openByDoer[person, default: 0] + more
        openByDoer[person] = count == 0 ? nil : count
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

    /// Another alert about the same goes on with the same playbook, and with what was done of it.
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
        for task in tasks {
            count(task, -1)
            if holders[task.matter] == alertID { holders[task.matter] = nil }
        }
        return tasks
    }

    /// What is open of them says what it says now, and is whose it is now. Gives back those that changed.
    mutating func renew(_ alertID: String, _ renewed: (PlaybookTask) -> PlaybookTask) -> [PlaybookTask] {
        let tasks = self[alertID]
        let now = tasks.map { $0.isOpen ? renewed($0) : $0 }
        guard now != tasks else { return [] }
        set(now, of: alertID)
        return zip(now, tasks).filter { $0 != $1 }.map(\.0)
    }

    /// The same with what people did since.
    package func taking(_ settled: [PlaybookTask]) -> Tasks {
        var tasks = self
        for task in settled {
            // It may hang on another alert by now.
            for (alert, known) in tasks.byAlert where known.contains(where: { $0.number == task.number }) {
                tasks.set(
                    known.map { $0.number == task.number && $0.isOpen ? $0.settled(task.state) : $0 }, of: alert)
            }
        }
        return tasks
    }
}

extension PlaybookTask {
    var matter: Tasks.Matter { Tasks.Matter(about: about, playbook: playbook) }
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
