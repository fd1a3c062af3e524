import Diagnostics

/// A stretch of a template: text, or what stands between `{{` and `}}`.
enum TemplatePiece {
    case text(String)
    case expression(Fragment)
    case unclosed(Place)

    static func pieces(of source: Fragment) -> [TemplatePiece] {
        let bytes = Array(source.text.utf8)
        var pieces: [TemplatePiece] = []
        var position = 0
        while position < bytes.count {
            let opening = pair(of: openBrace, in: bytes, from: position) ?? bytes.count
            if opening > position {
                pieces.append(.text(String(decoding: bytes[position..<opening], as: UTF8.self)))
            }
            guard opening < bytes.count else { break }
            // A text that is not closed hides the end; the checker will say so if it is given what was meant.
            let closing =
                closing(in: bytes, from: opening + 2) ?? pair(of: closeBrace, in: bytes, from: opening + 2)
            guard let closing else {
                pieces.append(.unclosed(source.place(from: opening, to: opening + 2)))
                break
            }
            pieces.append(.expression(source.part(opening + 2..<closing)))
            position = closing + 2
        }
        return pieces
    }

    private static func pair(of brace: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        (start..<max(start, bytes.count - 1)).first { bytes[$0] == brace && bytes[$0 + 1] == brace }
    }

    /// The first `}}` outside texts and outside the braces of maps.
    private static func closing(in bytes: [UInt8], from start: Int) -> Int? {
        var braces = 0
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""): position = end(ofTextIn: bytes, from: position)
            case openBrace: braces += 1
            case closeBrace where braces > 0: braces -= 1
            case closeBrace where position + 1 < bytes.count && bytes[position + 1] == closeBrace: return position
            default: break
            }
            position += 1
        }
        return nil
    }

    /// Where the text that begins here ends: its closing quote, or the place before which it breaks off.
    private static func end(ofTextIn bytes: [UInt8], from start: Int) -> Int {
        let isRaw = start > 0 && bytes[start - 1] | 0x20 == UInt8(ascii: "r")
        var position = start + 1
        while position < bytes.count, bytes[position] != bytes[start] {
            position += bytes[position] == UInt8(ascii: "\\") && !isRaw ? 2 : 1
        }
        return position
    }

    private static let openBrace = UInt8(ascii: "{")
    private static let closeBrace = UInt8(ascii: "}")
}

extension Fragment {
    /// A part of the text that still knows where it stands.
    func part(_ range: Range<Int>) -> Fragment {
        let bytes = text.utf8.dropFirst(range.lowerBound).prefix(range.count)
        let first = place(from: range.lowerBound, to: range.lowerBound)
        let later = runs.filter { range.contains($0.offset) && $0.offset > range.lowerBound }.map {
            Run(offset: $0.offset - range.lowerBound, line: $0.line, column: $0.column)
        }
        let runs = [Run(offset: 0, line: first.line, column: first.column)] + later
        return Fragment(String(decoding: bytes, as: UTF8.self), file: file, runs: runs)
    }
}
