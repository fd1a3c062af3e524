package import BellwetherCore

/// Gathers what Bellwether has to say about itself until the next turn carries it to the operator.
package actor OperatorDesk {
    private var waiting: [OperatorWords] = []

    package init() {}

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
