extension JSON {
    /// What an incoming webhook answers `invalid_blocks` or `no_text` to: one such block, and nothing is posted.
    var refusedBySlack: String? {
        let blocks = self["blocks"]?.items ?? []
        guard blocks.count <= 50 else { return "Slack takes 50 blocks, and this has \(blocks.count)" }
        if case .text("")? = self["text"] { return "Slack takes no message without a text" }
        return blocks.lazy.compactMap(\.refusedBlock).first
    }

    private var refusedBlock: String? {
        guard case .text(let type)? = self["type"] else { return "a block has no type" }
        switch type {
        case "header": return self["text"]?.refused(in: "a header", most: 150)
        case "section": return self["text"]?.refused(in: "a section", most: 3_000)
        default: return (self["elements"]?.items ?? []).lazy.compactMap(\.refusedElement).first
        }
    }

    private var refusedElement: String? {
        guard case .text("button")? = self["type"] else { return refused(in: "a line of context", most: 2_000) }
        guard case .text(let url)? = self["url"], url.utf8.count <= 3_000 else {
            return "the address of a button in Slack has at most 3,000 characters"
        }
        return self["text"]?.refused(in: "a button", most: 75)
    }

    private func refused(in part: String, most: Int) -> String? {
        guard case .text(let text)? = self["text"] else { return "\(part) in Slack has a text" }
        let count = text.unicodeScalars.count
        return (1...most).contains(count) ? nil : "\(part) in Slack has 1 to \(most) characters, and this \(count)"
    }

    private subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    private var items: [JSON]? {
        guard case .list(let items) = self else { return nil }
        return items
    }
}
