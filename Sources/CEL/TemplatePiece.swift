import Diagnostics

/// A stretch of a template: text, or what stands between `{{` and `}}`.
enum TemplatePiece {
    case text(String)
    case expression(Fragment)
    case unclosed(Place)

    static func pieces(of source: Fragment) -> [TemplatePiece] {
        let bytes = Array(source.text.utf8)
        var pieces: [TemplatePiece] = []
        var cutter = PartCutter(source, bytes)
        var position = 0
        while position < bytes.count {
            let opening = pair(of: openBrace, in: bytes, from: position) ?? bytes.count
            if opening > position {
                pieces.append(.text(String(decoding: bytes[position..<opening], as: UTF8.self)))
            }
            guard opening < bytes.count else { break }
            // A text that is not closed hides the end; the checker will say so if it is given what was meant.
            let closing =
                closing(in: bytes[..<min(bytes.count, opening + longest)], from: opening + 2)
                ?? pair(of: closeBrace, in: bytes, from: opening + 2)
            guard let closing else {
                pieces.append(.unclosed(source.place(from: opening, to: opening + 2)))
                break
            }
            pieces.append(.expression(cutter.part(opening + 2..<closing)))
            position = closing + 2
        }
        return pieces
    }

    private static func pair(of brace: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        (start..<max(start, bytes.count - 1)).first { bytes[$0] == brace && bytes[$0 + 1] == brace }
    }

    /// The first `}}` outside texts and outside the braces of maps.
    private static func closing(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var braces = 0
        var position = start
        while position < bytes.endIndex {
            switch bytes[position] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""): position = end(ofTextIn: bytes, from: position)
            case openBrace: braces += 1
            case closeBrace where braces > 0: braces -= 1
            case closeBrace where position + 1 < bytes.endIndex && bytes[position + 1] == closeBrace: return position
            default: break
            }
            position += 1
        }
        return nil
    }

    /// Where the text that begins here ends: its closing quote, or the place before which it breaks off.
    private static func end(ofTextIn bytes: ArraySlice<UInt8>, from start: Int) -> Int {
        let isRaw = start > 0 && bytes[start - 1] | 0x20 == UInt8(ascii: "r")
        var position = start + 1
        while position < bytes.endIndex, bytes[position] != bytes[start] {
            position += bytes[position] == UInt8(ascii: "\\") && !isRaw ? 2 : 1
        }
        return position
    }

    /// Behind what is not closed, the end is not looked for again and again over the whole text.
    private static let longest = 4_000
    private static let openBrace = UInt8(ascii: "{")
    private static let closeBrace = UInt8(ascii: "}")
}

/// Cuts parts out of a text, one behind the other, each of which still knows where it stands. What lies before a part
/// is gone through once, however many there are.
struct PartCutter {
    private let source: Fragment
    private let bytes: [UInt8]
    /// Where it has come to: the run, the byte, and the column of that.
    private var run = 0
    private var offset = 0
    private var column: Int

    init(_ source: Fragment, _ bytes: [UInt8]) {
        self.source = source
        self.bytes = bytes
        column = source.runs.first?.column ?? 1
    }

    /// - Parameter range: behind all that were cut before.
    mutating func part(_ range: Range<Int>) -> Fragment {
        advance(to: range.lowerBound)
        var runs = [Fragment.Run(offset: 0, line: source.runs[run].line, column: column)]
        var next = run + 1
        while next < source.runs.count, source.runs[next].offset < range.upperBound {
            let later = source.runs[next]
            runs.append(
                Fragment.Run(offset: later.offset - range.lowerBound, line: later.line, column: later.column))
            next += 1
        }
        return Fragment(String(decoding: bytes[range], as: UTF8.self), file: source.file, runs: runs)
    }

    private mutating func advance(to target: Int) {
        while run + 1 < source.runs.count, source.runs[run + 1].offset <= target {
            run += 1
            offset = source.runs[run].offset
            column = source.runs[run].column
        }
        column += bytes[offset..<target].count { $0 & 0xC0 != 0x80 }
        offset = target
    }
}
