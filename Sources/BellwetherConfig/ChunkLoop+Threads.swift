package import BellwetherCore
import Dispatch
import Synchronization

extension ChunkLoop {
    /// As many chunks beside each other as the machine has processors; the calling thread is one of those that work.
    package static let onThreads = ChunkLoop { count, part in
        let parts = Mutex<[(any Sendable)?]>(Array(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let made = part(index)
            parts.withLock { $0[index] = made }
        }
        return parts.withLock { $0.compactMap(\.self) }
    }
}
