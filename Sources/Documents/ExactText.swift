/// A text that equals another only where every byte does.
///
/// Swift calls a composed and a decomposed é equal; in YAML they are two keys.
struct ExactText: Hashable, Sendable {
    private let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ExactText, right: ExactText) -> Bool {
        // Texts of the same bytes are equal to Swift too, which tells most others apart without looking at each byte.
        left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
