import Diagnostics

/// Literal and folded scalars.
extension Retelling {
    /// The text is needed beforehand: how far it is indented can depend on what stands around it.
    mutating func block(telling told: [UInt8], isFolded: Bool) {
        while !walk.isAtEnd, !walk.isAtBreak { walk.skip() }
        if walk.isAtBreak { _ = walk.takeBreak() }
        let indentation = indentation(telling: told)
        var ends = takeBlankLines(indentedBy: indentation)
        var lineEnd: LineEnd?
        var wasIndentedMore = false
        while text.count < told.count, !walk.isAtEnd, walk.spot.column == indentation + 1 {
            let isIndentedMore = walk.isAtBlank
            if let end = lineEnd {
                let folds = isFolded && end.folds && !wasIndentedMore && !isIndentedMore
                if !folds { tell(end) }
                if folds, ends.isEmpty { tell([UInt8(ascii: " ")], from: end.spot) }
            }
            for end in ends { tell(end) }
            wasIndentedMore = isIndentedMore
            while !walk.isAtEnd, !walk.isAtBreak { copy() }
            lineEnd = walk.isAtBreak ? walk.takeBreak() : nil
            ends = takeBlankLines(indentedBy: indentation)
        }
        for end in [lineEnd].compactMap({ $0 }) + ends where text.count < told.count { tell(end) }
    }

    /// How many blanks are indentation: those before the first line with something on it, less those which its text kept.
    private func indentation(telling told: [UInt8]) -> Int {
        var ahead = walk
        var inFile = 0
        while !ahead.isAtEnd {
            inFile = 0
            while ahead.isAt(" ") {
                ahead.skip()
                inFile += 1
            }
            guard ahead.isAtBreak else { break }
            _ = ahead.takeBreak()
        }
        let kept = told.drop { $0 == UInt8(ascii: "\n") }.prefix { $0 == UInt8(ascii: " ") }.count
        return max(0, inFile - kept)
    }

    private mutating func takeBlankLines(indentedBy indentation: Int) -> [LineEnd] {
        var ends: [LineEnd] = []
        while true {
            while walk.spot.column <= indentation, walk.isAt(" ") { walk.skip() }
            guard walk.isAtBreak else { return ends }
            ends.append(walk.takeBreak())
        }
    }
}
