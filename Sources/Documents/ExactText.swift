/// A text that equals another only where every byte does.
///
/// Swift calls a composed and a decomposed é equal; in YAML they are two keys.
struct ExactText: Hashable, Sendable {
    private let bytes: Substring.UTF8View

    init(_ text: String) { bytes = Substring(text).utf8 }

    static func == (left: ExactText, right: ExactText) -> Bool { left.bytes.elementsEqual(right.bytes) }

    func hash(into hasher: inout Hasher) {
        for byte in bytes { hasher.combine(byte) }
    }
}
