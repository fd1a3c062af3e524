package import CEL

/// A playbook in the hands of one rule, its words sound under what the rule is about.
package struct RulePlaybook: Sendable {
    package struct Step: Sendable {
        package let subject: Template
        package let notes: Template?
        package let assignee: Assignee
        package let dueDays: Int
    }

    package let name: String
    package let steps: [Step]
    /// What an alert's labels must be for it; anything where there are none.
    package let matchers: [LabelMatcher]

    var templates: [Template] { steps.flatMap { [$0.subject, $0.notes].compactMap(\.self) } }
}
