/// How often the value changes along a column.
struct Runs {
    let count: Int

    init(_ values: ContiguousArray<some Equatable>) {
        count = values.withUnsafeBufferPointer { values in
            var count = values.isEmpty ? 0 : 1
            for index in values.indices.dropFirst() where values[index] != values[index - 1] { count += 1 }
            return count
        }
    }

    func forEach<Value: Equatable>(in values: ContiguousArray<Value>, _ body: (Value, _ length: Int) -> Void) {
        var start = 0
        while start < values.count {
            var end = start + 1
            while end < values.count, values[end] == values[start] { end += 1 }
            body(values[start], end - start)
            start = end
        }
    }
}

/// The different values of a column in the order in which they come up, and each row's place among them.
struct ValueDictionary {
    private(set) var values: [UInt64] = []
    private var codes: ContiguousArray<UInt8> = []

    /// `nil` where there are more than a byte can count.
    ///
    /// An open table of 1,024 places, half empty at worst, is several times as fast here as a `Dictionary`.
    init?(_ bits: ContiguousArray<UInt64>) {
        var table = ContiguousArray<Int16>(repeating: -1, count: 1024)
        codes.reserveCapacity(bits.count)
        for value in bits {
            var place = Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 54)
            while table[place] >= 0, values[Int(table[place])] != value { place = (place + 1) & 1023 }
            if table[place] < 0 {
                guard values.count < 256 else { return nil }
                table[place] = Int16(values.count)
                values.append(value)
            }
            codes.append(UInt8(table[place]))
        }
    }

    func write(to writer: inout ByteWriter) {
        writer.put(UInt16(values.count))
        values.forEach { writer.put($0) }
        writer.put(codes)
    }

    static func read(count: Int, from reader: inout ByteReader) -> ContiguousArray<Double>? {
        guard let size = reader.short(), size <= 256,
            let values = reader.array(Int(size), { $0.long().map(Double.init(bitPattern:)) }),
            let codes = reader.bytes(count)
        else { return nil }
        var column = ContiguousArray<Double>()
        column.reserveCapacity(count)
        for code in codes {
            guard Int(code) < values.count else { return nil }
            column.append(values[Int(code)])
        }
        return column
    }
}

/// A column of whole numbers, or of whole tenths, as most counts, days and scores are.
struct WholeSteps {
    private let scale: UInt8
    private let numbers: ContiguousArray<Int64>
    private let least: Int64
    private let width: Int
    private let leastDelta: Int64
    private let deltaWidth: Int

    var distanceSize: Int { 10 + width * numbers.count }
    var deltaSize: Int { 18 + deltaWidth * max(0, numbers.count - 1) }

    /// `nil` where some value is neither, or is so large that it would not come back bit for bit.
    init?(_ bits: ContiguousArray<UInt64>) {
        guard let (scale, numbers) = Self.whole(bits, scale: 1) ?? Self.whole(bits, scale: 10) else { return nil }
        self.scale = scale
        self.numbers = numbers
        (least, width) = Self.span(of: numbers)
        var deltas = ContiguousArray<Int64>()
        deltas.reserveCapacity(numbers.count)
        for index in numbers.indices.dropFirst() { deltas.append(numbers[index] - numbers[index - 1]) }
        (leastDelta, deltaWidth) = Self.span(of: deltas)
    }

    private static func whole(_ bits: ContiguousArray<UInt64>, scale: UInt8) -> (UInt8, ContiguousArray<Int64>)? {
        let factor = Double(scale)
        var numbers = ContiguousArray<Int64>()
        numbers.reserveCapacity(bits.count)
        for pattern in bits {
            let scaled = (Double(bitPattern: pattern) * factor).rounded()
            guard abs(scaled) < 0x1p40, (scaled / factor).bitPattern == pattern else { return nil }
            numbers.append(Int64(scaled))
        }
        return (scale, numbers)
    }

    private static func span(of numbers: ContiguousArray<Int64>) -> (least: Int64, width: Int) {
        var least = numbers.first ?? 0
        var most = least
        for number in numbers {
            least = min(least, number)
            most = max(most, number)
        }
        switch most - least {
        case 0: return (least, 0)
        case ..<0x100: return (least, 1)
        case ..<0x1_0000: return (least, 2)
        case ..<0x1_0000_0000: return (least, 4)
        default: return (least, 8)
        }
    }

    func writeDistances(to writer: inout ByteWriter) {
        writer.put(scale)
        writer.put(UInt8(width))
        writer.put(UInt64(bitPattern: least))
        for number in numbers { writer.put(UInt64(number - least), width: width) }
    }

    func writeDeltas(to writer: inout ByteWriter) {
        writer.put(scale)
        writer.put(UInt8(deltaWidth))
        writer.put(UInt64(bitPattern: numbers.first ?? 0))
        writer.put(UInt64(bitPattern: leastDelta))
        for index in numbers.indices.dropFirst() {
            writer.put(UInt64(numbers[index] - numbers[index - 1] - leastDelta), width: deltaWidth)
        }
    }

    static func readDistances(count: Int, from reader: inout ByteReader) -> ContiguousArray<Double>? {
        guard let (factor, width) = head(from: &reader), let least = reader.long() else { return nil }
        let base = Int64(bitPattern: least)
        return reader.array(count) { reader in
            reader.number(width: width).map { Double(base &+ Int64(bitPattern: $0)) / factor }
        }
    }

    static func readDeltas(count: Int, from reader: inout ByteReader) -> ContiguousArray<Double>? {
        guard let (factor, width) = head(from: &reader), let first = reader.long(), let leastDelta = reader.long()
        else { return nil }
        var number = Int64(bitPattern: first)
        var isFirst = true
        return reader.array(count) { reader in
            if isFirst {
                isFirst = false
            } else {
                guard let delta = reader.number(width: width) else { return nil }
                number = number &+ Int64(bitPattern: leastDelta) &+ Int64(bitPattern: delta)
            }
            return Double(number) / factor
        }
    }

    private static func head(from reader: inout ByteReader) -> (factor: Double, width: Int)? {
        guard let scale = reader.byte(), scale == 1 || scale == 10, let width = reader.byte(),
            [0, 1, 2, 4, 8].contains(width)
        else { return nil }
        return (Double(scale), Int(width))
    }
}
