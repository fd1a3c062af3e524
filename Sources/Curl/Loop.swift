import CLibCurl

/// Carries all HTTP transfers at once, on one thread, until its inbox is closed.
///
/// Nothing of libcurl's is made, used or freed on another thread.
final class Loop {
    private let multi: MultiHandle
    private let inbox: Inbox
    private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

    init(_ multi: MultiHandle, reading inbox: Inbox) {
        self.multi = multi
        self.inbox = inbox
    }

    func run() {
        while let messages = inbox.take() {
            for message in messages { obey(message) }
            multi.perform()
            while let (easy, code) = multi.nextFinished() { finish(easy, code) }
            multi.wait()
        }
        for easy in transfers.keys { multi.remove(easy) }
        transfers = [:]
    }

    private func obey(_ message: Inbox.Message) {
        switch message {
        case .start(let request, let ticket): start(request, ticket)
        case .abort(let ticket): abort(ticket)
        }
    }

    private func start(_ request: Request, _ ticket: Ticket) {
        guard !ticket.isSettled else { return }
        do throws(TransferError) {
            let transfer = try Transfer(request, ticket)
            transfers[transfer.easy.raw] = transfer
            multi.add(transfer.easy.raw)
        } catch {
            ticket.settle(.failure(error))
        }
    }

    private func abort(_ ticket: Ticket) {
        guard let easy = transfers.first(where: { $0.value.ticket === ticket })?.key else { return }
        multi.remove(easy)
        transfers[easy] = nil
    }

    private func finish(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) {
        multi.remove(easy)
        guard let transfer = transfers.removeValue(forKey: easy) else {
            preconditionFailure("only transfers that were added can finish")
        }
        transfer.finish(with: code)
    }
}
