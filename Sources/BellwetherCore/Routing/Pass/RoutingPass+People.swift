/// Where `people` changes: whoever was told of something may have another address by now, or none.
extension RoutingPass {
    /// What somebody was told goes on at the address they have now. It is nothing new to them.
    mutating func followPeople() {
        guard !memory.rest.isUnder(routing) else { return }
        for (key, group) in memory.groups where group.rehearsalOf == nil {
            guard let person = group.person.flatMap({ routing.people.person(withKey: $0) }), let address = person.email
            else { continue }
            let isSame = address.lowercased() == group.recipient.lowercased()
            memory.groups[key]?.address = isSame ? nil : address
            memory.groups[key]?.recipientName = person.name
        }
    }

    /// Who was told, as `people` has them by now; nothing where that was a place that nobody in particular reads.
    func reader(of group: Group) -> Person? {
        group.person.flatMap { routing.people.person(withKey: $0) }
            ?? routing.people.person(withEmail: group.addressee.recipient)
    }

    /// Whether it told somebody for whom `people` has no address any more.
    func isReaderGone(_ group: Group) -> Bool {
        guard group.person != nil, routing.receivers[group.receiver]?.isOwners == true else { return false }
        return reader(of: group)?.email == nil
    }

    /// The rows of what a reader was told by a receiver, at whichever address.
    func rows(about alert: Alert, toldTo reader: Recipient, by receiver: String) -> [LedgerRow] {
        memory.ledger.rows(about: alert.id).filter { row in
            row.receiver == receiver
                && (row.recipient == reader.address || memory.groups[row.groupKey]?.isRead(by: reader) == true)
        }
    }

    /// Nobody reads there any more: it ends without a word.
    mutating func end(_ row: LedgerRow, because reason: ClosingReason) {
        var ended = row
        memory.groups[row.groupKey]?.closings.removeAll { $0.alertID == row.alertID }
        memory.ledger[row.id] = nil
        ended.closedBy = LedgerRow.nobody
        ended.closedAt = now
        ended.closingReason = reason
        changedRows[row.id] = ended
    }

    /// What is over, too, is nothing to tell where nobody reads any more.
    mutating func endWhatNobodyReads() {
        guard !memory.rest.isUnder(routing) else { return }
        for group in memory.groups.values.sorted(by: { $0.key < $1.key }) where !group.closings.isEmpty {
            guard !isPaused(group), isReaderGone(group) else { continue }
            for event in group.closings {
                let id = LedgerRow.id(alertID: event.alertID, receiver: group.receiver, recipient: group.recipient)
                if let row = memory.ledger[id] { end(row, because: event.closingReason ?? .recovered) }
            }
            memory.groups[group.key]?.closings = []
        }
    }
}

extension Group {
    /// Whether it is the same reader, by whichever address.
    func isRead(by other: Recipient) -> Bool {
        if let person, let theirs = other.person { return person == theirs }
        return recipient == other.address
    }
}
