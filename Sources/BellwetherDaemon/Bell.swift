/// Wakes one service when another has something for it. Rings that nobody hears yet are one ring.
package struct Bell: Sendable {
    package enum Reason: Sendable, Hashable {
        case facts
        case outbox
        case reload
        case asked
    }

    private enum Ring: Sendable {
        case because(Reason)
        /// Rung by the listener's own clock. One that comes too late only wakes the next listener for nothing.
        case timeIsUp

        var reason: Reason? {
            switch self {
            case .because(let reason): reason
            case .timeIsUp: nil
            }
        }
    }

    private let stream: AsyncStream<Ring>
    private let continuation: AsyncStream<Ring>.Continuation

    package init() {
        // A handful is kept: who wakes looks at everything anyway.
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4))
    }

    package func ring(_ reason: Reason) { continuation.yield(.because(reason)) }

    package func close() { continuation.finish() }

    /// Waits for a ring, but no longer than this; nil when the time is up or the bell is closed.
    ///
    /// The waiting for time is what runs as a child: a stream whose reader is cancelled is over for good, and everybody
    /// who listens to it from then on would be woken at once, for ever.
    func heard(within duration: Duration, by clock: any WallClock) async -> Reason? {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                // Waiting ends early because something rang, or because the service is stopping.
                do { try await clock.wait(duration) } catch { return }
                continuation.yield(.timeIsUp)
            }
            let ring = await stream.first { _ in true }
            group.cancelAll()
            return ring?.reason
        }
    }
}
