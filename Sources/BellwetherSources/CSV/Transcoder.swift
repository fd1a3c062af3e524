import CLibCSV
import Glibc

/// An encoding a file may be declared to have.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"
    case windows1251 = "cp1251"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case gb18030

    var iconvName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16: "UTF-16"
        case .windows1251: "CP1251"
        case .windows1252: "CP1252"
        case .latin1: "ISO-8859-1"
        case .gb18030: "GB18030"
        }
    }
}

/// Turns the bytes of a file, piece by piece, into UTF-8. Bytes that the encoding does not have are an error, never
/// a replacement character: a name must not change because nobody looked.
struct Transcoder: ~Copyable {
    private let converter: iconv_t
    private let encoding: TextEncoding
    private var leftover: [UInt8] = []
    private var isAtStart = true
    private(set) var position = 0

    init?(from encoding: TextEncoding) {
        guard let converter = iconv_open("UTF-8", encoding.iconvName), Int(bitPattern: converter) != -1 else {
            return nil
        }
        self.converter = converter
        self.encoding = encoding
    }

    deinit { iconv_close(converter) }

    struct Mistake: Error {
        /// Counted from the start of the file.
        let byte: Int
        let value: UInt8
        /// What came before it in the same piece, in UTF-8.
        let textBefore: [UInt8]
    }

    mutating func utf8(of piece: [UInt8], isLast: Bool) throws(Mistake) -> [UInt8] {
        var input = leftover + piece
        if isAtStart, encoding == .utf8, input.starts(with: [0xEF, 0xBB, 0xBF]) {
            input.removeFirst(3)
            position += 3
        }
        isAtStart = isAtStart && input.isEmpty
        var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
        let (consumed, written, failed) = convert(input, into: &output)
        let reason = errno
        position += consumed
        leftover = Array(input[consumed...])
        output.removeLast(output.count - written)
        // An incomplete character at the end of a piece waits for the next; anything else is wrong.
        if failed && reason != EINVAL || isLast && !leftover.isEmpty {
            throw Mistake(byte: position, value: leftover.first ?? 0, textBefore: output)
        }
        return output
    }

    private func convert(_ input: [UInt8], into output: inout [UInt8]) -> (consumed: Int, written: Int, failed: Bool) {
        var source = input.map { CChar(bitPattern: $0) }
        let total = source.count
        let room = output.count
        return source.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBytes { output in
                var from = source.baseAddress
                var left = total
                var into = output.bindMemory(to: CChar.self).baseAddress
                var free = room
                let failed = iconv(converter, &from, &left, &into, &free) == Int(bitPattern: UInt.max)
                return (total - left, room - free, failed)
            }
        }
    }
}
