import BellwetherCore

extension JSON {
    /// Alertmanager's keys first, then ours.
    init(webhook notification: Notification) {
        let told = notification.events + notification.unchanged
        let message = Message(notification)
        let alerts = told.map(JSON.init(alert:))
        let isFiring = told.isEmpty || told.contains { $0.kind != .closed }
        self = [
            "version": "4",
            "groupKey": .text(Plain.id(notification.groupKey)),
            "truncatedAlerts": 0,
            "status": isFiring ? "firing" : "resolved",
            "receiver": .text(notification.receiver),
            "groupLabels": JSON(Plain.labels(notification.groupLabels)),
            "commonLabels": JSON(Plain.common(told.map(\.alertmanagerLabels))),
            "commonAnnotations": JSON(Plain.common(told.map(\.annotations))),
            "externalURL": "",
            "alerts": .list(alerts),
            "id": .text(Plain.id(notification.id)),
            "purpose": .text(notification.purpose.rawValue),
            "created_at": .text("\(notification.createdAt)"),
            "would_go_to": JSON(notification.wouldGoTo.map { Inert.line($0) }),
            "headline": .text(message.headline),
            "text": .text(message.plainText),
            "events": .list(notification.events.map(JSON.init(event:))),
            "unchanged": .integer(Int64(notification.unchanged.count)),
        ]
    }

    private init(alert event: Event) {
        self = [
            "status": event.kind == .closed ? "resolved" : "firing",
            "labels": JSON(event.alertmanagerLabels),
            "annotations": JSON(event.annotations),
            "startsAt": .text("\(event.firedAt)"),
            "endsAt": .text(event.closedAt.map { "\($0)" } ?? "0001-01-01T00:00:00Z"),
            "generatorURL": .text(event.story.links.compactMap(\.safe).first?.url ?? ""),
            "fingerprint": .text(Digest.name(of: "\(event.rule)/\(event.subject.id)", digits: 16)),
        ]
    }

    private init(event: Event) {
        let story = event.story
        self = [
            "id": .text(Plain.id(event.id)),
            "kind": .text(event.kind.rawValue),
            "alert": .text(Plain.id(event.alertID)),
            "rule": .text(event.rule),
            "subject": .text(Plain.id(event.subject.id)),
            "account": .text(Plain.id(story.accountID)),
            "account_name": .text(Inert.name(story.accountName)),
            "owner": JSON(story.owner.map(Inert.name)),
            "opened_at": .text("\(event.openedAt)"),
            "fired_at": .text("\(event.firedAt)"),
            "closed_at": JSON(event.closedAt.map { "\($0)" }),
            "closing_reason": JSON(event.closingReason?.rawValue),
            "topic": .text(story.topic.rawValue),
            "title": .text(Inert.line(story.title)),
            "brief": .text(Inert.line(story.brief)),
            "reason": .text(Inert.line(story.reason)),
            "stakes": .text(Inert.line(story.stakes)),
            "play": .text(Inert.line(story.play)),
            "tasks": .list(event.todo.map(JSON.init(task:))),
            "band": .text(story.bandKey),
            "score": JSON(story.score),
            "score_then": JSON(story.scoreThen),
            "score_told": JSON(event.scoreTold),
            "contributions": .list(story.contributions.map(JSON.init(contribution:))),
            "other_changes": .list(story.otherChanges.map(JSON.init(change:))),
            "mrr_minor": JSON(story.mrrMinor),
            "stake_minor": JSON(story.stakeMinor),
            "currency": .text(story.currency),
            "urgency_days": JSON(story.urgencyDays.map(Int64.init)),
            "condition": .text(Inert.line(story.condition)),
            "links": .list(story.links.compactMap(\.safe).map { ["label": .text($0.label), "url": .text($0.url)] }),
        ]
    }

    private init(task: TaskLine) {
        self = [
            "number": JSON(task.number),
            "subject": .text(task.subject),
            "notes": .text(task.notes),
            "assignee": JSON(task.who.map(Inert.name)),
            "due_at": JSON(task.dueAt.map { "\($0)" }),
            "is_overdue": .flag(task.isOverdue),
        ]
    }

    private init(change: Story.OtherChange) {
        self = ["term": .text(change.term), "points": JSON(change.points)]
    }

    private init(contribution: Story.Contribution) {
        self = [
            "measure": .text(Inert.name(contribution.measure)),
            "points": .real(contribution.points),
            "change": JSON(contribution.change),
        ]
    }
}

extension Event {
    /// Alertmanager calls the rule `alertname`; it is first among equals here.
    fileprivate var alertmanagerLabels: [String: String] {
        let own = ["alertname": rule, "account_name": story.accountName, "receiver": receiver]
        return Plain.labels(labels.merging(own) { $1 }.filter { !$0.value.isEmpty })
    }

    fileprivate var annotations: [String: String] {
        let own = [
            "summary": story.title, "description": story.reason, "stakes": story.stakes,
            // Where tasks say what is to do, no sentence does.
            "play": story.play.isEmpty ? todo.map(\.subject).joined(separator: "; ") : story.play,
        ]
        return Plain.labels(story.annotations.merging(own) { $1 }.filter { !$0.value.isEmpty })
    }
}

/// Data as it may stand in JSON that others read.
private enum Plain {
    static func labels(_ labels: [String: String]) -> [String: String] { labels.mapValues { Inert.line($0) } }

    /// What all of them say.
    static func common(_ all: [[String: String]]) -> [String: String] {
        guard let first = all.first else { return [:] }
        return first.filter { label in all.allSatisfy { $0[label.key] == label.value } }
    }

    /// Ids are never cut, lest two become one; what could steer a reader's terminal is percent-encoded instead.
    static func id(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { output, scalar in
            let character = String(scalar)
            if Inert.line("x\(character)x").utf8.elementsEqual("x\(character)x".utf8), scalar != "%" {
                output += character
            } else {
                output += character.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
                    .joined()
            }
        }
    }
}
