/// A password, token or key. It prints `•••` wherever it ends up; only `reveal()` gives it away.
package struct Secret: Sendable, Hashable, Discreet {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    package func reveal() -> String { text }

    package var description: String { hidden }
}
