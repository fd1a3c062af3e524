package import BellwetherCore
import GRDB

/// Turns that a clock which ran ahead has left in history.
package struct TurnsAhead: Sendable, Hashable, Codable {
    package let count: Int
    package let last: Moment
}

extension Store {
    /// Those after a moment; nothing where there is none.
    package func turns(after moment: Moment) async throws(StoreError) -> TurnsAhead? {
        try await read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT count(*), max(as_of) FROM turn WHERE state = 'committed' AND as_of > ?",
                arguments: [moment.seconds])
            guard let row, let last: Int64 = row[1] else { return nil }
            return TurnsAhead(count: row[0], last: Moment(seconds: last))
        }
    }

    /// Silences that were given for a span while the clock was ahead last that long from now on.
    package func acceptClockOfSilences(at now: Moment) async throws(StoreError) {
        let moved = try await silencesInForce().values.compactMap { $0.accepting(clock: now) }
        guard !moved.isEmpty else { return }
        try await write { db in for silence in moved { try db.keep(silence) } }
    }
}
