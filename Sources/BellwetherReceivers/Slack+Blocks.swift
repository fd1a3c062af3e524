import BellwetherCore

extension JSON {
    /// Block Kit, within the limits of an incoming webhook: at most 50 blocks, 150 characters in a header, 3,000 in a
    /// section, 75 on a button.
    init(slack message: Message, mentions: [String: String]) {
        var blocks = (message.heading.isEmpty ? [] : [JSON.context(message.heading)]) + [JSON.header(message.headline)]
        for card in message.cards {
            blocks += JSON.card(card, mentions: mentions, withTitle: !message.isAboutOne)
        }
        blocks += JSON.sections(JSON.words(message.words))
        blocks += JSON.sections(message.lines.map(JSON.entry) + [message.moreLines], apart: "\n\n")
        for section in message.sections {
            let entries = section.lines.map(JSON.entry) + section.words.map(JSON.entry) + [section.more]
            blocks += JSON.sections(["*\(section.title)*"] + entries, apart: "\n\n")
        }
        if !message.isAboutOne {
            blocks += JSON.sections(message.closings.map(\.text.escapedForSlack) + [message.moreClosings])
        }
        let remarks = ([message.unchanged] + message.notes).filter { !$0.isEmpty }
        if !remarks.isEmpty { blocks.append(JSON.context(remarks.joined(separator: " · "))) }
        self = [
            "text": .text(
                [message.heading, message.headline].filter { !$0.isEmpty }.joined(separator: ": ").escapedForSlack),
            "unfurl_links": false,
            "unfurl_media": false,
            "blocks": .list(blocks),
        ]
    }

    /// What is too long for a header is better read in bold than cut.
    private static func header(_ text: String) -> JSON {
        guard text.unicodeScalars.count > 150 else { return ["type": "header", "text": plain(Inert.line(text))] }
        return section("*\(Inert.line(text, atMost: 1_000).escapedForSlack)*")
    }

    private static func context(_ text: String) -> JSON {
        ["type": "context", "elements": [plain(Inert.line(text, atMost: 1_000))]]
    }

    private static func plain(_ text: String) -> JSON { ["type": "plain_text", "text": .text(text), "emoji": false] }

    private static func section(_ markup: String) -> JSON {
        ["type": "section", "text": ["type": "mrkdwn", "verbatim": true, "text": .text(markup)]]
    }

    /// What is set in stands as it was written, in letters of one width.
    private static func words(_ lines: [String]) -> [String] {
        lines.enumerated().map { index, line in
            guard line.hasPrefix(" ") else { return line.escapedForSlack }
            let opens = index == 0 || !lines[index - 1].hasPrefix(" ")
            let closes = index + 1 == lines.count || !lines[index + 1].hasPrefix(" ")
            return (opens ? "```" : "") + line.escapedForSlack + (closes ? "```" : "")
        }
    }

    /// One account of a list: its title, which leads to it, and below that the rest.
    private static func entry(_ line: Message.Line) -> String {
        let title = line.title.escapedForSlack
        let linked = line.link.map { "<\($0.url.escapedForSlack)|\(title)>" } ?? title
        let heading = [line.sign.rawValue, "*\(linked)*"].filter { !$0.isEmpty }.joined(separator: " ")
        let told = [heading, line.details.escapedForSlack].filter { !$0.isEmpty }.joined(separator: "\n")
        return leading(told, to: line.taskLink.map { [$0] } ?? [])
    }

    private static func entry(_ remark: Message.Remark) -> String {
        leading(remark.text.escapedForSlack, to: remark.links)
    }

    /// With as many of its links as a section has room for.
    private static func leading(_ markup: String, to links: [Story.Link]) -> String {
        links.reduce(markup) { text, link in
            let longer = "\(text) · <\(link.url.escapedForSlack)|\(link.label.escapedForSlack)>"
            return longer.unicodeScalars.count <= mostInSection ? longer : text
        }
    }

    private static let mostInSection = 3_000

    private static func card(_ card: Message.Card, mentions: [String: String], withTitle: Bool) -> [JSON] {
        let title = [card.sign.rawValue, "*\(card.title.escapedForSlack)*"].filter { !$0.isEmpty }
        let lines =
            (withTitle ? [title.joined(separator: " ")] : [])
            + [card.reason, card.stakes, card.others].map(\.escapedForSlack) + [call(card, mentions)]
            + card.tasks.map(\.escapedForSlack)
        let buttons = card.links.prefix(5).map(button)
        let actions: [JSON] = buttons.isEmpty ? [] : [["type": "actions", "elements": .list(buttons)]]
        return sections(lines) + actions
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
    private static func sections(_ lines: [String], apart: String = "\n") -> [JSON] {
        var texts: [String] = []
        for line in lines where !line.isEmpty {
            if let last = texts.last, last.unicodeScalars.count + 2 + line.unicodeScalars.count <= mostInSection {
                texts[texts.count - 1] = last + apart + line
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
