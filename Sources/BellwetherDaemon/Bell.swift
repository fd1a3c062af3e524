/// Wakes one service when another has something for it. Rings that nobody hears yet are one ring.
package struct Bell: Sendable {
    package enum Reason: Sendable, Hashable {
        case facts
        case outbox
        case reload
        case asked
    }

    private let stream: AsyncStream<Reason>
    private let continuation: AsyncStream<Reason>.Continuation

    package init() {
        // A handful is kept: who wakes looks at everything anyway.
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4))
    }

    package func ring(_ reason: Reason) { continuation.yield(reason) }

    package func close() { continuation.finish() }

    /// Waits for a ring, but no longer than this; nil when the time is up or the bell is closed.
    func heard(within duration: Duration, by clock: any WallClock) async -> Reason? {
        await withTaskGroup(of: Reason?.self) { group in
            group.addTask { await stream.first { _ in true } }
            group.addTask {
                // Waiting ends early only because the service is stopping, which the caller sees by itself.
                do { try await clock.wait(duration) } catch { return nil }
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}
