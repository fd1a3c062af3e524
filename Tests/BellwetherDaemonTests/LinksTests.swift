import BellwetherCore
import BellwetherReceivers
import BellwetherStore
import Foundation
import Testing

@testable import BellwetherDaemon

@Suite struct LinksTests {
    private let key: [UInt8] = Array(repeating: 7, count: 32)
    private let nine = Moment("2026-11-21T09:00:00Z") ?? .distantPast

    private func token(_ expires: Moment, _ key: [UInt8]? = nil) -> String {
        ActionLink(kind: .acknowledgement, account: "acme", reader: "Kim", expires: expires, in: "n/1")
            .token(signedWith: key ?? self.key)
    }

    private func inStore(_ body: (Store) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try Store.open(at: folder.path, as: .writer)
        try await body(store)
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a link has its time, and another key's or a changed one is none of ours`() async throws {
        let links = Links(base: "https://bellwether.example.com/", key: key)
        try await inStore { (store: Store) async throws -> Void in
            let good = token(nine + Links.lifetime)
            for (name, token, now, page) in [
                ("too old", good, nine + Links.lifetime, Links.Page.expired),
                ("by another key", token(nine + .seconds(60), Array(repeating: 8, count: 32)), nine, .unknown),
                ("empty", "", nine, .unknown), ("cut", String(good.dropLast()), nine, .unknown),
                ("nothing fires any more", good, nine, .over),
            ] {
                #expect(try await links.page(of: token, in: store, at: now) == page, "\(name)")
                #expect(try await links.press(token, in: store, at: now) == page, "\(name)")
            }
            #expect(try await store.silencesInForce().isEmpty)
        }
    }

    /// A digest asks for nothing but what is to be done.
    @Test(arguments: [("email", ["Tick off tasks"]), ("webhook", [])])
    func `a digest leads to the tasks that it tells of`(_ kind: String, _ labels: [String]) {
        let story = Story(accountID: "acme", accountName: "Acme", title: "Acme is At risk", currency: "EUR")
        let event = Event(
            kind: .opened, alertID: "a", rule: "r", subject: .account("acme"), openedAt: nine, firedAt: nine,
            labels: [:],
            story: story, receiver: "mail", recipient: "kim@example.com")
        var digest = BellwetherCore.Notification(
            receiver: "mail", recipient: "kim@example.com", groupKey: "digest", groupLabels: [:], sequence: 1,
            purpose: .digest, createdAt: nine, events: [event], recipientName: "Kim")
        let links = Links(base: "https://bell.example.com", key: key)
        let receivers = ["mail": ReceiverProfile(name: "mail", kind: kind, recipients: .owner(fallback: []))]
        #expect(links.under(digest, receivers, nine).personalLinks == [])
        digest.tasksDue = [DueTask(account: "acme", text: "Acme: Call")]
        let linked = links.under(digest, receivers, nine)
        #expect(linked.personalLinks.map(\.label) == labels + labels)
        // Under the alert and under the task it is one and the same, and Kim's.
        #expect(Set(linked.personalLinks.map(\.url)).count == labels.count)
        for link in linked.personalLinks {
            let token = link.url.split(separator: "/").last.map(String.init) ?? ""
            let read = ActionLink(token: token, signedWith: key)
            #expect(read?.kind == .tasks && read?.account == "acme" && read?.reader == "Kim")
        }
    }
}

extension Links {
    fileprivate func under(
        _ notification: BellwetherCore.Notification, _ receivers: [String: ReceiverProfile], _ now: Moment
    ) -> BellwetherCore.Notification {
        under(Notifications(lookingAt: [notification]), to: receivers, at: now).outbox[0]
    }
}
