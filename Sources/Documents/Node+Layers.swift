extension Node {
    /// This value over another: of two mappings both, entry by entry; anything else as it is here.
    func layered(over base: Node) -> Node {
        guard case .mapping(let own) = content, case .mapping(let below) = base.content else { return self }
        var entries = below
        for entry in own {
            guard let index = entries.firstIndex(where: { ExactText($0.name) == ExactText(entry.name) }) else {
                entries.append(entry)
                continue
            }
            entries[index] = Entry(key: entry.key, value: entry.value.layered(over: entries[index].value))
        }
        entries.removeAll { entry in own.contains { $0.name == entry.name && $0.value.content == .null } }
        return Node(.mapping(entries), at: place)
    }
}
