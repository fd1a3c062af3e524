import BellwetherCore

extension JSON {
    /// An Adaptive Card 1.4. Everything stands in runs of plain text: other elements would read Markdown in a name.
    ///
    /// Teams takes 28 KB and has trouble before that, so what does not fit is left out from the end, and counted.
    init(teams message: Message) {
        var entries = JSON.entries(message, linkingTasks: true)
        let actions = JSON.actions(message)
        var card = JSON.envelope(message, entries, actions)
        if card.bytes.count > Self.mostBytes {
            // What is said goes before where it leads.
            entries = JSON.entries(message, linkingTasks: false)
            card = JSON.envelope(message, entries, actions)
        }
        var left = 0
        while card.bytes.count > Self.mostBytes, entries.count > 1 {
            entries.removeLast()
            left += 1
            let rest = JSON.block([.run("and \(left) more; bellwether has the whole list", subtle: true)])
            card = JSON.envelope(message, entries + [rest], actions)
        }
        self = card
    }

    private static let mostBytes = 20_000

    private static func envelope(_ message: Message, _ body: [JSON], _ actions: [JSON]) -> JSON {
        let card: JSON = [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            // Read as Markdown where a card cannot be shown.
            "fallbackText": .text(Inert.line(message.headline, atMost: 250).replacing("](", with: "] (")),
            "msteams": ["width": "Full"],
            "body": .list(body),
        ]
        guard case .object(let members) = card else { preconditionFailure("a card is an object") }
        let whole = actions.isEmpty ? members : members + [Member(key: "actions", value: .list(actions))]
        return [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": .null,
                    "content": .object(whole),
                ]
            ],
        ]
    }

    private static func entries(_ message: Message, linkingTasks: Bool) -> [JSON] {
        var entries: [JSON] = []
        if !message.heading.isEmpty { entries.append(block([.run(message.heading, subtle: true)])) }
        entries.append(block([.run(message.headline, bold: true, size: "Medium")]))
        for card in message.cards {
            if !message.isAboutOne {
                entries.append(block([.run(titled(card.sign, card.title), bold: true)], apart: true))
            }
            let call = [card.ownerName.map { "\($0): " } ?? "", card.play].joined()
            let lines = [card.reason, card.stakes, card.others, card.play.isEmpty ? "" : call] + card.tasks
            entries += lines.filter { !$0.isEmpty }.map { block([.run($0)]) }
        }
        entries += message.words.filter { !$0.isEmpty }.map { word in
            block([word.hasPrefix(" ") ? .run(word, subtle: true, monospace: true) : .run(word)])
        }
        entries += message.lines.map { entry($0) } + remark(message.moreLines)
        for section in message.sections {
            entries.append(block([.run(section.title, bold: true, subtle: true)], apart: true))
            entries += section.lines.map { entry($0, linkingTasks: linkingTasks) } + section.words.map(entry)
            entries += remark(section.more)
        }
        if !message.isAboutOne {
            entries += message.closings.map { block([.run($0.text)], apart: true) } + remark(message.moreClosings)
        }
        return entries + ([message.unchanged] + message.notes).flatMap(remark)
    }

    private static func entry(_ line: Message.Line, linkingTasks: Bool = false) -> JSON {
        let details = line.details.isEmpty ? [] : [run("\n\(line.details)", subtle: true)]
        let tasks = linkingTasks ? leading(to: line.taskLink.map { [$0] } ?? []) : []
        return block([run(titled(line.sign, line.title), bold: true, link: line.link)] + details + tasks, apart: true)
    }

    private static func entry(_ remark: Message.Remark) -> JSON {
        block([run(remark.text)] + leading(to: remark.links))
    }

    private static func leading(to links: [Story.Link]) -> [JSON] {
        links.flatMap { [run(" · ", subtle: true), run($0.label, link: $0)] }
    }

    private static func remark(_ text: String) -> [JSON] {
        text.isEmpty ? [] : [block([run(text, subtle: true)])]
    }

    private static func titled(_ sign: Message.Sign, _ title: String) -> String {
        [sign.rawValue, title].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func block(_ runs: [JSON], apart: Bool = false) -> JSON {
        ["type": "RichTextBlock", "spacing": apart ? "Medium" : "Small", "inlines": .list(runs)]
    }

    private static func run(
        _ text: String, bold: Bool = false, subtle: Bool = false, monospace: Bool = false, size: String? = nil,
        link: Story.Link? = nil
    ) -> JSON {
        var members = [Member(key: "type", value: "TextRun"), Member(key: "text", value: .text(text))]
        if bold { members.append(Member(key: "weight", value: "Bolder")) }
        if subtle { members.append(Member(key: "isSubtle", value: true)) }
        if monospace { members.append(Member(key: "fontType", value: "Monospace")) }
        if let size { members.append(Member(key: "size", value: .text(size))) }
        if let link { members.append(Member(key: "selectAction", value: open(link))) }
        return .object(members)
    }

    /// At most six buttons: Teams shows no more in a row.
    private static func actions(_ message: Message) -> [JSON] {
        guard message.cards.count == 1 else { return [] }
        return message.cards.flatMap(\.links).prefix(6).map(open)
    }

    private static func open(_ link: Story.Link) -> JSON {
        ["type": "Action.OpenUrl", "title": .text(link.label), "url": .text(link.url.withoutMarkdown)]
    }
}

extension String {
    /// The same address: with its parentheses written as percent signs, nothing in it can be taken for a link of Markdown.
    fileprivate var withoutMarkdown: String { replacing("(", with: "%28").replacing(")", with: "%29") }
}
