/// A regular expression in a matcher, for whole values: literals, `.`, `[…]`, `\d \w \s`, groups, `|`, `*`, `+`, `?`.
///
/// It is compiled to a small machine whose states are all followed at once (K. Thompson, 1968), so that matching takes
/// time linear in the value, whatever somebody wrote. What needs more than that (back references, look-around, counted
/// repetition) is refused when the file is loaded.
package struct Pattern: Sendable, Hashable {
    package let text: String
    let program: [Step]

    /// One instruction; a `fork` goes both ways, everything else to the next one.
    enum Step: Sendable, Hashable {
        case one(ScalarClass)
        case fork(Int, Int)
        case jump(Int)
        case matched
    }

    package init(_ text: String) throws(PatternMistake) {
        self.text = text
        var parser = PatternParser(text)
        var compiler = PatternCompiler()
        try compiler.add(try parser.parse())
        program = compiler.program + [.matched]
    }

    /// Whether the whole value matches, from its first code point to its last.
    package func matches(_ value: String) -> Bool {
        var threads = Threads(count: program.count)
        threads.follow(program, from: 0)
        for scalar in value.unicodeScalars {
            guard !threads.waiting.isEmpty else { return false }
            let waiting = threads.waiting
            threads.restart()
            for position in waiting {
                if case .one(let scalars) = program[position], scalars.contains(scalar) {
                    threads.follow(program, from: position + 1)
                }
            }
        }
        return threads.hasMatched
    }
}

/// The code points one step takes.
struct ScalarClass: Sendable, Hashable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false

    static let any = ScalarClass(ranges: [], isNegated: true)

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } != isNegated
    }
}

/// Every state the machine may be in, each at most once.
private struct Threads {
    private(set) var waiting: [Int] = []
    private(set) var hasMatched = false
    private var seen: [Bool]

    init(count: Int) {
        seen = Array(repeating: false, count: count)
    }

    mutating func restart() {
        waiting.removeAll(keepingCapacity: true)
        hasMatched = false
        for index in seen.indices { seen[index] = false }
    }

    mutating func follow(_ program: [Pattern.Step], from start: Int) {
        var pending = [start]
        while let position = pending.popLast() {
            guard !seen[position] else { continue }
            seen[position] = true
            switch program[position] {
            case .one: waiting.append(position)
            case .fork(let first, let second): pending += [second, first]
            case .jump(let target): pending.append(target)
            case .matched: hasMatched = true
            }
        }
    }
}
