/// The bytes that the fuzzer hands in, as choices; when they are used up, every choice is the first.
package struct Choices {
    private var bytes: ArraySlice<UInt8>

    package init(_ start: UnsafePointer<UInt8>, _ count: Int) {
        bytes = Array(UnsafeBufferPointer(start: start, count: count))[...]
    }

    package var isUsedUp: Bool { bytes.isEmpty }

    package mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

    package mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int(byte()) % elements.count]
    }

    /// What is left, as text.
    package mutating func text() -> String {
        defer { bytes = [] }
        return String(decoding: bytes, as: UTF8.self)
    }

    package mutating func text(atMost count: Int) -> String {
        let part = bytes.prefix(Int(byte()) % (count + 1))
        bytes = bytes.dropFirst(part.count)
        return String(decoding: part, as: UTF8.self)
    }

    package mutating func number() -> Int64 {
        let extremes: [Int64] = [0, 1, -1, 2, 60, .max, .min, 1 << 53, -(1 << 31)]
        return byte() % 2 == 0 ? one(of: extremes) : Int64(Int8(bitPattern: byte()))
    }
}
