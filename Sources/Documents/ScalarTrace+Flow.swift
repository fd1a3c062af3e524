import Diagnostics

/// Plain and quoted scalars.
extension Retelling {
    mutating func plain(atMost count: Int) {
        while text.count < count, !walk.isAtEnd { step() }
    }

    mutating func singleQuoted() {
        while !walk.isAtEnd {
            if walk.isAt("'") {
                guard walk.byte(1) == UInt8(ascii: "'") else { return }
                tell([UInt8(ascii: "'")], from: walk.spot)
                walk.skip(2)
            } else {
                step()
            }
        }
    }

    mutating func doubleQuoted() {
        while !walk.isAtEnd, !walk.isAt("\"") {
            if walk.isAt("\\") { escape() } else { step() }
        }
    }

    private mutating func step() {
        if walk.isAtBlank || walk.isAtBreak { fold() } else { copy() }
    }

    /// Blanks within a line stay; a line end becomes a blank, or as many line ends as there are empty lines.
    private mutating func fold() {
        let start = walk
        while walk.isAtBlank { walk.skip() }
        guard walk.isAtBreak else {
            walk = start
            while walk.isAtBlank { copy() }
            return
        }
        let first = walk.takeBreak()
        let more = takeBlankLines()
        if !first.folds { tell(first) }
        if first.folds, more.isEmpty { tell([UInt8(ascii: " ")], from: first.spot) }
        for end in more { tell(end) }
    }

    private mutating func takeBlankLines() -> [LineEnd] {
        var ends: [LineEnd] = []
        while true {
            while walk.isAtBlank { walk.skip() }
            guard walk.isAtBreak else { return ends }
            ends.append(walk.takeBreak())
        }
    }

    private mutating func escape() {
        let start = walk.spot
        walk.skip()
        if walk.isAtBreak {
            _ = walk.takeBreak()
            for end in takeBlankLines() { tell(end) }
            return
        }
        guard let code = walk.byte() else { return }
        walk.skip()
        if let digits = Self.hexadecimalDigits(after: code) {
            let first = walk.spot
            walk.skip(digits)
            tell(hexadecimal(from: first), from: start)
        } else {
            tell(Self.meaning(of: code), from: start)
        }
    }

    private func hexadecimal(from first: Spot) -> [UInt8] {
        let digits = String(decoding: walk.bytes(from: first), as: UTF8.self)
        let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
        return scalar.map { Array(String($0).utf8) } ?? []
    }

    private static func hexadecimalDigits(after code: UInt8) -> Int? {
        switch Unicode.Scalar(code) {
        case "x": 2
        case "u": 4
        case "U": 8
        default: nil
        }
    }

    private static func meaning(of code: UInt8) -> [UInt8] {
        switch Unicode.Scalar(code) {
        case "0": [0x00]
        case "a": [0x07]
        case "b": [0x08]
        case "t", "\t": [0x09]
        case "n": [0x0A]
        case "v": [0x0B]
        case "f": [0x0C]
        case "r": [0x0D]
        case "e": [0x1B]
        case "N": [0xC2, 0x85]
        case "_": [0xC2, 0xA0]
        case "L": [0xE2, 0x80, 0xA8]
        case "P": [0xE2, 0x80, 0xA9]
        default: [code]
        }
    }
}
