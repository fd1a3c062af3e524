import BellwetherConfig
package import BellwetherCore
import BellwetherStore

/// What people are to do, for whoever asks, and what they say they did.
extension Inquiries {
    package struct TaskEntry: Sendable, Codable {
        package let number: Int64
        package let account, accountName, playbook, subject, notes: String
        /// Who has it, as `people` and accounts call them, and in words.
        package let person, personName: String?
        package let dueOn: Day
        package let dueAt: Moment
        /// `open`, `overdue`, `done`, `skipped` or `lapsed`.
        package let state: String
        package let settledAt: Moment?
        package let by: String?
        /// What was found out, or why it was not done.
        package let note: String
    }

    package struct TaskList: Sendable, Codable {
        package let version: Int
        package let timezone: String
        package let tasks: [TaskEntry]
    }

    /// What is open, the next due first; with what is settled, the newest last.
    package func tasks(of person: String?, account text: String?, everything: Bool) async throws -> TaskList {
        var account: String?
        if let text { account = try await self.account(ofTasks: text) }
        let all = try await store.tasks(ofAccount: account, withSettled: everything)
        let chosen = all.filter { task in person.map { isTask(task, of: $0) } ?? true }
        let ordered =
            everything ? chosen : chosen.sorted { ($0.dueAt, $0.number) < ($1.dueAt, $1.number) }
        return TaskList(
            version: 1, timezone: installation.policy.zone.name, tasks: ordered.map { TaskEntry($0, at: now) })
    }

    /// By key, name or address; by name, a team too.
    private func isTask(_ task: PlaybookTask, of person: String) -> Bool {
        if let known = installation.policy.routing.people.person(person) { return task.person == known.key }
        let wanted = person.lowercased()
        return task.person?.lowercased() == wanted || task.personName?.lowercased() == wanted
    }

    /// Of any account that has or had tasks.
    private func account(ofTasks text: String) async throws -> String {
        let names = try await store.accountsWithTasks()
        if names[text] != nil { return text }
        let wanted = text.lowercased()
        let exact = names.filter { $0.key.lowercased() == wanted || $0.value.lowercased() == wanted }
        let found = exact.isEmpty ? names.filter { $0.value.lowercased().hasPrefix(wanted) } : exact
        guard let first = found.keys.min(), !wanted.isEmpty else { throw Refusal.noTasks(text) }
        guard found.count == 1 else { throw Refusal.several(text, found.keys.sorted()) }
        return first
    }

    /// Somebody did it, or says why not; once.
    package func settle(
        task text: String, by author: String?, note: String?, isSkipped: Bool
    ) async throws -> TaskEntry {
        guard let author, author.utf8.contains(where: { $0 > 0x20 }) else { throw Refusal.noAuthor }
        let words = Inert.line(note ?? "", atMost: PlaybookTask.longestNote)
        guard !isSkipped || !words.isEmpty else { throw Refusal.noWhy }
        guard let number = Int64(text), let task = try await store.task(number) else { throw Refusal.noTask(text) }
        let name = Inert.name(author)
        let state: PlaybookTask.State =
            isSkipped ? .skipped(at: now, by: name, why: words) : .done(at: now, by: name, note: words)
        guard let settled = try await store.settle(task: number, as: state) else {
            throw Refusal.taskIsSettled(number, task.standing(at: now))
        }
        return TaskEntry(settled, at: now)
    }
}

extension Inquiries.TaskEntry {
    package init(_ task: PlaybookTask, at now: Moment) {
        let (by, note): (String?, String) =
            switch task.state {
            case .open: (nil, "")
            case .done(_, let by, let note): (by, note)
            case .skipped(_, let by, let why): (by, why)
            case .lapsed(_, let reason): (nil, reason.wordsOfLapse)
            }
        self.init(
            number: task.number, account: task.account, accountName: task.accountName, playbook: task.playbook,
            subject: task.subject, notes: task.notes, person: task.person, personName: task.personName,
            dueOn: task.dueOn, dueAt: task.dueAt, state: task.standing(at: now), settledAt: task.settledAt, by: by,
            note: note)
    }
}

extension ClosingReason {
    fileprivate var wordsOfLapse: String {
        switch self {
        case .recovered: "not needed any more: it recovered"
        case .renewed: "not needed any more: it renewed"
        case .churned: "the customer has left"
        case .ruleChanged, .ruleRemoved: "the rule asks for it no more"
        case .accountGone: "no source has the account any more"
        case .notWatched: "the account is not watched any more"
        case .merged: "the account was merged into another"
        case .superseded, .handedOver: "something newer takes its place"
        case .withdrawn: "the invoice is not among the account's any more"
        }
    }
}
