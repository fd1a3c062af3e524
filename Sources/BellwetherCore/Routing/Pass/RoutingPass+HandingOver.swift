/// Where accounts get another owner, or one that nobody can be told for: whoever was told of them hears that they are
/// somebody else's now, and the new owner, or the fallback, gets all of them; each hears it in one message. Who is gone
/// from `people` hears nothing more.
extension RoutingPass {
    mutating func handOver() {
        guard routing.receivers.values.contains(where: \.isOwners) else { return }
        endWhatNobodyReads()
        var handed = rowsOfWhatMayHaveMoved.filter(hasBeenHandedOver)
        handed += unheardPartings(from: Set(handed.map(Reader.init(of:))), besides: Set(handed.map(\.id)))
        let scattered = readersOfSeveralGroups(handed)
        for row in handed.sorted(by: { $0.id < $1.id }) {
            guard let alert = standing[row.alertID], let group = memory.groups[row.groupKey],
                !isPaused(group), group.rehearsalOf == nil, let receiver = routing.receivers[row.receiver]
            else { continue }
            if isReaderGone(group) {
                end(row, because: .handedOver)
            } else {
                let place = scattered.contains(Reader(of: row)) ? gathered(row, from: group) : row
                close(place, of: alert, because: .handedOver)
            }
            handOn(alert, at: receiver, from: group)
        }
        forgetWhatOthersOwnNow()
    }

    private func hasBeenHandedOver(_ row: LedgerRow) -> Bool {
        guard let receiver = routing.receivers[row.receiver], let alert = standing[row.alertID] else { return false }
        return memory.groups[row.groupKey].map { hasBeenHandedOver(alert, by: $0, at: receiver) } ?? false
    }

    /// What these handed over earlier and have not heard of yet, as it waits for their hours.
    private func unheardPartings(from readers: Set<Reader>, besides known: Set<String>) -> [LedgerRow] {
        guard !readers.isEmpty else { return [] }
        let waiting = memory.groups.values.filter { readers.contains(Reader($0.receiver, $0.recipient)) }.flatMap {
            group in
            group.closings.filter { $0.closingReason == .handedOver }.map { closing in
                LedgerRow.id(alertID: closing.alertID, receiver: group.receiver, recipient: group.recipient)
            }
        }
        return Set(waiting).subtracting(known).compactMap { memory.ledger[$0] }.filter(hasBeenHandedOver)
    }

    private struct Reader: Hashable {
        let receiver, recipient: String

        init(of row: LedgerRow) { self.init(row.receiver, row.recipient) }

        init(_ receiver: String, _ recipient: String) {
            self.receiver = receiver
            self.recipient = recipient
        }
    }

    private func readersOfSeveralGroups(_ rows: [LedgerRow]) -> Set<Reader> {
        Set(Dictionary(grouping: rows, by: Reader.init(of:)).filter { Set($1.map(\.groupKey)).count > 1 }.keys)
    }

    /// The row with others of its reader in one group, whose one message tells that all of them are somebody else's now.
    private mutating func gathered(_ row: LedgerRow, from group: Group) -> LedgerRow {
        if group.isParting, group.sequence == 0 { return row }
        let key = parting(of: row, like: group)
        let moved = LedgerRow(
            alertID: row.alertID, receiver: row.receiver, recipient: row.recipient, openedBy: row.openedBy,
            openedAt: row.openedAt, levelTold: row.levelTold, scoreTold: row.scoreTold, groupKey: key)
        memory.ledger[row.id] = moved
        changedRows[row.id] = moved
        memory.groups[group.key]?.closings.removeAll {
            $0.alertID == row.alertID && $0.closingReason == .handedOver
        }
        return moved
    }

    /// The key of the group that tells its reader of all that they hand over; one that has told nobody yet takes more.
    private mutating func parting(of row: LedgerRow, like group: Group) -> String {
        let begun = memory.groups.values.filter {
            $0.isParting && $0.sequence == 0 && $0.receiver == row.receiver && $0.recipient == row.recipient
        }
        if let key = begun.map(\.key).min() { return key }
        let path = "\(Group.parting)\(now)"
        let key = Group.key(receiver: row.receiver, recipient: row.recipient, path: path, labels: [:])
        memory.episodes += 1
        var timers = group.timers
        timers.groupWait = 0
        var parting = Group(
            key: key, episode: memory.episodes, receiver: row.receiver,
            recipient: Recipient(address: row.recipient, name: group.recipientName, person: group.person), path: path,
            labels: [:], isOpeningList: false, timers: timers, quiet: group.quiet, since: now)
        parting.address = group.address
        // Who has an account back before they were told is reminded of it as before.
        parting.lastTold = group.lastTold
        memory.groups[key] = parting
        return key
    }

    /// To whoever owns it now, on one list; those who have it back know it already.
    private mutating func handOn(_ alert: Alert, at receiver: ReceiverProfile, from group: Group) {
        let heirs = receiver.recipients(of: alert.owner, among: routing.people)
        for heir in heirs { takeBack(alert, from: receiver, heir) }
        for heir in heirs where !isKnown(alert, at: receiver, heir) {
            var timers = group.timers
            timers.groupWait = 0
            add(
                alert, to: receiver, heir, path: "\(Group.handover)\(now)", labels: [:], timers: timers,
                quiet: group.quiet, isOpeningList: true)
        }
    }

    /// Who is the owner again before they were told that somebody else is need not hear of it.
    private mutating func takeBack(_ alert: Alert, from receiver: ReceiverProfile, _ owner: Recipient) {
        for row in rows(about: alert, toldTo: owner, by: receiver.name) {
            memory.groups[row.groupKey]?.closings.removeAll {
                $0.alertID == alert.id && $0.closingReason == .handedOver
            }
        }
    }

    /// An account gets another owner, or a person another place among `people`.
    private var rowsOfWhatMayHaveMoved: [LedgerRow] {
        guard let unsettled, memory.rest.isUnder(routing) else { return Array(memory.ledger.rows) }
        return unsettled.flatMap(memory.ledger.rows(about:))
    }

    /// Of what nobody was told yet: it is routed to whoever owns it now, as if it were new. What was handed over and
    /// nobody has heard of is handed on, and so is what others were told of: routes ask no more for that.
    private mutating func forgetWhatOthersOwnNow() {
        for (key, group) in memory.groups.sorted(by: { $0.key < $1.key }) {
            guard let receiver = routing.receivers[group.receiver] else { continue }
            for alert in group.waiting.sorted().compactMap({ standing[$0] })
            where hasBeenHandedOver(alert, by: group, at: receiver) {
                memory.groups[key]?.waiting.remove(alert.id)
                let isKnownElsewhere = memory.ledger.hasRows(about: alert.id)
                if group.isHandover || isKnownElsewhere { handOn(alert, at: receiver, from: group) }
            }
        }
        removeEmptyGroups()
    }

    /// Only where owners are told, and not where somebody just has a new address. Who was told in place of the owner,
    /// which the group notes, keeps that, but for the fallback, which nobody in particular reads; who was the owner does
    /// not, though they stand in for the new one. Where nobody else would be told, whoever was goes on being told.
    private func hasBeenHandedOver(_ alert: Alert, by group: Group, at receiver: ReceiverProfile) -> Bool {
        guard receiver.isOwners else { return false }
        if isReaderGone(group) { return true }
        let heirs = receiver.recipients(of: alert.owner, among: routing.people)
        let hasPerson = heirs.contains { $0.person != nil }
        guard let before = reader(of: group) else {
            return hasPerson && !group.notes.isEmpty && !group.isEscalation
        }
        let staysTheirs = heirs.contains { heir in
            heir.person.map { $0 == before.key } ?? (heir.address.lowercased() == before.email?.lowercased())
        }
        let owner = alert.owner.flatMap { routing.people.person($0) }
        let standsIn = owner?.backup == before.key && !group.notes.isEmpty
        return !heirs.isEmpty && !staysTheirs && !(hasPerson && standsIn)
    }
}
