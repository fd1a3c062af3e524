/// The tasks of a playbook in words, for one alert: what somebody would have to do, before anybody has to.
package struct TaskPlan: Sendable, Hashable, Codable {
    package struct Step: Sendable, Hashable, Codable {
        package var subject: String
        package var notes: String
        package let assignee: Assignee
        package let dueDays: Int

        /// However long the names are that a template is filled with, a task is one line.
        package init(subject: String, notes: String, assignee: Assignee, dueDays: Int) {
            self.subject = Inert.line(subject, atMost: Self.longestSubject)
            self.notes = Inert.line(notes, atMost: Self.longestNotes)
            self.assignee = assignee
            self.dueDays = dueDays
        }

        private static let longestSubject = 160
        private static let longestNotes = 600
    }

    package let playbook: String
    package internal(set) var steps: [Step]

    package init(playbook: String, steps: [Step]) {
        self.playbook = playbook
        self.steps = steps
    }
}
