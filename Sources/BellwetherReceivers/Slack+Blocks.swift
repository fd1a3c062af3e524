import BellwetherCore

extension JSON {
    /// Block Kit, within the limits of an incoming webhook: at most 50 blocks, 150 characters in a header, 3,000 in a
    /// section, 75 on a button.
    init(slack message: Message, mentions: [String: String]) {
        var blocks = [JSON.header(message.headline)]
        for card in message.cards {
            blocks += JSON.card(card, mentions: mentions, withTitle: !message.isAboutOne)
        }
        blocks += JSON.sections(message.words.map(\.escapedForSlack))
        let lines = message.lines.map { "• \($0.text.escapedForSlack)" }
        blocks += JSON.sections(lines + JSON.more(message.moreLines, "more"))
        if !message.isAboutOne {
            let closings = message.closings.map(\.text.escapedForSlack)
            blocks += JSON.sections(closings + JSON.more(message.moreClosings, "more closed"))
        }
        let remarks = (message.unchanged > 0 ? ["and \(message.unchanged) unchanged"] : []) + message.notes
        if !remarks.isEmpty { blocks.append(JSON.context(remarks.joined(separator: " · "))) }
        self = [
            "text": .text(message.headline.escapedForSlack),
            "unfurl_links": false,
            "unfurl_media": false,
            "blocks": .list(blocks),
        ]
    }

    private static func header(_ text: String) -> JSON {
        ["type": "header", "text": plain(Inert.line(text, atMost: 150))]
    }

    private static func context(_ text: String) -> JSON {
        ["type": "context", "elements": [plain(Inert.line(text, atMost: 1_000))]]
    }

    private static func plain(_ text: String) -> JSON { ["type": "plain_text", "text": .text(text), "emoji": false] }

    private static func section(_ markup: String) -> JSON {
        ["type": "section", "text": ["type": "mrkdwn", "verbatim": true, "text": .text(markup)]]
    }

    private static func more(_ count: Int, _ what: String) -> [String] { count > 0 ? ["and \(count) \(what)"] : [] }

    private static func card(_ card: Message.Card, mentions: [String: String], withTitle: Bool) -> [JSON] {
        let title = [card.sign.rawValue, "*\(card.title.escapedForSlack)*"].filter { !$0.isEmpty }
        let lines =
            (withTitle ? [title.joined(separator: " ")] : [])
            + [card.reason, card.stakes].filter { !$0.isEmpty }.map(\.escapedForSlack) + [call(card, mentions)]
        let buttons = card.links.prefix(5).map(button)
        let actions: [JSON] = buttons.isEmpty ? [] : [["type": "actions", "elements": .list(buttons)]]
        return sections(lines.filter { !$0.isEmpty }) + actions
    }

    /// `@Kim Call the sponsor`: a real mention where people has the owner's chat id, in the only form Slack makes one of.
    private static func call(_ card: Message.Card, _ mentions: [String: String]) -> String {
        let id = card.owner.flatMap { mentions[$0] }.flatMap { $0.isSlackID ? $0 : nil }
        let name = id.map { "<@\($0)>" } ?? card.ownerName.map { "@\($0)".escapedForSlack }
        return [name ?? "", card.play.escapedForSlack].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func button(_ link: Story.Link) -> JSON {
        [
            "type": "button", "text": plain(link.label), "url": .text(link.url),
            "action_id": .text("open:\(Digest.name(of: link.url, digits: 12))"),
        ]
    }

    /// Lines in as few sections as hold them; a line is never cut, since it is escaped already.
    private static func sections(_ lines: [String]) -> [JSON] {
        var texts: [String] = []
        for line in lines {
            if let last = texts.last, last.unicodeScalars.count + 1 + line.unicodeScalars.count <= 3_000 {
                texts[texts.count - 1] = "\(last)\n\(line)"
            } else {
                texts.append(line)
            }
        }
        return texts.map(section)
    }
}

extension String {
    /// What Slack asks for, and nothing else: it ends mentions, channels and links alike.
    var escapedForSlack: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    fileprivate var isSlackID: Bool {
        guard let first = utf8.first, first == UInt8(ascii: "U") || first == UInt8(ascii: "W") else { return false }
        return (5...20).contains(utf8.count) && utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
    }
}
