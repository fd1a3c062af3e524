/// What is said of tasks.
extension Wording {
    static let mostTasks = 5

    /// `☐ Call the sponsor · by Tue 24 Nov`, the next first.
    static func checklist(_ tasks: [TaskLine]) -> [String] {
        // The same is to be done of each of several invoices.
        var lines: [(text: String, times: Int)] = []
        for text in tasks.map(line) {
            if let place = lines.firstIndex(where: { $0.text == text }) {
                lines[place].times += 1
            } else {
                lines.append((text, 1))
            }
        }
        let shown = lines.prefix(mostTasks).map { "☐ \($0.text)\($0.times > 1 ? " (\($0.times) times)" : "")" }
        let rest = lines.dropFirst(mostTasks).reduce(0) { $0 + $1.times }
        return shown + (rest > 0 ? ["and \(count(rest, "more task"))"] : [])
    }

    /// `3 tasks, the first by Tue 24 Nov`
    static func count(of tasks: [TaskLine]) -> String {
        guard let next = tasks.first else { return "" }
        return "\(count(tasks.count, "task")), \(tasks.count == 1 ? "" : "the first ")\(due(next))"
    }

    /// What stands beside the owner's name: a sentence, or the first task; where a list follows, how long it is.
    static func call(_ play: String, _ tasks: [TaskLine], areListed: Bool) -> String {
        guard play.isEmpty else { return areListed ? play : join([play, count(of: tasks)]) }
        guard !areListed, let next = tasks.first else { return tasks.isEmpty ? "" : "\(count(tasks.count, "task")):" }
        return join([line(next), tasks.count > 1 ? "and \(count(tasks.count - 1, "more task"))" : ""])
    }

    /// `overdue since Tue 24 Nov · Finance`: what stands below its subject.
    package static func details(of task: PlaybookTask, at now: Moment) -> String {
        let line = TaskLine(task, at: now)
        return join([due(line), line.who.map(Inert.name) ?? ""])
    }

    /// `2 open tasks are not needed any more`
    static func lapse(ofTasks count: Int) -> String {
        count == 0 ? "" : "\(self.count(count, "open task")) \(count == 1 ? "is" : "are") not needed any more"
    }

    private static func line(_ task: TaskLine) -> String {
        join([task.subject, due(task), task.who.map(Inert.name) ?? ""])
    }

    /// `by Tue 24 Nov`, `overdue since Tue 24 Nov`, `within 2 working days`
    private static func due(_ task: TaskLine) -> String {
        guard let day = task.dueOn else {
            return task.dueDays == 0
                ? "today" : task.dueDays == 1 ? "within a working day" : "within \(task.dueDays) working days"
        }
        return "\(task.isOverdue ? "overdue since" : "by") \(self.day(day))"
    }
}

extension AccountNews {
    /// What to do first, in a sentence.
    var step: String { main.story.play.isEmpty ? tasks.first?.subject ?? "" : main.story.play }
}

// MARK: In digests

extension Wording {
    private static let mostDueTasks = 10

    /// What is late longest first, and with it what else there is to do about the same account.
    static func dueTasks(
        _ tasks: [PlaybookTask], on today: Day, at now: Moment, linked: (PlaybookTask) -> [Story.Link] = { _ in [] }
    ) -> [DueTask] {
        let shown = tasks.sorted { ($0.dueAt, $0.number) < ($1.dueAt, $1.number) }.prefix(mostDueTasks)
        var places: [String: Int] = [:]
        for task in shown { places[task.account] = places[task.account] ?? places.count }
        let byAccount = shown.enumerated().sorted {
            (places[$0.element.account] ?? 0, $0.offset) < (places[$1.element.account] ?? 0, $1.offset)
        }
        let lines = byAccount.map { _, task in
            let due = task.isOverdue(at: now) ? "overdue since \(day(task.dueOn))" : "today"
            let what = "\(Inert.name(task.accountName)): \(Inert.line(task.subject, atMost: 120))"
            return DueTask(
                account: task.account, text: "\(what) · \(due) (task \(task.number))", links: linked(task))
        }
        let rest = tasks.count - lines.count
        return lines + (rest > 0 ? [DueTask(account: nil, text: "and \(count(rest, "more task"))")] : [])
    }
}
