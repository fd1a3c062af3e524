/// The names and ids of accounts as people search for them: in whatever case, and each made small once.
struct SearchedNames: Sendable {
    struct Entry: Sendable {
        let slot: Int
        let name: String
        let id: String

        func contains(_ text: String) -> Bool { name.holds(text) || id.holds(text) }
    }

    /// In the order of the slots given.
    let entries: [Entry]

    init(of slots: [Int], in accounts: Accounts) {
        entries = slots.map { slot in
            let profile = accounts[slot].profile
            return Entry(slot: slot, name: profile?.name.lowercased() ?? "", id: profile?.id.lowercased() ?? "")
        }
    }
}

extension String {
    /// Whether a text stands in it. Plain letters are looked for byte by byte; others may be written in several ways.
    fileprivate func holds(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ $0 < 0x80 }), let first = text.utf8.first else { return contains(text) }
        var rest = utf8[...]
        while let start = rest.firstIndex(of: first) {
            rest = rest[start...]
            if rest.starts(with: text.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
