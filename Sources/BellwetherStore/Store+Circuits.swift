package import BellwetherCore
import GRDB

/// Receivers that are not sent to but for a probe now and then.
extension Store {
    /// Tries these receivers as ever: what was wrong with them may be mended.
    package func closeCircuits(of receivers: Set<String>) async throws(StoreError) {
        try await changeCircuits(of: receivers) { $0.closeCircuit() }
    }

    /// Probes these receivers at the next opportunity.
    ///
    /// - Parameter number: the message to do it with.
    package func probe(
        _ receivers: Set<String>, with number: Int? = nil, at now: Moment
    ) async throws(StoreError) {
        try await changeCircuits(of: receivers) { $0.probe(at: now, with: number) }
    }

    private func changeCircuits(
        of receivers: Set<String>, _ change: @escaping @Sendable (inout Outage) -> Void
    ) async throws(StoreError) {
        let broken = Set(try await outages().filter { $0.value.circuit != nil }.keys)
        let meant = receivers.intersection(broken)
        guard !meant.isEmpty else { return }
        try await changeOutages { all in
            for name in meant {
                guard var outage = all[name] else { continue }
                change(&outage)
                all[name] = outage
            }
        }
    }

    /// Hands out one message of a receiver that is to be probed: of what is due the one that was tried least, so that
    /// none that it refuses again and again stands in the way of others.
    package func leaseProbe(
        of receiver: String, with number: Int? = nil, at now: Moment, onlyTo stage: String? = nil
    ) async throws(StoreError) -> OutboxItem? {
        guard try await read({ try $0.probe(of: receiver, with: number, at: now, onlyTo: stage) }) != nil else {
            return nil
        }
        return try await write { db in
            try db.probe(of: receiver, with: number, at: now, onlyTo: stage).map { try db.lease($0, at: now) }
        }
    }

    /// What was handed out and not tried goes back, as if it had never been.
    package func takeBack(_ items: [OutboxItem]) async throws(StoreError) {
        try await write { db in for item in items { try db.takeBack(item) } }
    }

    /// What waits for its next try, having been tried; the oldest first.
    package func triedInVain(for receiver: String, dueAfter now: Moment) async throws(StoreError) -> [OutboxEntry] {
        try await outbox(states: ["pending"], notDueBefore: now + .seconds(1), atMost: 1_000)
            .filter { $0.notification.receiver == receiver && $0.attempts > 0 }
    }

    /// Whether its receiver took something else since this was tried before.
    package func hasTakenOthers(since item: OutboxItem) async throws(StoreError) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM outbox WHERE receiver = ? AND state = 'delivered' AND settled_at >= (
                            SELECT begun_at FROM delivery WHERE outbox = ? AND attempt = ?))
                    """, arguments: [item.notification.receiver, item.number, item.attempt - 1]) ?? false
        }
    }
}

extension Database {
    fileprivate func takeBack(_ item: OutboxItem) throws {
        try execute(
            sql: """
                UPDATE outbox SET state = 'pending', attempts = attempts - 1
                WHERE number = ? AND state = 'in_flight' AND attempts = ?
                """, arguments: [item.number, item.attempt])
        precondition(changesCount == 1, "what is taken back is still leased")
        try execute(
            sql: "DELETE FROM delivery WHERE outbox = ? AND attempt = ?", arguments: [item.number, item.attempt])
    }
}
