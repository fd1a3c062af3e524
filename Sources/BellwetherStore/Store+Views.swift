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
        let bytes = takenBytes
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

    /// How many bytes are left for us on the disk of the state; nothing where the system does not say.
    package var freeBytes: Int64? {
        var disk = statvfs()
        guard statvfs(directory.path, &disk) == 0 else { return nil }
        return Int64(
            clamping: UInt64(disk.f_bavail).multipliedReportingOverflow(by: UInt64(disk.f_frsize)).partialValue)
    }

    /// How many bytes the state takes.
    package var takenBytes: Int64 {
        [directory.database, directory.database + "-wal"].reduce(0) { $0 + size(of: $1) }
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
