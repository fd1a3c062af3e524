/// One caller's claim to one outcome. Whoever settles it first decides: the thread that carries the transfer, the
/// caller's cancellation, or the closing of the transport.
final class Ticket: Sendable {
    typealias Outcome = Result<Response, TransferError>

    private enum State {
        case issued
        case awaited(CheckedContinuation<Outcome, Never>)
        case settled(Outcome)
    }

    private struct Contents {
        var state = State.issued
        var wasSent = false
    }

    private let contents = Locked(Contents())

    /// From here on the peer may act on it.
    func noteSending() {
        contents.withLock { $0.wasSent = true }
    }

    var wasSent: Bool { contents.withLock { $0.wasSent } }

    var isSettled: Bool {
        contents.withLock {
            if case .settled = $0.state { true } else { false }
        }
    }

    /// `false` where it was settled already, and there is nothing left to carry.
    func isAwaited(by caller: CheckedContinuation<Outcome, Never>) -> Bool {
        let early: Outcome? = contents.withLock { contents in
            if case .settled(let outcome) = contents.state { return outcome }
            contents.state = .awaited(caller)
            return nil
        }
        if let early { caller.resume(returning: early) }
        return early == nil
    }

    func settle(_ outcome: Outcome) {
        settle { _ in outcome }
    }

    /// The outcome may depend on whether it had been sent by then.
    func settle(_ outcome: (_ wasSent: Bool) -> Outcome) {
        let caller: (CheckedContinuation<Outcome, Never>, Outcome)? = contents.withLock { contents in
            if case .settled = contents.state { return nil }
            let decided = outcome(contents.wasSent)
            defer { contents.state = .settled(decided) }
            guard case .awaited(let caller) = contents.state else { return nil }
            return (caller, decided)
        }
        if let (caller, decided) = caller { caller.resume(returning: decided) }
    }
}
