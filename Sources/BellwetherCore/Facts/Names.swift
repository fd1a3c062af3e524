/// Names met on the way, numbered in the order of their first appearance.
package struct Names: Sendable {
    package private(set) var all: [String] = []
    private var codes: [ExactName: Int32] = [:]
    /// Files tend to name an account many times in a row.
    private var last: (name: ExactName, code: Int32)?

    package init() {}

    package mutating func code(of name: String) -> Int32 {
        let exact = ExactName(name)
        if let last, last.name == exact { return last.code }
        let code = codes[exact] ?? add(exact)
        last = (exact, code)
        return code
    }

    private mutating func add(_ name: ExactName) -> Int32 {
        let code = Int32(all.count)
        all.append(name.text)
        codes[name] = code
        return code
    }
}

/// A text that equals another only where every byte does, as in SQLite; to Swift a composed and a decomposed é are one.
package struct ExactName: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: ExactName, right: ExactName) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
