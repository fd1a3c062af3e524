import Testing

@testable import Curl

@Suite struct TicketTests {
    @Test func `takes the first outcome and no other`() async {
        let ticket = Ticket()
        let outcome = await withCheckedContinuation { caller in
            #expect(ticket.isAwaited(by: caller))
            ticket.settle(.success(Response(status: 200)))
            ticket.settle(.failure(.tooBusy))
        }
        #expect(outcome == .success(Response(status: 200)))
    }

    @Test func `answers at once where it was settled before anybody waited`() async {
        let ticket = Ticket()
        ticket.noteSending()
        ticket.settle { .failure(.cancelled(afterSending: $0)) }
        let outcome = await withCheckedContinuation { caller in
            #expect(!ticket.isAwaited(by: caller))
        }
        #expect(outcome == .failure(.cancelled(afterSending: true)))
    }
}
