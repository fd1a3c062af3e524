extension Message {
    /// The parts of a digest, what is new first; each account stands in the first part it belongs to.
    static func sections(of notification: Notification, toldTo reader: String?) -> [Section] {
        guard notification.purpose == .digest else { return [] }
        let parts = DigestParts(notification.events, notification.unchanged)
        let (opened, worse, nearer, open) = (parts.opened, parts.worse, parts.nearer, parts.open)
        let still = notification.unchanged
        let ended = notification.events.endings.closingsByAccount(still: still)
        let shown = ended.prefix(mostLines).map(Closing.init)
        let tasks = notification.tasksDue ?? []
        let section = { (title: String, news: [AccountNews], age: (AccountNews) -> String) in
            Self.section(title, news, toldTo: reader, besides: Set(tasks.compactMap(\.account)), age: age)
        }
        let sections: [Section?] = [
            section("New", opened.byAccount(still: still)) { _ in "" },
            section("Worse", worse.byAccount(still: still)) { _ in "" },
            section("More urgent", nearer.byAccount(still: still)) { _ in "" },
            section("Still open", open.byAccount()) {
                "open for \(Wording.span(from: $0.firedAt, to: notification.createdAt))"
            },
            Section(stepsFor: (opened + worse + nearer + open).byAccount()),
            Section(
                title: "Closed", lines: [], words: shown.map { Remark($0.text) },
                more: Wording.more(ended.dropFirst(shown.count), "closed")),
            Section(title: "Coming up", lines: [], words: notification.comingUp, more: ""),
            Section(tasks: tasks),
            Section(
                title: "Held back", lines: [], words: (notification.held ?? []).map { Remark(Inert.line($0)) }, more: ""
            ),
        ]
        return sections.compactMap(\.self).filter { !$0.lines.isEmpty || !$0.words.isEmpty }
    }

    /// Those whose tasks stand below lead there to them.
    private static func section(
        _ title: String, _ news: [AccountNews], toldTo reader: String?, besides listed: Set<String>,
        age: (AccountNews) -> String
    ) -> Section {
        let lines = news.prefix(mostLines).map { news in
            Line(
                news, sayingChange: title == "New", toldTo: reader, adding: age(news),
                linkingTasks: !listed.contains(news.main.story.accountID))
        }
        return Section(title: title, lines: lines, words: [], more: Wording.more(news.dropFirst(lines.count)))
    }
}

/// Which part of a digest tells of what: each account stands in the first it belongs to.
struct DigestParts {
    let opened, worse, nearer, open: [Event]
    private let unchanged: [Event]

    init(_ events: [Event], _ unchanged: [Event]) {
        let changed = events.filter { $0.kind != .closed }
        // What got worse of an account of which something is new stands with that.
        let risen = changed.besides(changed.filter { $0.kind == .opened })
        nearer = risen.besides(risen.filter(\.isWorse))
        worse = risen.besides(nearer)
        opened = changed.besides(risen)
        open = unchanged.besides(changed)
        self.unchanged = unchanged
    }

    /// Those that stand in it by name, and not only among how many more there are.
    var shown: [AccountNews] {
        [opened, worse, nearer].flatMap { $0.byAccount(still: unchanged).prefix(Message.mostLines) }
            + open.byAccount().prefix(Message.mostLines)
    }
}

extension Notification {
    /// Each leads to its account.
    fileprivate var comingUp: [Message.Remark] {
        words.enumerated().map { index, date in
            let links = dateLinks ?? []
            let link = index < links.count ? links[index]?.safe : nil
            return Message.Remark(Inert.line(date), links: [link].compactMap(\.self))
        }
    }
}

extension Message.Section {
    /// What to do about accounts that are told in a line each: who is to hear the same together, what most money hangs on
    /// first.
    init?(stepsFor news: [AccountNews]) {
        let steps = Wording.steps(for: news)
        guard !steps.isEmpty else { return nil }
        self.init(title: "Next steps", lines: [], words: steps.map { Message.Remark($0) }, more: "")
    }
}

extension [Event] {
    /// Those of other accounts.
    func besides(_ others: [Event]) -> [Event] {
        let accounts = Set(others.map(\.story.accountID))
        return filter { !accounts.contains($0.story.accountID) }
    }
    /// What is over, and did not begin again since.
    var endings: [Event] {
        let open = Set(filter { $0.kind == .opened }.map(\.topic))
        return filter { $0.kind == .closed && !open.contains($0.topic) }
    }

    /// Those that are not told themselves.
    func besides(told: [Event]) -> [Event] {
        let ids = Set(told.map(\.alertID))
        return filter { !ids.contains($0.alertID) }
    }
}
