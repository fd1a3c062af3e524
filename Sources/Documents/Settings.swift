package import Diagnostics

/// One mapping being read key by key.
///
/// Reading says what exists: whatever nobody has read when `finish()` is called is an unknown key.
package final class Settings {
    package let place: Place
    private let report: DiagnosticReport
    private let entries: [Node.Entry]
    private let positions: [ExactText: Int]
    private var read: Set<Int> = []
    private var known: [String] = []
    private var children: [Settings] = []
    /// Whether there is a mapping at all; what is missing from something else was said once.
    private let isMapping: Bool

    package convenience init(_ node: Node, report: DiagnosticReport) {
        self.init(node, called: "the file", report: report)
    }

    /// The settings called `name` in messages, quotes included.
    init(_ node: Node, called name: String, report: DiagnosticReport) {
        place = node.place
        self.report = report
        if case .mapping(let entries) = node.content {
            self.entries = entries
            isMapping = true
        } else {
            entries = []
            isMapping = false
            Reading(name: name, report: report).complain(about: node, becauseItMustBe: "a mapping")
        }
        positions = Dictionary(entries.enumerated().map { (ExactText($1.name), $0) }) { first, _ in first }
    }

    /// Whether the key is written, read or not.
    package func has(_ key: String) -> Bool { find(key) != nil }

    package func placeOfKey(_ key: String) -> Place? { find(key).map { entries[$0].key.place } }

    package func placeOfValue(_ key: String) -> Place? { find(key).map { entries[$0].value.place } }

    /// The value as it stands in the file.
    package func node(_ key: String) -> Node? {
        guard let index = find(key) else { return nil }
        read.insert(index)
        return entries[index].value
    }

    /// Everything nobody has read so far, for settings whose keys are free.
    package func remaining() -> [(name: String, place: Place, node: Node)] {
        let rest = entries.indices.filter { !read.contains($0) }
        read.formUnion(rest)
        return rest.map { (entries[$0].name, entries[$0].key.place, entries[$0].value) }
    }

    package func report(_ diagnostic: Diagnostic) { report.add(diagnostic) }

    /// Reports what nobody has read, here and below.
    package func finish() {
        for child in children { child.finish() }
        children = []
        for (name, place, node) in remaining() {
            report.add(.unknownKey(name, at: place, value: node, known: known))
        }
    }

    private func find(_ key: String) -> Int? {
        if !known.contains(key) { known.append(key) }
        return positions[ExactText(key)]
    }
}

// MARK: Layers

extension Settings {
    /// What nobody has read so far, over settings that others wrote: a mapping adds to the one below it, anything else
    /// takes its place, and null takes it away. Read these, not the ones they were made from.
    package func layered(over base: Node) -> Settings {
        let rest = entries.indices.filter { !read.contains($0) }
        read.formUnion(rest)
        let own = Node(.mapping(rest.map { entries[$0] }), at: place)
        return child(own.layered(over: base), called: "these settings")
    }
}

// MARK: Values

extension Settings {
    /// A value that must be given; nothing where it is missing or wrong, which is then reported.
    package func required<Value>(_ key: String, _ kind: Setting<Value>) -> Value? {
        guard let node = node(key) else {
            if isMapping { report.add(.missingKey(key, in: place)) }
            return nil
        }
        return kind.read(node, reading(key))
    }

    /// A value that may be left out; nothing also where it is wrong, which is then reported.
    package func optional<Value>(_ key: String, _ kind: Setting<Value>) -> Value? {
        node(key).flatMap { kind.read($0, reading(key)) }
    }

    package func optional<Value>(_ key: String, _ kind: Setting<Value>, default value: Value) -> Value {
        optional(key, kind) ?? value
    }

    private func reading(_ key: String) -> Reading { Reading(name: Printable.quoted(key), report: report) }
}

// MARK: Settings within settings

extension Settings {
    /// The mapping under a key; it is finished together with this one.
    package func section(_ key: String) -> Settings? {
        node(key).map { child($0, called: Printable.quoted(key)) }
    }

    /// The mappings of a list.
    package func sections(_ key: String) -> [Settings] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let items) = node.content else {
            reading(key).complain(about: node, becauseItMustBe: "a list of mappings")
            return []
        }
        return items.map { child($0, called: reading(key).items().name) }
    }

    /// The mappings of a mapping, under the names their writer chose.
    package func named(_ key: String) -> [(name: String, settings: Settings)] {
        guard let node = node(key) else { return [] }
        guard case .mapping(let entries) = node.content else {
            reading(key).complain(about: node, becauseItMustBe: "a mapping of names to mappings")
            return []
        }
        return entries.map { ($0.name, child($0.value, called: reading(key).value(of: $0.key).name)) }
    }

    private func child(_ node: Node, called name: String) -> Settings {
        let child = Settings(node, called: name, report: report)
        children.append(child)
        return child
    }
}
