/// A yes or no for each row, 64 rows a word.
package struct Bitmap: Sendable, Hashable {
    package private(set) var words: ContiguousArray<UInt64> = []
    package private(set) var count = 0

    package init() {}

    package init(repeating isSet: Bool, count: Int) {
        words = ContiguousArray(repeating: isSet ? .max : 0, count: (count + 63) / 64)
        self.count = count
        if isSet, count % 64 != 0 { words[words.count - 1] &= (1 << UInt64(count % 64)) - 1 }
    }

    package subscript(row: Int) -> Bool {
        words[row / 64] >> UInt64(row % 64) & 1 == 1
    }

    /// Takes over marks of one byte a row, each 0 or 1; what was there before is a whole number of words.
    package mutating func append(_ marks: UnsafePointer<UInt8>, count more: Int) {
        precondition(count % 64 == 0, "only the last batch may end within a word")
        for start in stride(from: 0, to: more, by: 64) {
            var word: UInt64 = 0
            for eight in stride(from: start, to: min(start + 64, more), by: 8) {
                word |= Self.packed(marks + eight, min(8, more - eight)) << UInt64(eight - start)
            }
            words.append(word)
        }
        count += more
    }

    /// Eight bytes of 0 or 1 as eight bits: the multiplication gathers the low bit of each byte in the highest one.
    @inline(__always)
    private static func packed(_ marks: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        guard count == 8 else {
            return (0..<count).reduce(0) { $0 | UInt64(marks[$1] & 1) << UInt64($1) }
        }
        let bytes = UnsafeRawPointer(marks).loadUnaligned(as: UInt64.self).littleEndian
        return (bytes &* 0x0102_0408_1020_4080) >> 56
    }

    /// Clears the marks, of one byte a row, of those rows from here on that are not set.
    package func keep(_ marks: UnsafeMutablePointer<UInt8>, from first: Int, count more: Int) {
        for row in 0..<more {
            let place = first + row
            marks[row] &= UInt8(truncatingIfNeeded: words[place / 64] >> UInt64(place % 64))
        }
    }

    /// These without the others; rows beyond the others stay.
    package func subtracting(_ others: Bitmap) -> Bitmap {
        var rest = self
        for index in 0..<min(words.count, others.words.count) { rest.words[index] &= ~others.words[index] }
        return rest
    }

    /// Sets those too that are set there; rows that are not here are left out.
    package mutating func formUnion(_ others: Bitmap) {
        precondition(others.count <= count, "nobody is set who is not there")
        for index in 0..<others.words.count { words[index] |= others.words[index] }
    }

    package mutating func set(_ row: Int) { words[row / 64] |= 1 << UInt64(row % 64) }

    /// How many rows are set.
    package var ones: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The first row that is set, from this one on.
    package func first(from row: Int) -> Int? {
        var index = row / 64
        guard index < words.count else { return nil }
        var word = words[index] & UInt64.max << UInt64(row % 64)
        while word == 0 {
            index += 1
            guard index < words.count else { return nil }
            word = words[index]
        }
        return index * 64 + word.trailingZeroBitCount
    }

    /// The rows that are set, in order.
    package var places: ContiguousArray<Int32> {
        var places = ContiguousArray<Int32>()
        places.reserveCapacity(ones)
        for (index, word) in words.enumerated() {
            var left = word
            while left != 0 {
                places.append(Int32(index * 64 + left.trailingZeroBitCount))
                left &= left - 1
            }
        }
        return places
    }
}
