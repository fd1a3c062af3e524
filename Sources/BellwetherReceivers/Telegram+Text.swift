import BellwetherCore
import Foundation

/// A message as Telegram's HTML, of at most 4,096 UTF-16 units once the tags are read.
enum TelegramText {
    private static let most = 4_000

    /// Whole blocks only: what is escaped is never cut. What does not fit is counted.
    static func html(_ message: Message) -> String {
        var text = ""
        var length = 0
        var left = 0
        for block in blocks(message) where !block.html.isEmpty {
            let apart = text.isEmpty ? "" : "\n\n"
            if left > 0 || length + apart.utf16.count + block.length > most {
                left += 1
                continue
            }
            text += apart + block.html
            length += apart.utf16.count + block.length
        }
        return left == 0 ? text : text + "\n\n<i>and \(left) more</i>"
    }

    /// The same as plain text: what must not come to life is broken even so.
    static func plain(_ message: Message) -> String {
        let text = message.plainText.inertForTelegram
        guard text.utf16.count > most else { return text }
        var cut = text.prefix(most)
        while cut.utf16.count > most { cut.removeLast() }
        return cut + "…"
    }

    /// What is left of a text, in UTF-16 units, once its tags and escapes are read.
    static func length(ofHTML html: String) -> Int {
        var length = 0
        var (inTag, inEscape) = (false, false)
        for unit in html.utf16 {
            switch unit {
            case 0x3C: inTag = true
            case 0x3E where inTag: inTag = false
            case _ where inTag: continue
            case 0x26:
                inEscape = true
                length += 1
            case 0x3B where inEscape: inEscape = false
            default: length += inEscape ? 0 : 1
            }
        }
        return length
    }

    /// Some text with its tags, and how long it is without them.
    private struct Block {
        var html: String
        var length: Int

        init(_ parts: [Block], joinedBy separator: String) {
            let full = parts.filter { !$0.html.isEmpty }
            html = full.map(\.html).joined(separator: separator)
            length = full.reduce(0) { $0 + $1.length } + max(0, full.count - 1) * separator.utf16.count
        }

        init(_ text: String, _ tag: String = "") {
            let inert = text.inertForTelegram
            length = inert.utf16.count
            html =
                inert.isEmpty || tag.isEmpty ? inert.escapedForTelegram : "<\(tag)>\(inert.escapedForTelegram)</\(tag)>"
        }

        init(link: Story.Link) {
            let label = Block(link.label)
            length = label.length
            html = "<a href=\"\(link.url.escapedForTelegram)\">\(label.html)</a>"
        }
    }

    private static func blocks(_ message: Message) -> [Block] {
        var blocks = [Block(message.heading, "i")]
        let headline = Block(message.headline, "b")
        if message.isAboutOne, let card = message.cards.first {
            blocks.append(Block([headline] + details(card), joinedBy: "\n"))
        } else {
            blocks.append(headline)
            blocks += message.cards.map { card in
                Block([Block(titled(card.sign, card.title), "b")] + details(card), joinedBy: "\n")
            }
        }
        blocks += words(message.words)
        blocks += message.lines.map(entry) + [Block(message.moreLines, "i")]
        for section in message.sections {
            let entries = section.lines.map(entry) + section.words.map(entry) + [Block(section.more, "i")]
            blocks.append(Block([Block(section.title, "u"), entries.first ?? Block("")], joinedBy: "\n"))
            blocks += entries.dropFirst()
        }
        if !message.isAboutOne {
            blocks += message.closings.map { Block($0.text) } + [Block(message.moreClosings, "i")]
        }
        return blocks + ([message.unchanged] + message.notes).map { Block($0, "i") }
    }

    /// What is set in stands in letters of one width.
    private static func words(_ lines: [String]) -> [Block] {
        lines.map { Block($0, $0.hasPrefix(" ") ? "code" : "") }
    }

    private static func details(_ card: Message.Card) -> [Block] {
        let call = [card.ownerName.map { "\($0): " } ?? "", card.play].joined()
        let links = Block(card.links.map { Block(link: $0) }, joinedBy: " · ")
        let said = [card.reason, card.stakes, card.others, card.play.isEmpty ? "" : call] + card.tasks
        return said.map { Block($0) } + [links]
    }

    private static func entry(_ line: Message.Line) -> Block {
        let title = Block(titled(line.sign, line.title), "b")
        let links = Block([line.link, line.taskLink].compactMap(\.self).map { Block(link: $0) }, joinedBy: " · ")
        return Block([title, Block(line.details), links], joinedBy: "\n")
    }

    private static func entry(_ remark: Message.Remark) -> Block {
        Block([Block(remark.text), Block(remark.links.map { Block(link: $0) }, joinedBy: " · ")], joinedBy: "\n")
    }

    private static func titled(_ sign: Message.Sign, _ title: String) -> String {
        [sign.rawValue, title].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension String {
    /// A mark of no width, which Telegram's search for names and addresses does not see past.
    private static let breaker = "\u{200B}"

    /// Numbers keep their dots, and `and/or` its slash: only what could become an address, a name or a command is broken.
    fileprivate var inertForTelegram: String {
        var result = ""
        var previous: Unicode.Scalar = " "
        let scalars = Array(unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            result.unicodeScalars.append(scalar)
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            let isActive =
                switch scalar {
                case "@", "#", "$": next != " "
                case "/": !previous.properties.isAlphabetic && next != " "
                case ".": (previous.properties.isAlphabetic || previous.isDigit) && next.properties.isAlphabetic
                default: false
                }
            if isActive { result += Self.breaker }
            previous = scalar
        }
        return result
    }

    fileprivate var escapedForTelegram: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { properties.numericType == .decimal }
}

/// What Telegram says of a request: `{"ok":false,"description":"…","parameters":{"retry_after":3}}`.
struct TelegramAnswer {
    let isOK: Bool
    let messageID: String?
    let retryAfter: Double?
    let description: String?
    /// The number of the supergroup that the group has become.
    let movedTo: Int64?
    /// Of 400s, the one in which Telegram could not read the text's tags.
    let cannotReadHTML: Bool

    private struct Written: Decodable {
        struct Result: Decodable { let message_id: Int64? }
        struct Parameters: Decodable {
            let retry_after: Double?
            let migrate_to_chat_id: Int64?
        }
        let ok: Bool
        let result: Result?
        let description: String?
        let parameters: Parameters?
    }

    init?(_ body: [UInt8]) {
        // A page instead of it is a proxy or a portal in between.
        guard let written = try? JSONDecoder().decode(Written.self, from: Data(body)) else { return nil }
        isOK = written.ok
        messageID = written.result?.message_id.map { "\($0)" }
        retryAfter = written.parameters?.retry_after
        movedTo = written.parameters?.migrate_to_chat_id
        cannotReadHTML = written.description?.contains("parse entities") ?? false
        description = written.description.map { Inert.line($0, atMost: 120) }
    }
}
