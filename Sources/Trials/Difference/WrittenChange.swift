package import Diagnostics
import Documents

/// One setting that two sets of files say differently: where, and both as they are written.
package struct WrittenChange: Sendable, Hashable {
    /// The names on the way to it: `rules`, `health-below-band`, `thresholds`, `floor`, `values`, `Enterprise`.
    package let path: [String]
    /// Nothing where it was not there.
    package let old: String?
    package let new: String?
    /// In the new files; in the old ones where it is not there any more.
    package let place: Place

    /// What it belongs to: a rule, a health model, a receiver; the setting itself where it stands at the top.
    package var owner: [String] { Array(path.prefix(Self.lists.contains(path.first ?? "") ? 2 : 1)) }

    /// The rule that it is a setting of, or an exception from.
    package var rule: String? {
        path.count > 1 && ["rules", "overrides"].contains(path[0]) ? path[1] : nil
    }

    /// Top settings that are lists of things with names.
    fileprivate static let lists: Set = ["rules", "health_models", "receivers", "sources", "overrides"]
}

/// The settings of some files, without what only tries them out.
struct WrittenSettings {
    /// By name of the top setting; lists of several files are one.
    private let tops: [String: Node]
    private let order: [String]

    /// Stories, and what they are told under.
    private static let trials: Set = ["scenarios", "installation"]

    init(_ files: [RuleFolder.File]) {
        var tops: [String: Node] = [:]
        var order: [String] = []
        for entry in files.compactMap({ Document.read($0.bytes, named: $0.name).root }).flatMap(\.entries)
        where !Self.trials.contains(entry.name) {
            if tops[entry.name] == nil { order.append(entry.name) }
            tops[entry.name] = tops[entry.name].map { $0.followed(by: entry.value) } ?? entry.value
        }
        self.tops = tops
        self.order = order
    }

    /// What the others say differently, in the order of their files.
    func changes(to others: WrittenSettings) -> [WrittenChange] {
        (others.order + order.filter { others.tops[$0] == nil }).flatMap { name in
            let (old, new) = (tops[name], others.tops[name])
            guard WrittenChange.lists.contains(name) else { return WrittenChange.between(old, new, at: [name]) }
            return WrittenChange.between(old.listed(like: new), new.listed(like: old), at: [name])
        }
    }
}

extension WrittenChange {
    /// What stands beside rules to try them changes nothing.
    private static let trials: Set = ["tests"]

    static func between(_ old: Node?, _ new: Node?, at path: [String]) -> [WrittenChange] {
        guard let old, let new else { return [one(old, new, at: path)].compactMap(\.self) }
        if old.says(new) { return [] }
        switch (old.content, new.content) {
        case (.mapping, .mapping): return between(old.parts, new.parts, at: path)
        case (.sequence, .sequence):
            guard let before = old.namedItems, let after = new.namedItems else { break }
            return between(before, after, at: path) + reordered(before, after, new, at: path)
        default: break
        }
        return [one(old, new, at: path)].compactMap(\.self)
    }

    private static func between(_ old: [Part], _ new: [Part], at path: [String]) -> [WrittenChange] {
        let before = Dictionary(old.map { ($0.name, $0.node) }) { first, _ in first }
        let after = Set(new.map(\.name))
        let kept = new.flatMap { between(before[$0.name], $0.node, at: path + [$0.name]) }
        return kept + old.filter { !after.contains($0.name) }.flatMap { between($0.node, nil, at: path + [$0.name]) }
    }

    /// Of lists whose order counts: health models, routes.
    private static func reordered(_ old: [Part], _ new: [Part], _ node: Node, at path: [String]) -> [WrittenChange] {
        let shared = Set(old.map(\.name)).intersection(new.map(\.name))
        let (before, after) = (old.map(\.name).filter(shared.contains), new.map(\.name).filter(shared.contains))
        guard path.first == "health_models", before != after else { return [] }
        let texts = (before.joined(separator: ", "), after.joined(separator: ", "))
        return [WrittenChange(path: path + ["order"], old: texts.0, new: texts.1, place: node.place)]
    }

    private static func one(_ old: Node?, _ new: Node?, at path: [String]) -> WrittenChange? {
        guard let place = (new ?? old)?.place, !trials.contains(path.last ?? "") else { return nil }
        return WrittenChange(path: path, old: old?.inFlow, new: new?.inFlow, place: place)
    }
}

extension Node? {
    /// Where the other is a list, one that is not there has nothing in it; `rules:` may name folders as well, which say
    /// nothing themselves.
    fileprivate func listed(like other: Node?) -> Node? {
        guard let other, other.isList, self?.isList != true else { return self }
        return Node(.sequence([]), at: self?.place ?? other.place)
    }
}

/// A named part of a mapping or a list.
private struct Part {
    let name: String
    let node: Node
}

extension Node {
    fileprivate var isList: Bool { if case .sequence = content { true } else { false } }

    fileprivate var parts: [Part] { entries.map { Part(name: $0.name, node: $0.value) } }

    /// The items by what each is called; nothing where they have no names of their own.
    fileprivate var namedItems: [Part]? {
        let parts = items.compactMap { item in item.ownName.map { Part(name: $0, node: item) } }
        guard parts.count == items.count, Set(parts.map(\.name)).count == parts.count else { return nil }
        return parts
    }

    private var ownName: String? {
        if let name = (self["alert"] ?? self["name"])?.value.written { return name }
        // An exception is named by its rule and by whom it is for.
        guard let rule = self["rule"]?.value.written else { return nil }
        let whom = ["level", "account", "tier", "segment", "group"].compactMap { self[$0]?.value.written }
        return ([rule] + whom).joined(separator: " ")
    }

    /// The same list with another's items behind its own.
    fileprivate func followed(by other: Node) -> Node {
        guard case .sequence(let items) = content, case .sequence(let more) = other.content else { return other }
        return Node(.sequence(items + more), at: place)
    }

    /// Whether both say the same, wherever they stand.
    fileprivate func says(_ other: Node) -> Bool {
        switch (content, other.content) {
        case (.sequence(let own), .sequence(let others)):
            own.count == others.count && zip(own, others).allSatisfy { $0.says($1) }
        case (.mapping(let own), .mapping(let others)):
            own.count == others.count
                && own.allSatisfy { entry in other[entry.name].map { entry.value.says($0.value) } ?? false }
                && Set(others.map(\.name)) == Set(own.map(\.name))
        case (.text(let own), .text(let others)): own.withoutLastBreaks == others.withoutLastBreaks
        default: written == other.written && content == other.content
        }
    }

    /// As it would stand in one line: `{ default: 50, values: { Enterprise: 60 } }`.
    fileprivate var inFlow: String {
        switch content {
        case .sequence(let items): "[\(items.map(\.inFlow).joined(separator: ", "))]"
        case .mapping(let entries):
            "{ \(entries.map { "\($0.name): \($0.value.inFlow)" }.joined(separator: ", ")) }"
        default: (written ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
    }
}

extension String {
    /// A block scalar ends its last line, and says the same as a text in quotes that does not.
    fileprivate var withoutLastBreaks: Substring {
        self[..<(lastIndex { !$0.isNewline }.map(index(after:)) ?? startIndex)]
    }
}
