import BellwetherConfig
package import BellwetherCore
import BellwetherReceivers
package import BellwetherStore

/// Puts links under messages that acknowledge, snooze or tick off tasks with one press, and does what they ask.
///
/// A link by itself changes nothing: programs that look at mails follow every one of them. It leads to a page with one
/// button, or one for each open task, and pressing that does it, once.
package struct Links: Sendable {
    private let base: String
    private let key: [UInt8]

    /// How long a link can be pressed.
    static let lifetime = Duration.seconds(14 * 86_400)
    /// How long its snooze lasts.
    static let nap = Duration.seconds(14 * 86_400)

    package init(base: String, key: [UInt8]) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.key = key
    }

    /// Where an account is told in full, and to people: in a list a title leads to the account, and other programs press
    /// nothing. A digest leads to the tasks of each account that it names.
    func under(
        _ notifications: Notifications, to receivers: [String: ReceiverProfile], at now: Moment
    ) -> Notifications {
        notifications.adding { notification, account in
            let kind = receivers[notification.receiver]?.kind ?? ""
            let isDigest = notification.purpose == .digest
            guard ReceiverKind.isForPeople(kind), isDigest || notification.accountsInFull <= Message.mostInFull else {
                return []
            }
            let reader = notification.recipientName ?? notification.recipient
            let name = reader == Recipient.all.address ? "somebody in \(notification.receiver)" : reader
            let tasks: [(ActionLink.Kind, String)] =
                notification.hasTasks(about: account) ? [(.tasks, "Tick off tasks")] : []
            let others: [(ActionLink.Kind, String)] =
                isDigest ? [] : [(.acknowledgement, "Acknowledge"), (.snooze, "Snooze")]
            return (tasks + others).map { kind, label in
                let link = ActionLink(
                    kind: kind, account: account, reader: name, expires: now + Self.lifetime, in: notification.id)
                return Story.Link(
                    label: label, url: "\(base)/act/\(link.token(signedWith: key))", isPersonal: true)
            }
        }
    }

    /// What a page has to say about a link.
    package struct Page: Sendable, Hashable {
        package let title: String
        package let text: String
        /// What its button says, where there is something left to do.
        package let button: String?
        package let isFound: Bool
        /// What is open, each with a button of its own.
        package var tasks: [PlaybookTask] = []
    }

    /// What stands in the form that is sent with a press.
    package struct Press: Sendable, Hashable {
        package let task: Int64?
        /// What came of it.
        package let note: String

        package init(task: Int64? = nil, note: String = "") {
            self.task = task
            self.note = note
        }
    }

    package func page(of token: String, in store: Store, at now: Moment) async throws -> Page {
        guard let link = ActionLink(token: token, signedWith: key) else { return .unknown }
        if try await store.isUsed(link: link.id) { return .used }
        guard link.expires > now else { return .expired }
        guard let kind = link.silence else { return try await openTasks(of: link, in: store) }
        let alerts = try await alerts(of: link, in: store)
        guard let first = alerts.first else { return .over }
        let briefs = alerts.map { Wording.brief(of: $0.story) }.joined(separator: "; ")
        return Page(
            title: Inert.name(first.story.accountName), text: "\(briefs.capitalised). \(kind.consequence)",
            button: kind.verb, isFound: true)
    }

    /// Does it, and says so; a second press does nothing.
    package func press(
        _ token: String, _ press: Press = Press(), in store: Store, at now: Moment
    ) async throws -> Page {
        guard let link = ActionLink(token: token, signedWith: key) else { return .unknown }
        guard link.expires > now else { return .expired }
        guard let kind = link.silence else { return try await tickOff(press, by: link, in: store, at: now) }
        let alerts = try await alerts(of: link, in: store)
        guard let first = alerts.first else { return .over }
        let silence = Silence(
            kind: kind, alerts: Dictionary(uniqueKeysWithValues: alerts.map { ($0.id, Silence.Baseline($0)) }),
            from: now, until: kind == .snooze ? now + Self.nap : nil, lastsForSpan: kind == .snooze,
            author: Inert.name(link.reader), reason: "by the link in a message")
        guard try await store.add(silence, usedUp: link.id) != nil else { return .used }
        return Page(
            title: Inert.name(first.story.accountName), text: "Done: \(kind.participle). \(kind.consequence)",
            button: nil, isFound: true)
    }

    private func alerts(of link: ActionLink, in store: Store) async throws -> [Alert] {
        try await store.alerts().standing.filter { $0.subject.account == link.account }
    }
}

// MARK: Tasks

extension Links {
    private func openTasks(of link: ActionLink, saying words: String? = nil, in store: Store) async throws -> Page {
        let tasks = try await store.tasks(ofAccount: link.account, withSettled: false)
            .sorted { ($0.dueAt, $0.number) < ($1.dueAt, $1.number) }
        guard let first = tasks.first else {
            return Page(
                title: "There is nothing left to do",
                text: [words, "No task about this account is open."].compactMap(\.self).joined(separator: " "),
                button: nil, isFound: true)
        }
        return Page(
            title: Inert.name(first.accountName),
            text: words ?? "What you tick off counts as done by \(Inert.name(link.reader)).",
            button: nil, isFound: true, tasks: tasks)
    }

    /// Each task is settled once, by whichever link.
    private func tickOff(_ press: Press, by link: ActionLink, in store: Store, at now: Moment) async throws -> Page {
        guard let number = press.task, let task = try await store.task(number), task.account == link.account else {
            return try await openTasks(of: link, in: store)
        }
        let note = Inert.line(press.note, atMost: PlaybookTask.longestNote)
        let done = PlaybookTask.State.done(at: now, by: Inert.name(link.reader), note: note)
        let subject = Inert.line(task.subject)
        guard try await store.settle(task: number, as: done) != nil else {
            return try await openTasks(
                of: link, saying: "This was \(task.standing(at: now)) already: \(subject).", in: store)
        }
        return try await openTasks(of: link, saying: "Done: \(subject).", in: store)
    }
}

extension Notification {
    /// Whether somebody has something to do about an account that it tells of.
    fileprivate func hasTasks(about account: String) -> Bool {
        let told = purpose == .digest ? events + unchanged : toldInFull
        return tasksDue?.contains { $0.account == account } == true
            || told.contains { event in
                event.story.accountID == account && event.todo.contains { $0.number != nil }
            }
    }
}

extension Notification {
    fileprivate var accountsInFull: Int {
        Set(toldInFull.map(\.story.accountID)).count
    }
}

extension ActionLink {
    /// What pressing it asks for; nothing where it leads to tasks.
    fileprivate var silence: Silence.Kind? {
        switch kind {
        case .acknowledgement: .acknowledgement
        case .snooze: .snooze
        case .tasks: nil
        }
    }
}

extension Silence.Kind {
    fileprivate var verb: String { self == .snooze ? "Snooze for two weeks" : "Acknowledge" }

    fileprivate var consequence: String {
        switch self {
        case .snooze: "Nobody is reminded for two weeks, unless it gets worse; its end is told all the same."
        case .silence, .acknowledgement:
            "Nobody is reminded, and nobody else is called, until it gets worse; its end is told all the same."
        }
    }
}

extension Links.Page {
    static let unknown = Links.Page(
        title: "This link is not known", text: "It is incomplete, or another Bellwether wrote it.", button: nil,
        isFound: false)
    static let used = Links.Page(
        title: "This was done already",
        text: "A link works once, and this one was pressed before. Nothing is left to do.",
        button: nil, isFound: true)
    static let expired = Links.Page(
        title: "This link is too old", text: "It worked for two weeks. A newer message has a newer one.", button: nil,
        isFound: true)
    static let over = Links.Page(
        title: "There is nothing left to do", text: "Nothing fires for this account any more.", button: nil,
        isFound: true)
}

extension Installation {
    /// Nothing where links could lead nowhere: they need an address that readers reach, and the port behind it.
    package func links(signedWith key: [UInt8]) -> Links? {
        daemon.publicURL.map { Links(base: $0, key: key) }
    }

    /// The name under which a proxy asks for them.
    package var publicHosts: [String] {
        let host = daemon.publicURL?.split(separator: "/").dropFirst().first.map {
            $0.prefix { $0 != ":" }.lowercased()
        }
        return host.map { [$0] } ?? []
    }
}
