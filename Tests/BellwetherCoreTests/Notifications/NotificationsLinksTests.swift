import Foundation
import Testing

@testable import BellwetherCore

@Suite struct NotificationsLinksTests {
    @Test func `a link under what got worse leaves its name, by which a receiver knows a repetition`() {
        let alert = sampleAlert("acme", rule: "health", story: sampleStory("acme", stake: 1000))
        let worsened = Event(
            kind: .worsened, alertID: alert.id, rule: alert.rule, subject: alert.subject, openedAt: alert.openedAt,
            firedAt: alert.firedAt, labels: [:], story: alert.story, receiver: "mail", recipient: "kim", level: 2)
        let notification = BellwetherCore.Notification(
            receiver: "mail", recipient: "kim", groupKey: "g", groupLabels: [:], sequence: 1, purpose: .change,
            createdAt: alert.openedAt, events: [worsened])
        var notifications = Notifications(memory: RoutingMemory())
        notifications.outbox = [notification]
        let linked = notifications.adding { _, _ in [Story.Link(label: "Snooze", url: "https://example.com")] }
        #expect(linked.outbox.flatMap(\.events).map(\.id) == [worsened.id] && worsened.id.contains("worsened-2"))
        #expect(linked.outbox[0].events[0].story.links.map(\.label).last == "Snooze")
    }

    @Test func `a link changes nothing else of what is told`() {
        let alert = sampleAlert("acme", story: sampleStory("acme", stake: 1000))
        var opened = Event(.opened, alert, receiver: "mail", recipient: "kim")
        opened.waking = "You snoozed this until 12 Dec"
        var notification = BellwetherCore.Notification(
            receiver: "mail", recipient: "kim", groupKey: "g", groupLabels: [:], sequence: 1, purpose: .digest,
            createdAt: alert.openedAt, events: [opened], unchanged: [opened])
        notification.held = ["two wait"]
        notification.quiet = RouteQuiet(muted: ["nights"])
        notification.trends = [:]
        var notifications = Notifications(memory: RoutingMemory())
        notifications.outbox = [notification]
        let link = Story.Link(label: "Snooze", url: "https://example.com", isPersonal: true)
        var linked = notifications.adding { _, _ in [link] }.outbox[0]
        #expect(linked.events[0].story.links.last == link && linked.unchanged[0].story.links.last == link)
        linked.events = notification.events
        linked.unchanged = notification.unchanged
        #expect(linked == notification)
    }

    @Test func `what is to be done leads where the rest about its account does, and a copy for somebody else does not`()
    {
        let crm = Story.Link(label: "CRM", url: "https://crm.example.com/acme")
        var notification = BellwetherCore.Notification(
            receiver: "mail", recipient: "kim", groupKey: "g", groupLabels: [:], sequence: 1, purpose: .digest,
            createdAt: sampleAlert("acme").openedAt, events: [])
        notification.tasksDue = [
            DueTask(account: "acme", text: "Acme: Call", links: [crm]), DueTask(account: nil, text: "and 2 more tasks"),
        ]
        var notifications = Notifications(memory: RoutingMemory())
        notifications.outbox = [notification]
        let linked = notifications.adding { _, account in
            [Story.Link(label: "Tick off tasks", url: "https://example.com/\(account)", isPersonal: true)]
        }.outbox[0]
        #expect(linked.tasksDue?.map { $0.links.map(\.label) } == [["CRM", "Tick off tasks"], []])
        #expect(linked.personalLinks.map(\.url) == ["https://example.com/acme"])
        let copy = linked.redirected(to: "chat", in: .sample(), because: "it is full")
        #expect(copy.tasksDue == notification.tasksDue && copy.personalLinks == [])
    }

    @Test func `what an older state kept of tasks is read`() throws {
        let now = DueTask(account: "acme", text: "Acme: Call", links: [])
        let kept = try JSONEncoder().encode([now])
        #expect(try JSONDecoder().decode([DueTask].self, from: kept) == [now])
        let old = try JSONDecoder().decode([DueTask].self, from: Data("[\"Acme: Call\"]".utf8))
        #expect(old == [DueTask(account: nil, text: "Acme: Call")])
    }

    @Test func `a copy for somebody else has a subject of what it tells, and not of a thread they do not know`() {
        let alert = sampleAlert("bolt", story: sampleStory("bolt", stake: 1000))
        func notification(threadOf first: String?) -> BellwetherCore.Notification {
            BellwetherCore.Notification(
                receiver: "mail", recipient: "kim", groupKey: "g", groupLabels: [:], sequence: 2, purpose: .change,
                createdAt: alert.openedAt, events: [Event(.opened, alert, receiver: "mail", recipient: "kim")],
                threadOf: first, subject: "Acme: health 48")
        }
        let stranger = Recipient(address: "max", name: nil, note: nil)
        for copy in [
            notification(threadOf: "mail/kim/g/1").redirected(to: "chat", in: .sample(), because: "it is full"),
            notification(threadOf: "mail/kim/g/1").readdressed(to: stranger, because: "it is full"),
        ] {
            #expect(copy.subject == Wording.subject(of: copy.events, .change) && copy.threadOf == nil)
            #expect(copy.subject != "Acme: health 48")
        }
        let first = notification(threadOf: nil)
        #expect(first.readdressed(to: stranger, because: "it is full").subject == "Acme: health 48")
    }

    /// Whoever stands in for its reader does not act in that one's name.
    @Test func `a copy for somebody else is without what acts for its reader`() {
        let alert = sampleAlert("acme", story: sampleStory("acme", stake: 1000))
        let notification = BellwetherCore.Notification(
            receiver: "mail", recipient: "kim", groupKey: "g", groupLabels: [:], sequence: 1, purpose: .change,
            createdAt: alert.openedAt, events: [Event(.opened, alert, receiver: "mail", recipient: "kim")])
        var notifications = Notifications(memory: RoutingMemory())
        notifications.outbox = [notification]
        let linked = notifications.adding { _, _ in
            [Story.Link(label: "Snooze", url: "https://example.com", isPersonal: true)]
        }.outbox[0]
        let copy = linked.redirected(to: "chat", in: .sample(), because: "it is full")
        #expect(copy.events.map(\.story) == notification.events.map(\.story))
    }
}
