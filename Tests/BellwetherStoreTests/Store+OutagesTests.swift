import BellwetherCore
import Testing

@testable import BellwetherStore

@Suite struct StoreOutagesTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    private func fail(after seconds: Int64, _ receiver: String = "chat") async throws -> Outage {
        try await store.notTaken(by: Taker(receiver), because: "HTTP 503", at: monday + .seconds(seconds))
    }

    @Test func `lasts for half an hour and three tries before it is long`() async throws {
        #expect(try await fail(after: 0).isLong(at: monday + .seconds(7_200)) == false)
        #expect(try await fail(after: 1_700).isLong(at: monday + .seconds(1_800)) == false)
        #expect(try await fail(after: 1_750).isLong(at: monday + .seconds(1_799)) == false)
        let long = try await fail(after: 1_800)
        #expect(long.isLong(at: monday + .seconds(1_800)) && long.since == monday)
        #expect(try await store.outages().keys.sorted() == ["chat"])
    }

    @Test func `is told once, and is over with the first success`() async throws {
        _ = try await fail(after: 0)
        #expect(try await store.noteTold(ofOutageOf: Taker("chat"), at: monday))
        #expect(try await store.noteTold(ofOutageOf: Taker("chat"), at: monday) == false)
        #expect(try await store.noteTold(ofOutageOf: Taker("mail"), at: monday) == false)
        #expect(try await store.endOutage(of: Taker("chat"))?.toldAt == monday)
        #expect(try await store.endOutage(of: Taker("chat")) == nil)
    }

    @Test func `begins anew after a long rest, and by a clock that was set back`() async throws {
        _ = try await fail(after: 0)
        #expect(try await fail(after: 5 * 86_400).since == monday + .seconds(5 * 86_400))
        #expect(try await fail(after: 60).since == monday + .seconds(60))
    }

    @Test func `of a mailbox says nothing of its receiver, and nothing of another's`() async throws {
        let kim = Taker("mail", reader: "kim/o@example.com")
        for seconds in [0, 60, 1_800] {
            _ = try await store.notTaken(by: kim, because: "450 4.2.2", at: monday + .seconds(Int64(seconds)))
        }
        #expect(try await store.outages().isEmpty)
        let long = try await store.mailboxOutages().filter { $0.value.isLong(at: monday + .seconds(1_800)) }
        #expect(long.map(\.key) == [kim])
        #expect(long.allSatisfy { $0.value.circuit == nil })
        #expect(try await store.endOutage(of: Taker("mail")) == nil)
        #expect(try await store.endOutage(of: Taker("mail", reader: "lee@example.com")) == nil)
        #expect(try await store.endOutage(of: kim)?.failures == 3)
    }
}
