import Testing

@testable import BellwetherCore

@Suite struct NotificationsLinksTests {
    @Test func `a link under what got worse leaves its name, by which a receiver knows a repetition`() {
        let alert = sampleAlert("acme", rule: "health", story: sampleStory("acme", stake: 1000))
        let worsened = Event(
            kind: .worsened, alertID: alert.id, rule: alert.rule, subject: alert.subject, openedAt: alert.openedAt,
            firedAt: alert.firedAt, labels: [:], story: alert.story, receiver: "mail", recipient: "kim", level: 2)
        let notification = Notification(
            receiver: "mail", recipient: "kim", groupKey: "g", groupLabels: [:], sequence: 1, purpose: .change,
            createdAt: alert.openedAt, events: [worsened])
        var notifications = Notifications(memory: RoutingMemory())
        notifications.outbox = [notification]
        let linked = notifications.adding { _, _ in [Story.Link(label: "Snooze", url: "https://example.com")] }
        #expect(linked.outbox.flatMap(\.events).map(\.id) == [worsened.id] && worsened.id.contains("worsened-2"))
        #expect(linked.outbox[0].events[0].story.links.map(\.label).last == "Snooze")
    }
}
