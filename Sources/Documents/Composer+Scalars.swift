import Diagnostics

extension Composer {
    mutating func scalar(
        _ text: String, _ style: ScalarStyle, _ properties: Event.Properties, _ event: Event
    ) -> Node {
        let start = layout.contentStart(from: event.start, to: event.end)
        let place = place(from: start, to: event.end)
        let trace = ScalarTrace(of: text, style, from: start, in: layout)
        let fragment = Fragment(text, file: source.name, runs: trace.runs)
        switch meaning(of: text, style, tag: properties.tag) {
        case .value(let content): return Node(content, at: place, fragment: fragment)
        case .tooLarge: diagnostics.append(.outOfRange(text, at: place))
        case .wrongTag(let tag):
            refuse(tag, before: Node(.text(text), at: place, fragment: fragment), at: self.place(of: event))
        }
        return Node(.null, at: place, fragment: fragment, isBroken: true)
    }

    mutating func refuse(_ tag: String, before node: Node, at place: Place) {
        diagnostics.append(.wrongTag(tag, before: node, at: place, onLine: source.line(place.line)))
    }

    private enum Meaning {
        case value(Node.Content)
        /// A number that 64 bits do not hold.
        case tooLarge
        case wrongTag(String)
    }

    private func meaning(of text: String, _ style: ScalarStyle, tag: String?) -> Meaning {
        guard let tag else {
            guard style == .plain else { return .value(.text(text)) }
            return CoreSchema.resolve(text).map(Meaning.value) ?? .tooLarge
        }
        if let known = Tag(tag) {
            guard known.fits(text) else { return .wrongTag(tag) }
            return known.resolve(text).map(Meaning.value) ?? .tooLarge
        }
        return dialect.allowsOtherTags || marksAsText(tag, text, style) ? .value(.text(text)) : .wrongTag(tag)
    }

    /// `! 5` is the text 5. Before anything that could stand in a condition the `!` is refused: whoever writes
    /// `when: ! account.excluded` means "not".
    private func marksAsText(_ tag: String, _ text: String, _ style: ScalarStyle) -> Bool {
        tag == "!" && style == .plain && CoreSchema.form(of: text) != .text
    }
}
