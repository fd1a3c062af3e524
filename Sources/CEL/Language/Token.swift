/// The smallest piece of a text that means something, and which of its bytes it is.
struct Token {
    enum Kind: Equatable {
        case name(String)
        /// A field name in backquotes, for what is no plain name.
        case quotedName(String)
        /// Without its sign, so that the least int can be written.
        case int(UInt64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
        case symbol(Symbol)
        /// Something that has been complained about, and stands where an operand may stand.
        case invalid
        case end
    }

    let kind: Kind
    let range: Range<Int>
}

enum Symbol: String, CaseIterable {
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case not = "!"
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case equal = "=="
    case unequal = "!="
    case and = "&&"
    case or = "||"
    case question = "?"
    case colon = ":"
    case dot = "."
    case comma = ","
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
}
