/// What other threads ask of the loop. Each message wakes it.
final class Inbox: Sendable {
    enum Message: Sendable {
        case start(Request, Ticket)
        case abort(Ticket)
    }

    private struct Contents {
        var messages: [Message] = []
        var isClosed = false
    }

    private let contents = Locked(Contents())
    private let multi: MultiHandle

    init(waking multi: MultiHandle) {
        self.multi = multi
    }

    func post(_ message: Message) {
        contents.withLock { $0.messages.append(message) }
        multi.wake()
    }

    func close() {
        contents.withLock { $0.isClosed = true }
        multi.wake()
    }

    /// Everything posted since the last time; `nil` once closed.
    func take() -> [Message]? {
        contents.withLock { contents in
            guard !contents.isClosed else { return nil }
            defer { contents.messages = [] }
            return contents.messages
        }
    }
}
