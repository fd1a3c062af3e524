extension Message {
    package init(_ notification: Notification) {
        let isReminder = notification.purpose == .reminder
        let events = notification.purpose == .digest ? [] : notification.events
        let told = notification.toldInFull
        let before = notification.purpose == .digest ? [] : notification.unchanged.besides(told: told)
        let news = told.byAccount(still: before)
        let ended = events.endings.closingsByAccount(still: before)
        let reader = notification.recipientName.map(Inert.name)
        let inFull = news.count <= Self.mostInFull ? news : []
        let listed = news.count <= Self.mostInFull ? [] : news
        let age = { (news: AccountNews) in
            isReminder ? "open for \(Wording.span(from: news.firedAt, to: notification.createdAt))" : ""
        }
        heading = notification.wouldGoTo.map { "Rehearsal: would go to \(Inert.line($0, atMost: 200))" } ?? ""
        isTest = notification.purpose == .test
        greets = reader
        cards = inFull.map {
            Card(
                $0, toldTo: reader, adding: age($0), trends: notification.trends ?? [:],
                isAlone: inFull.count + ended.count == 1)
        }
        lines = listed.prefix(Self.mostLines).map { Line($0, toldTo: reader, adding: age($0)) }
        closings = ended.prefix(Self.mostLines).map(Closing.init)
        moreLines = Wording.more(listed.dropFirst(lines.count))
        moreClosings = Wording.more(ended.dropFirst(closings.count), "closed")
        unchanged = Wording.more(before.besides(notification.events + told).byAccount(), "unchanged")
        sections = Message.sections(of: notification, toldTo: reader) + [Section(stepsFor: listed)].compactMap(\.self)
        words = notification.purpose == .digest ? [] : notification.words.dropFirst().map(Inert.indented)
        notes = notification.notes.map { Inert.line($0) }
        headline = Wording.headline(of: notification, news, ended)
    }
}

extension Notification {
    /// What is told first of each account that a message tells of in full.
    package var storiesInFull: [Story] {
        let news = toldInFull.byAccount()
        return news.count <= Message.mostInFull ? news.map(\.main.story) : []
    }

    /// What is more than counted: what opened or got worse, and what woke; of a reminder, all of it.
    package var toldInFull: [Event] {
        switch purpose {
        case .digest: []
        case .reminder: unchanged
        case .openingList, .handover, .change, .operational, .test:
            events.filter { $0.kind != .closed } + unchanged.filter { $0.waking != nil }
        }
    }
}

extension Notification {
    /// What it said of an alert's end; nothing where the alert began again at once, or is not among those that ended.
    package func ending(of row: LedgerRow) -> String? {
        let still = purpose == .digest ? unchanged : unchanged.besides(told: toldInFull)
        return events.endings.closingsByAccount(still: still).first { $0.all.contains { $0.isOf(row) } }
            .map(Wording.closing)
    }

    /// Of whom it tells by name, and not only among how many more there are.
    var shown: [AccountNews] {
        switch purpose {
        case .digest: return DigestParts(events, unchanged).shown
        case .openingList, .handover, .change, .reminder, .operational, .test:
            let told = toldInFull
            return Array(told.byAccount(still: unchanged.besides(told: told)).prefix(Message.mostLines))
        }
    }
}

extension Message.Card {
    init(
        _ news: AccountNews, toldTo reader: String?, adding age: String, trends: [String: Trend], isAlone: Bool
    ) {
        let story = news.main.story
        trend = trends[story.accountID]
        sign = Message.Sign(story)
        title = Wording.join([Wording.title(of: news.main), age])
        reason = Inert.line(Wording.join([news.waking, story.flapping?.capitalised ?? "", story.reason]))
        others = Wording.others(of: news, beside: story.stakes)
        stakes = Wording.stakes(of: news.main)
        let isListed = isAlone && news.tasks.count > 1
        let step = story.play.isEmpty && news.isDone ? "Its tasks are settled." : story.play
        play = Wording.call(Inert.line(step), news.tasks, areListed: isListed)
        tasks = isListed ? Wording.checklist(news.tasks) : []
        // Whom it calls is whose it is to do.
        let isOwners =
            news.tasks.isEmpty || !story.play.isEmpty
            || news.tasks.prefix(isListed ? .max : 1).contains { $0.who == nil }
        owner = isOwners ? story.owner : nil
        ownerName = isOwners ? story.owner(toldTo: reader) : nil
        links = story.links.compactMap(\.safe)
    }
}

extension Message.Line {
    init(
        _ news: AccountNews, sayingChange saysChange: Bool = true, toldTo reader: String?, adding age: String,
        linkingTasks: Bool = false
    ) {
        let story = news.main.story
        sign = Message.Sign(story)
        title = Wording.title(of: news.main, sayingChange: saysChange)
        why = story.topic == .health ? Wording.firstReason(of: story) : ""
        others = Wording.join(
            [
                Inert.line(news.waking), Inert.line(story.flapping ?? ""), Wording.others(of: news, beside: news.when),
                Wording.count(of: news.tasks),
            ], by: "; ")
        stake = news.stakeMinor.map { Wording.money($0, story.currency) } ?? ""
        when = Inert.line(news.when)
        self.age = age
        ownerName = story.owner(toldTo: reader)
        link = story.links.filter { $0.isPersonal != true }.compactMap(\.safe).first
        taskLink = linkingTasks ? story.links.filter { $0.isPersonal == true }.compactMap(\.safe).first : nil
    }
}

extension Message.Closing {
    init(_ ended: AccountNews) {
        text = Wording.closing(of: ended)
    }
}

extension Message.Sign {
    /// The band's colour where it is a warning: a green dot beside an overdue invoice would say the opposite.
    init(_ story: Story) {
        switch (story.topic, story.bandColour) {
        case (.leaving, _), (_, "red"): self = .red
        case (_, "yellow"): self = .yellow
        case (.renewal, _): self = .deadline
        case (.health, _), (.invoice, _), (.other, _): self = .none
        }
    }
}

extension Story.Link {
    /// The link with its label inert, if its address is one that may be followed: `https:` or `http:`, no blanks, nothing
    /// that a receiver's markup could take for its own.
    package var safe: Story.Link? {
        let address = LabelText.string(url.unicodeScalars.flatMap(Self.encoded))
        let rest = address.hasPrefix("https://") ? address.dropFirst(8) : address.dropFirst(7)
        guard address.hasPrefix("https://") || address.hasPrefix("http://"), let first = rest.unicodeScalars.first,
            LabelText.isNamePart(first), address.utf8.count <= 2_000
        else { return nil }
        return Story.Link(label: Inert.line(label, atMost: 60), url: address)
    }

    /// What stands for itself in an address stays; everything else is percent-encoded, byte by byte.
    private static func encoded(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        let isPlain = scalar.isASCII && scalar.value > 0x20 && !"\"'<>\\^`{|}\u{7F}".unicodeScalars.contains(scalar)
        guard !isPlain else { return [scalar] }
        return String(scalar).utf8.flatMap { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return Array("%\(byte < 16 ? "0" : "")\(digits)".unicodeScalars)
        }
    }
}

extension Story {
    /// Who looks after the account, unless that is who reads.
    fileprivate func owner(toldTo reader: String?) -> String? {
        let name = (ownerName ?? owner).map(Inert.name)
        return name == reader ? nil : name
    }
}
