package import BellwetherCore
import Foundation
import GRDB

/// How the state stands, for `status` and the metrics: numbers, and no names.
package struct StoreSummary: Sendable, Hashable {
    /// By state: `pending`, `firing`, `recovering`; resolved ones are not counted.
    package let alerts: [String: Int]
    package let heldAlerts: Int
    /// By state: `pending`, `in_flight`, `dead`.
    package let outbox: [String: Int]
    /// When the notification that waits longest was queued.
    package let oldestInOutbox: Moment?
    package let deliveredSince: Int
    package let quarantined: Int
    package let bytes: Int64
}

extension Store {
    package func summary(countingDeliveriesSince moment: Moment) async throws(StoreError) -> StoreSummary {
        let files = [directory.database, directory.database + "-wal"]
        let bytes = files.reduce(Int64(0)) { $0 + size(of: $1) }
        return try await read { db in
            StoreSummary(
                alerts: try db.counts("SELECT state, count(*) FROM alert WHERE state <> 'resolved' GROUP BY state"),
                heldAlerts: try db.count("SELECT count(*) FROM alert WHERE is_held AND state <> 'resolved'"),
                outbox: try db.counts(
                    """
                    SELECT state, count(*) FROM outbox WHERE state IN ('pending', 'in_flight', 'dead') GROUP BY state
                    """),
                oldestInOutbox: Moment(
                    try Int64.fetchOne(
                        db,
                        sql: """
                            SELECT min(queued_at) FROM outbox INDEXED BY outbox_by_state
                            WHERE state IN ('pending', 'in_flight')
                            """)),
                deliveredSince: try db.count(
                    "SELECT count(*) FROM outbox WHERE state = 'delivered' AND settled_at >= ?", [moment.seconds]),
                quarantined: try db.count("SELECT count(*) FROM quarantine"), bytes: bytes)
        }
    }

    /// A file that is not there takes no room.
    private func size(of path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }
}

extension Database {
    fileprivate func counts(_ sql: String) throws -> [String: Int] {
        Dictionary(uniqueKeysWithValues: try Row.fetchAll(self, sql: sql).map { ($0[0], $0[1]) })
    }
}
