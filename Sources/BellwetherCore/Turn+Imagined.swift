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
            // What never opened is not still open.
            alert.story.condition = matches.condition(of: alert, under: rule) ?? ""
            return alert
        }
    }
}

extension Notification {
    /// A message about alerts as if a receiver were sent it now, to look at; it joins no group and no ledger.
    package static func preview(
        of alerts: [Alert], to receiver: ReceiverProfile, in routing: Routing, with tasks: Tasks, at now: Moment
    ) -> Notification {
        let recipient = receiver.recipients(of: alerts.first?.owner, among: routing.people).first ?? .all
        let events = alerts.map { alert in
            var event = Event(.opened, alert, receiver: receiver.name, recipient: recipient.address)
            event.tasks = routing.taskLines(of: alert, among: tasks, at: now)
            // What there is to do says it already.
            if event.tasks != nil { event.story.plan = nil }
            return event
        }.ranked()
        let owners = Set(alerts.compactMap(\.story.owner))
        let mentions = owners.compactMap { owner in routing.people.person(owner)?.slackID.map { (owner, $0) } }
        return Notification(
            receiver: receiver.name, recipient: recipient.address, groupKey: "preview#0", groupLabels: [:],
            sequence: 1, purpose: .change, createdAt: now, events: events, recipientName: recipient.name,
            subject: Wording.subject(of: events, .change), notes: [recipient.note].compactMap { $0 },
            mentions: Dictionary(mentions) { first, _ in first })
    }
}

extension Routing {
    /// What is open of the tasks about an alert; where it has none yet, those that it would get now. Nothing in a
    /// rehearsal, which gives nobody any, and where there is no playbook.
    fileprivate func taskLines(of alert: Alert, among tasks: Tasks, at now: Moment) -> [TaskLine]? {
        guard let plan = alert.story.plan, quiet.rehearsal == nil else { return nil }
        let matter = Tasks.Matter(about: alert.subject, playbook: plan.playbook)
        let known = tasks[tasks.holder(of: matter) ?? alert.id]
        guard known.isEmpty else { return known.filter(\.isOpen).map { TaskLine($0, at: now) } }
        return plan.steps.map { step in
            let person = person(for: step.assignee, of: alert)
            return TaskLine(step, for: person, due: TaskDue(step.dueDays, after: now, for: person))
        }
    }
}

extension Notifications {
    /// As if a turn had brought them, to look at.
    package init(lookingAt outbox: [Notification]) { self.init(outbox: outbox, memory: RoutingMemory()) }
}
