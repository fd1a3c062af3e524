extension RoutingPass {
    /// An alert is routed when it first may be told. Receivers that it goes to only later hear of it then; of those that
    /// know it, routes are asked no more.
    mutating func routeNewcomers() {
        let rehearsed = Set(memory.groups.values.filter(isRehearsed).map(\.key))
        let waiting = waiting
        let (quiet, ledger) = (quiet, memory.ledger)
        func isNew(_ alert: Alert) -> Bool {
            alert.hold == nil && !ledger.hasRows(about: alert.id, besidesOf: rehearsed) && quiet[alert.id] == nil
                && !waiting.contains(alert.id)
        }
        let newcomers =
            rehearsed.isEmpty
            ? whoMayBeNew(besides: waiting)?.compactMap { standing[$0] }.filter(isNew) ?? standing.filter(isNew)
            : standing.filter(isNew)
        for alert in newcomers.sorted(by: { $0.id < $1.id }) {
            // What only a rehearsal told of is told now, as one list.
            let isLate = memory.ledger.hasRows(about: alert.id)
            route(destinations(of: alert), onOpeningList: news.isOnOpeningList(alert) || isLate)
        }
        let known = self.waiting
        unrouted = Set(newcomers.map(\.id)).subtracting(known)
    }

    /// Nothing where that may be any.
    private func whoMayBeNew(besides waiting: Set<String>) -> Set<String>? {
        guard var ids = unsettled else { return nil }
        ids.formUnion(memory.rest.waiting.lazy.filter { !waiting.contains($0) })
        return ids
    }

    private mutating func destinations(of alert: Alert) -> [Destination] {
        let all = destinations(of: alert, besides: [])
        for name in all.unreached {
            result.unreached.append(Unreached(alertID: alert.id, receiver: name, owner: alert.owner))
        }
        return all.reached
    }

    /// Whom routes send an alert to, but for receivers that know it; and the receivers that have nobody to tell.
    func destinations(
        of alert: Alert, besides known: Set<String>
    ) -> (reached: [Destination], unreached: [String]) {
        var told: Set<String> = []
        var (reached, unreached): ([Destination], [String]) = ([], [])
        for match in routing.root.matches(for: alert.labels) {
            for receiver in match.route.receivers.compactMap({ routing.receivers[$0] })
            where !known.contains(receiver.name) {
                let recipients = receiver.recipients(of: alert.owner, among: routing.people)
                if recipients.isEmpty { unreached.append(receiver.name) }
                reached += recipients.filter { told.insert("\(receiver.name)/\($0.address)").inserted }
                    .map { Destination(alert: alert, receiver: receiver, recipient: $0, match: match) }
            }
        }
        return (reached, unreached)
    }

    mutating func route(_ destinations: [Destination], onOpeningList isOpening: Bool) {
        for destination in destinations {
            add(
                destination.alert, to: destination.receiver, destination.recipient, by: destination.match,
                onOpeningList: isOpening)
        }
    }

    /// One whom a route sends an alert to.
    struct Destination {
        let alert: Alert
        let receiver: ReceiverProfile
        let recipient: Recipient
        let match: RouteMatch
    }

    private mutating func add(
        _ alert: Alert, to receiver: ReceiverProfile, _ recipient: Recipient, by match: RouteMatch,
        onOpeningList isOpening: Bool
    ) {
        var labels = isOpening ? [:] : match.route.groupLabels(of: alert.labels, alwaysByOwner: receiver.isOwners)
        if case .everything = match.route.groupBy, !isOpening { labels["subject"] = alert.subject.id }
        var timers = match.route.timers
        if isOpening { timers.groupWait = 0 }
        add(
            alert, to: receiver, recipient, path: isOpening ? "opening list of \(now)" : match.path, labels: labels,
            timers: timers, quiet: match.route.quiet, isOpeningList: isOpening)
    }

    mutating func add(
        _ alert: Alert, to receiver: ReceiverProfile, _ recipient: Recipient, path: String, labels: [String: String],
        timers: RouteTimers, quiet: RouteQuiet, isOpeningList: Bool
    ) {
        let place = place(of: receiver, recipient)
        let key = Group.key(receiver: place.receiver, recipient: place.recipient.address, path: path, labels: labels)
        if memory.groups[key] == nil {
            memory.episodes += 1
            memory.groups[key] = Group(
                key: key, episode: memory.episodes, receiver: place.receiver, recipient: place.recipient, path: path,
                labels: labels, isOpeningList: isOpeningList, timers: timers, rehearsalOf: place.rehearsalOf, since: now
            )
        }
        memory.groups[key]?.timers = timers
        memory.groups[key]?.quiet = quiet
        memory.groups[key]?.waiting.insert(alert.id)
    }
}

// MARK: What nobody acknowledges

extension RoutingPass {
    /// Tells the next one of what somebody was told of and nobody has acknowledged since.
    mutating func escalate() {
        rememberWhatSleeps()
        for (group, step, row, alert) in escalations() {
            for (receiver, recipient) in targets(of: step, for: alert, in: group)
            where isDue(step, after: row, for: recipient) && !isKnown(alert, at: receiver, recipient) {
                add(
                    alert, to: receiver, recipient, path: group.path + Group.escalation, labels: group.labels,
                    timers: group.timers,
                    quiet: RouteQuiet(muted: group.quiet.muted, active: group.quiet.active), isOpeningList: false)
            }
        }
    }

    /// When time alone brings the next one.
    var nextEscalation: Moment? {
        let dues = escalations().flatMap { group, step, row, alert in
            targets(of: step, for: alert, in: group).compactMap { due(step, after: row, for: $1) }
        }
        return dues.filter { $0 > now }.min()
    }

    private func isDue(_ step: EscalationStep, after row: LedgerRow, for next: Recipient) -> Bool {
        due(step, after: row, for: next).map { $0 <= now } ?? false
    }

    /// After somebody's snooze it counts from when the reader was told again; nothing before that.
    private func due(_ step: EscalationStep, after row: LedgerRow, for next: Recipient) -> Moment? {
        let group = memory.groups[row.groupKey]
        guard group?.wakings?[row.alertID] == nil else { return nil }
        let told = max(row.openedAt, group?.awokenAt?[row.alertID] ?? row.openedAt)
        let reader = group?.addressee.recipient ?? row.recipient
        return step.due(after: told, by: routing.calendar(of: reader), for: routing.calendar(of: next))
    }

    /// Whoever quieted something need not have thought of it since: their time begins anew when it is quiet no more.
    private mutating func rememberWhatSleeps() {
        for (key, group) in memory.groups where !group.quiet.escalation.isEmpty {
            var told: Set<String> = []
            memory.ledger.forEachRow(toldBy: key) { alert, _ in told.insert(alert) }
            let asleep = told.filter { quiet[$0] != nil }
            let awoken = (group.asleep ?? []).subtracting(asleep).intersection(told)
            var moments = (group.awokenAt ?? [:]).filter { told.contains($0.key) }
            for alert in awoken { moments[alert] = now }
            memory.groups[key]?.asleep = asleep.isEmpty ? nil : asleep
            memory.groups[key]?.awokenAt = moments.isEmpty ? nil : moments
        }
    }

    private func escalations() -> [(group: Group, step: EscalationStep, row: LedgerRow, alert: Alert)] {
        guard memory.groups.values.contains(where: { !$0.quiet.escalation.isEmpty }) else { return [] }
        return memory.ledger.rows.sorted { $0.id < $1.id }.flatMap { row in
            guard let group = memory.groups[row.groupKey], let alert = standing[row.alertID], alert.hold == nil,
                quiet[alert.id] == nil, !isPaused(group), !isRehearsed(group)
            else { return [] as [(Group, EscalationStep, LedgerRow, Alert)] }
            return group.quiet.escalation.map { (group, $0, row, alert) }
        }
    }

    private func targets(
        of step: EscalationStep, for alert: Alert, in group: Group
    ) -> [(ReceiverProfile, Recipient)] {
        let since = "\(group.addressee.name ?? group.addressee.recipient) was told and has not acknowledged it"
        let note = group.addressee.isPerson ? since : Self.unacknowledged
        switch step.target {
        case .backup:
            guard let receiver = routing.receivers[group.addressee.receiver],
                let key = alert.owner.flatMap({ routing.people.person($0) })?.backup
            else { return [] }
            let backup = routing.people.person(key)
            guard let backup, let address = backup.email else {
                let missing = "\(backup?.name ?? key), who stands in, has no address in people"
                return targets(after: step, for: alert, in: group).map { receiver, next in
                    let why = "\(note); \(missing)"
                    return (receiver, Recipient(address: next.address, name: next.name, note: why, person: next.person))
                }
            }
            // In a channel nobody would know whose turn it is.
            let call = receiver.isOwners ? note : "\(backup.name): \(note)"
            return [(receiver, Recipient(address: address, name: backup.name, note: call, person: backup.key))]
        case .receiver(let name):
            guard let receiver = routing.receivers[name] else { return [] }
            return receiver.recipients(of: alert.owner, among: routing.people).map {
                (receiver, Recipient(address: $0.address, name: $0.name, note: note, person: $0.person))
            }
        }
    }

    /// Whoever comes after a backup that nobody can reach is told in their place, or else the fallback.
    private func targets(
        after step: EscalationStep, for alert: Alert, in group: Group
    ) -> [(ReceiverProfile, Recipient)] {
        let steps = group.quiet.escalation
        if let place = steps.lastIndex(of: step), place + 1 < steps.count {
            return targets(of: steps[place + 1], for: alert, in: group)
        }
        guard let receiver = routing.receivers[group.addressee.receiver],
            case .owner(let fallback) = receiver.recipients
        else { return [] }
        return fallback.map { (receiver, Recipient(address: $0, name: routing.people.person(withEmail: $0)?.name)) }
    }

    private static let unacknowledged = "nobody has acknowledged it"

    /// Why it came here. Whoever stands in for several hears of all of theirs at once.
    func notes(of group: Group, telling alerts: [Alert], otherwise notes: [String]) -> [String] {
        let owners = Set(alerts.compactMap { $0.story.ownerName ?? $0.story.owner })
        guard group.isEscalation, owners.count > 1, group.notes.first?.hasSuffix(Self.unacknowledged) == false else {
            return notes
        }
        return [owners.sorted().joined(separator: ", ") + " were told and have not acknowledged it"]
    }

    func isKnown(_ alert: Alert, at receiver: ReceiverProfile, _ recipient: Recipient) -> Bool {
        let place = place(of: receiver, recipient)
        return !rows(about: alert, toldTo: place.recipient, by: place.receiver).isEmpty
            || memory.groups.values.contains {
                $0.receiver == place.receiver && $0.isRead(by: place.recipient) && $0.waiting.contains(alert.id)
            }
    }
}
