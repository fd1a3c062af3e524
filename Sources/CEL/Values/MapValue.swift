/// A map: entries in the order they came, found by key.
///
/// Keys are bools, ints, uints and strings. Numbers that are equal are one key, whatever their type.
package struct MapValue: Sendable {
    package typealias Entry = (key: Value, value: Value)

    package let entries: [Entry]
    private let places: [Key: Int]

    package init() {
        entries = []
        places = [:]
    }

    /// A failure where a key is of a type that cannot be one, or is there twice.
    package init(_ entries: [Entry]) throws(EvaluationError) {
        var places: [Key: Int] = [:]
        places.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() {
            guard let key = Key(written: entry.key) else { throw .unusableKey(entry.key.typeName) }
            guard places.updateValue(place, forKey: key) == nil else { throw .repeatedKey(entry.key.text) }
        }
        self.entries = entries
        self.places = places
    }

    package var count: Int { entries.count }

    /// What the key leads to; nothing where there is no such key, or the value could not be one.
    package subscript(_ key: Value) -> Value? {
        guard let key = Key(sought: key), let place = places[key] else { return nil }
        return entries[place].value
    }

    package subscript(_ key: String) -> Value? {
        places[.string(Text(key))].map { entries[$0].value }
    }

    private enum Key: Hashable {
        case bool(Bool)
        case int(Int64)
        /// Only for what no int can hold.
        case uint(UInt64)
        case string(Text)

        init?(written value: Value) {
            switch value {
            case .bool(let value): self = .bool(value)
            case .int(let value): self = .int(value)
            case .uint(let value): self = Int64(exactly: value).map(Key.int) ?? .uint(value)
            case .string(let value): self = .string(Text(value))
            default: return nil
            }
        }

        init?(sought value: Value) {
            guard case .double(let number) = value else {
                self.init(written: value)
                return
            }
            if let int = number.whole(Int64.self) {
                self = .int(int)
            } else if let uint = number.whole(UInt64.self) {
                self = .uint(uint)
            } else {
                return nil
            }
        }
    }
}
