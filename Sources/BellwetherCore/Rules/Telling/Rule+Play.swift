import CEL
import Diagnostics
import Documents

extension Rule {
    /// What to do where the rule does not say: nobody is told of anything without a next step.
    package func builtInPlay(on topic: Story.Topic) -> String {
        switch topic {
        case .leaving: "Ask what went wrong, and what would bring them back."
        case .health: "Ask the customer about what moved the score most."
        case .renewal: "Agree with the customer on what the renewal hangs on."
        case .invoice: "Ask the customer for a date of payment."
        case .other where isOpportunity: "Find out who to ask there, and make the offer."
        case .other where target.scope == .group: "Go through the accounts behind it, and pick what to work on first."
        case .other: "Look into the account, and ask the customer if you cannot tell why."
        }
    }

    /// Good news to act on, by its label `kind: opportunity`.
    private var isOpportunity: Bool { labels.contains { $0.name == "kind" && $0.value.source.text == "opportunity" } }
}
