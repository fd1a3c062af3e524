import BellwetherCore

/// The forms in which an alert is told, alone and among others.
enum MessageForm: String, CaseIterable {
    case opening = "the opening"
    case worsening = "the worsening"
    case closing = "the closing"
    case reminder = "the reminder"
    case rehearsal = "the rehearsal"
    case cards = "an opening of three"
    case list = "a list of twelve"
    case manyOfOne = "forty alerts of one account"
    case mixture = "a message of everything at once"
    case closings = "twelve closings"
    case openingList = "the first list"
    case handover = "the list of a handover"
    case reminders = "the reminder of twelve"
    case digest = "the digest"

    func notification(
        of sample: SampleStory, by receiver: String, to recipient: String, at now: Moment
    ) -> Notification {
        let draft = Draft(sample: sample, receiver: receiver, recipient: recipient, now: now)
        switch self {
        case .opening: return draft.finished(draft.events(.opened, 1))
        case .worsening: return draft.finished(draft.events(.worsened, 1), sequence: 2)
        case .closing: return draft.finished(draft.events(.closed, 1), sequence: 3)
        case .reminder: return draft.finished([], draft.events(.opened, 1), .reminder, sequence: 4)
        case .rehearsal: return draft.finished(draft.events(.opened, 1), wouldGoTo: sample.story.accountName)
        case .cards: return draft.finished(draft.events(.opened, 3))
        case .list: return draft.finished(draft.events(.opened, 12))
        case .manyOfOne: return draft.finished(draft.events(.opened, 40, ofOne: true))
        case .mixture:
            let changed = [Event.Kind.opened, .worsened, .closed].flatMap { draft.events($0, 6) }
            return draft.finished(changed, draft.events(.opened, 6, from: 20), sequence: 2)
        case .closings: return draft.finished(draft.events(.closed, 12), sequence: 3)
        case .openingList: return draft.finished(draft.events(.opened, 12), [], .openingList)
        case .handover: return draft.finished(draft.events(.opened, 12), [], .handover)
        case .reminders: return draft.finished([], draft.events(.opened, 12), .reminder, sequence: 4)
        case .digest:
            let kinds = [Event.Kind.opened, .worsened, .closed]
            let changed = kinds.enumerated().flatMap { draft.events($1, 12, from: 12 * $0) }
            let dates = (0..<6).map { _ in "\(sample.story.accountName): renews 1 Jan (9 days)" }
            var digest = draft.finished(changed, draft.events(.opened, 12, from: 36), .digest, words: dates)
            digest.tasksDue = draft.tasks(10)
            return digest
        }
    }
}

private struct Draft {
    let sample: SampleStory
    let receiver: String
    let recipient: String
    let now: Moment

    /// Of so many accounts, or of so many things of one.
    func events(_ kind: Event.Kind, _ count: Int, from start: Int = 0, ofOne: Bool = false) -> [Event] {
        (start..<start + count).map { number in
            var story = sample.story
            if ofOne { story.brief = "\(number) \(story.brief)" }
            if !ofOne { story.accountID = "\(number) \(story.accountID)" }
            return event(kind, story, number)
        }
    }

    private func event(_ kind: Event.Kind, _ story: Story, _ number: Int) -> Event {
        let reasons = ClosingReason.allCases
        let isOver = kind == .closed
        return Event(
            kind: kind, alertID: "\(sample.rule.id)/\(sample.subject.id)/\(number)", rule: sample.rule.id,
            subject: sample.subject, openedAt: now - .seconds(172_800), firedAt: now - .seconds(86_400),
            closedAt: isOver ? now : nil, closingReason: isOver ? reasons[number % reasons.count] : nil,
            labels: sample.labels, story: story, receiver: receiver, recipient: recipient,
            scoreTold: isOver ? story.score : nil, level: 100)
    }

    /// Of as many accounts, each leading where its alerts do.
    func tasks(_ count: Int) -> [DueTask] {
        let step = sample.story.plan?.steps.first?.subject ?? sample.story.play
        return (0..<count).map { number in
            DueTask(
                account: "\(number) \(sample.story.accountID)", text: "\(sample.story.accountName): \(step)",
                links: Array(sample.story.links.prefix(1)))
        }
    }

    func finished(
        _ events: [Event], _ unchanged: [Event] = [], _ purpose: Notification.Purpose = .change, sequence: Int = 1,
        words: [String] = [], wouldGoTo: String? = nil
    ) -> Notification {
        Notification(
            receiver: receiver, recipient: recipient, groupKey: "\(sample.rule.id)#1",
            groupLabels: sample.labels, sequence: sequence, purpose: purpose, createdAt: now, events: events,
            unchanged: unchanged, words: words, threadOf: sequence > 1 ? "the first" : nil,
            recipientName: sample.story.ownerName, subject: Wording.subject(of: events + unchanged, purpose),
            wouldGoTo: wouldGoTo)
    }
}
