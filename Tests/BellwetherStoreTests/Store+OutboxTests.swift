import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreOutboxTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    func lease(_ limit: Int = 99, at now: Moment = monday, notFor blocked: Set<String> = []) async throws
        -> [OutboxItem]
    {
        try await store.lease(atMost: limit, at: now, notFor: blocked)
    }

    /// What is handed out when only one thing can be.
    func leaseOne(at now: Moment = monday) async throws -> OutboxItem {
        let items = try await lease(at: now)
        #expect(items.count == 1)
        return try #require(items.first)
    }

    @Test func `hands out one of a group at a time, in the order of queueing`() async throws {
        try await store.queue([.sample(1), .sample(2), .sample(1, group: "other")])
        let items = try await lease()
        #expect(items.map(\.notification.id) == ["cs-chat/all/g/1", "cs-chat/all/other/1"])
        #expect(try await lease().isEmpty)
        try await store.settle(try #require(items.first), .delivered(externalIDs: ["ts": "17.5"]), at: monday)
        #expect(try await lease().map(\.notification.sequence) == [2])
        #expect(try await store.externalIDs(of: "cs-chat/all/g/1") == ["ts": "17.5"])
    }

    @Test func `a closing waits for its opening, however often that is tried`() async throws {
        try await store.queue([.sample(1), .sample(2)])
        let first = try await leaseOne()
        try await store.settle(first, .retry(at: tuesday, because: "HTTP 503"), at: monday)
        #expect(try await lease(at: tuesday - .seconds(1)).isEmpty)
        #expect(try await store.nextAttempt() == tuesday)
        let second = try await lease(at: tuesday)
        #expect(second.map(\.notification.sequence) == [1])
        #expect(second.map(\.attempt) == [2])
        // However late it is handed out, it says when it was due.
        #expect((first.dueAt, second.first?.dueAt) == (monday, tuesday))
    }

    @Test func `a clock that was set back keeps nothing that was queued or tried while it was ahead`() async throws {
        let back = monday - .seconds(30 * 86_400)
        try await store.queue([.sample(1, group: "tried"), .sample(1, group: "queued")])
        let tried = try #require(try await lease(1).first)
        try await store.settle(tried, .retry(at: tuesday, because: "HTTP 503"), at: monday)
        let items = try await lease(at: back)
        #expect(items.map(\.notification.groupKey) == ["tried", "queued"])
        // Once it was tried by the clock as it is now, it waits as it is told to.
        let later = back + .seconds(60)
        for item in items { try await store.settle(item, .retry(at: later, because: "HTTP 503"), at: back) }
        #expect(try await lease(at: back + .seconds(59)).isEmpty)
        #expect(try await lease(at: later).count == 2)
    }

    @Test func `what is asked for twice within a second is queued twice`() async throws {
        for _ in 1...2 {
            try await store.queue(numbered: { [.test(receiver: "cs-chat", recipient: "all", at: monday, number: $0)] })
        }
        #expect(try await lease().count == 2)
    }

    @Test func `recipients of one receiver do not wait for each other`() async throws {
        try await store.queue([.sample(1, recipient: "kim"), .sample(1, recipient: "dana")])
        let items = try await lease()
        #expect(items.map(\.notification.recipient) == ["kim", "dana"])
    }

    @Test func `a receiver refuses for as long as it has taken nothing since, whatever lies there from before`()
        async throws
    {
        try await store.queue([.sample(1), .sample(1, to: "owner-mail")])
        for item in try await lease() { try await store.settle(item, .dead(because: "HTTP 404"), at: monday) }
        #expect(try await store.refusingReceivers() == ["cs-chat": "HTTP 404", "owner-mail": "HTTP 404"])
        try await store.queue([.sample(2)])
        try await store.settle(try await leaseOne(at: tuesday), .delivered(externalIDs: [:]), at: tuesday)
        #expect(try await store.refusingReceivers() == ["owner-mail": "HTTP 404"])
        try await store.queue([.sample(3)])
        let later = tuesday + .seconds(60)
        try await store.settle(
            try await leaseOne(at: later), .retry(at: later + .seconds(9), because: "HTTP 503"), at: later)
        #expect(try await store.refusingReceivers()["cs-chat"] == "HTTP 503")
    }

    @Test func `a receiver with much to send leaves room for the others`() async throws {
        try await store.queue((0..<50).map { .sample(1, group: "g\($0)") } + [.sample(1, to: "owner-mail")])
        #expect(try await lease(2).map(\.notification.receiver) == ["cs-chat", "owner-mail"])
    }

    @Test func `a blocked receiver gets nothing and keeps its place`() async throws {
        try await store.queue([.sample(1), .sample(1, to: "owner-mail", at: tuesday)])
        #expect(try await lease(at: tuesday, notFor: ["cs-chat"]).map(\.notification.receiver) == ["owner-mail"])
        #expect(try await store.nextAttempt(notFor: ["cs-chat"]) == nil)
        #expect(try await lease(at: tuesday).map(\.notification.receiver) == ["cs-chat"])
    }

    @Test
    func `a rehearsal sends to its stage alone, and tests; what was for others waits for its end, over a restart too`()
        async throws
    {
        let test = Notification(
            receiver: "owner-mail", recipient: "kim", groupKey: "test", groupLabels: [:], sequence: 1, purpose: .test,
            createdAt: monday, events: [], words: ["hello"])
        try await store.queue([.sample(1), .sample(1, to: "stage", at: tuesday), test])
        let items = try await store.lease(atMost: 9, at: tuesday, onlyTo: "stage")
        #expect(items.map(\.notification.receiver) == ["stage", "owner-mail"])
        for item in items { try await store.settle(item, .delivered(externalIDs: [:]), at: tuesday) }
        #expect(try await store.nextAttempt(onlyTo: "stage") == nil)
        #expect(try await store.waiting(forOthersThan: "stage") == 1)
        let reader = try state.open(as: .reader)
        #expect(try await reader.nextAttempt() == monday)
        #expect(try await lease(at: tuesday).map(\.notification.receiver) == ["cs-chat"])
    }

    @Test func `every attempt sends the bytes of the first`() async throws {
        try await store.queue([.sample()])
        let first = try await leaseOne()
        #expect(first.payload == nil)
        try await store.keep(payload: [0, 255, 7], of: first)
        try await store.settle(first, .retry(at: monday, because: "HTTP 503"), at: monday)
        #expect(try await lease().map(\.payload) == [[0, 255, 7]])
    }

    @Test func `after a crash what was in flight may have arrived, and is sent again first`() async throws {
        let unlucky = try TemporaryState()
        do {
            let store = try unlucky.open()
            try await store.queue([.sample(1), .sample(2)])
            let items = try await store.lease(atMost: 9, at: monday)
            #expect(items.map(\.mayHaveArrived) == [false])
        }
        let store = try unlucky.open()
        let again = try #require(try await store.lease(atMost: 9, at: tuesday).first)
        #expect(again.notification.sequence == 1)
        #expect(again.attempt == 2)
        #expect(again.mayHaveArrived)
        try await store.settle(again, .delivered(externalIDs: [:]), at: tuesday)
        #expect(try await store.deliveries(of: "cs-chat/all/g/1").map(\.verdict) == [.unknown, .delivered])
    }

    @Test func `a lost answer is remembered`() async throws {
        try await store.queue([.sample()])
        let first = try await leaseOne()
        try await store.settle(first, .unknown(retryAt: tuesday, because: "timed out after the body"), at: monday)
        #expect(try await lease(at: tuesday).map(\.mayHaveArrived) == [true])
        let deliveries = try await store.deliveries(of: "cs-chat/all/g/1")
        #expect(deliveries.map(\.detail) == ["timed out after the body", nil])
        #expect(deliveries.map(\.begunAt) == [monday, tuesday])
    }

    @Test func `what can never arrive becomes a dead letter, and the fallback hears in the same step`() async throws {
        try await store.queue([.sample(1), .sample(2)])
        let item = try await leaseOne()
        let fallback = Notification.sample(1, to: "ops-mail", group: "dead", at: tuesday)
        try await store.settle(item, .dead(because: "HTTP 404"), at: tuesday, queueing: [fallback])
        let dead = try await store.deadLetters()
        #expect(dead.map(\.notification) == [.sample(1)])
        #expect(dead.map(\.lastError) == ["HTTP 404"])
        #expect(dead.map(\.diedAt) == [tuesday])
        #expect(try await lease(at: tuesday).map(\.notification.id) == ["cs-chat/all/g/2", "ops-mail/all/dead/1"])
    }

    @Test func `what is sent again and refused again goes to the fallback no second time`() async throws {
        try await store.queue([.sample(1)])
        let fallback = Notification.sample(1, to: "ops-mail", group: "dead", at: tuesday)
        let item = try await leaseOne()
        try await store.settle(item, .dead(because: "HTTP 404"), at: tuesday, queueing: [fallback])
        let number = try #require(try await store.deadLetters().first?.number)
        #expect(try await store.retryDeadLetter(number, at: tuesday))
        let again = try #require(try await lease(at: tuesday).first { $0.notification == .sample(1) })
        try await store.settle(again, .dead(because: "HTTP 404"), at: tuesday, queueing: [fallback])
        #expect(try await store.deadLetters().map(\.notification) == [.sample(1)])
    }

    @Test func `what a removed receiver had waiting is no dead letter when another gets it`() async throws {
        try await store.queue([.sample()])
        let item = try await leaseOne()
        let instead = Notification.sample(to: "owner-mail")
        try await store.settle(item, .dropped(because: "receiver 'cs-chat' is gone"), at: monday, queueing: [instead])
        #expect(try await store.deadLetters().isEmpty)
        #expect(try await leaseOne().notification == instead)
        #expect(try await store.deliveries(of: item.notification.id).map(\.verdict) == [.dropped])
    }

    @Test func `a dead letter can be tried again, or dropped for good`() async throws {
        try await store.queue([.sample(1), .sample(1, group: "other")])
        for item in try await lease() { try await store.settle(item, .dead(because: "HTTP 404"), at: monday) }
        let letters = try await store.deadLetters()
        let first = try #require(letters.first).number
        let last = try #require(letters.last).number
        #expect(try await store.retryDeadLetter(first, at: tuesday))
        #expect(try await store.dropDeadLetter(last, at: tuesday))
        #expect(try await store.retryDeadLetter(last, at: tuesday) == false)
        #expect(try await store.deadLetters().isEmpty)
        #expect(try await lease(at: tuesday).map(\.attempt) == [2])
    }

    @Test func `whoever asks is told how a message fared`() async throws {
        let groups = ["waits", "arrives", "dies", "is dropped"]
        try await store.queue(groups.map { .sample(1, group: $0) })
        for item in try await lease() {
            switch item.notification.groupKey {
            case "arrives": try await store.settle(item, .delivered(externalIDs: [:]), at: monday)
            case "dies": try await store.settle(item, .dead(because: "HTTP 404"), at: monday)
            case "waits": try await store.settle(item, .retry(at: tuesday, because: "HTTP 503"), at: monday)
            default:
                try await store.settle(item, .dead(because: "HTTP 404"), at: monday)
                #expect(try await store.dropWaiting(item.number, at: tuesday))
            }
        }
        var words: [String] = []
        for group in groups + ["never was"] {
            let arrival = try await store.arrival(of: Notification.sample(1, group: group).id)
            words.append(arrival.words { $0 == tuesday ? "on Tuesday" : "\($0)" })
        }
        #expect(
            words == [
                "not delivered yet", "delivered", "could not be delivered", "dropped on Tuesday, never delivered",
                "too long ago to know whether it arrived",
            ])
    }

    @Test func `an outbox row is settled once`() async {
        await #expect(processExitsWith: .failure) {
            let state = try TemporaryState()
            let store = try state.open()
            try await store.queue([.sample()])
            let item = try #require(try await store.lease(atMost: 1, at: monday).first)
            for _ in 0..<2 { try await store.settle(item, .delivered(externalIDs: [:]), at: monday) }
        }
    }

    @Test func `the same notification is not queued twice`() async throws {
        try await store.queue([.sample()])
        await #expect(throws: StoreError.self) { try await store.queue([.sample()]) }
        #expect(try await lease().count == 1)
    }
}
