/// What a source that joins calls an account. Its words are its own: another source may call another account the same.
package struct Alias: Sendable, Hashable {
    package let source: String
    package let id: String

    package init(source: String, id: String) {
        self.source = source
        self.id = id
    }

    /// From the name that facts carry; `nil` where that is an account's own id.
    package init?(name: String) {
        guard let separator = name.utf8.firstIndex(of: Self.separator) else { return nil }
        source = String(name[..<separator])
        id = String(name[name.utf8.index(after: separator)...])
    }

    /// What facts carry in place of an account's id.
    package var name: String { "\(source)\u{1F}\(id)" }

    /// No id that a source may write has it.
    package static let separator: UInt8 = 0x1F

    /// Accounts have the slots below, which are places in columns; aliases have those from here on, and no place.
    package static let firstSlot = 1 << 40
}
