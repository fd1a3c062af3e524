extension RoutingPass {
    mutating func tellGroups() {
        var ready: [(group: Group, standing: GroupStanding, reason: Decision.TellingReason)] = []
        lookAgain()
        result.decisions.reserveCapacity(memory.groups.count)
        for (key, group) in memory.groups {
            if let quiet = quietReason(of: group, at: glance(at: group)) {
                result.decisions[key] = .keepQuiet(quiet)
                continue
            }
            let standing = standing(of: group)
            let decision = decision(for: group, on: standing)
            if case .tell(.repeatDue) = decision, isRemindedByEscalation(group, standing) {
                memory.groups[key]?.lastTold = now
                memory.groups[key]?.reminders += 1
                result.decisions[key] = self.decision(for: memory.groups[key] ?? group, on: standing)
                continue
            }
            if case .tell(let reason) = decision { ready.append((group, standing, reason)) }
            result.decisions[key] = decision
        }
        ready.sort { $0.group.key < $1.group.key }
        let tooMany = beyondBudget(ready.map { ($0.group, $0.standing) })
        for (group, standing, reason) in ready {
            if tooMany.contains(group.key) {
                leaveForDigest(group)
            } else {
                tell(group, of: standing, because: reason)
            }
        }
        removeEmptyGroups()
        result.due = whenNext(afterTelling: Set(ready.map(\.group.key)))
    }

    /// Where many read, that nobody has acknowledged it is told by the escalation: to remind of it as well says it twice.
    private func isRemindedByEscalation(_ group: Group, _ standing: GroupStanding) -> Bool {
        guard !group.isEscalation, !standing.hasChanges, routing.receivers[group.receiver]?.isOwners == false else {
            return false
        }
        let escalations = memory.groups.values.filter { $0.isEscalation && $0.receiver == group.receiver }
        return !escalations.isEmpty
            && standing.unchanged.allSatisfy { box in
                escalations.contains { other in
                    other.waiting.contains(box.alert.id)
                        || memory.ledger.levelTold(of: box.alert.id, by: other.key) != nil
                }
            }
    }

    func decision(for group: Group, on standing: GroupStanding) -> Decision {
        if let quiet = quietReason(of: group, at: standing.glance) { return .keepQuiet(quiet) }
        return group.decision(on: standing, at: now, by: calendar(of: group.addressee)) {
            opening(for: group, from: $0)
        }
    }

    private func quietReason(of group: Group, at glance: GroupGlance) -> Decision.QuietReason? {
        if isPaused(group) { return .rehearsal }
        let own = group.quietReason(at: glance, at: now, by: calendar(of: group.addressee)) {
            opening(for: group, from: $0)
        }
        guard waitsForDigest(group) else { return own }
        switch own {
        // A digest asks neither what belongs together nor, before its own time, whether it may be told.
        case nil, .waiting, .outsideHours: return .forDigest(until: digestTime(of: group))
        case .alreadyTold, .held, .quieted, .forDigest, .rehearsal, .nothingToTell: return own
        }
    }

    /// After everything was told: when time alone brings the next message. Only what was told stands otherwise than it
    /// did.
    private func whenNext(afterTelling told: Set<String>) -> Moment? {
        let groups = memory.groups.compactMap { key, group in
            let known = told.contains(key) ? nil : result.decisions[key]
            return (known ?? decision(for: group, on: standing(of: group))).due
        }
        let silences = memory.silences.values.flatMap { [$0.until, $0.announcement].compactMap { $0 } }
        let others = [nextEscalation, memory.breakersTold.nextReminder].compactMap { $0 }
        return (groups + silences + digestTimes() + others).min()
    }

    func standing(of group: Group) -> GroupStanding {
        var result = GroupStanding(closings: group.closings)
        guard !isRehearsed(group) else { return result }
        for box in group.waiting.compactMap(standing.box) where !isQuiet(box, for: group, in: &result) {
            result.opened.append(box.alert)
        }
        let closed = Set(group.closings.map(\.alertID))
        memory.ledger.forEachRow(toldBy: group.key) { id, levelTold in
            // What was handed over goes on firing, but not for this reader.
            guard !closed.contains(id), let box = standing.box(id), !isQuiet(box, for: group, in: &result) else {
                return
            }
            if box.alert.level > levelTold {
                result.worsened.append(box.alert)
            } else {
                result.unchanged.append(box)
                if group.wakings?[id] != nil { result.woken.insert(id) }
            }
        }
        return result
    }

    private func isQuiet(_ box: AlertBox, for group: Group, in standing: inout GroupStanding) -> Bool {
        if box.alert.hold != nil {
            standing.heldCount += 1
        } else if !quiet.isEmpty, isQuiet(box.alert.id, for: group) {
            standing.quietCount += 1
        } else {
            return false
        }
        return true
    }

    private mutating func tell(
        _ group: Group, of standing: GroupStanding, because reason: Decision.TellingReason
    ) {
        var (group, standing) = (group, standing)
        // The rest is reminded of when its time comes.
        let told = group.lastTold
        if case .woken = reason { standing.unchanged.removeAll { !standing.woken.contains($0.alert.id) } }
        group.sequence += 1
        let notification = notification(for: group, of: standing, because: reason)
        remember(threadOf: notification, in: &group)
        settle(standing, of: &group, by: notification)
        switch reason {
        case .repeatDue: group.reminders += 1
        case .woken: group.lastTold = told
        case .closed: break
        case .openingList, .firstFiring, .newAlerts, .worsened: group.reminders = 0
        }
        memory.groups[group.key] = group
        takeAttention(of: group.addressee, with: notification)
        result.outbox.append(notification)
    }

    private func notification(
        for group: Group, of standing: GroupStanding, because reason: Decision.TellingReason
    ) -> Notification {
        let target = target(of: group)
        let event = { (kind: Event.Kind, alert: Alert) in
            self.event(kind, alert, in: group)
        }
        let news = (standing.opened.map { event(.opened, $0) } + standing.worsened.map { event(.worsened, $0) })
            .ranked()
        let events = news.following(ends(standing.closings))
        let unchanged = standing.unchanged.map { event(.opened, $0.alert) }.ranked()
        let purpose: Notification.Purpose =
            switch reason {
            case .openingList: group.isHandover ? .handover : .openingList
            case .woken, .repeatDue: .reminder
            case .firstFiring, .newAlerts, .worsened, .closed: .change
            }
        let thread = thread(of: group, telling: standing, purpose)
        let told = standing.opened + standing.worsened + standing.unchanged.map(\.alert)
        var notification = Notification(
            receiver: target.receiver, recipient: target.recipient, groupKey: group.name, groupLabels: group.labels,
            sequence: group.sequence, purpose: purpose, createdAt: now, events: events, unchanged: unchanged,
            threadOf: thread?.first, recipientName: target.name,
            // A group that a digest told of begins with a reminder.
            subject: thread?.subject
                ?? Wording.subject(of: events.isEmpty ? unchanged : events, purpose, isEscalation: group.isEscalation),
            notes: told.isEmpty && group.isEscalation ? [] : notes(of: group, telling: told, otherwise: target.notes),
            mentions: target.wouldGoTo == nil ? mentions(in: news) : [:],
            wouldGoTo: target.wouldGoTo)
        if !group.quiet.muted.isEmpty || !group.quiet.active.isEmpty {
            notification.quiet = RouteQuiet(muted: group.quiet.muted, active: group.quiet.active)
        }
        return notification
    }

    func event(_ kind: Event.Kind, _ alert: Alert, in group: Group) -> Event {
        var event = Event(kind, alert, receiver: group.receiver, recipient: group.recipient)
        let reader = group.addressee
        let person = routing.people.person(withEmail: reader.recipient)
        let names = [reader.name, reader.recipient, person?.key, person?.name].compactMap { $0?.lowercased() }
        event.waking = group.wakings?[alert.id]?.words(on: alert, to: Set(names), in: zone(of: reader))
        if kind == .worsened, alert.regraded == alert.level {
            event.isRegraded = true
            event.waking = event.waking ?? Wording.regraded(alert.labels["severity"])
        }
        if kind == .worsened, isNearer(alert, for: group) { event.isNearer = true }
        if event.waking == nil, kind == .opened, let silence = calm(of: alert.id, for: group) {
            event.waking = Waking(from: silence, gotWorseThan: nil).words(
                on: alert, to: Set(names), in: zone(of: reader))
        }
        event.tasks = taskLines(of: alert)
        // What there is to do says it already.
        if event.tasks != nil { event.story.plan = nil }
        // Told in one message, an end and another beginning would contradict each other.
        if kind == .opened, let over = group.closings.last(where: { $0.topic == event.topic })?.closedAt {
            event.waking = "It was over for \(Wording.span(from: over, to: event.firedAt))"
        }
        return event
    }

    /// What ended, with whether its account still has an alert about the same, by whichever group that is told.
    func ends(_ closings: [Event]) -> [Event] {
        let accounts = Set(closings.map(\.story.accountID))
        guard !accounts.isEmpty else { return [] }
        let firing = standing.filter { $0.hold == nil && accounts.contains($0.story.accountID) }
            .map { Event(.opened, $0, receiver: "", recipient: "") }
        return closings.map { closing in
            var end = closing
            let goesOn = firing.contains {
                $0.story.accountID == end.story.accountID && $0.isAbout(whatEndedIn: [end])
            }
            end.goesOn = goesOn ? true : nil
            return end
        }
    }

    /// Whether nothing else has become of it since its reader was told.
    private func isNearer(_ alert: Alert, for group: Group) -> Bool {
        let row = LedgerRow.id(alertID: alert.id, receiver: group.receiver, recipient: group.recipient)
        guard let nearing = alert.nearing, let told = memory.ledger[row]?.levelTold else { return false }
        return nearing.explains(rise: alert.level, since: told)
    }

    /// Owners are called by their chat id where a receiver can do so.
    private func mentions(in events: [Event]) -> [String: String] {
        let owners = Set(events.compactMap(\.story.owner))
        return Dictionary(
            owners.compactMap { owner in routing.people.person(owner)?.slackID.map { (owner, $0) } }
        ) { first, _ in first }
    }
}

// MARK: When

extension RoutingPass {
    func zone(of addressee: Addressee) -> Zone { calendar(of: addressee).zone }

    /// The reader's own: their region's holidays, by the clock where they are.
    func calendar(of addressee: Addressee) -> BusinessCalendar { routing.calendar(of: addressee.recipient) }

    /// From a moment on, the first at which a group may be told: within hours, and not muted.
    func opening(for group: Group, from moment: Moment) -> Moment {
        let hours = (routing.receivers[group.addressee.receiver] ?? routing.receivers[target(of: group).receiver])?
            .hours
        return routing.opening(from: moment, within: hours, group.quiet, by: calendar(of: group.addressee))
    }
}
