import BellwetherCore
import Curl
import Synchronization

/// Counts what the courier does, from the start of the daemon on: for `/metrics`, where names of receivers stand and
/// nothing of whom or what a message is about.
package final class DeliveryNumbers: Sendable {
    struct Counts: Sendable {
        /// By receiver, and by what a notification is.
        var taken: [String: [BellwetherCore.Notification.Purpose: Int]] = [:]
        var failed: [String: [TransferError.Label: Int]] = [:]
        /// By receiver, and by the code of the answer; nothing where none came.
        var requests: [String: [Int?: Int]] = [:]
        var latency: [String: Latency] = [:]
    }

    /// How long it took from an alert's change until its reader had it.
    struct Latency: Sendable {
        /// In seconds: a notification counts in the first that is not shorter.
        static let bounds: [Int64] = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400]

        private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
        private(set) var sum: Int64 = 0

        mutating func take(_ seconds: Int64) {
            counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            sum += seconds
        }
    }

    private let contents = Mutex(Counts())

    package init() {}

    var counts: Counts { contents.withLock { $0 } }

    func asked(_ receiver: String, _ code: Int?) {
        // What no standard knows is one more of nobody's codes, and not a thousand of them.
        let known = code.map { (100..<600).contains($0) ? $0 : 0 }
        contents.withLock { $0.requests[receiver, default: [:]][known, default: 0] += 1 }
    }

    func failed(_ receiver: String, _ reason: TransferError.Label) {
        contents.withLock { $0.failed[receiver, default: [:]][reason, default: 0] += 1 }
    }

    func delivered(_ letter: BellwetherCore.Notification, at now: Moment) {
        contents.withLock { counts in
            counts.taken[letter.receiver, default: [:]][letter.purpose, default: 0] += 1
            guard let change = letter.firstChange else { return }
            counts.latency[letter.receiver, default: Latency()].take(max(0, (now - change).components.seconds))
        }
    }
}

extension BellwetherCore.Notification {
    /// When that happened of which it tells; what only repeats or lists what was so before tells of nothing new.
    fileprivate var firstChange: Moment? {
        guard purpose == .change else { return nil }
        return events.map { event in
            switch event.kind {
            case .opened: event.firedAt
            case .worsened: createdAt
            case .closed: event.closedAt ?? createdAt
            }
        }.min()
    }
}
