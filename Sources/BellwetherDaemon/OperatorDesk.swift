package import BellwetherCore

/// Gathers what Bellwether has to say about itself until the next turn carries it to the operator.
package actor OperatorDesk {
    private var waiting: [OperatorWords] = []
    private var confirmed: Set<String> = []

    package init() {}

    /// Somebody looked at what a rule's breaker holds back, and it is true.
    package func confirm(breakerOf rule: String) { confirmed.insert(rule) }

    package func takeConfirmations() -> [String] {
        defer { confirmed = [] }
        return confirmed.sorted()
    }

    package func say(_ topic: String, _ lines: [String]) {
        let words = OperatorWords(topic: topic, lines: lines)
        // The same twice before anybody heard it is said once.
        if !waiting.contains(words) { waiting.append(words) }
    }

    package func takeAll() -> [OperatorWords] {
        defer { waiting = [] }
        return waiting
    }
}
