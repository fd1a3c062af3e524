package import Diagnostics

/// A named set of tasks for what a rule finds. A task never stands alone, and its words are templates: those of each
/// rule that names the playbook are checked against what that rule is about.
package struct Playbook: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        package let subject: Fragment
        package let notes: Fragment?
        package let assignee: Assignee
        /// So many business days after the alert began to fire.
        package let dueDays: Int
    }

    package let name: String
    package let summary: String
    package let steps: [Step]
    package let place: Place

    /// What nobody could keep in view is no checklist.
    static let mostTasks = 20
    /// A year of working days; what is due later is forgotten before.
    static let mostDays = 260
}
