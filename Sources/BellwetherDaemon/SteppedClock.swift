package import BellwetherCore
import Synchronization

/// A clock that stands still until it is told a time.
///
/// Waiting is not what it is for: who waits for a peer does so by real time.
package final class SteppedClock: WallClock {
    private let moment: Mutex<Moment>

    package init(at moment: Moment) {
        self.moment = Mutex(moment)
    }

    package func now() -> Moment { moment.withLock { $0 } }

    package func go(to next: Moment) { moment.withLock { $0 = max($0, next) } }

    package func wait(_ duration: Duration) async throws { try await Task.sleep(for: duration) }
}
