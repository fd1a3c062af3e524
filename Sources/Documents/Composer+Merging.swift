import Diagnostics

extension Composer {
    /// YAML 1.1's merge key; only a plain one, so that a file may still have a key `"<<"`.
    func isMergeKey(_ event: Event) -> Bool {
        guard dialect.mergesKeys, case .scalar("<<", .plain, let properties) = event.step else { return false }
        return properties.tag == nil
    }

    /// The entries of the merged mappings that are not given here, and then those that are. A key written out
    /// wins over a merged one, an earlier mapping over a later one.
    mutating func merging(_ merged: [Node], into entries: [Node.Entry], keys: inout Keys) -> [Node.Entry] {
        guard !merged.isEmpty else { return entries }
        var inherited: [Node.Entry] = []
        for mapping in merged.flatMap({ mappings(in: $0) }) {
            for entry in mapping where keys.add(entry.key) == .new { inherited.append(entry) }
        }
        return inherited + entries
    }

    /// The mapping, or the mappings of a list, that `<<` names.
    private mutating func mappings(in node: Node) -> [[Node.Entry]] {
        switch node.content {
        case .mapping(let entries): return [entries]
        case .sequence(let items):
            return items.compactMap { item in
                if case .mapping(let entries) = item.content { return entries }
                refuseToMerge(item)
                return nil
            }
        case .null, .bool, .integer, .real, .text:
            refuseToMerge(node)
            return []
        }
    }

    private mutating func refuseToMerge(_ node: Node) {
        if !node.isBroken { diagnostics.append(.notMergeable(node)) }
    }
}
