/// How much of somebody's attention is taken, and what is left for one message a day.
extension RoutingPass {
    func plan(of addressee: Addressee) -> DigestPlan? { routing.receivers[addressee.receiver]?.digest }

    /// What a full day left over waits no longer once something critical joins it.
    func waitsForDigest(_ group: Group) -> Bool {
        if plan(of: group.addressee)?.isOnly == true { return true }
        return group.isForDigest && !standing(of: group).isCritical
    }

    /// The days and the clock by which somebody gets a digest: a team's own, where it is a team's.
    func digestCalendar(of addressee: Addressee) -> BusinessCalendar {
        let plan = plan(of: addressee)
        let team = plan?.team.flatMap { routing.people.person($0) }
        let readers = team.map { routing.calendar(ofPerson: $0) } ?? calendar(of: addressee)
        return plan?.zone.map { BusinessCalendar(zone: $0, holidays: readers.holidays) } ?? readers
    }

    /// As of today, where they are.
    func attention(of addressee: Addressee) -> Attention {
        let today = digestCalendar(of: addressee).zone.day(of: now)
        var attention = memory.attention[attentionKey(of: addressee)] ?? Attention(on: today, at: now)
        attention.turn(to: today)
        return attention
    }

    func digestTime(of addressee: Addressee) -> Moment {
        let since = min(attention(of: addressee).digestSince, now)
        guard plan(of: addressee) == nil else { return digestTime(of: addressee, after: since) }
        // The day whose budget is used up gets no more: what it left over comes with the next.
        let zone = digestCalendar(of: addressee).zone
        return digestTime(of: addressee, after: zone.start(of: zone.day(of: since) + 1))
    }

    /// When what waits for a digest is told: with the next one, or, where that finds it muted, at the end of that.
    ///
    /// What a digest left out comes on the same day yet, once it may; else with the next digest that may tell it. Where
    /// each of them is muted it comes as soon as it may be told at all, so that nothing waits for ever.
    func digestTime(of group: Group) -> Moment {
        let next = group.leftOutAt ?? digestTime(of: group.addressee)
        let open = opening(for: group, from: next)
        let zone = digestCalendar(of: group.addressee).zone
        guard open > next, zone.day(of: open) != zone.day(of: next) else { return open }
        let later = digestTime(of: group.addressee, after: open + .seconds(-1))
        return opening(for: group, from: later) == later ? later : open
    }

    private func digestTime(of addressee: Addressee, after moment: Moment) -> Moment {
        let calendar = digestCalendar(of: addressee)
        let time = (plan(of: addressee) ?? .ofLeftovers).next(after: moment, by: calendar, in: calendar.zone)
        return routing.receivers[addressee.receiver]?.hours?
            .opening(from: time, in: calendar.zone, holidays: calendar.holidays) ?? time
    }

    /// When anybody's digest may be due.
    func digestTimes() -> [Moment] {
        readers().filter { addressee, groups in plan(of: addressee) != nil || groups.contains(where: \.isForDigest) }
            .map { digestTime(of: $0.key) }
    }

    /// Whom something was told, who has tasks, and whose accounts have dates that come near.
    private func readers() -> [Addressee: [Group]] {
        let told = Dictionary(
            grouping: memory.groups.values.filter { !isPaused($0) && !isRehearsed($0) }, by: \.addressee)
        let known = told.merging(doers(besides: told.keys).map { ($0, []) }) { known, _ in known }
        return known.merging(awaiting(besides: known.keys).map { ($0, []) }) { known, _ in known }
    }

    /// Those with a digest, and dates of their own in it: an owner where owners read, else whoever reads there.
    private func awaiting(besides known: some Sequence<Addressee>) -> [Addressee] {
        guard !news.comingDates.isEmpty else { return [] }
        let plans = routing.receivers.values.filter { $0.digest != nil }.sorted { $0.name < $1.name }
        let shared = plans.filter { !$0.isOwners }.flatMap { receiver in
            receiver.operators(among: routing.people).map {
                Addressee(receiver: receiver.name, recipient: $0.address, name: $0.name)
            }
        }
        let readers = Set(known.filter { isOwnersDigest($0.receiver) }.map { $0.recipient.lowercased() })
        let names = Set(known.map(\.key))
        var addresses: Set<String> = []
        let owners = plans.first(where: \.isOwners).map { receiver in
            news.comingDates.compactMap(\.owner).compactMap { key -> Addressee? in
                guard let person = routing.people.person(key), let email = person.email,
                    !readers.contains(email.lowercased()), addresses.insert(email.lowercased()).inserted
                else { return nil }
                return Addressee(receiver: receiver.name, recipient: email, name: person.name)
            }
        }
        return (shared.filter { !nearDates(of: $0).isEmpty } + (owners ?? [])).filter { !names.contains($0.key) }
    }

    mutating func takeAttention(of addressee: Addressee, with notification: Notification) {
        guard addressee.isPerson || plan(of: addressee) != nil else { return }
        var attention = attention(of: addressee)
        if notification.tellsOnlyOfEnds {
            attention.endings = (attention.endings ?? 0) + 1
        } else {
            attention.messages += 1
        }
        // Of a change, what has not changed is only counted.
        let named = notification.purpose == .change ? [] : notification.unchanged
        attention.told.formUnion((notification.events + named).map(\.alertID))
        let dates = news.comingDates.said(by: notification.shown)
        if !dates.isEmpty { attention.dates = (attention.dates ?? []).union(dates) }
        memory.attention[attentionKey(of: addressee)] = attention
    }

    /// The groups whose messages would be one too many for their reader's day: the least urgent of those that are due.
    /// What opens as critical, or becomes that, waits for no other day; what only ends takes what the rest leaves.
    func beyondBudget(_ ready: [(group: Group, standing: GroupStanding)]) -> Set<String> {
        guard let budget = routing.quiet.dailyBudget else { return [] }
        let people = Dictionary(grouping: ready.filter { $0.group.addressee.isPerson }, by: { $0.group.addressee })
        var beyond: Set<String> = []
        for (addressee, waiting) in people {
            let attention = attention(of: addressee)
            let ranked = waiting.sorted { ($1.standing.urgency, $0.group.key) < ($0.standing.urgency, $1.group.key) }
            let news = ranked.filter { !$0.standing.hasOnlyEnds }
            let left = attention.left(of: budget, forEndings: false)
            beyond.formUnion(news.dropFirst(left).filter { !$0.standing.isCritical }.map(\.group.key))
            let leftForEnds = max(0, attention.left(of: budget, forEndings: true) - news.count)
            beyond.formUnion(ranked.filter(\.standing.hasOnlyEnds).dropFirst(leftForEnds).map(\.group.key))
        }
        return beyond
    }

    mutating func leaveForDigest(_ group: Group) {
        let addressee = group.addressee
        let isFirst = !memory.groups.values.contains { $0.isForDigest && $0.addressee == addressee }
        memory.groups[group.key]?.isForDigest = true
        if isFirst, plan(of: addressee) == nil {
            var attention = attention(of: addressee)
            attention.digestSince = now
            memory.attention[attentionKey(of: addressee)] = attention
        }
        result.decisions[group.key] = .keepQuiet(.forDigest(until: digestTime(of: group)))
    }
}

extension Notification {
    fileprivate var tellsOnlyOfEnds: Bool {
        purpose == .change && !events.isEmpty && events.allSatisfy { $0.kind == .closed }
    }
}

extension [ComingDate] {
    /// The ids of those that stand in what is told of their accounts by name.
    fileprivate func said(by news: [AccountNews]) -> Set<String> {
        let shown = Dictionary(news.map { ($0.main.story.accountID, $0) }) { first, _ in first }
        return Set(filter { shown[$0.accountID]?.says($0) ?? false }.map(\.id))
    }
}

extension GroupStanding {
    fileprivate var hasOnlyEnds: Bool { opened.isEmpty && worsened.isEmpty && !closings.isEmpty }

    /// Whether something critical is new to its reader.
    var isCritical: Bool { (opened + worsened).contains { $0.severityRank >= AlertSeverity.critical.rank } }

    /// What comes first where not all can be told today: the most severe, then money by urgency.
    fileprivate var urgency: Urgency {
        let alerts = opened + worsened
        return Urgency(
            severity: alerts.map(\.severityRank).max() ?? -1, weight: alerts.map(\.story.weight).max() ?? 0)
    }

    fileprivate struct Urgency: Comparable {
        let severity: Int
        let weight: Double

        static func < (left: Urgency, right: Urgency) -> Bool {
            (left.severity, left.weight) < (right.severity, right.weight)
        }
    }
}

// MARK: The digest

extension RoutingPass {
    mutating func tellDigests() {
        for (addressee, groups) in readers().sorted(by: { $0.key.key < $1.key.key }) {
            let plan = plan(of: addressee)
            guard plan != nil || groups.contains(where: \.isForDigest) else { continue }
            let key = attentionKey(of: addressee)
            if memory.attention[key] == nil { memory.attention[key] = attention(of: addressee) }
            let sorted = groups.sorted { $0.key < $1.key }
            if digestTime(of: addressee) <= now {
                tellDigest(of: sorted, to: addressee, isWhole: plan != nil)
            } else {
                tellLeftOut(of: sorted, to: addressee)
            }
        }
        forgetOldAttention()
    }

    /// Without a plan it holds only what the budget left over.
    private mutating func tellDigest(of groups: [Group], to addressee: Addressee, isWhole: Bool) {
        var attention = attention(of: addressee)
        // To whoever never had a digest all is news that comes near.
        let zone = digestCalendar(of: addressee).zone
        let lastDay =
            attention.heldSince == nil
            ? zone.day(of: now) - (ComingDate.horizon + 2) : zone.day(of: attention.digestSince)
        let heldSince = attention.heldSince ?? attention.digestSince
        let all = parts(of: groups.filter { isWhole || $0.isForDigest }, besides: attention.told)
        let parts = all.filter { opening(for: $0.group, from: now) <= now }
        for (group, _) in all where opening(for: group, from: now) > now && waitsForDigest(group) {
            memory.groups[group.key]?.leftOutAt = group.leftOutAt ?? now
        }
        let dates = isWhole ? comingDates(of: addressee, since: lastDay) : []
        let tasks = isWhole ? tasksDue(of: addressee) : []
        attention.digestSince = now
        memory.attention[attentionKey(of: addressee)] = attention
        guard !parts.isEmpty || !dates.isEmpty || !tasks.isEmpty else { return }
        var notification = digest(of: parts, dates, tasks, to: addressee)
        if isWhole { notification.held = heldBack(from: addressee, since: heldSince) }
        attention.heldSince = now
        memory.attention[attentionKey(of: addressee)] = attention
        settle(parts, by: notification)
        send(notification, to: addressee)
    }

    /// What earlier digests left out and may be told by now, without all else that digests hold.
    private mutating func tellLeftOut(of groups: [Group], to addressee: Addressee) {
        let due = groups.filter { $0.leftOutAt != nil && waitsForDigest($0) && digestTime(of: $0) <= now }
        let parts = parts(of: due, besides: attention(of: addressee).told)
        for group in due { memory.groups[group.key]?.leftOutAt = nil }
        guard !parts.isEmpty else { return }
        let notification = digest(of: parts, [], [], to: addressee)
        settle(parts, by: notification)
        send(notification, to: addressee)
    }

    /// The groups with something to tell, and that; what was told today is not told again.
    private func parts(of groups: [Group], besides told: Set<String>) -> [(group: Group, standing: GroupStanding)] {
        groups.compactMap { group in
            var standing = standing(of: group)
            standing.unchanged.removeAll {
                told.contains($0.alert.id) && !standing.woken.contains($0.alert.id)
            }
            return standing.hasChanges || !standing.unchanged.isEmpty ? (group, standing) : nil
        }
    }

    private mutating func settle(
        _ parts: [(group: Group, standing: GroupStanding)], by notification: Notification
    ) {
        for (group, standing) in parts {
            var group = group
            let hadChanges = standing.hasChanges
            settle(standing, of: &group, by: notification)
            group.reminders = hadChanges ? 0 : group.reminders + 1
            memory.groups[group.key] = group
        }
    }

    private mutating func send(_ notification: Notification, to addressee: Addressee) {
        takeAttention(of: addressee, with: notification)
        result.outbox.append(notification)
    }

    private mutating func digest(
        of parts: [(group: Group, standing: GroupStanding)], _ dates: [ComingDate], _ tasks: [DueTask],
        to addressee: Addressee
    ) -> Notification {
        memory.episodes += 1
        var news: [Event] = []
        var unchanged: [Event] = []
        var closings: [Event] = []
        for (group, standing) in parts {
            news += standing.opened.map { event(.opened, $0, in: group) }
            news += standing.worsened.map { event(.worsened, $0, in: group) }
            unchanged += standing.unchanged.map { event(.opened, $0.alert, in: group) }
            closings += ends(standing.closings)
        }
        let target = parts.first.map { self.target(of: $0.group) } ?? self.target(of: addressee)
        let events = news.ranked().following(closings)
        unchanged = unchanged.ranked()
        let said = dates.said(by: DigestParts(events, unchanged).shown)
        let dates = dates.filter { !said.contains($0.id) }
        let day = digestCalendar(of: addressee).zone.day(of: now)
        var notification = Notification(
            receiver: target.receiver, recipient: target.recipient,
            groupKey: "digest of \(addressee.key)#\(memory.episodes)", groupLabels: [:], sequence: 1,
            purpose: .digest, createdAt: now, events: events, unchanged: unchanged,
            words: Wording.comingDates(dates, on: day),
            recipientName: target.name,
            subject: Wording.digestSubject(on: day, events, unchanged, hasTasks: !tasks.isEmpty),
            wouldGoTo: target.wouldGoTo)
        if !tasks.isEmpty { notification.tasksDue = tasks }
        if dates.contains(where: { $0.link != nil }) {
            notification.dateLinks = dates.prefix(Wording.mostDates).map(\.link)
        }
        return notification
    }

    /// Those of a reader's or a team's own accounts; nothing where none of them is news today.
    private func comingDates(of addressee: Addressee, since last: Day) -> [ComingDate] {
        let today = digestCalendar(of: addressee).zone.day(of: now)
        let said = attention(of: addressee).dates ?? []
        let near = nearDates(of: addressee).filter { !said.contains($0.id) }
        guard near.contains(where: { $0.isNews(since: last, on: today) }) else { return [] }
        return near.sorted {
            ($1.weight(on: today), $0.day, $0.accountName) < ($0.weight(on: today), $1.day, $1.accountName)
        }
    }

    private func nearDates(of addressee: Addressee) -> [ComingDate] {
        let today = digestCalendar(of: addressee).zone.day(of: now)
        let isOwners = routing.receivers[addressee.receiver]?.isOwners ?? false
        let team = plan(of: addressee)?.team
        let own = news.comingDates.filter { date in
            guard isOwners || team != nil else { return true }
            guard let owner = date.owner.flatMap({ routing.people.person($0) }) else { return false }
            return isOwners ? owner.email?.lowercased() == addressee.recipient.lowercased() : owner.team == team
        }
        return own.filter { (0...ComingDate.horizon).contains($0.day - today) }
    }

    private mutating func forgetOldAttention() {
        let readers = Set(memory.groups.values.map(\.addressee.key) + self.readers().keys.map(\.key))
        let yesterday = routing.calendar.zone.day(of: now) - 2
        memory.attention = memory.attention.filter { key, attention in
            let reader = Self.reader(ofAttention: key)
            // What a rehearsal took of it is over with the rehearsal.
            return (readers.contains(reader) || attention.day > yesterday) && (reader == key || isRehearsing)
        }
    }
}
