/// How much work it is to go through a value: about one unit for an element, or for 64 bytes of text.
extension Value {
    /// So little that it need not be counted.
    @inline(__always)
    var isSmall: Bool {
        switch self {
        case .string(let text): text.utf8.count < 64
        case .bytes(let bytes): bytes.count < 64
        case .list, .map, .optional: false
        default: true
        }
    }

    /// Counts no further than the limit: a list of lists of the same list can be larger than the memory it takes.
    func weight(atMost limit: Int) -> Int {
        switch self {
        case .string(let text): return 1 + text.utf8.count / 64
        case .bytes(let bytes): return 1 + bytes.count / 64
        case .list(let elements): return Self.weight(of: elements, atMost: limit)
        case .map(let map):
            let keys = Self.weight(of: map.entries.lazy.map(\.key), atMost: limit)
            return keys >= limit ? keys : keys + Self.weight(of: map.entries.lazy.map(\.value), atMost: limit - keys)
        case .optional(let value): return 1 + (value?.weight(atMost: limit) ?? 0)
        default: return 1
        }
    }

    private static func weight(of values: some Sequence<Value>, atMost limit: Int) -> Int {
        var sum = 1
        for value in values {
            guard sum < limit else { return sum }
            sum += value.weight(atMost: limit - sum)
        }
        return sum
    }
}
