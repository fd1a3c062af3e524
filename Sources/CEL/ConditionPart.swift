import Diagnostics

/// A part of a condition that can settle it, ready to be asked and written again and again: alerts are told many at a
/// time.
final class ConditionPart: Sendable {
    enum Makeup: Sendable {
        /// Joined by `&&`.
        case all([ConditionPart])
        /// Joined by `||`.
        case any([ConditionPart])
        case choice(ConditionPart, then: ConditionPart, otherwise: ConditionPart)
        case one
    }

    let node: Checked
    let makeup: Makeup
    let step: Step
    /// What it reads, in the order of the text.
    let readings: [Int]
    /// How it is written with each value in place of the name it was read by; nothing of what is made of parts.
    let replaced: [WrittenPiece]

    fileprivate init(_ node: Checked, writer: ConditionWriter) {
        self.node = node
        step = Planner.step(for: node)
        makeup =
            switch node.kind {
            case .and(let operands): .all(operands.map { ConditionPart($0, writer: writer) })
            case .or(let operands): .any(operands.map { ConditionPart($0, writer: writer) })
            case .conditional(let condition, let then, let otherwise):
                .choice(
                    ConditionPart(condition, writer: writer), then: ConditionPart(then, writer: writer),
                    otherwise: ConditionPart(otherwise, writer: writer))
            default: .one
            }
        guard case .one = makeup else {
            (readings, replaced) = ([], [])
            return
        }
        readings = node.readings.map(\.index)
        replaced = writer.replaced(in: node)
    }

    /// A whole condition, taken apart.
    static func all(of expression: CheckedExpression, in source: Fragment) -> ConditionPart {
        ConditionPart(expression.root, writer: ConditionWriter(source))
    }
}

/// A stretch of a condition as it is written: a text, or the value of a reference.
enum WrittenPiece: Sendable {
    case text(String)
    case value(Int)
}

extension [WrittenPiece] {
    func joined(_ value: (Int) -> String) -> String {
        var text = ""
        for piece in self {
            switch piece {
            case .text(let piece): text += piece
            case .value(let index): text += value(index)
            }
        }
        return text
    }

    fileprivate mutating func append(_ text: String) {
        if case .text(let before) = last { self[count - 1] = .text(before + text) } else { append(.text(text)) }
    }
}

/// Writes parts of a condition as its author did, on one line and without comments.
struct ConditionWriter {
    let source: Fragment
    let tokens: [Token]

    init(_ source: Fragment) {
        var lexer = Lexer(source)
        self.source = source
        tokens = lexer.tokens().filter { $0.kind != .end }
    }

    init(_ condition: Condition) { self.init(condition.source) }

    /// All that stands there, with each value behind the name it was read by.
    func whole(of node: Checked) -> [WrittenPiece] { inserted(in: node, over: 0..<source.text.utf8.count) }

    func inserted(in node: Checked) -> [WrittenPiece] { inserted(in: node, over: node.range) }

    private func inserted(in node: Checked, over range: Range<Int>) -> [WrittenPiece] {
        var behind: [Int: Int] = [:]
        for reading in node.readings { behind[reading.range.upperBound] = reading.index }
        return pieces(range) { token, pieces in
            pieces.append(text(of: token))
            guard let index = behind[token.range.upperBound] else { return }
            pieces.append(" (")
            pieces.append(.value(index))
            pieces.append(")")
        }
    }

    /// With each value in place of the name it was read by.
    func replaced(in node: Checked) -> [WrittenPiece] {
        var readings = node.readings.sorted { $0.range.lowerBound < $1.range.lowerBound }[...]
        return pieces(node.range) { token, pieces in
            while let first = readings.first, first.range.upperBound <= token.range.lowerBound {
                readings.removeFirst()
            }
            guard let reading = readings.first, reading.range.overlaps(token.range) else {
                return pieces.append(text(of: token))
            }
            if reading.range.lowerBound == token.range.lowerBound { pieces.append(.value(reading.index)) }
        }
    }

    /// What is written for each token of the range, with one blank where there was any space.
    private func pieces(_ range: Range<Int>, _ write: (Token, inout [WrittenPiece]) -> Void) -> [WrittenPiece] {
        var pieces: [WrittenPiece] = []
        var end: Int?
        for token in tokens[first(from: range.lowerBound)...] {
            guard token.range.lowerBound < range.upperBound else { break }
            var written: [WrittenPiece] = []
            write(token, &written)
            if let end, end < token.range.lowerBound, !written.isEmpty { pieces.append(" ") }
            for piece in written {
                if case .text(let text) = piece { pieces.append(text) } else { pieces.append(piece) }
            }
            end = token.range.upperBound
        }
        return pieces
    }

    /// The first token that begins there or later.
    private func first(from offset: Int) -> Int {
        var (low, high) = (0, tokens.count)
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func text(of token: Token) -> String {
        String(decoding: source.text.utf8.dropFirst(token.range.lowerBound).prefix(token.range.count), as: UTF8.self)
    }
}

extension Checked {
    /// What is read in it, and where the names of that stand, in order.
    fileprivate var readings: [(index: Int, range: Range<Int>)] {
        if case .reference(let index) = kind { return [(index, range)] }
        return children.flatMap(\.readings)
    }

    /// The parts right below it.
    var children: [Checked] {
        switch kind {
        case .constant, .reference, .local, .failing: []
        case .presence(let operand), .field(let operand, _), .fieldPresence(let operand, _): [operand]
        case .call(_, let operands), .and(let operands), .or(let operands), .list(let operands): operands
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .comprehension(let comprehension):
            [comprehension.over] + [comprehension.condition, comprehension.result].compactMap(\.self)
        case .binding(_, let value, in: let body): [value, body]
        }
    }
}
