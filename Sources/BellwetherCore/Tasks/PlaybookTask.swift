/// Something that somebody is to do about an alert.
///
///                 somebody did it
///     open ─┬──────────────────────▶ done
///           │ somebody says why not
///           ├──────────────────────▶ skipped
///           │ its alert is over
///           └──────────────────────▶ lapsed
///
/// It is settled once. What was done stays on record as long as its alert does.
package struct PlaybookTask: Sendable, Hashable, Codable {
    package enum State: Sendable, Hashable, Codable {
        case open
        case done(at: Moment, by: String, note: String)
        case skipped(at: Moment, by: String, why: String)
        case lapsed(at: Moment, because: ClosingReason)
    }

    /// What people call it by; never given twice.
    package let number: Int64
    /// The alert it hangs on; another one of the same account, where that goes on with the same playbook.
    package internal(set) var alertID: String
    package let playbook: String
    /// What it is about, and the account that this belongs to.
    package let about: Subject
    package let accountName: String
    /// Its place among those of its playbook.
    package let step: Int
    package internal(set) var subject, notes: String
    package let assignee: Assignee
    /// Who has it now: a key of `people`, what the account calls its owner, or a team; nobody where an account has none.
    package internal(set) var person: String?
    package internal(set) var personName: String?
    package private(set) var createdAt: Moment
    /// The day it is due where its person is, and the moment from which it is late.
    package private(set) var dueOn: Day
    package private(set) var dueAt: Moment
    package internal(set) var state = State.open

    /// What somebody writes down when it is done: an answer or two, and no minutes.
    package static let longestNote = 2_000

    package var account: String { about.account }

    package var isOpen: Bool { state == .open }

    var hasLapsed: Bool {
        switch state {
        case .lapsed: true
        case .open, .done, .skipped: false
        }
    }

    package func isOverdue(at now: Moment) -> Bool { isOpen && now >= dueAt }

    /// Gives it anew where it was given at a moment still to come, by a clock that was set back since.
    mutating func acceptClock(_ now: Moment, due: TaskDue) {
        guard createdAt > now else { return }
        (createdAt, dueOn, dueAt) = (now, due.day, due.moment)
    }

    /// The same, done or skipped by somebody.
    package func settled(_ state: State) -> PlaybookTask {
        var task = self
        task.state = state
        return task
    }
}

extension PlaybookTask {
    /// `open`, `overdue`, `done`, `skipped`, `lapsed`: one word for pages, lists and the state.
    package func standing(at now: Moment) -> String {
        switch state {
        case .open: isOverdue(at: now) ? "overdue" : "open"
        case .done: "done"
        case .skipped: "skipped"
        case .lapsed: "lapsed"
        }
    }

    package var settledAt: Moment? {
        switch state {
        case .open: nil
        case .done(let at, _, _), .skipped(let at, _, _), .lapsed(let at, _): at
        }
    }
}
