import CLibCurl

/// libcurl as one async verb: every request of Bellwether leaves the process here.
///
/// HTTP goes through one multi handle on one thread. A mail has a thread of its own while it lasts: libcurl waits for a
/// mail server's verdict, and for its goodbye, with the whole thread in its hands, so one slow mail server would hold up
/// everything on it.
package final class Curl: Transport {
    private let inbox: Inbox
    private let desk: TicketDesk
    private let loopThread = Crew(atMost: 1)
    private let mailThreads: Crew

    package init(atMost transfers: Int = 256, mails: Int = 32) {
        // Counted by libcurl and safe from any thread; never undone, as OpenSSL cannot be set up twice.
        precondition(curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, "libcurl can be set up")
        let multi = MultiHandle()
        let inbox = Inbox(waking: multi)
        self.inbox = inbox
        desk = TicketDesk(atMost: transfers)
        mailThreads = Crew(atMost: mails)
        precondition(loopThread.start { Loop(multi, reading: inbox).run() }, "a thread for libcurl can be started")
    }

    deinit {
        close()
    }

    /// Carries the request and brings back the answer. Cancelling the task ends it at once.
    package func perform(_ request: Request) async throws(TransferError) -> Response {
        guard request.isEncrypted || !request.allowedAddresses.isEmpty || request.socketPath != nil else {
            throw .clearTextRefused(host: request.host)
        }
        let ticket = try desk.issue()
        defer { desk.takeBack(ticket) }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                if ticket.isAwaited(by: caller) { start(request, ticket) }
            }
        } onCancel: {
            ticket.settle { .failure(.cancelled(afterSending: $0)) }
            inbox.post(.abort(ticket))
        }
        return try outcome.get()
    }

    /// Ends all transfers, each with `TransferError.closed`, and returns when libcurl has let go of its sockets, which a
    /// mail that is waiting for its verdict takes up to a second for.
    package func close() {
        guard desk.close() else { return }
        inbox.close()
        loopThread.waitUntilAllHaveLeft()
        mailThreads.waitUntilAllHaveLeft()
    }

    private func start(_ request: Request, _ ticket: Ticket) {
        switch request.payload {
        case .http:
            inbox.post(.start(request, ticket))
        case .mail:
            if !mailThreads.start({ Transfer.run(request, ticket) }) { ticket.settle(.failure(.tooBusy)) }
        }
    }
}
