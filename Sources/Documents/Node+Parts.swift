/// Looking around in a file as it is written, without asking what it means.
extension Node {
    package subscript(key: String) -> Entry? { entries.first { $0.name == key } }

    package var entries: [Entry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    package var items: [Node] {
        guard case .sequence(let items) = content else { return [] }
        return items
    }
}
