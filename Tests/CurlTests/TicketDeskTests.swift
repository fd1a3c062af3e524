import Testing

@testable import Curl

@Suite struct TicketDeskTests {
    @Test func `has so many tickets out and no more`() throws {
        let desk = TicketDesk(atMost: 2)
        let first = try desk.issue()
        _ = try desk.issue()
        #expect(throws: TransferError.tooBusy) { try desk.issue() }
        desk.takeBack(first)
        #expect(throws: Never.self) { try desk.issue() }
    }

    @Test func `settles what is out when it closes, once`() throws {
        let desk = TicketDesk(atMost: 2)
        let ticket = try desk.issue()
        #expect(desk.close())
        #expect(!desk.close())
        #expect(ticket.isSettled)
        #expect(throws: TransferError.closed(afterSending: false)) { try desk.issue() }
    }
}
