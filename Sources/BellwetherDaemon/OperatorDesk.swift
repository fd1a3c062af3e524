import BellwetherCore

/// Gathers what Bellwether has to say about itself until the next turn carries it to the operator.
package actor OperatorDesk {
    private(set) var waiting: [OperatorWords] = []
    /// Rules of which somebody looked at what their breaker holds back, and it is true.
    private(set) var confirmed: Set<String> = []

    package init() {}

    package func confirm(breakerOf rule: String) { confirmed.insert(rule) }

    package func say(_ topic: String, _ lines: [String]) {
        let words = OperatorWords(topic: topic, lines: lines)
        // The same twice before anybody heard it is said once.
        if !waiting.contains(words) { waiting.append(words) }
    }

    /// A turn that carries them is committed; before that, they could still be lost.
    func forget(_ words: [OperatorWords]) { waiting.removeAll { words.contains($0) } }

    func forget(confirmationOf rule: String) { confirmed.remove(rule) }
}

extension String {
    /// With a full stop, unless it asks something.
    var asSentence: String { hasSuffix("?") || hasSuffix(".") ? self : self + "." }
}
