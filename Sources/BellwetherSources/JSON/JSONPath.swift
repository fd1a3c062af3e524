import Documents
import JSON

/// Where in a JSON record a value stands: `status_transitions.paid_at`, `items.data.0.id`,
/// `custom_fields[id=42].value`, `discounts[source.coupon.duration=forever].end`; `phases.-1` is the last of a list.
///
/// `$.` begins at the record where a mapping reads the items of a list in it; `[]` at the end takes all plain values of
/// a list, with commas between them; a `?` behind it all says that the value may be missing in every record.
struct JSONPath: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        case key(String)
        /// Counted from the end below 0: -1 is the last.
        case index(Int)
        /// The first item of a list in which these keys, one below the other, lead to this text.
        case item(keys: [String], text: String)
    }

    let written: String
    let steps: [Step]
    let isFromRecord: Bool
    let mayBeMissing: Bool
    let takesAll: Bool

    /// `nil` where it is no path.
    init?(_ written: String) {
        self.written = written
        var text = Substring(written)
        mayBeMissing = text.hasSuffix("?")
        if mayBeMissing { text = text.dropLast() }
        takesAll = text.hasSuffix("[]")
        if takesAll { text = text.dropLast(2) }
        isFromRecord = text.hasPrefix("$.")
        if isFromRecord { text = text.dropFirst(2) }
        var steps: [Step] = []
        for part in Self.parts(of: text) {
            guard let more = Self.steps(part) else { return nil }
            steps += more
        }
        self.steps = steps
    }

    /// Between the points, other than those in brackets.
    private static func parts(of text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var (start, depth) = (text.startIndex, 0)
        for index in text.indices {
            switch text[index] {
            case "[": depth += 1
            case "]": depth -= 1
            case "." where depth == 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        return parts + [text[start...]]
    }

    private static func steps(_ part: Substring) -> [Step]? {
        let name = part.prefix { $0 != "[" }
        let rest = part[name.endIndex...]
        guard !name.isEmpty else { return nil }
        let first: Step = Int(name).map { .index($0) } ?? .key(String(name))
        guard !rest.isEmpty else { return [first] }
        let condition = rest.dropFirst().dropLast().split(separator: "=", maxSplits: 1)
        guard rest.last == "]", condition.count == 2 else { return nil }
        let keys = condition[0].split(separator: ".").map(String.init)
        return [first, .item(keys: keys, text: String(condition[1]))]
    }

    private init(_ path: JSONPath, steps: some Sequence<Step>) {
        written = path.written
        self.steps = Array(steps)
        isFromRecord = path.isFromRecord
        mayBeMissing = path.mayBeMissing
        takesAll = path.takesAll
    }

    /// The same from one level further down.
    var withoutFirstStep: JSONPath { JSONPath(self, steps: steps.dropFirst()) }

    /// Several paths, of which the first that leads to a value counts: `name | email`; or all: `domain & aliases`.
    static func alternatives(_ written: String) -> [JSONPath]? {
        let separator = areTaken(together: written) ? " & " : " | "
        let parts = written.split(separator: separator, omittingEmptySubsequences: false).map { JSONPath(String($0)) }
        let paths = parts.compactMap { $0 }
        return paths.count == parts.count ? paths : nil
    }

    /// Whether all of its paths count, with commas between what they lead to.
    static func areTaken(together written: String) -> Bool { written.contains(" & ") }

    /// What a path leads to.
    enum Finding {
        case value(JSONValue)
        /// Somewhere on the way there is nothing, which the source said by null or by an empty list.
        case nothing
        /// The source does not have the key at all.
        case missing
    }

    func find(in value: JSONValue) -> Finding {
        var value = value
        for step in steps {
            switch step {
            case .key(let key):
                if value.isNull { return .nothing }
                guard let next = value[key] else { return .missing }
                value = next
            case .index(let index):
                // An object may have keys of digits.
                if let next = value[String(index)] {
                    value = next
                } else {
                    let items = value.items
                    let place = index < 0 ? items.count + index : index
                    guard items.indices.contains(place) else { return .nothing }
                    value = items[place]
                }
            case .item(let keys, let text):
                let next = value.items.first { item in
                    let found = keys.reduce(Optional(item)) { $0?[$1] }
                    return found?.scalarText == text
                }
                guard let next else { return .nothing }
                value = next
            }
        }
        return value.isNull ? .nothing : .value(value)
    }

    /// The value, where there is one.
    func value(in root: JSONValue) -> JSONValue? {
        if case .value(let value) = find(in: root) { value } else { nil }
    }

    func text(in root: JSONValue) -> String? { value(in: root)?.scalarText }
}

extension Setting where Value == JSONPath {
    static var path: Setting {
        Setting<String>.anyText.converted(to: "a path such as data.items or fields[id=42].value", JSONPath.init)
    }
}
