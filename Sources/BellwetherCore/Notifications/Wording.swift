/// The sentences of messages, in one place.
package enum Wording {
    /// Everything a message comes to, in one line.
    static func headline(of notification: Notification) -> String {
        switch notification.purpose {
        case .test: "TEST: \(firstWord(of: notification))"
        case .operational: "Bellwether: \(firstWord(of: notification))"
        case .openingList: openingHeadline(notification.events)
        case .reminder: reminderHeadline(notification)
        case .change: changeHeadline(notification)
        }
    }

    /// What a mail's subject says for as long as its thread goes on.
    package static func subject(of events: [Event], _ purpose: Notification.Purpose) -> String {
        let news = events.filter { $0.kind != .closed }
        guard let only = news.first ?? events.first, events.count == 1 || news.count == 1 else {
            return purpose == .openingList ? openingHeadline(events) : attention(news.isEmpty ? events : news)
        }
        let title = Inert.line(withoutParenthesis(only.story.title))
        let stakes = firstClause(Inert.line(only.story.stakes))
        return Inert.line(stakes.isEmpty ? title : "\(title); \(stakes)", atMost: 150)
    }

    package static func subject(ofWords words: [String]) -> String { "Bellwether: \(Inert.line(words.first ?? ""))" }

    private static func firstWord(of notification: Notification) -> String {
        Inert.line(notification.words.first ?? "nothing to say")
    }

    private static func openingHeadline(_ events: [Event]) -> String {
        "To begin with: \(attention(events))"
    }

    private static func reminderHeadline(_ notification: Notification) -> String {
        let events = notification.unchanged
        guard events.count == 1, let only = events.first else {
            return join(["Still open: \(accounts(events))", atStake(events)])
        }
        return "Still open for \(span(from: only.firedAt, to: notification.createdAt)): \(title(of: only))"
    }

    private static func changeHeadline(_ notification: Notification) -> String {
        let events = notification.events
        if let only = events.first, events.count == 1 {
            return only.kind == .closed ? closing(of: only) : signed(only)
        }
        let opened = events.filter { $0.kind == .opened }
        let worsened = events.count { $0.kind == .worsened }
        let closed = events.count { $0.kind == .closed }
        return join([
            opened.isEmpty ? "" : attention(opened),
            worsened == 0 ? "" : "\(worsened) got worse",
            closed == 0 ? "" : "\(closed) closed",
        ])
    }

    private static func signed(_ event: Event) -> String {
        join([Message.Sign(event.story).rawValue, title(of: event)], by: " ")
    }

    /// `12 accounts need attention · 61,300 EUR at stake`
    private static func attention(_ events: [Event]) -> String {
        let verb = Set(events.map(\.story.accountID)).count == 1 ? "needs" : "need"
        return join(["\(accounts(events)) \(verb) attention", atStake(events)])
    }

    private static func accounts(_ events: [Event]) -> String {
        count(Set(events.map(\.story.accountID)).count, "account")
    }

    /// The sum, each account's own once; nothing where currencies differ or no amount is known.
    private static func atStake(_ events: [Event]) -> String {
        let stories = Dictionary(events.map { ($0.story.accountID, $0.story) }) { first, _ in first }.values
        guard let currency = stories.first?.currency, stories.allSatisfy({ $0.currency == currency }) else { return "" }
        let amounts = stories.compactMap(\.stakeMinor)
        guard !amounts.isEmpty else { return "" }
        return "\(money(amounts.reduce(0, +), currency)) at stake"
    }
}

// MARK: One alert

extension Wording {
    static func title(of event: Event) -> String {
        let written = Inert.line(event.story.title)
        let title = written.isEmpty ? "\(Inert.name(event.story.accountName)): \(spoken(event.rule))" : written
        return event.kind == .worsened ? "Worse: \(title)" : title
    }

    /// `Acme GmbH: health below band · recovered after 3 d 4 h · health 72, was 48`
    static func closing(of event: Event) -> String {
        let lasted = span(from: event.firedAt, to: event.closedAt ?? event.firedAt)
        let opening = "✅ \(Inert.name(event.story.accountName)): \(spoken(event.rule))"
        return join([opening, ending(event.closingReason ?? .recovered, after: lasted), change(of: event)])
    }

    private static func ending(_ reason: ClosingReason, after lasted: String) -> String {
        switch reason {
        case .recovered: "recovered after \(lasted)"
        case .renewed: "renewed after \(lasted)"
        case .churned: "churned after \(lasted)"
        case .ruleChanged: "closed after \(lasted), as the rule changed"
        case .ruleRemoved: "closed after \(lasted), as the rule was removed"
        case .accountGone: "closed after \(lasted), as no source names the account any more"
        case .merged: "closed after \(lasted), as the account was merged into another"
        case .superseded: "closed after \(lasted), as a newer alert takes its place"
        }
    }

    private static func change(of event: Event) -> String {
        guard let now = event.story.score else { return "" }
        guard let then = event.scoreTold, then != now else { return "health \(score(now))" }
        return "health \(score(now)), was \(score(then))"
    }

    static func stake(of story: Story) -> String { story.stakeMinor.map { money($0, story.currency) } ?? "" }

    static func urgency(of story: Story) -> String {
        switch story.urgencyDays {
        case nil: ""
        case 0: "today"
        case .some(let days) where days < 0: "\(count(-days, "day")) past"
        case .some(let days): "in \(count(days, "day"))"
        }
    }

    /// A rule's name as people would say it.
    private static func spoken(_ rule: String) -> String {
        Inert.name(rule.split(whereSeparator: { $0 == "-" || $0 == "_" }).joined(separator: " "))
    }
}

// MARK: Parts of sentences

extension Wording {
    static func join(_ parts: [String], by separator: String = " · ") -> String {
        parts.filter { !$0.isEmpty }.joined(separator: separator)
    }

    static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(Int64(number))) \(noun)\(number == 1 ? "" : "s")"
    }

    /// `12,400 EUR`, to the nearest whole unit.
    package static func money(_ minor: Int64, _ currency: String) -> String {
        let scale = Currency(currency)?.scale ?? 100
        let half = minor < 0 ? -scale / 2 : scale / 2
        return "\(grouped((minor + half) / scale)) \(currency)"
    }

    /// `12,400`
    static func grouped(_ number: Int64) -> String {
        let digits = Array(String(number.magnitude))
        let marked = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }
        return (number < 0 ? "−" : "") + marked.joined()
    }

    /// `48`, `48.2`
    static func score(_ score: Double) -> String {
        let tenths = Int((score * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    /// `25 min`, `5 h 10 min`, `3 d 4 h`
    static func span(from start: Moment, to end: Moment) -> String {
        let minutes = max(0, (end.seconds - start.seconds) / 60)
        let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60)
        if days > 0 { return hours == 0 ? "\(days) d" : "\(days) d \(hours) h" }
        if hours > 0 { return rest == 0 ? "\(hours) h" : "\(hours) h \(rest) min" }
        return "\(rest) min"
    }

    /// `Acme is At risk: 48 (Enterprise floor 60)` without what it adds at the end in parentheses.
    private static func withoutParenthesis(_ text: String) -> String {
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else { return text }
        return String(text[..<open].reversed().drop { $0 == " " }.reversed())
    }

    /// `12,400 EUR renews 1 Jan` of a longer line about money and dates.
    private static func firstClause(_ text: String) -> String {
        let clause = text.prefix { $0 != ";" && $0 != "·" && $0 != "(" }
        return String(clause.reversed().drop { $0 == " " }.reversed())
    }
}
