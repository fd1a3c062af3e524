import JSON

/// Cuts pieces of a file into lines, in one buffer that is padded for the parser.
struct LineCutter {
    /// The bytes that ranges speak of, with the parser's padding behind them.
    private(set) var buffer = [UInt8](repeating: 0, count: JSONParser.padding)
    /// The number of the line given last, from 1.
    private(set) var number = 0
    private var start = 0

    private var end: Int { buffer.count - JSONParser.padding }

    mutating func add(_ piece: [UInt8]) {
        let atStart = number == 0 && end == 0
        buffer.removeLast(JSONParser.padding)
        buffer.removeFirst(start)
        start = 0
        buffer += atStart && piece.starts(with: [0xEF, 0xBB, 0xBF]) ? piece[3...] : piece[...]
        buffer.append(contentsOf: repeatElement(0, count: JSONParser.padding))
    }

    /// The next line with something in it; of the last piece also what stands behind its last line break.
    mutating func next(isLast: Bool) -> Range<Int>? {
        while start < end {
            guard let line = cut(isLast: isLast) else { return nil }
            number += 1
            if buffer[line].contains(where: { $0 > 0x20 }) { return line }
        }
        return nil
    }

    private mutating func cut(isLast: Bool) -> Range<Int>? {
        guard let stop = buffer[start..<end].firstIndex(of: 10) else {
            guard isLast else { return nil }
            defer { start = end }
            return start..<end
        }
        defer { start = stop + 1 }
        return start..<stop
    }
}
