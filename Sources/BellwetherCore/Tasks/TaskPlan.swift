/// The tasks of a playbook in words, for one alert: what somebody would have to do, before anybody has to.
package struct TaskPlan: Sendable, Hashable, Codable {
    package struct Step: Sendable, Hashable, Codable {
        package var subject: String
        package var notes: String
        package let assignee: Assignee
        package let dueDays: Int

        /// However long the names are that a template is filled with, a task is one line.
        package init(subject: String, notes: String, assignee: Assignee, dueDays: Int) {
            self.subject = Self.line(subject, atMost: Self.longestSubject)
            self.notes = Self.line(notes, atMost: Self.longestNotes)
            self.assignee = assignee
            self.dueDays = dueDays
        }

        /// Nobody waits for the end of what is cut anyway.
        private static func line(_ text: String, atMost limit: Int) -> String {
            Inert.line(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit * 4))), atMost: limit)
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
