/// What is said of one account.
extension Wording {
    static func name(of story: Story) -> String { Inert.name(story.accountName) }

    /// - Parameter saysChange: nothing of what became of it where what stands above says that already.
    package static func title(of event: Event, sayingChange saysChange: Bool = true) -> String {
        let written = Inert.line(event.story.title)
        let title = written.isEmpty ? "\(name(of: event.story)): \(spoken(event.rule))" : written
        guard saysChange else { return title }
        if event.isNearer == true { return "\(join(["More urgent", nearDate(of: event)], by: ", ")): \(title)" }
        return event.isWorse ? "Worse: \(title)" : title
    }

    /// `notice by 2 Dec (9 days)`: what made it count for more.
    private static func nearDate(of event: Event) -> String {
        event.story.topic == .invoice ? "" : Inert.line(event.story.when)
    }

    /// Money and dates, each date once.
    static func stakes(of event: Event) -> String {
        let stakes = Inert.line(event.story.stakes)
        let date = nearDate(of: event)
        return event.isNearer == true && !date.isEmpty ? stakes.replacing("; \(date)", with: "") : stakes
    }

    /// `Its rule was changed: it counts as critical now`
    static func regraded(_ severity: String?) -> String {
        "Its rule was changed" + (severity.map { ": it counts as \(Inert.name($0)) now" } ?? "")
    }

    /// An alert beside another one of the same account: `decide by 1 Dec`.
    package static func brief(of story: Story) -> String {
        if story.topic == .leaving { return "notice given" }
        let brief = Inert.line(story.brief)
        guard brief.isEmpty else { return brief }
        let (title, name) = (Inert.line(story.title), name(of: story))
        guard title.hasPrefix(name), title != name else { return title }
        return trimmed(title.dropFirst(name.count).drop { $0 == ":" })
    }

    /// `Licences −10.1` of all that moved a score: what moved it most stands first.
    static func firstReason(of story: Story) -> String {
        let parts = Inert.line(story.reason).split(separator: "·", maxSplits: 1)
        return Inert.line(trimmed(parts.first ?? ""), atMost: 80)
    }

    /// `also: renewal 41 %, decide by 1 Dec; still: 3,987 EUR overdue (INV-2819)`
    static func others(of news: AccountNews, beside shown: String = "") -> String {
        let told = [news.main]
        let also = briefs(of: news.others, besides: told, shown)
        let still = briefs(of: news.still, besides: told + news.others, shown)
        return join([also.isEmpty ? "" : "also: \(also)", still.isEmpty ? "" : "still: \(still)"], by: "; ")
    }

    /// Each text once; a score is one thing to say, however many rules are about it.
    private static func briefs(of events: [Event], besides told: [Event], _ shown: String = "") -> String {
        var said = Set(told.map { brief(of: $0.story) })
        // That one of them is over is no word about the score that another goes on about.
        var saysHealth = told.contains { $0.story.topic == .health && $0.kind != .closed }
        var briefs: [String] = []
        for story in events.map(\.story) where story.topic != .health || !saysHealth {
            let brief = brief(of: story)
            saysHealth = saysHealth || story.topic == .health
            guard !saysDate(of: brief, shown) else { continue }
            if said.insert(brief).inserted { briefs.append(Inert.line(brief, atMost: Inert.longestName)) }
        }
        let rest = briefs.count - mostBriefs
        return (briefs.prefix(mostBriefs) + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: ", ")
    }

    /// `decide by 6 Dec` beside `notice by 6 Dec (9 days)`
    private static func saysDate(of brief: String, _ shown: String) -> Bool {
        let words = brief.split(separator: " ")
        guard words.count > 3, words[words.count - 3] == "by" else { return false }
        return shown.contains("notice \(words.suffix(3).joined(separator: " "))")
    }

    /// Somebody with forty late invoices has one message all the same, and receivers take no line of any length.
    private static let mostBriefs = 5
}

// MARK: What to do

extension Wording {
    /// `Send the reminder.`, or where not all need the same: `Acme GmbH, Cobalt Labs: send …`, `12 accounts: …`; first
    /// what is to be done for most money × urgency.
    static func steps(for news: [AccountNews]) -> [String] {
        let called = news.filter { !$0.step.isEmpty }
        let groups = Dictionary(grouping: called, by: \.step)
        let places = Dictionary(called.enumerated().map { ($1.step, $0) }) { first, _ in first }
        let weights = groups.mapValues { $0.map(\.weight).reduce(0, +) }
        let ranked = groups.sorted {
            (weights[$1.key] ?? 0, places[$0.key] ?? 0) < (weights[$0.key] ?? 0, places[$1.key] ?? 0)
        }
        if ranked.count == 1, called.count == news.count { return ranked.map { Inert.line($0.key) } }
        let shown = ranked.prefix(mostSteps).map { Inert.line("\(whom($0.value)): \($0.key)") }
        let rest = ranked.dropFirst(mostSteps).flatMap(\.value)
        return shown + (rest.isEmpty ? [] : ["\(subjects(rest, "more ")): each has a step of its own"])
    }

    private static let mostSteps = 4

    private static func whom(_ news: [AccountNews]) -> String {
        news.count > 2 ? subjects(news) : news.map { name(of: $0.main.story) }.joined(separator: ", ")
    }
}

// MARK: What ended

extension Wording {
    /// `✅ Acme GmbH recovered: health 68.2, was 48.2 when it opened; open for 3 days`
    static func closing(of ended: AccountNews) -> String {
        let events = ended.all
        let lapses = events.compactMap(\.lapse)
        let health = events.first(where: isAboutHealth).map(change) ?? ""
        let others = briefs(of: events.filter { !isAboutHealth($0) }, besides: [])
        let told =
            lapses.isEmpty
            ? join([health, health.isEmpty || others.isEmpty ? others : besideHealth(ended) + others], by: "; ")
            : lapses.map { Inert.line($0, atMost: Inert.longestName) }.joined(separator: ", ")
        let lasted = events.map { span(from: $0.firedAt, to: $0.closedAt ?? $0.firedAt) }.first ?? ""
        let verb =
            !lapses.isEmpty ? "" : health.isEmpty ? verbBeforeWhatEnded(ended) : verb(of: ended)
        let subject = name(of: ended.main.story) + (verb.isEmpty || verb.hasPrefix(",") ? verb : " \(verb)")
        let parts = [subject, told].filter { !$0.isEmpty }
        return join(
            [
                sign(of: ended) + parts.joined(separator: ": "), "open for \(lasted)", cause(of: ended),
                lapse(ofTasks: events.compactMap(\.lapsedTasks).reduce(0, +)), whatGoesOn(besides: ended),
            ], by: "; ")
    }

    /// `still: At risk: 37.5, renewal 41 %`; of an account that is in a red band that too, though nobody was told of it.
    private static func whatGoesOn(besides ended: AccountNews) -> String {
        let story = ended.main.story
        let isRed = isUnwell(ended) && story.bandColour == "red"
        let saysHealth = ended.still.contains { $0.story.topic == .health && !$0.isOpportunity }
        // Of a score that ended being told the words are how it changed.
        let briefs = briefs(of: ended.still, besides: ended.all.filter { !isAboutHealth($0) })
        let still = join([isRed && !saysHealth ? Inert.name(story.bandLabel) : "", briefs], by: ", ")
        return still.isEmpty ? "" : "still: \(still)"
    }

    /// What was handed over goes on.
    private static func besideHealth(_ ended: AccountNews) -> String {
        ended.main.closingReason == .handedOver ? "" : "also over: "
    }

    /// That somebody is not asked for a reference any more is no recovery, whatever the score is now.
    private static func isAboutHealth(_ event: Event) -> Bool {
        event.story.topic == .health && !event.isOpportunity
    }

    /// Good news has a sign; a customer who left is none, nor is a chance that has gone.
    private static func sign(of ended: AccountNews) -> String {
        switch ended.main.closingReason ?? .recovered {
        case .recovered where ended.all.allSatisfy(\.isOpportunity) || hasLapsed(ended) || hasSettled(ended): ""
        case .recovered where isUnwell(ended): ""
        case .recovered, .renewed: "✅ "
        case .churned, .ruleChanged, .ruleRemoved, .accountGone, .notWatched, .merged, .superseded, .withdrawn,
            .handedOver:
            ""
        }
    }

    private static func hasLapsed(_ ended: AccountNews) -> Bool { ended.all.contains { $0.lapse != nil } }

    /// A score that is no better than when its reader was told has not recovered: it only does not fall any more.
    private static func hasSettled(_ ended: AccountNews) -> Bool {
        guard let health = ended.all.first(where: isAboutHealth), let then = health.scoreTold else { return false }
        return health.story.score.map { $0 <= then } ?? true
    }

    /// Whether its account has not recovered, whatever has ended: its band is red, or what ended goes on in another alert.
    /// An invoice that is paid is paid.
    private static func isUnwell(_ ended: AccountNews) -> Bool {
        let over = ended.all.filter { !$0.isOpportunity && $0.story.topic != .invoice }
        let reason = ended.main.closingReason ?? .recovered
        guard reason == .recovered, !over.isEmpty, !hasLapsed(ended) else { return false }
        return ended.main.story.bandColour == "red" || over.contains { $0.goesOn == true }
            || ended.still.contains { $0.isAbout(whatEndedIn: over) }
    }

    static func verb(of ended: AccountNews) -> String {
        switch ended.main.closingReason ?? .recovered {
        case .recovered where hasLapsed(ended): "closed"
        case .recovered where ended.all.allSatisfy(\.isOpportunity): "over"
        case .recovered where hasSettled(ended): "settled"
        case .recovered where isUnwell(ended): ended.all.contains(where: isAboutHealth) ? "improved" : "over"
        case .recovered: ended.all.allSatisfy { $0.story.topic == .invoice } ? "cleared" : "recovered"
        case .renewed: "renewed"
        case .churned: "churned"
        case .ruleChanged, .ruleRemoved, .accountGone, .notWatched, .merged, .superseded, .withdrawn: "closed"
        case .handedOver: "handed over"
        }
    }

    /// `Acme GmbH recovered from: renewal 41 %`: what follows is what was wrong, and not how it is now.
    private static func verbBeforeWhatEnded(_ ended: AccountNews) -> String {
        switch verb(of: ended) {
        case "recovered": "recovered from"
        case "over": ended.all.allSatisfy(\.isOpportunity) ? "no longer" : ", over now"
        case let other: other
        }
    }

    private static func cause(of ended: AccountNews) -> String {
        switch ended.main.closingReason ?? .recovered {
        case .recovered, .renewed, .churned: ""
        case .ruleChanged: "the rule changed"
        case .ruleRemoved: "the rule was removed"
        case .accountGone:
            ended.main.subject.isGroup ? "no account is of it any more" : "no source has the account any more"
        case .notWatched: "it is not watched any more"
        case .merged: "the account was merged into another"
        case .superseded: "something newer takes its place"
        case .withdrawn: "it is not among the account's invoices any more"
        case .handedOver:
            heir(of: ended.main.story).map { "\($0) has it now" } ?? "nobody is named as its owner now"
        }
    }

    private static func heir(of story: Story) -> String? {
        [story.ownerName, story.owner].compactMap { $0 }.first { !$0.isEmpty }
    }

    /// `health 68.2, was 48.2 when it opened`
    private static func change(of event: Event) -> String {
        guard let now = event.story.score else { return "no health score any more" }
        guard let then = event.scoreTold, then != now else { return "health \(score(now))" }
        return "health \(score(now)), was \(score(then)) when it opened"
    }

    /// A rule's name as people would say it.
    static func spoken(_ rule: String) -> String {
        Inert.name(rule.split(whereSeparator: { $0 == "-" || $0 == "_" }).joined(separator: " "))
    }
}
