/// The sentences of messages, in one place.
package enum Wording {
    /// Everything a message comes to, in one line.
    static func headline(of notification: Notification, _ news: [AccountNews], _ ended: [AccountNews]) -> String {
        switch notification.purpose {
        case .test: "TEST: \(firstWord(of: notification))"
        case .operational: "Bellwether: \(firstWord(of: notification))"
        case .digest: digestHeadline(of: notification)
        case .openingList: changeHeadline(news, ended, by: "To begin with: ")
        case .handover: changeHeadline(news, ended, by: handedOver)
        case .reminder: reminderHeadline(news, at: notification.createdAt)
        case .change: changeHeadline(news, ended)
        }
    }

    /// What a mail's subject says for as long as its thread goes on.
    package static func subject(
        of events: [Event], _ purpose: Notification.Purpose, isEscalation: Bool = false
    ) -> String {
        let opened = events.filter { $0.kind != .closed }.byAccount()
        let news = opened.isEmpty ? events.byAccount() : opened
        let why = isEscalation ? "Not acknowledged: " : ""
        // Of ends alone there is nothing to attend to.
        if opened.isEmpty, !events.isEmpty { return Inert.line(changeHeadline([], news), atMost: 150) }
        guard news.count == 1, let only = news.first else {
            return why + beginning(of: purpose) + attention(news)
        }
        return why + (purpose == .handover ? handedOver : "")
            + Inert.line(join([topic(of: only.main), renewal(of: only.main)], by: "; "), atMost: 150)
    }

    private static let handedOver = "Yours from now on: "

    private static func beginning(of purpose: Notification.Purpose) -> String {
        switch purpose {
        case .openingList: "To begin with: "
        case .handover: handedOver
        case .change, .reminder, .digest, .operational, .test: ""
        }
    }

    package static func subject(ofWords words: [String]) -> String { "Bellwether: \(Inert.line(words.first ?? ""))" }

    /// `Acme GmbH: health 48, was 71`
    private static func topic(of event: Event) -> String {
        let story = event.story
        // A chance is none of a score that happens to be lower than it was.
        guard story.topic == .health, !event.isOpportunity, let now = story.score else {
            return story.brief.isEmpty ? Inert.line(story.title) : "\(name(of: story)): \(brief(of: story))"
        }
        let before = story.scoreThen.map(rounded).flatMap { $0 == rounded(now) ? nil : $0 }
        let then = before.map { ", was \($0)" } ?? ""
        return "\(name(of: story)): health \(rounded(now))\(then)"
    }

    /// `12,400 EUR renews 1 Jan` of a longer line about money and dates. An invoice is about its own money.
    private static func renewal(of event: Event) -> String {
        guard event.story.topic != .invoice, !event.isOpportunity else { return "" }
        return trimmed(Inert.line(event.story.stakes).prefix { $0 != ";" && $0 != "·" && $0 != "(" })
    }

    private static func firstWord(of notification: Notification) -> String {
        Inert.line(notification.words.first ?? "nothing to say")
    }

    private static func reminderHeadline(_ news: [AccountNews], at now: Moment) -> String {
        guard news.count == 1, let only = news.first else {
            return join(["Still open: \(subjects(news))", atStake(news)])
        }
        return "Still open for \(span(from: only.firedAt, to: now)): \(title(of: only.main))"
    }

    private static func changeHeadline(
        _ news: [AccountNews], _ ended: [AccountNews], by opening: String = ""
    ) -> String {
        if news.count + ended.count == 1 {
            let isHandedOver = opening == handedOver && ended.isEmpty
            return (isHandedOver ? opening : "") + (news.first.map(signed) ?? ended.first.map(closing) ?? "")
        }
        if news.isEmpty { return opening + "\(subjects(ended)) \(endings(of: ended))" }
        let opened = news.filter { $0.all.contains { $0.kind == .opened || $0.story.step != nil } }
        let risen = news.filter { !$0.all.contains { $0.kind == .opened || $0.story.step != nil } }
        let worse = risen.count { $0.all.contains(where: \.isWorse) }
        let nearer = risen.count - worse
        return opening
            + join([
                opened.isEmpty ? "" : attention(opened),
                worse == 0 ? "" : "\(worse) got worse", nearer == 0 ? "" : "\(nearer) more urgent",
                ended.isEmpty ? "" : "\(ended.count) \(endings(of: ended))",
            ])
    }

    private static func signed(_ news: AccountNews) -> String {
        join([Message.Sign(news.main.story).rawValue, title(of: news.main)], by: " ")
    }

    /// `12 accounts need attention · 61,300 EUR at stake · 3 opportunities`; nothing is at stake where things go well.
    private static func attention(_ news: [AccountNews]) -> String {
        let troubled = news.filter { !$0.isOpportunity }
        let chances = news.count - troubled.count
        let verb = troubled.count == 1 ? "needs" : "need"
        return join([
            troubled.isEmpty ? "" : "\(subjects(troubled)) \(verb) attention", atStake(troubled),
            chances == 0 ? "" : chances == 1 ? "1 opportunity" : "\(grouped(Int64(chances))) opportunities",
        ])
    }

    /// The sum, each account's own once; nothing where currencies differ or no amount is known.
    static func atStake(_ news: [AccountNews]) -> String {
        let stories = news.map(\.main.story)
        guard let currency = stories.first?.currency, stories.allSatisfy({ $0.currency == currency }) else { return "" }
        let amounts = news.compactMap(\.stakeMinor)
        guard !amounts.isEmpty else { return "" }
        return "\(money(amounts.reduce(0, +), currency)) at stake"
    }

    /// What they have in common.
    private static func endings(of ended: [AccountNews]) -> String {
        let verbs = Set(ended.map(verb))
        return verbs.count == 1 ? verbs.first ?? "closed" : "closed"
    }
}
