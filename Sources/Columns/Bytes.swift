/// Collects bytes, numbers in little-endian order.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ byte: UInt8) { bytes.append(byte) }
    mutating func put(_ more: ContiguousArray<UInt8>) { bytes.append(contentsOf: more) }
    mutating func put(_ number: UInt16) { put(UInt64(number), width: 2) }
    mutating func put(_ number: UInt64) { put(number, width: 8) }

    /// The lowest bytes of a number.
    mutating func put(_ number: UInt64, width: Int) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0.prefix(width)) }
    }
}

/// Walks over bytes that may be anything; nothing where they end too early.
struct ByteReader {
    private let buffer: UnsafeRawBufferPointer
    private var position = 0

    /// The buffer must outlive the reader.
    init(_ buffer: UnsafeRawBufferPointer) {
        self.buffer = buffer
    }

    var isAtEnd: Bool { position == buffer.count }

    mutating func byte() -> UInt8? { number(width: 1).map(UInt8.init(truncatingIfNeeded:)) }
    mutating func short() -> UInt16? { number(width: 2).map(UInt16.init(truncatingIfNeeded:)) }
    mutating func long() -> UInt64? { number(width: 8) }

    /// A number of 0, 1, 2, 4 or 8 bytes.
    @inline(__always)
    mutating func number(width: Int) -> UInt64? {
        guard buffer.count - position >= width else { return nil }
        let start = position
        position += width
        switch width {
        case 0: return 0
        case 1: return UInt64(buffer[start])
        case 2: return UInt64(UInt16(littleEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt16.self)))
        case 4: return UInt64(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
        default: return UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
    }

    mutating func bytes(_ count: Int) -> ContiguousArray<UInt8>? {
        guard buffer.count - position >= count else { return nil }
        defer { position += count }
        return ContiguousArray(buffer[position..<position + count])
    }

    mutating func array<Value>(
        _ count: Int, _ read: (inout ByteReader) -> Value?
    ) -> ContiguousArray<Value>? {
        var values = ContiguousArray<Value>()
        values.reserveCapacity(count)
        for _ in 0..<count {
            guard let value = read(&self) else { return nil }
            values.append(value)
        }
        return values
    }

    /// Runs of a length and a value each, which must add up to just so many rows.
    mutating func runs<Value>(
        count: Int, _ read: (inout ByteReader) -> Value?
    ) -> ContiguousArray<Value>? {
        var values = ContiguousArray<Value>()
        values.reserveCapacity(count)
        while values.count < count {
            guard let length = short(), length > 0, values.count + Int(length) <= count, let value = read(&self) else {
                return nil
            }
            values.append(contentsOf: repeatElement(value, count: Int(length)))
        }
        return values
    }
}
