/// What a digest's reader is to do about an account, in a line.
package struct DueTask: Sendable, Hashable, Codable {
    /// Of whom; nothing where it only counts what else there is.
    package let account: String?
    /// `Acme GmbH: Call the sponsor · overdue since Tue 24 Nov (task 17)`
    package let text: String
    /// To the account, and to where its tasks are ticked off.
    package internal(set) var links: [Story.Link]

    package init(account: String?, text: String, links: [Story.Link] = []) {
        self.account = account
        self.text = text
        self.links = links
    }

    private enum CodingKeys: CodingKey {
        case account, text, links
    }

    /// An older state kept the text alone.
    package init(from decoder: any Decoder) throws {
        do {
            self.init(account: nil, text: try decoder.singleValueContainer().decode(String.self))
        } catch DecodingError.typeMismatch {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                account: try values.decodeIfPresent(String.self, forKey: .account),
                text: try values.decode(String.self, forKey: .text),
                links: try values.decode([Story.Link].self, forKey: .links))
        }
    }
}

extension Message.Section {
    /// An account's tasks stand together, and below the last of them where it leads.
    init(tasks: [DueTask]) {
        let remarks = tasks.enumerated().map { place, task in
            let isLast = place + 1 == tasks.count || tasks[place + 1].account != task.account
            return Message.Remark(Inert.line(task.text), links: isLast ? task.links.compactMap(\.safe) : [])
        }
        self.init(title: "Your tasks", lines: [], words: remarks, more: "")
    }
}
