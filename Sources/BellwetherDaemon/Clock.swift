package import BellwetherCore
import Glibc

/// What time it is, and waiting: handed in at the top, so that a test can hold it still.
package protocol WallClock: Sendable {
    func now() -> Moment
    /// Waits so long by the monotonic clock, or until cancelled.
    func wait(_ duration: Duration) async throws
}

package struct SystemClock: WallClock {
    package init() {}

    package func now() -> Moment { Moment(seconds: Int64(time(nil))) }

    package func wait(_ duration: Duration) async throws { try await Task.sleep(for: duration) }
}
