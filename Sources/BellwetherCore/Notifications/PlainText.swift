extension Message {
    /// The message as plain text: for a terminal, the text part of a mail, and whenever nothing better can be made.
    package var plainText: String {
        var blocks = [[heading], [headline]]
        if isAboutOne, let card = cards.first {
            blocks[1] += card.details
        } else {
            blocks += cards.map { [Wording.join([$0.sign.rawValue, $0.title], by: " ")] + $0.details }
        }
        blocks.append(words)
        blocks += lines.map(\.entry) + [[moreLines]]
        for section in sections {
            let words = section.words.flatMap(\.entry) + [section.more]
            blocks += [[section.title.uppercased()]] + section.lines.map(\.entry) + [words]
        }
        if !isAboutOne { blocks.append(closings.map(\.text) + [moreClosings]) }
        blocks.append([unchanged])
        blocks.append(notes.map { "(\($0))" })
        let written = blocks.map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
        return written.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }
}

extension Message.Card {
    /// Everything below the title.
    var details: [String] {
        let call = Wording.join([ownerName.map { "@\($0)" } ?? "", play], by: " ")
        return [reason, stakes, others, call] + tasks + links.map(\.written)
    }
}

extension Message.Line {
    fileprivate var entry: [String] {
        [Wording.join([sign.rawValue, title], by: " "), details] + (taskLink.map { [$0.written] } ?? [])
    }

    /// What stands below the title, but for what the title says itself.
    package var details: String {
        let news = [stake, when].filter { !title.contains($0) }
        return Wording.join([why] + news + [age, others, ownerName ?? ""])
    }
}

extension Message.Remark {
    fileprivate var entry: [String] { [text] + links.map(\.written) }
}

extension Story.Link {
    fileprivate var written: String { "\(label): \(url)" }
}
