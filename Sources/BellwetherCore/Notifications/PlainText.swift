extension Message {
    /// The message as plain text: for a terminal, the text part of a mail, and whenever nothing better can be made.
    package var plainText: String {
        var blocks = [[headline]]
        if isAboutOne, let card = cards.first {
            blocks = [[headline] + card.details]
        } else {
            blocks += cards.map { [Wording.join([$0.sign.rawValue, $0.title], by: " ")] + $0.details }
        }
        if !words.isEmpty { blocks.append(words) }
        if !isAboutOne || !lines.isEmpty { blocks.append(lines.map(\.text) + more(moreLines, "more")) }
        if !isAboutOne { blocks.append(closings.map(\.text) + more(moreClosings, "more closed")) }
        if unchanged > 0 { blocks.append(["and \(unchanged) unchanged"]) }
        blocks.append(notes.map { "(\($0))" })
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func more(_ count: Int, _ what: String) -> [String] { count > 0 ? ["and \(count) \(what)"] : [] }
}

extension Message.Card {
    /// Everything below the title.
    var details: [String] {
        let call = Wording.join([ownerName.map { "@\($0)" } ?? "", play], by: " ")
        return ([reason, stakes, call] + links.map { "\($0.label): \($0.url)" }).filter { !$0.isEmpty }
    }
}

extension Message.Line {
    package var text: String {
        Wording.join([sign.rawValue, Wording.join([title, stake, time, ownerName ?? ""])], by: " ")
    }
}
