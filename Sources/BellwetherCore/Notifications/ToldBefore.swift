/// What went out after a backup was taken that the state was restored from: the state does not know of it, and it is told
/// to nobody again.
///
/// It is known by marks that name nobody. Each counts once, so that what opens once more later is told, and none counts
/// for long.
package struct ToldBefore: Sendable, Hashable, Codable {
    private var marks: [String: Moment] = [:]

    package init() {}

    package var isEmpty: Bool { marks.isEmpty }

    /// After so long a restored state has come to whatever it knew before.
    private static let lifetime = Duration.seconds(14 * 86_400)
    /// Words of Bellwether itself begin alike whenever there is trouble.
    private static let shortLifetime = Duration.seconds(86_400)

    /// What a receiver took, by marks alone.
    package struct Saying: Sendable, Hashable, Codable {
        let marks: [String]
        /// By the mark of an end, those of what it ends, the beginning first; by that of a beginning, that of its end.
        let opposites: [String: [String]]
        /// Whether it is of Bellwether itself, and soon old.
        let isOfItself: Bool
    }

    /// Takes up what was said, in the order in which it was. What has begun and ended since the copy is over: it says
    /// nothing of what begins later.
    package mutating func add(_ saying: Saying, at now: Moment) {
        let end = now + (saying.isOfItself ? Self.shortLifetime : Self.lifetime)
        for mark in saying.marks {
            let opposites = saying.opposites[mark] ?? []
            let isOver = opposites.first.map { marks[$0] != nil } ?? false
            for opposite in opposites { marks[opposite] = nil }
            if !isOver { marks[mark] = end }
        }
    }

    /// The same with what was told before taken out of what is to be sent, and those of which nothing is left apart.
    package mutating func sift(_ notifications: Notifications, at now: Moment) -> Notifications {
        marks = marks.filter { $0.value > now }
        guard !marks.isEmpty else { return notifications }
        var result = notifications
        result.outbox = []
        for notification in notifications.outbox {
            let (news, isNews) = sifted(notification)
            if isNews { result.outbox.append(news) } else { result.toldBefore.append(notification) }
        }
        return result
    }

    private mutating func sifted(_ notification: Notification) -> (Notification, isNews: Bool) {
        let parts = notification.markedParts
        let known = Set(parts.filter { marks.removeValue(forKey: $0.mark) != nil }.map(\.mark))
        guard !known.isEmpty else { return (notification, true) }
        let left = notification.left(of: parts, besides: known)
        return (notification.holding(left), left.contains { $0.isNews })
    }
}

extension Notification {
    /// FNV-1a, of 64 bits: names of customers are nobody's business beside the state.
    package static func mark(of text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 36)
    }

    /// What it says, each thing by a mark that is the same whenever it is said to the same reader.
    package var saying: ToldBefore.Saying {
        let reader = "\(receiver)/\(recipient)"
        let opposites = events.compactMap { event -> (String, [String])? in
            let others = event.oppositeSayings.map { Self.mark(of: "\($0)/\(reader)") }
            return others.isEmpty ? nil : (Self.mark(of: "\(event.saying)/\(reader)"), others)
        }
        return ToldBefore.Saying(
            marks: markedParts.map(\.mark), opposites: Dictionary(opposites) { first, _ in first },
            isOfItself: purpose == .operational)
    }

    fileprivate enum Part {
        case event(Event), unchanged(Event), words(String), task(DueTask)
        /// That it is the digest of that day.
        case day
    }

    fileprivate struct MarkedPart {
        let mark: String
        let part: Part
        /// Whether it is worth a message by itself.
        let isNews: Bool

        init(_ what: String, _ part: Part, isNews: Bool = true) {
            mark = Notification.mark(of: what)
            self.part = part
            self.isNews = isNews
        }
    }

    fileprivate var markedParts: [MarkedPart] {
        let reader = "\(receiver)/\(recipient)"
        let told = events.map { MarkedPart("\($0.saying)/\(reader)", .event($0)) }
        switch purpose {
        case .test: return []
        case .openingList, .handover, .change: return told
        case .reminder: return told + unchanged.map { MarkedPart("still \($0.topic)/\(reader)", .unchanged($0)) }
        case .digest:
            // What goes on, and what comes near, is news on the day of the digest alone.
            return told + unchanged.map { MarkedPart("digest \($0.topic)/\(reader)", .unchanged($0)) }
                + words.map { MarkedPart("digest \($0)/\(reader)", .words($0)) }
                + (tasksDue ?? []).map {
                    MarkedPart("digest \(createdAt.seconds / 86_400) \($0.text)/\(reader)", .task($0))
                }
                + [MarkedPart("digest of \(createdAt.seconds / 86_400)/\(reader)", .day, isNews: false)]
        case .operational: return [MarkedPart("says \(words.first ?? "")/\(reader)", .words(words.first ?? ""))]
        }
    }

    /// What is left of it. The digest of a day whose own was not told before says once more what goes on, as going on.
    fileprivate func left(of parts: [MarkedPart], besides known: Set<String>) -> [MarkedPart] {
        let isOfToldDay = parts.contains { if case .day = $0.part { known.contains($0.mark) } else { false } }
        guard purpose == .digest, !isOfToldDay else { return parts.filter { !known.contains($0.mark) } }
        return parts.compactMap { part in
            guard known.contains(part.mark) else { return part }
            switch part.part {
            case .event(let event) where event.kind != .closed: return MarkedPart("", .unchanged(event))
            case .unchanged: return part
            case .event, .words, .task, .day: return nil
            }
        }
    }

    /// The same with some of its parts alone.
    fileprivate func holding(_ parts: [MarkedPart]) -> Notification {
        guard purpose != .operational else { return self }
        var (events, unchanged, words, tasks): ([Event], [Event], [String], [DueTask]) = ([], [], [], [])
        for part in parts.map(\.part) {
            switch part {
            case .event(let event): events.append(event)
            case .unchanged(let event): unchanged.append(event)
            case .words(let text): words.append(text)
            case .task(let task): tasks.append(task)
            case .day: break
            }
        }
        let isList = purpose == .digest || purpose == .reminder
        var rest = Notification(
            receiver: receiver, recipient: recipient, groupKey: groupKey, groupLabels: groupLabels, sequence: sequence,
            purpose: purpose, createdAt: createdAt, events: events, unchanged: isList ? unchanged : self.unchanged,
            words: words, threadOf: threadOf, recipientName: recipientName, subject: subject, notes: notes,
            mentions: mentions, wouldGoTo: wouldGoTo)
        (rest.trends, rest.held, rest.quiet) = (trends, held, quiet)
        rest.dateLinks = dateLinks.map { links in
            words.map { word in self.words.firstIndex(of: word).flatMap { $0 < links.count ? links[$0] : nil } }
        }
        if !tasks.isEmpty { rest.tasksDue = tasks }
        return rest
    }
}

extension Event {
    /// What happened to which rule and subject; when it began is another time in a state that was restored.
    fileprivate var saying: String { "\(kind.rawValue)\(level.map { "-\($0)" } ?? "") \(topic)" }

    /// What it ends, or what would end it.
    fileprivate var oppositeSayings: [String] {
        switch kind {
        case .opened: ["\(Kind.closed.rawValue) \(topic)"]
        case .worsened: []
        case .closed: ["\(Kind.opened.rawValue) \(topic)"] + (0...9).map { "\(Kind.worsened.rawValue)-\($0) \(topic)" }
        }
    }
}
