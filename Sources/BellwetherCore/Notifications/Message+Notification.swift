extension Message {
    package init(_ notification: Notification) {
        let news = notification.events.filter { $0.kind != .closed }
        let ended = notification.events.filter { $0.kind == .closed }
        let isReminder = notification.purpose == .reminder
        let inFull = isReminder || news.count > Self.mostInFull ? [] : news
        let listed = isReminder ? notification.unchanged : news.count > Self.mostInFull ? news : []
        isTest = notification.purpose == .test
        let reader = notification.recipientName.map(Inert.name)
        greets = reader
        cards = inFull.map { Card($0, toldTo: reader) }
        lines = listed.prefix(Self.mostLines).map {
            Line($0, toldTo: reader, at: notification.createdAt, tellingAge: isReminder)
        }
        moreLines = listed.count - lines.count
        closings = ended.prefix(Self.mostLines).map(Closing.init)
        moreClosings = ended.count - closings.count
        unchanged = isReminder ? 0 : notification.unchanged.count
        words = notification.words.dropFirst().map { Inert.line($0) }
        notes = notification.notes.map { Inert.line($0) }
        headline = Wording.headline(of: notification)
    }
}

extension Message.Card {
    init(_ event: Event, toldTo reader: String?) {
        let story = event.story
        sign = Message.Sign(story)
        title = Wording.title(of: event)
        reason = Inert.line(story.reason)
        stakes = Inert.line(story.stakes)
        play = Inert.line(story.play)
        owner = story.owner
        ownerName = story.owner(toldTo: reader)
        links = story.links.compactMap(\.safe)
    }
}

extension Message.Line {
    init(_ event: Event, toldTo reader: String?, at now: Moment, tellingAge: Bool) {
        let story = event.story
        sign = Message.Sign(story)
        title = Wording.title(of: event)
        stake = Wording.stake(of: story)
        time = tellingAge ? "for \(Wording.span(from: event.firedAt, to: now))" : Wording.urgency(of: story)
        ownerName = story.owner(toldTo: reader)
        link = story.links.compactMap(\.safe).first
    }
}

extension Message.Closing {
    init(_ event: Event) {
        text = Wording.closing(of: event)
    }
}

extension Message.Sign {
    /// The band's colour where it is a warning: a green dot beside an overdue invoice would say the opposite.
    init(_ story: Story) {
        switch story.bandColour {
        case "red": self = .red
        case "yellow": self = .yellow
        default: self = .none
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
