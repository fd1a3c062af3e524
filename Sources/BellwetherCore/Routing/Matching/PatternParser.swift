/// Why a pattern cannot be used.
package struct PatternMistake: Error, Hashable {
    package let message: String
}

/// A pattern as it is built up, before it is compiled.
indirect enum PatternTree {
    case nothing
    case one(ScalarClass)
    case sequence([PatternTree])
    case choice([PatternTree])
    /// `*`: from none; `+`: at least one; `?`: none or one.
    case repeated(PatternTree, needsOne: Bool, mayGoOn: Bool)
}

/// Reads a pattern; anchors at its ends are allowed and say nothing new, since a matcher is anchored anyway.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var depth = 0
    private static let deepest = 50

    init(_ text: String) {
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "^" { scalars.removeFirst() }
        if scalars.last == "$", scalars.dropLast().last != "\\" { scalars.removeLast() }
        self.scalars = scalars
    }

    mutating func parse() throws(PatternMistake) -> PatternTree {
        let tree = try choice()
        guard position == scalars.count else { throw .unexpected(")") }
        return tree
    }

    private mutating func choice() throws(PatternMistake) -> PatternTree {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternMistake) -> PatternTree {
        var parts: [PatternTree] = []
        while let next = peek(), next != "|", next != ")" {
            parts.append(try repetition(of: try atom()))
        }
        return parts.isEmpty ? .nothing : .sequence(parts)
    }

    private mutating func repetition(of atom: PatternTree) throws(PatternMistake) -> PatternTree {
        var tree = atom
        switch peek() {
        case "*": tree = .repeated(atom, needsOne: false, mayGoOn: true)
        case "+": tree = .repeated(atom, needsOne: true, mayGoOn: true)
        case "?": tree = .repeated(atom, needsOne: false, mayGoOn: false)
        default: return tree
        }
        position += 1
        if let next = peek(), "*+?".unicodeScalars.contains(next) { throw .unexpected(next) }
        return tree
    }

    private mutating func atom() throws(PatternMistake) -> PatternTree {
        let scalar = scalars[position]
        position += 1
        switch scalar {
        case "(": return try group()
        case "[": return .one(try set())
        case "\\": return .one(try escape())
        case ".": return .one(.any)
        case "*", "+", "?", "{", "}", "]", "^", "$": throw .unexpected(scalar)
        default: return .one(ScalarClass(ranges: [scalar.value...scalar.value]))
        }
    }

    private mutating func group() throws(PatternMistake) -> PatternTree {
        if take("?"), !take(":") { throw .onlyPlainGroups }
        depth += 1
        guard depth <= Self.deepest else { throw .tooLarge }
        let tree = try choice()
        guard take(")") else { throw .unclosed("(") }
        depth -= 1
        return tree
    }

    /// A `]` directly after the opening is meant literally, as POSIX has it.
    private mutating func set() throws(PatternMistake) -> ScalarClass {
        var result = ScalarClass(ranges: [], isNegated: take("^"))
        if take("]") { result.ranges.append(0x5D...0x5D) }
        while !take("]") {
            guard peek() != nil else { throw .unclosed("[") }
            result.ranges += try setItem()
        }
        return result
    }

    private mutating func setItem() throws(PatternMistake) -> [ClosedRange<UInt32>] {
        let first = scalars[position]
        position += 1
        if first == "\\" { return try escape().ranges }
        guard peek() == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
            return [first.value...first.value]
        }
        let last = scalars[position + 1]
        position += 2
        guard first <= last, last != "\\" else { throw .unexpected("-") }
        return [first.value...last.value]
    }

    private mutating func escape() throws(PatternMistake) -> ScalarClass {
        guard let scalar = peek() else { throw .unexpected("\\") }
        position += 1
        switch scalar {
        case "d": return ScalarClass(ranges: [0x30...0x39])
        case "w": return ScalarClass(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
        case "s": return ScalarClass(ranges: [0x09...0x0D, 0x20...0x20])
        case "0"..."9", "A"..."Z", "a"..."z": throw .unknownEscape(scalar)
        default: return ScalarClass(ranges: [scalar.value...scalar.value])
        }
    }

    private func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        position += 1
        return true
    }
}

/// Turns the tree into steps.
struct PatternCompiler {
    private(set) var program: [Pattern.Step] = []
    private static let longest = 1_000

    mutating func add(_ tree: PatternTree) throws(PatternMistake) {
        guard program.count < Self.longest else { throw .tooLarge }
        switch tree {
        case .nothing: break
        case .one(let scalars): program.append(.one(scalars))
        case .sequence(let parts): for part in parts { try add(part) }
        case .choice(let branches): try addChoice(branches[...])
        case .repeated(let part, let needsOne, let mayGoOn):
            try addRepetition(of: part, needsOne: needsOne, mayGoOn: mayGoOn)
        }
    }

    private mutating func addChoice(_ branches: ArraySlice<PatternTree>) throws(PatternMistake) {
        guard let first = branches.first else { return }
        let rest = branches.dropFirst()
        guard !rest.isEmpty else { return try add(first) }
        let fork = reserve()
        try add(first)
        let jump = reserve()
        program[fork] = .fork(fork + 1, program.count)
        try addChoice(rest)
        program[jump] = .jump(program.count)
    }

    private mutating func addRepetition(
        of part: PatternTree, needsOne: Bool, mayGoOn: Bool
    ) throws(PatternMistake) {
        let start = program.count
        if needsOne {
            try add(part)
            program.append(.fork(start, program.count + 1))
            return
        }
        let fork = reserve()
        try add(part)
        if mayGoOn { program.append(.jump(start)) }
        program[fork] = .fork(fork + 1, program.count)
    }

    /// A step whose targets are known only later.
    private mutating func reserve() -> Int {
        program.append(.matched)
        return program.count - 1
    }
}
