package import BellwetherCore
import GRDB

/// How long things are kept.
package struct Retention: Sendable, Hashable {
    /// Every turn's history.
    package var everyTurn = Duration.seconds(48 * 3600)
    /// The last turn of each day.
    package var daily = Duration.seconds(800 * 86_400)
    /// The last turn of each week.
    package var weekly = Duration.seconds(5 * 366 * 86_400)
    /// Alerts that ended, their ledger, settled notifications and their deliveries.
    package var told = Duration.seconds(800 * 86_400)
    /// Versions of facts that hold no more.
    package var versions = Duration.seconds(3 * 366 * 86_400)
    package var quarantine = Duration.seconds(90 * 86_400)

    package init() {}
}

/// How much was cleared away.
package struct Cleared: Sendable, Hashable {
    package var turns = 0
    package var alerts = 0
    package var notifications = 0
    package var versions = 0
    package var quarantined = 0
}

extension Store {
    /// Thins the history and forgets what is old; in small steps, so that nobody waits for it.
    package func clean(
        at now: Moment, days zone: Zone, keeping retention: Retention = Retention()
    ) async throws(StoreError) -> Cleared {
        var cleared = Cleared()
        cleared.turns = try await thinHistory(at: now, days: zone, retention)
        cleared.notifications = try await delete(
            from: "outbox", where: "state IN ('delivered', 'dropped') AND settled_at < ?", now - retention.told)
        cleared.alerts = try await forgetAlerts(endedBefore: now - retention.told)
        for kind in FactKind.all where !kind.isDaily {
            cleared.versions += try await delete(
                from: "\"\(kind.name)\"", where: "superseded_at < ?", now - retention.versions)
        }
        cleared.quarantined = try await delete(
            from: "quarantine", where: "loaded_at < ?", now - retention.quarantine)
        return cleared
    }

    private func delete(
        from table: String, where condition: String, _ moment: Moment
    ) async throws(StoreError) -> Int {
        var sum = 0
        while true {
            let sql = """
                DELETE FROM \(table) WHERE rowid IN (
                    SELECT rowid FROM \(table) WHERE \(condition) LIMIT \(slices.cleared))
                """
            let count = try await write { db in
                try db.execute(sql: sql, arguments: [moment.seconds])
                return db.changesCount
            }
            sum += count
            if count < slices.cleared { return sum }
        }
    }

    /// An alert stays as long as somebody was told of it and not of its end.
    private func forgetAlerts(endedBefore moment: Moment) async throws(StoreError) -> Int {
        var sum = 0
        let atMost = slices.cleared
        while true {
            let count = try await write { db in try db.forgetAlerts(endedBefore: moment, atMost) }
            sum += count
            if count < atMost { return sum }
        }
    }

    private func thinHistory(
        at now: Moment, days zone: Zone, _ retention: Retention
    ) async throws(StoreError) -> Int {
        let old = try await read { try $0.turns(before: now - retention.everyTurn) }
        let superfluous = superfluous(old, at: now, days: zone, retention)
        for start in stride(from: 0, to: superfluous.count, by: slices.cleared) {
            let some = superfluous[start..<min(start + slices.cleared, superfluous.count)]
            try await write { db in
                let hide = try db.cachedStatement(sql: "UPDATE turn SET state = 'cleared' WHERE number = ?")
                for number in some { try hide.execute(arguments: [number]) }
            }
        }
        while try await read({ try $0.hasRuins([.cleared]) }) { try await write { try $0.clearSomeRuins([.cleared]) } }
        return superfluous.count
    }

    /// Of the turns given in the order of time, those that are not the last of their day or week.
    private func superfluous(
        _ turns: [OpenTurn], at now: Moment, days zone: Zone, _ retention: Retention
    ) -> [Int] {
        var superfluous: [Int] = []
        var last: (period: Period, turn: OpenTurn)?
        for turn in turns {
            guard turn.asOf >= now - retention.weekly else {
                superfluous.append(turn.number)
                continue
            }
            let day = zone.day(of: turn.asOf)
            let period: Period =
                turn.asOf >= now - retention.daily ? .day(day) : .week(monday: day - day.weekday.rawValue)
            if let last, last.period == period { superfluous.append(last.turn.number) }
            last = (period, turn)
        }
        return superfluous
    }

    private enum Period: Hashable {
        case day(Day)
        case week(monday: Day)
    }
}

extension Database {
    fileprivate func turns(before moment: Moment) throws -> [OpenTurn] {
        try Row.fetchAll(
            self, sql: "SELECT number, as_of FROM turn WHERE state = 'committed' AND as_of < ? ORDER BY as_of, number",
            arguments: [moment.seconds]
        ).map { OpenTurn(number: $0[0], asOf: Moment(seconds: $0[1])) }
    }

    fileprivate func forgetAlerts(endedBefore moment: Moment, _ limit: Int) throws -> Int {
        let ids = try String.fetchAll(
            self,
            sql: """
                SELECT id FROM alert WHERE resolved_at < ?
                    AND NOT EXISTS (SELECT 1 FROM ledger WHERE alert = id AND closed_by IS NULL) LIMIT ?
                """, arguments: [moment.seconds, limit])
        for id in ids {
            try execute(sql: "DELETE FROM ledger WHERE alert = ?; DELETE FROM alert WHERE id = ?", arguments: [id, id])
            try forgetTasks(ofAlert: id)
        }
        return ids.count
    }
}
