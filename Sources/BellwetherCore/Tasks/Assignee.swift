import Diagnostics
import Documents

/// Who is to do a task, as a playbook says it: people come and go, and accounts change hands.
package enum Assignee: Sendable, Hashable, Codable {
    /// Whoever looks after the account.
    case owner
    /// Whoever stands in for the owner; the owner, where nobody does.
    case backup
    /// Somebody of `people`, by key.
    case person(String)
    /// Several people under one name; no mailbox of theirs is known.
    case team(String)
}

extension Assignee {
    /// `owner`, `backup`, a key of `people`, or `{ team: billing }`.
    ///
    /// - Parameter people: whom there is; nothing where that is not known.
    static func read(from settings: Settings, among people: People?) -> Assignee? {
        guard let node = settings.node("assignee") else { return .owner }
        if case .mapping = node.content {
            return settings.section("assignee")?.required("team", .teamName).map(Assignee.team)
        }
        guard let written = settings.optional("assignee", .nonEmptyText) else { return nil }
        if let role = roles[written] { return role }
        if let people, people.person(written) == nil {
            settings.report(.unknownAssignee(written, among: people.keys + roles.keys, at: node.place))
            return nil
        }
        return .person(written)
    }

    private static let roles: [String: Assignee] = ["owner": .owner, "backup": .backup]
}

extension Setting where Value == String {
    fileprivate static var teamName: Setting {
        nonEmptyText.checked("a text of at most \(Inert.longestName) characters") {
            $0.unicodeScalars.count <= Inert.longestName
        }
    }
}
