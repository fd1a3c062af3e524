/// One task as a message tells of it.
package struct TaskLine: Sendable, Hashable, Codable {
    /// Nothing where it is only what would be to do, as in a rehearsal.
    package let number: Int64?
    package let subject, notes: String
    /// Who has it, where that is not the account's owner.
    package let who: String?
    package let dueDays: Int
    package let dueOn: Day?
    package let dueAt: Moment?
    package let isOverdue: Bool
}

extension TaskLine {
    init(_ task: PlaybookTask, at now: Moment) {
        number = task.number
        subject = task.subject
        notes = task.notes
        who = task.assignee == .owner ? nil : task.personName
        dueDays = 0
        dueOn = task.dueOn
        dueAt = task.dueAt
        isOverdue = task.isOverdue(at: now)
    }

    /// As it would be told if it began now.
    init(_ step: TaskPlan.Step, for person: TaskPerson, due: TaskDue) {
        number = nil
        subject = step.subject
        notes = step.notes
        who = step.assignee == .owner ? nil : person.name
        dueDays = 0
        dueOn = due.day
        dueAt = due.moment
        isOverdue = false
    }

    init(_ step: TaskPlan.Step) {
        number = nil
        subject = step.subject
        notes = step.notes
        who =
            switch step.assignee {
            case .owner: nil
            case .backup: "backup"
            case .person(let key): key
            case .team(let name): name
            }
        dueDays = step.dueDays
        dueOn = nil
        dueAt = nil
        isOverdue = false
    }

    /// What comes first is done first.
    var order: (Day, Int, Int64) { (dueOn ?? Day(number: 0), dueDays, number ?? 0) }
}
