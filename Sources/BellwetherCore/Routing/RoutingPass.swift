/// One run of routing, from the news to what is sent.
struct RoutingPass {
    let routing: Routing
    let news: AlertNews
    let now: Moment
    private var memory: RoutingMemory
    private var result: Notifications
    /// Every alert that fires, by id.
    private let standing: [String: Alert]
    private var changedRows: [String: LedgerRow] = [:]

    init(routing: Routing, news: AlertNews, since memory: RoutingMemory, at now: Moment) {
        self.routing = routing
        self.news = news
        self.now = now
        self.memory = memory
        result = Notifications(memory: memory)
        standing = Dictionary(news.standing.filter(\.isFiring).map { ($0.id, $0) }) { first, _ in first }
        for key in memory.groups.keys { self.memory.groups[key]?.acceptClock(now) }
    }

    func finished(since before: RoutingMemory) -> Notifications {
        var result = result
        result.memory = memory
        result.changedGroups = Set(before.groups.keys).union(memory.groups.keys)
            .filter { before.groups[$0] != memory.groups[$0] }.sorted()
        result.changedLedger = changedRows.values.sorted { $0.id < $1.id }
        return result
    }
}

// MARK: What came in

extension RoutingPass {
    /// What still waited for a receiver that is gone is routed anew; what it was told of stays with its group, and is
    /// closed through the first route's receiver.
    mutating func forgetRemovedReceivers() {
        for (key, group) in memory.groups where routing.receivers[group.receiver] == nil {
            memory.groups[key]?.waiting = []
        }
    }

    /// A closing follows the ledger: to whoever was told of the opening, and to nobody else.
    mutating func takeClosings() {
        let rows = Dictionary(grouping: memory.ledger.values, by: \.alertID)
        for change in news.changes {
            guard case .closed(let reason) = change.kind else { continue }
            let id = change.alert.id
            for key in memory.groups.keys { memory.groups[key]?.waiting.remove(id) }
            for row in (rows[id] ?? []).sorted(by: { $0.id < $1.id }) { close(row, of: change.alert, because: reason) }
        }
    }

    private mutating func close(_ row: LedgerRow, of alert: Alert, because reason: ClosingReason) {
        let event = Event(
            closing: alert, because: reason, at: now, receiver: row.receiver, recipient: row.recipient,
            scoreTold: row.scoreTold)
        var group = memory.groups[row.groupKey] ?? lostGroup(of: row, labels: alert.labels)
        guard !group.closings.contains(where: { $0.id == event.id }) else { return }
        group.closings.append(event)
        memory.groups[row.groupKey] = group
    }

    /// A row whose group is not remembered still gets its closing.
    private mutating func lostGroup(of row: LedgerRow, labels: [String: String]) -> Group {
        memory.episodes += 1
        return Group(
            key: row.groupKey, episode: memory.episodes, receiver: row.receiver,
            recipient: Recipient(address: row.recipient), path: "closings", labels: [:], isOpeningList: false,
            timers: routing.root.timers, since: now)
    }

    /// What fired and cleared before anybody was told is nobody's news.
    mutating func forgetWhatCleared() {
        for key in memory.groups.keys {
            memory.groups[key]?.waiting.formIntersection(standing.keys)
        }
        removeEmptyGroups()
    }

    private mutating func removeEmptyGroups() {
        let inUse = Set(memory.ledger.values.map(\.groupKey))
        memory.groups = memory.groups.filter { key, group in
            !group.waiting.isEmpty || !group.closings.isEmpty || inUse.contains(key)
        }
    }
}

// MARK: Routes

extension RoutingPass {
    /// An alert is routed once, when it first may be told; what routes say later changes nothing for it.
    mutating func routeNewcomers() {
        var known = Set(memory.ledger.values.map(\.alertID))
        for group in memory.groups.values { known.formUnion(group.waiting) }
        for alert in standing.values.sorted(by: { $0.id < $1.id }) where alert.hold == nil && !known.contains(alert.id)
        {
            route(alert)
        }
    }

    private mutating func route(_ alert: Alert) {
        var told: Set<String> = []
        for match in routing.root.matches(for: alert.labels) {
            for name in match.route.receivers {
                guard let receiver = routing.receivers[name] else { continue }
                let recipients = receiver.recipients(of: alert.owner, among: routing.people)
                if recipients.isEmpty {
                    result.unreached.append(Unreached(alertID: alert.id, receiver: name, owner: alert.owner))
                }
                for recipient in recipients where told.insert("\(name)/\(recipient.address)").inserted {
                    add(alert, to: receiver, recipient, by: match)
                }
            }
        }
    }

    private mutating func add(
        _ alert: Alert, to receiver: ReceiverProfile, _ recipient: Recipient, by match: RouteMatch
    ) {
        let isOpening = news.isOnOpeningList(alert)
        let path = isOpening ? "opening list of \(now)" : match.path
        var labels = isOpening ? [:] : match.route.groupLabels(of: alert.labels, alwaysByOwner: receiver.isOwners)
        if case .everything = match.route.groupBy, !isOpening { labels["subject"] = alert.subject.id }
        var timers = match.route.timers
        if isOpening { timers.groupWait = 0 }
        let key = Group.key(receiver: receiver.name, recipient: recipient.address, path: path, labels: labels)
        if memory.groups[key] == nil {
            memory.episodes += 1
            memory.groups[key] = Group(
                key: key, episode: memory.episodes, receiver: receiver.name, recipient: recipient, path: path,
                labels: labels, isOpeningList: isOpening, timers: timers, since: now)
        }
        memory.groups[key]?.timers = timers
        memory.groups[key]?.waiting.insert(alert.id)
    }
}

// MARK: What is told

extension RoutingPass {
    mutating func tellGroups() {
        let rows = Dictionary(grouping: memory.ledger.values, by: \.groupKey)
        for (key, group) in memory.groups.sorted(by: { $0.key < $1.key }) {
            let standing = standing(of: group, rows: rows[key] ?? [])
            let decision = decision(for: group, on: standing)
            if case .tell(let reason) = decision { tell(group, of: standing, because: reason) }
            result.decisions[key] = decision
        }
        removeEmptyGroups()
        result.due = whenNext()
    }

    private func decision(for group: Group, on standing: GroupStanding) -> Decision {
        let target = target(of: group)
        let hours = routing.receivers[target.receiver]?.hours
        let zone = routing.people.person(withEmail: target.recipient)?.zone ?? routing.calendar.zone
        return group.decision(on: standing, at: now, by: routing.calendar) { moment in
            hours?.opening(from: moment, in: zone) ?? moment
        }
    }

    /// After everything was told: when time alone brings the next message.
    private func whenNext() -> Moment? {
        let rows = Dictionary(grouping: memory.ledger.values, by: \.groupKey)
        return memory.groups.values.compactMap { group in
            decision(for: group, on: standing(of: group, rows: rows[group.key] ?? [])).due
        }.min()
    }

    private func standing(of group: Group, rows: [LedgerRow]) -> GroupStanding {
        var result = GroupStanding(closings: group.closings)
        for alert in group.waiting.compactMap({ standing[$0] }) {
            if alert.hold == nil { result.opened.append(alert) } else { result.heldCount += 1 }
        }
        for row in rows {
            guard let alert = standing[row.alertID] else { continue }
            if alert.hold != nil {
                result.heldCount += 1
            } else if alert.level > row.levelTold {
                result.worsened.append(alert)
            } else {
                result.unchanged.append(alert)
            }
        }
        return result
    }

    private mutating func tell(
        _ group: Group, of standing: GroupStanding, because reason: Decision.TellingReason
    ) {
        var group = group
        group.sequence += 1
        let notification = notification(for: group, of: standing, because: reason)
        group.lastTold = now
        group.first = group.first ?? notification.id
        group.subject = notification.subject
        for alert in standing.opened { open(alert, in: group, by: notification) }
        for alert in standing.worsened { raise(alert, in: group) }
        for event in standing.closings { settle(event, by: notification) }
        group.waiting.subtract(standing.opened.map(\.id))
        group.closings = []
        memory.groups[group.key] = group
        result.outbox.append(notification)
    }

    private func notification(
        for group: Group, of standing: GroupStanding, because reason: Decision.TellingReason
    ) -> Notification {
        let target = target(of: group)
        let told = { (kind: Event.Kind, alert: Alert) in
            Event(kind, alert, receiver: group.receiver, recipient: group.recipient)
        }
        let news = (standing.opened.map { told(.opened, $0) } + standing.worsened.map { told(.worsened, $0) }).ranked()
        let events = news.following(standing.closings)
        let unchanged = standing.unchanged.map { told(.opened, $0) }.ranked()
        let purpose: Notification.Purpose =
            switch reason {
            case .openingList: .openingList
            case .repeatDue: .reminder
            case .firstFiring, .newAlerts, .worsened, .closed: .change
            }
        return Notification(
            receiver: target.receiver, recipient: target.recipient, groupKey: group.name, groupLabels: group.labels,
            sequence: group.sequence, purpose: purpose, createdAt: now, events: events, unchanged: unchanged,
            threadOf: group.first, recipientName: target.name,
            subject: group.subject.isEmpty ? Wording.subject(of: events, purpose) : group.subject,
            notes: target.notes, mentions: mentions(in: news))
    }

    /// Owners are called by their chat id where a receiver can do so.
    private func mentions(in events: [Event]) -> [String: String] {
        let owners = Set(events.compactMap(\.story.owner))
        return Dictionary(
            owners.compactMap { owner in routing.people.person(owner)?.slackID.map { (owner, $0) } }
        ) { first, _ in first }
    }
}

// MARK: The ledger

extension RoutingPass {
    private mutating func open(_ alert: Alert, in group: Group, by notification: Notification) {
        let row = LedgerRow(
            alertID: alert.id, receiver: group.receiver, recipient: group.recipient, openedBy: notification.id,
            openedAt: now, levelTold: alert.level, scoreTold: alert.story.score, groupKey: group.key)
        memory.ledger[row.id] = row
        changedRows[row.id] = row
    }

    private mutating func raise(_ alert: Alert, in group: Group) {
        let id = LedgerRow.id(alertID: alert.id, receiver: group.receiver, recipient: group.recipient)
        memory.ledger[id]?.levelTold = alert.level
        changedRows[id] = memory.ledger[id]
    }

    private mutating func settle(_ event: Event, by notification: Notification) {
        let id = LedgerRow.id(alertID: event.alertID, receiver: event.receiver, recipient: event.recipient)
        guard var row = memory.ledger.removeValue(forKey: id) else { return }
        row.closedBy = notification.id
        row.closedAt = now
        row.closingReason = event.closingReason
        changedRows[id] = row
    }
}

// MARK: To whom

extension RoutingPass {
    struct Target {
        let receiver: String
        let recipient: String
        let name: String?
        let notes: [String]
    }

    /// A group's own receiver and recipient, or, when the receiver was removed, the first route's, with a note.
    private func target(of group: Group) -> Target {
        guard routing.receivers[group.receiver] == nil, let heir = routing.root.receivers.first,
            let receiver = routing.receivers[heir],
            let recipient = receiver.recipients(of: group.labels["owner"], among: routing.people).first
        else {
            return Target(
                receiver: group.receiver, recipient: group.recipient, name: group.recipientName, notes: group.notes)
        }
        let note = "receiver '\(group.receiver)' was removed; what it was told of ends here"
        return Target(
            receiver: heir, recipient: recipient.address, name: recipient.name,
            notes: [note] + [recipient.note].compactMap { $0 })
    }

    /// What Bellwether says of itself goes out at once, whatever the hours.
    mutating func tellOperator() {
        let tripped = Dictionary(grouping: standing.values.filter { $0.hold == .breaker }, by: \.rule)
        let new = tripped.keys.filter { !memory.breakersTold.contains($0) }.sorted()
        memory.breakersTold = Set(tripped.keys)
        let breakers = new.map { OperatorWords(breakerOf: $0, holding: tripped[$0]?.count ?? 0) }
        guard let receiver = routing.receivers[routing.operatorReceiver.receiver] else { return }
        let recipients = receiver.operators(among: routing.people)
        for words in breakers + news.operatorWords {
            for recipient in recipients { result.outbox.append(notification(words, to: receiver, recipient)) }
        }
    }

    private mutating func notification(
        _ words: OperatorWords, to receiver: ReceiverProfile, _ recipient: Recipient
    ) -> Notification {
        memory.episodes += 1
        return Notification(
            receiver: receiver.name, recipient: recipient.address,
            groupKey: "operator:\(words.topic)#\(memory.episodes)",
            groupLabels: [:], sequence: 1, purpose: .operational, createdAt: now, events: [], words: words.lines,
            recipientName: recipient.name, subject: Wording.subject(ofWords: words.lines))
    }
}
