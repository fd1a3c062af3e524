/// To whom something goes, which in a rehearsal is not whom it is for.
extension RoutingPass {
    struct Place {
        let receiver: String
        /// In a rehearsal the address stands for whom it would be, so that each of them has rows and groups of their own.
        let recipient: Recipient
        let rehearsalOf: Addressee?
    }

    func place(of receiver: ReceiverProfile, _ recipient: Recipient) -> Place {
        guard let stage = routing.quiet.rehearsal else {
            return Place(receiver: receiver.name, recipient: recipient, rehearsalOf: nil)
        }
        let meant = Addressee(receiver: receiver.name, recipient: recipient.address, name: recipient.name)
        let standIn = Recipient(address: Self.rehearsed + meant.key, name: recipient.name, note: recipient.note)
        return Place(receiver: stage, recipient: standIn, rehearsalOf: meant)
    }

    /// Where it is kept what somebody was told today: a rehearsal takes nothing of it, but fills a day of its own.
    func attentionKey(of addressee: Addressee) -> String {
        isRehearsing ? Self.rehearsed + addressee.key : addressee.key
    }

    static func reader(ofAttention key: String) -> String {
        key.hasPrefix(rehearsed) ? String(key.dropFirst(rehearsed.count)) : key
    }

    private static let rehearsed = "rehearsal of "

    /// Once a rehearsal is over its readers hear no more of it: what it told of ends without a word.
    mutating func endWhatWasRehearsed() {
        let over = memory.groups.values.filter { isRehearsed($0) && !$0.closings.isEmpty }
        for group in over.sorted(by: { $0.key < $1.key }) {
            for event in group.closings {
                let id = LedgerRow.id(alertID: event.alertID, receiver: group.receiver, recipient: group.recipient)
                if let row = memory.ledger[id] { end(row, because: event.closingReason ?? .recovered) }
            }
        }
    }

    struct Target {
        let receiver: String
        let recipient: String
        let name: String?
        let notes: [String]
        var wouldGoTo: String?
    }

    /// A group's own receiver and recipient, or, when the receiver was removed, the first route's, with a note.
    func target(of group: Group) -> Target {
        if let meant = group.rehearsalOf { return stage(group.receiver, for: meant, notes: group.notes) }
        guard routing.receivers[group.receiver] == nil, let heir = routing.root.receivers.first,
            let receiver = routing.receivers[heir],
            let recipient = receiver.recipients(of: group.labels["owner"], among: routing.people).first
        else {
            return Target(
                receiver: group.receiver, recipient: group.addressee.recipient, name: group.recipientName,
                notes: group.notes)
        }
        let note = "receiver '\(group.receiver)' was removed; what it was told of ends here"
        return Target(
            receiver: heir, recipient: recipient.address, name: recipient.name,
            notes: [note] + [recipient.note].compactMap { $0 })
    }

    /// Where a digest goes that tells of no alert.
    func target(of addressee: Addressee) -> Target {
        guard let name = routing.quiet.rehearsal else {
            return Target(
                receiver: addressee.receiver, recipient: addressee.recipient, name: addressee.name, notes: [])
        }
        return stage(name, for: addressee, notes: [])
    }

    /// Where a rehearsal goes; what is left of one whose receiver is gone ends with the operator.
    private func stage(_ name: String, for meant: Addressee, notes: [String]) -> Target {
        let candidates = [name, routing.quiet.rehearsal, routing.operatorReceiver.receiver].compactMap { $0 }
        let receiver = candidates.lazy.compactMap { routing.receivers[$0] }.first
        let recipient = receiver?.operators(among: routing.people).first ?? .all
        return Target(
            receiver: receiver?.name ?? name, recipient: recipient.address, name: nil, notes: notes,
            wouldGoTo: meant.words)
    }

    /// What Bellwether says of itself takes part in the rehearsal too.
    func operatorTargets() -> [Target] {
        guard let receiver = routing.receivers[routing.operatorReceiver.receiver] else { return [] }
        return receiver.operators(among: routing.people).map { recipient in
            guard let name = routing.quiet.rehearsal else {
                return Target(
                    receiver: receiver.name, recipient: recipient.address, name: recipient.name, notes: [])
            }
            let meant = Addressee(receiver: receiver.name, recipient: recipient.address, name: recipient.name)
            return stage(name, for: meant, notes: [])
        }
    }
}
