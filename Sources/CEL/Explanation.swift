package import Diagnostics

/// One part of a condition that settled the outcome, with the values written in.
package struct Reason: Sendable, Hashable {
    /// `health.score (48.2) < threshold.floor (60)`
    package let text: String
    /// `48.2 < 60`
    package let short: String
    package let place: Place
    package let references: [Reference]
}

extension Condition {
    /// How a value that was read is written; the reference knows its unit.
    package typealias Printing = (Value, Reference) -> String

    /// The whole condition with the values written in.
    package func explanation(
        reading read: (Int) -> Value, printing print: Printing = Self.plainly
    ) -> String {
        Writer(self).text(of: expression.root, whole: true, inserting: written(read, print))
    }

    /// The parts that settled it: of an `&&` that does not hold those that do not hold, of an `||` that holds those
    /// that hold, where nothing settled it those that are not known.
    package func reasons(
        reading read: (Int) -> Value, printing print: Printing = Self.plainly
    ) -> [Reason] {
        let writer = Writer(self)
        let written = written(read, print)
        return deciding(expression.root, read).map { node in
            Reason(
                text: writer.text(of: node, inserting: written),
                short: writer.text(of: node, replacingBy: written),
                place: source.place(from: node.range.lowerBound, to: node.range.upperBound),
                references: node.readings.map { references[$0.index] })
        }
    }

    /// What would have to come true for it to hold, joined as the condition joins it: of an `&&` the parts that do not hold
    /// yet, of an `||` each of them.
    package func unmet(reading read: (Int) -> Value, printing print: Printing = Self.plainly) -> String {
        unmet(expression.root, read, Writer(self), written(read, print)).text
    }

    private func unmet(
        _ node: Checked, _ read: (Int) -> Value, _ writer: Writer, _ written: [String]
    ) -> (text: String, isAlternative: Bool) {
        switch node.kind {
        case .and(let operands):
            let open = operands.filter { answer($0, read) != true }.map { unmet($0, read, writer, written) }
            if open.count == 1 { return open[0] }
            // It holds already, and is named all the same.
            if open.isEmpty { return (writer.text(of: node, inserting: written), true) }
            return (open.map { $0.isAlternative ? "(\($0.text))" : $0.text }.joined(separator: " && "), false)
        case .or(let operands):
            return (operands.map { unmet($0, read, writer, written).text }.joined(separator: " || "), true)
        default:
            return (writer.text(of: node, inserting: written), false)
        }
    }

    /// As in a condition, but lists and maps by their size.
    package static func plainly(_ value: Value, of reference: Reference) -> String {
        switch value {
        case .list(let elements): elements.count == 1 ? "1 element" : "\(elements.count) elements"
        case .map(let map): map.count == 1 ? "1 entry" : "\(map.count) entries"
        default: value.text
        }
    }

    private func written(_ read: (Int) -> Value, _ print: Printing) -> [String] {
        references.indices.map { print(read($0), references[$0]) }
    }

    func deciding(_ node: Checked, _ read: (Int) -> Value) -> [Checked] {
        switch node.kind {
        case .and(let operands), .or(let operands):
            let outcome = answer(node, read)
            return operands.filter { answer($0, read) == outcome }.flatMap { deciding($0, read) }
        case .conditional(let condition, let then, let otherwise):
            switch answer(condition, read) {
            case true: return deciding(condition, read) + deciding(then, read)
            case false: return deciding(condition, read) + deciding(otherwise, read)
            case nil: return deciding(condition, read)
            }
        default: return [node]
        }
    }

    /// Nothing where it is neither true nor false.
    private func answer(_ node: Checked, _ read: (Int) -> Value) -> Bool? {
        var frame = Frame(slots: expression.slots)
        guard case .bool(let holds) = Planner.step(for: node)(read, &frame) else { return nil }
        return holds
    }
}

/// Writes parts of a condition as its author did, on one line and without comments.
private struct Writer {
    let source: Fragment
    let tokens: [Token]
    let end: Int

    init(_ condition: Condition) {
        var lexer = Lexer(condition.source)
        source = condition.source
        tokens = lexer.tokens().filter { $0.kind != .end }
        end = source.text.utf8.count
    }

    /// With each value behind the name it was read by.
    func text(of node: Checked, whole: Bool = false, inserting values: [String]) -> String {
        var behind: [Int: String] = [:]
        for reading in node.readings { behind[reading.range.upperBound] = values[reading.index] }
        return text(whole ? 0..<end : node.range) { token in
            let text = self.text(of: token)
            return behind[token.range.upperBound].map { "\(text) (\($0))" } ?? text
        }
    }

    /// With each value in place of the name it was read by.
    func text(of node: Checked, replacingBy values: [String]) -> String {
        let readings = node.readings
        return text(node.range) { token in
            guard let reading = readings.first(where: { $0.range.overlaps(token.range) }) else {
                return self.text(of: token)
            }
            return reading.range.lowerBound == token.range.lowerBound ? values[reading.index] : nil
        }
    }

    /// The tokens of the range, with one blank where there was any space; `write` answers nothing for what is left out.
    private func text(_ range: Range<Int>, _ write: (Token) -> String?) -> String {
        var result = ""
        var previous: Token?
        for token in tokens where range.contains(token.range.lowerBound) {
            guard let text = write(token) else {
                previous = token
                continue
            }
            if let previous, previous.range.upperBound < token.range.lowerBound { result += " " }
            result += text
            previous = token
        }
        return result
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
