import BellwetherCore
import Foundation
import Testing

@testable import BellwetherStore

@Suite struct StoreToldBeforeTests {
    private let state: TemporaryState

    init() throws { state = try TemporaryState() }

    private func deliver(_ store: Store, at now: Moment = monday) async throws {
        for item in try await store.lease(atMost: 99, at: now) {
            try await take(item, in: store, at: now)
        }
    }

    private func take(_ item: OutboxItem, in store: Store, at now: Moment = monday) async throws {
        store.noteTaken(item.notification, at: now)
        try await store.settle(item, .delivered(externalIDs: [:]), at: now)
    }

    /// The state as it was when `before` had happened; `after` it is lost.
    private func restored(
        before: (Store) async throws -> Void, after: (Store) async throws -> Void
    ) async throws -> Store {
        let copy = state.path + "/copy"
        try await {
            let store = try state.open()
            try await before(store)
            try store.copy(to: copy)
            try await after(store)
        }()
        let database = state.path + "/bellwether.sqlite"
        for part in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: database + part) {
            try FileManager.default.removeItem(atPath: database + part)
        }
        try FileManager.default.moveItem(atPath: copy, toPath: database)
        let store = try state.open()
        try await store.takeUpWhatWasTaken(at: tuesday)
        return store
    }

    @Test func `a restored state sends nothing that waited when it was copied and was taken since`() async throws {
        let store = try await restored {
            try await $0.queue([.sample(1), .sample(1, group: "other")])
        } after: { store in
            let first = try #require(try await store.lease(atMost: 1, at: monday).first)
            try await take(first, in: store)
        }
        #expect(try await store.lease(atMost: 99, at: tuesday).map(\.notification.id) == ["cs-chat/all/other/1"])
        #expect(try await store.toldBefore().isEmpty)
    }

    @Test func `a restored state knows what was queued and taken since it was copied`() async throws {
        let event = Event(
            kind: .opened, alertID: "a", rule: "late", subject: .account("acme"), openedAt: monday, firedAt: monday,
            labels: [:], story: Story(accountID: "acme", accountName: "Acme", title: "", currency: "EUR"),
            receiver: "cs-chat", recipient: "all")
        let notification = Notification(
            receiver: "cs-chat", recipient: "all", groupKey: "g", groupLabels: [:], sequence: 1, purpose: .change,
            createdAt: monday, events: [event])
        let store = try await restored {
            try await $0.queue([.sample(1, group: "known")])
            try await deliver($0)
        } after: {
            try await $0.queue([notification])
            try await deliver($0)
        }
        var told = ToldBefore()
        told.add(notification.saying, at: tuesday)
        #expect(try await store.toldBefore() == told)
        let restored = try #require(try await store.restored())
        #expect((restored.at, restored.messages, restored.lastMessage) == (tuesday, 1, monday))
        // Another start finds nothing more.
        try await store.takeUpWhatWasTaken(at: wednesday)
        #expect(try await store.toldBefore() == told)
        let taken = try String(contentsOfFile: state.path + "/taken", encoding: .utf8)
        #expect(!taken.contains("acme") && taken.split(separator: "\n").count == 2)
    }

    @Test func `what was told before a restore is not said to have been dropped undelivered`() async throws {
        let store = try state.open()
        try await store.commit(.of(outbox: [.sample(1)], toldBefore: [.sample(1, group: "known")]))
        _ = try await store.dropWaiting(1, at: tuesday)
        let dropped = try await store.arrival(of: "cs-chat/all/g/1")
        #expect(dropped.words { _ in "then" } == "dropped then, never delivered")
        let known = try await store.arrival(of: "cs-chat/all/known/1")
        #expect(known.words { _ in "then" } == "told before the state was restored from a backup, and not again")
    }

    @Test func `a state that was not restored knows of all that was taken`() async throws {
        let store = try state.open()
        try await store.queue([.sample(1), .sample(1, group: "other")])
        try await deliver(store)
        try await store.takeUpWhatWasTaken(at: tuesday)
        #expect(try await store.toldBefore().isEmpty)
    }

    /// Long after both were taken, the first of them after waiting for weeks.
    @Test func `what was taken long ago is known, or forgotten, and quiets nothing`() async throws {
        let store = try state.open()
        try await store.queue([.sample(1), .sample(1, group: "other")])
        let first = try #require(try await store.lease(atMost: 1, at: monday).first)
        try await take(first, in: store)
        try await deliver(store, at: monday + .seconds(30 * 86_400))
        try await store.takeUpWhatWasTaken(at: monday + .seconds(60 * 86_400))
        #expect(try await store.toldBefore().isEmpty)
    }

    @Test func `a state that was begun anew is no copy`() async throws {
        try await {
            let store = try state.open()
            try await store.queue([.sample(1)])
            try await deliver(store)
        }()
        let database = state.path + "/bellwether.sqlite"
        for part in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: database + part) {
            try FileManager.default.removeItem(atPath: database + part)
        }
        let store = try state.open()
        try await store.takeUpWhatWasTaken(at: tuesday)
        #expect(try await store.toldBefore().isEmpty)
        // Nor is it when it starts again.
        try await store.takeUpWhatWasTaken(at: wednesday)
        #expect(try await store.toldBefore().isEmpty)
    }

    @Test func `a line that a crash cut is passed over, and the next one whole`() throws {
        let journal = TakenJournal(path: state.path + "/taken")
        journal.note(.sample(1), takenAt: monday)
        try Data("\n{\"id\":\"x\",\"ma".utf8).append(to: journal.path)
        journal.note(.sample(2), takenAt: monday)
        #expect(
            journal.entries().map(\.id) == [1, 2].map { BellwetherCore.Notification.mark(of: "cs-chat/all/g/\($0)") })
    }
}

extension Data {
    fileprivate func append(to path: String) throws {
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: self)
        try file.close()
    }
}
