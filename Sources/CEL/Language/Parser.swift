import Diagnostics

/// Builds the tree of a condition.
///
///     expression      condition ("?" condition ":" expression)?
///     condition       operands between operators, "||" binding least, "*" most
///     unary           ("!" | "-")* member
///     member          primary ("." "?"? name arguments? | "[" "?"? expression "]")*
///     primary         literal | "."? name arguments? | "(" expression ")" | list | map
///
/// After a mistake it goes on at the next comma or closing bracket, so that others are found in the same run.
struct Parser {
    /// Deeper nesting is refused, because each level costs the stack of everything that walks the tree.
    static let deepest = 250

    let source: Fragment
    var diagnostics: [Diagnostic] = []
    private var tokens: [Token]
    private var index = 0
    private var level = 0
    private var hasGivenUp = false
    /// The token at which the last mistake was found.
    private var mistaken: Int?

    static func parsed(_ source: Fragment) -> (Syntax, [Diagnostic]) {
        var lexer = Lexer(source)
        let tokens = lexer.tokens()
        var parser = Parser(source, tokens, lexer.diagnostics)
        let tree = parser.whole()
        return (tree, parser.diagnostics)
    }

    private init(_ source: Fragment, _ tokens: [Token], _ diagnostics: [Diagnostic]) {
        self.source = source
        self.tokens = tokens
        self.diagnostics = diagnostics
    }

    private mutating func whole() -> Syntax {
        guard current.kind != .end else {
            if diagnostics.isEmpty { diagnostics.append(.empty(at: source.place)) }
            return Syntax(.invalid, 0..<0)
        }
        var parts = [expression()]
        while current.kind != .end {
            if !isBehindMistake {
                report(.surplus(text(of: current), isOperand: isOperand(current), at: place(of: current)))
            }
            if isOperand(current) { parts.append(expression()) } else { advance() }
        }
        // Surplus parts are kept for the checker, that it may find what is wrong in them too.
        return parts.count == 1 ? parts[0] : Syntax(.list(parts), 0..<previousEnd)
    }

    // MARK: Expressions

    private mutating func expression() -> Syntax {
        level += 1
        defer { level -= 1 }
        guard level <= Self.deepest else { return tooDeep() }
        let condition = operands(bindingAtLeast: 1)
        guard take(.question) != nil else { return condition }
        let then = operands(bindingAtLeast: 1)
        guard take(.colon) != nil else {
            report(.missingColon(at: place(of: current)))
            return Syntax(.invalid, condition.range)
        }
        let otherwise = expression()
        return node(.conditional(condition, then: then, otherwise: otherwise), condition.range, to: otherwise.range)
    }

    /// Operators bind to the left; a chain of `&&` or `||` becomes one node.
    private mutating func operands(bindingAtLeast least: Int) -> Syntax {
        var left = unary()
        while let name = infix(), let strength = Self.strengths[name.text], strength >= least {
            advance()
            let right = operands(bindingAtLeast: strength + 1)
            switch name.text {
            case "&&": left = chain([left, right], name.text, strength) { .and($0) }
            case "||": left = chain([left, right], name.text, strength) { .or($0) }
            default: left = node(.operation(name, [left, right]), left.range, to: right.range)
            }
        }
        return left
    }

    private mutating func chain(
        _ first: [Syntax], _ symbol: String, _ strength: Int, _ kind: ([Syntax]) -> Syntax.Kind
    ) -> Syntax {
        var links = first
        while let name = infix(), name.text == symbol {
            advance()
            links.append(operands(bindingAtLeast: strength + 1))
        }
        return node(kind(links), links[0].range, to: links[links.count - 1].range)
    }

    private static let strengths = [
        "||": 1, "&&": 2,
        "<": 3, "<=": 3, ">": 3, ">=": 3, "==": 3, "!=": 3, "in": 3,
        "+": 4, "-": 4, "*": 5, "/": 5, "%": 5,
    ]

    /// The operator that stands here; `and` and `or` are taken for what was meant.
    private mutating func infix() -> Syntax.Name? {
        switch current.kind {
        case .symbol(let symbol):
            return Syntax.Name(text: symbol.rawValue, range: current.range)
        case .name("in"):
            return Syntax.Name(text: "in", range: current.range)
        case .name(let word):
            guard let meant = Diagnostic.symbols[word.lowercased()], Self.strengths[meant] != nil else { return nil }
            let range = current.range
            tokens[index] = Token(kind: Symbol(rawValue: meant).map { .symbol($0) } ?? .name(meant), range: range)
            report(.word(word, for: meant, at: place(range)))
            return Syntax.Name(text: meant, range: range)
        default:
            return nil
        }
    }

    private mutating func unary() -> Syntax {
        let start = current
        if let minus = take(.minus) {
            if let number = negativeNumber(after: minus) { return members(of: number) }
            return prefixed("-", start)
        }
        if take(.not) != nil || takeNot() { return prefixed("!", start) }
        return members(of: primary())
    }

    /// The word for what is written `!`.
    private mutating func takeNot() -> Bool {
        guard case .name(let word) = current.kind, word.lowercased() == "not", isOperand(tokens[index + 1]) else {
            return false
        }
        report(.word(word, for: "!", at: place(of: current)))
        advance()
        return true
    }

    private mutating func prefixed(_ symbol: String, _ start: Token) -> Syntax {
        level += 1
        defer { level -= 1 }
        guard level <= Self.deepest else { return tooDeep() }
        let operand = unary()
        return node(
            .operation(Syntax.Name(text: symbol, range: start.range), [operand]), start.range, to: operand.range)
    }

    /// The sign belongs to the literal: the least int has no positive counterpart.
    private mutating func negativeNumber(after minus: Token) -> Syntax? {
        let range = minus.range.lowerBound..<current.range.upperBound
        switch current.kind {
        case .int(let size):
            advance()
            guard size <= Int64.min.magnitude else {
                report(.tooLarge("int", at: place(range)))
                return Syntax(.invalid, range)
            }
            return Syntax(.literal(.int(Int64(truncatingIfNeeded: 0 &- size))), range)
        case .double(let value):
            advance()
            return Syntax(.literal(.double(-value)), range)
        default: return nil
        }
    }

    // MARK: Members

    private mutating func members(of first: Syntax) -> Syntax {
        var operand = first
        while true {
            if take(.dot) != nil {
                operand = member(of: operand)
            } else if let bracket = take(.leftBracket) {
                let isOptional = take(.question) != nil
                let key = expression()
                let end = close(.rightBracket, openedBy: bracket)
                let name = Syntax.Name(text: isOptional ? "[?]" : "[]", range: bracket.range.lowerBound..<end)
                operand = node(.operation(name, [operand, key]), operand.range, to: name.range)
            } else {
                return operand
            }
        }
    }

    private mutating func member(of operand: Syntax) -> Syntax {
        if take(.question) != nil { return optionalMember(of: operand) }
        let token = current
        switch token.kind {
        case .name(let text) where !Self.literalNames.contains(text):
            advance()
            let name = Syntax.Name(text: text, range: token.range)
            guard let parenthesis = take(.leftParenthesis) else {
                return node(.select(operand, field: name), operand.range, to: name.range)
            }
            let arguments = list(upTo: .rightParenthesis, openedBy: parenthesis)
            let range = operand.range.lowerBound..<previousEnd
            return node(expanded(method: name, of: operand, arguments), range, to: range)
        case .quotedName(let text):
            advance()
            let name = Syntax.Name(text: text, range: token.range)
            return node(.select(operand, field: name), operand.range, to: name.range)
        default:
            report(.missingField(at: place(of: token), instead: text(of: token)))
            return Syntax(.invalid, operand.range)
        }
    }

    /// `.?name`; there are no optional calls.
    private mutating func optionalMember(of operand: Syntax) -> Syntax {
        let token = current
        switch token.kind {
        case .name(let text) where !Self.literalNames.contains(text), .quotedName(let text):
            advance()
            let name = Syntax.Name(text: text, range: token.range)
            return node(.optionalSelect(operand, field: name), operand.range, to: name.range)
        default:
            report(.missingField(at: place(of: token), instead: text(of: token)))
            return Syntax(.invalid, operand.range)
        }
    }

    private mutating func primary() -> Syntax {
        let token = current
        advance()
        switch token.kind {
        case .int(let size):
            guard let value = Int64(exactly: size) else {
                report(.tooLarge("int", at: place(of: token)))
                return Syntax(.invalid, token.range)
            }
            return Syntax(.literal(.int(value)), token.range)
        case .uint(let value): return Syntax(.literal(.uint(value)), token.range)
        case .double(let value): return Syntax(.literal(.double(value)), token.range)
        case .string(let value): return Syntax(.literal(.string(value)), token.range)
        case .bytes(let value): return Syntax(.literal(.bytes(value)), token.range)
        case .name(let text): return named(text, token, isAbsolute: false)
        case .symbol(.dot):
            if case .name(let text) = current.kind {
                advance()
                return named(text, token, isAbsolute: true)
            }
            return missingOperand(current)
        case .symbol(.leftParenthesis):
            let inner = expression()
            let end = close(.rightParenthesis, openedBy: token)
            return Syntax(inner.kind, token.range.lowerBound..<end)
        case .symbol(.leftBracket):
            let elements = list(upTo: .rightBracket, openedBy: token, isLiteral: true)
            return node(.list(elements), token.range, to: 0..<previousEnd)
        case .symbol(.leftBrace):
            let entries = entries(openedBy: token)
            return node(.map(entries), token.range, to: 0..<previousEnd)
        case .invalid: return Syntax(.invalid, token.range)
        case .quotedName:
            report(.quotedOperand(at: place(of: token)))
            return Syntax(.invalid, token.range)
        case .symbol, .end:
            if token.kind != .end, !hasGivenUp { index -= 1 }
            return missingOperand(token)
        }
    }

    private mutating func named(_ text: String, _ first: Token, isAbsolute: Bool) -> Syntax {
        let range = first.range.lowerBound..<previousEnd
        switch text {
        case "true" where !isAbsolute: return Syntax(.literal(.bool(true)), range)
        case "false" where !isAbsolute: return Syntax(.literal(.bool(false)), range)
        case "null" where !isAbsolute: return Syntax(.literal(.null), range)
        case _ where Self.reserved.contains(text) || Self.literalNames.contains(text):
            report(.reserved(text, at: place(range)))
            return Syntax(.invalid, range)
        default: break
        }
        let name = Syntax.Name(text: text, range: range, isAbsolute: isAbsolute)
        guard let parenthesis = take(.leftParenthesis) else { return Syntax(.name(name), range) }
        let arguments = list(upTo: .rightParenthesis, openedBy: parenthesis)
        return node(expanded(call: name, arguments), range, to: 0..<previousEnd)
    }

    private static let literalNames: Set = ["true", "false", "null", "in"]

    private static let reserved: Set = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    // MARK: Lists

    /// In a literal elements may be optional, and a comma may trail.
    private mutating func list(upTo end: Symbol, openedBy opening: Token, isLiteral: Bool = false) -> [Syntax] {
        var elements: [Syntax] = []
        while !isAt(end) {
            if isLiteral, let mark = take(.question) {
                let element = expression()
                elements.append(node(.optional(element), mark.range, to: element.range))
            } else {
                elements.append(expression())
            }
            guard take(.comma) != nil else { break }
            if isAt(end), !isLiteral { elements.append(missingOperand(current)) }
        }
        _ = close(end, openedBy: opening)
        return elements
    }

    private mutating func entries(openedBy opening: Token) -> [Syntax.Entry] {
        var entries: [Syntax.Entry] = []
        while !isAt(.rightBrace) {
            let isOptional = take(.question) != nil
            let key = expression()
            guard take(.colon) != nil else {
                report(.missingColonInMap(at: place(of: current)))
                break
            }
            entries.append(Syntax.Entry(key: key, value: expression(), isOptional: isOptional))
            guard take(.comma) != nil else { break }
        }
        _ = close(.rightBrace, openedBy: opening)
        return entries
    }

    /// Takes the closing bracket, or skips to where it should be; where it ends.
    private mutating func close(_ end: Symbol, openedBy opening: Token) -> Int {
        if take(end) == nil {
            if !isBehindMistake, mistaken != index {
                report(
                    .unclosed(text(of: opening), with: end.rawValue, at: place(of: opening), before: text(of: current)))
            }
            skip(to: end)
        }
        return previousEnd
    }

    private mutating func skip(to end: Symbol) {
        var open = 0
        while case let kind = current.kind, kind != .end {
            if open == 0, kind == .symbol(end) {
                advance()
                return
            }
            switch kind {
            case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.leftBrace): open += 1
            case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace): open -= 1
            default: break
            }
            advance()
        }
    }

    // MARK: Tokens

    private var current: Token { tokens[index] }

    private var previousEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

    private func isAt(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) || current.kind == .end }

    /// Never past the end.
    private mutating func advance() { index = min(index + 1, tokens.count - 1) }

    private mutating func take(_ symbol: Symbol) -> Token? {
        let token = current
        guard token.kind == .symbol(symbol) else { return nil }
        advance()
        return token
    }

    private func isOperand(_ token: Token) -> Bool {
        if case .symbol(let symbol) = token.kind {
            return [.leftParenthesis, .leftBracket, .leftBrace, .not].contains(symbol)
        }
        return token.kind != .end
    }

    private mutating func missingOperand(_ token: Token) -> Syntax {
        let before = index > 0 ? text(of: tokens[index - 1]) : nil
        report(.missingOperand(after: before, instead: text(of: token), at: place(of: token)))
        return Syntax(.invalid, token.range)
    }

    private mutating func tooDeep() -> Syntax {
        report(.tooDeep(at: place(of: current), limit: Self.deepest))
        let range = current.range
        giveUp()
        return Syntax(.invalid, range)
    }

    private mutating func node(_ kind: Syntax.Kind, _ first: Range<Int>, to last: Range<Int>) -> Syntax {
        let node = Syntax(kind, first.lowerBound..<max(first.upperBound, last.upperBound))
        return node.depth <= Self.deepest ? node : tooDeep()
    }

    private func text(of token: Token) -> String {
        let bytes = source.text.utf8.dropFirst(token.range.lowerBound).prefix(token.range.count)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nothing is said any more after giving up, and a place costs a walk through the text at every level of nesting.
    func place(_ range: Range<Int>) -> Place {
        guard !hasGivenUp else { return Place(file: source.file, line: 1, column: 1) }
        if let last = lastPlace.found, last.range == range { return last.place }
        let place = source.place(from: range.lowerBound, to: range.upperBound)
        lastPlace.found = (range, place)
        return place
    }

    /// What is missing at the end is missed there at each level.
    private final class LastPlace { var found: (range: Range<Int>, place: Place)? }
    private let lastPlace = LastPlace()

    private func place(of token: Token) -> Place { place(token.range) }

    /// Only the first mistake at a place is said, and after too many the rest is given up.
    mutating func report(_ diagnostic: Diagnostic) {
        guard !hasGivenUp else { return }
        mistaken = index
        if !diagnostics.contains(where: { $0.place == diagnostic.place }) { diagnostics.append(diagnostic) }
        if diagnostics.count >= Diagnostic.enough { giveUp() }
    }

    private mutating func giveUp() {
        index = tokens.count - 1
        hasGivenUp = true
    }

    /// Whether the token before, or this one, has been complained about: then what follows from that is not said.
    private var isBehindMistake: Bool { current.kind == .invalid || mistaken == index - 1 }
}
