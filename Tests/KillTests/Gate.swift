import Foundation

/// Holds up a server's thread until a test has done what must happen just then.
final class Gate: Sendable {
    private let condition = NSCondition()
    private nonisolated(unsafe) var hasArrived = false
    private nonisolated(unsafe) var isOpen = false

    /// Whether somebody came to it.
    var isReached: Bool { condition.withLock { hasArrived } }

    func wait() {
        condition.withLock {
            hasArrived = true
            while !isOpen { condition.wait() }
        }
    }

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }
}
