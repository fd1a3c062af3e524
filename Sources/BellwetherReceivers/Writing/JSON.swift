/// A JSON value that is always written in the same bytes: its keys in the order in which they were given, nothing
/// between tokens. A repeated delivery has to be the same body, and a signature covers every byte of it.
enum JSON: Sendable, Hashable {
    case null
    case flag(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    case list([JSON])
    case object([Member])

    struct Member: Sendable, Hashable {
        let key: String
        let value: JSON
    }

    var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    private func write(to output: inout [UInt8]) {
        switch self {
        case .null: output += "null".utf8
        case .flag(let flag): output += (flag ? "true" : "false").utf8
        case .integer(let number): output += String(number).utf8
        // JSON has no word for what is not a number.
        case .real(let number): output += (number.isFinite ? number.description : "null").utf8
        case .text(let text): Self.write(text, to: &output)
        case .list(let items): Self.write(items, in: "[]", to: &output) { $0.write(to: &$1) }
        case .object(let members):
            Self.write(members, in: "{}", to: &output) { member, output in
                Self.write(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item], in brackets: StaticString, to output: inout [UInt8], each: (Item, inout [UInt8]) -> Void
    ) {
        output.append(brackets.utf8Start[0])
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            each(item, &output)
        }
        output.append(brackets.utf8Start[1])
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x0A: output += "\\n".utf8
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                output += "\\u00\(byte < 16 ? "0" : "")\(digits)".utf8
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
    init(stringLiteral text: String) { self = .text(text) }
    init(dictionaryLiteral members: (String, JSON)...) { self = .object(members.map(Member.init)) }
    init(arrayLiteral items: JSON...) { self = .list(items) }
    init(booleanLiteral flag: Bool) { self = .flag(flag) }
    init(integerLiteral number: Int64) { self = .integer(number) }

    /// In the order of the keys.
    init(_ labels: [String: String]) {
        self = .object(labels.sorted { $0.key < $1.key }.map { Member(key: $0.key, value: .text($0.value)) })
    }

    init(_ text: String?) { self = text.map(JSON.text) ?? .null }
    init(_ number: Int64?) { self = number.map(JSON.integer) ?? .null }
    init(_ number: Double?) { self = number.map(JSON.real) ?? .null }
}
