extension Turn {
    /// What a rule would tell of an account if it held now: an alert for each thing the rule is about. Nothing of it is
    /// kept; it is for looking at messages, and for saying why there are none.
    package func imagined(
        _ rule: Rule, about slot: Int, under policy: Policy, given history: History
    ) -> [Alert] {
        let sight = sight(under: policy, given: history)
        let profile = accounts[slot].profile
        return sight.rows(rule.target, of: slot).compactMap { row in
            guard let subject = sight.subject(of: row) else { return nil }
            let story = Story(
                accountID: profile?.id ?? "", accountName: profile?.name ?? "", title: "",
                currency: policy.reporting.code)
            var alert = Alert(
                rule: rule.id, subject: subject, slot: slot, openedAt: metrics.asOf.now,
                state: .firing(since: metrics.asOf.now), story: story)
            matches.retell(&alert, under: rule)
            return alert
        }
    }
}

extension Notification {
    /// A message about alerts as if a receiver were sent it now, to look at; it joins no group and no ledger.
    package static func preview(
        of alerts: [Alert], to receiver: ReceiverProfile, in routing: Routing, at now: Moment
    ) -> Notification {
        let recipient = receiver.recipients(of: alerts.first?.owner, among: routing.people).first ?? .all
        let events = alerts.map { Event(.opened, $0, receiver: receiver.name, recipient: recipient.address) }.ranked()
        let owners = Set(alerts.compactMap(\.story.owner))
        let mentions = owners.compactMap { owner in routing.people.person(owner)?.slackID.map { (owner, $0) } }
        return Notification(
            receiver: receiver.name, recipient: recipient.address, groupKey: "preview#0", groupLabels: [:],
            sequence: 1, purpose: .change, createdAt: now, events: events, recipientName: recipient.name,
            subject: Wording.subject(of: events, .change), notes: [recipient.note].compactMap { $0 },
            mentions: Dictionary(mentions) { first, _ in first })
    }
}
