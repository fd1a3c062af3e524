package import BellwetherCore
import GRDB

extension Store {
    /// Hands out what may be sent now, at most one for each (receiver, recipient, group), the oldest first, and the
    /// receivers in turn. What is handed out is in flight until it is settled or the daemon starts again.
    ///
    /// - Parameters:
    ///   - resting: receivers that are sent nothing but tests, which somebody asked for.
    ///   - stage: in a rehearsal, the one receiver that is sent anything but tests: what was queued for others before
    ///     waits for its end.
    package func lease(
        atMost limit: Int, at now: Moment, notFor blocked: Set<String> = [], resting: Set<String> = [],
        onlyTo stage: String? = nil
    ) async throws(StoreError) -> [OutboxItem] {
        let (blockedList, restingList) = (try json(blocked.sorted()), try json(resting.sorted()))
        let numbers = try await read {
            try $0.due(at: now, notFor: blockedList, restingList, onlyTo: stage, atMost: limit)
        }
        guard !numbers.isEmpty else { return [] }
        return try await write { db in
            try db.due(at: now, notFor: blockedList, restingList, onlyTo: stage, atMost: limit)
                .map { try db.lease($0, at: now) }
        }
    }

    /// When there may next be something to lease, or to probe a receiver with.
    ///
    /// - Parameter probes: when receivers are probed that are sent nothing else.
    package func nextAttempt(
        notFor blocked: Set<String> = [], probing probes: [String: Moment] = [:], onlyTo stage: String? = nil
    ) async throws(StoreError) -> Moment? {
        let (blockedList, probeList) = (try json(blocked.sorted()), try json(probes.mapValues(\.seconds)))
        return try await read { db in
            Moment(
                try Int64.fetchOne(
                    db,
                    sql: """
                        SELECT min(iif(probe.value IS NULL OR is_test, next_attempt_at, max(next_attempt_at, probe.value)))
                        FROM outbox AS mine INDEXED BY outbox_by_state
                        LEFT JOIN json_each(?3) AS probe ON probe.key = mine.receiver
                        WHERE state = 'pending' AND \(isFirstInLine) AND \(isOnStage)
                            AND receiver NOT IN (SELECT value FROM json_each(?2))
                        """, arguments: [stage, blockedList, probeList]))
        }
    }

    /// How much waits for the end of a rehearsal.
    package func waiting(forOthersThan stage: String) async throws(StoreError) -> Int {
        try await read { db in
            try db.count(
                "SELECT count(*) FROM outbox AS mine INDEXED BY outbox_by_state WHERE state = 'pending' AND NOT \(isOnStage)",
                [stage])
        }
    }

    /// Stored before the first attempt, so that every attempt sends the same bytes.
    package func keep(payload: [UInt8], of item: OutboxItem) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE outbox_body SET payload = ? WHERE number = ? AND payload IS NULL
                        AND EXISTS (SELECT 1 FROM outbox WHERE number = outbox_body.number AND state = 'in_flight')
                    """,
                arguments: [payload.databaseValue, item.number])
            precondition(db.changesCount == 1, "a payload is rendered once, by who has the lease")
        }
    }

    /// Records what came of a leased item, and queues what follows from it, such as the same for a fallback receiver.
    package func settle(
        _ item: OutboxItem, _ settlement: Settlement, at now: Moment, queueing following: [Notification] = []
    ) async throws(StoreError) {
        try await write { db in
            try db.settle(item, settlement, at: now)
            try db.queue(inSomebodysPlace: following)
        }
    }

    /// Queues what no turn brings: a test message, words for the operator.
    package func queue(_ notifications: [Notification]) async throws(StoreError) {
        try await write { try $0.queue(notifications) }
    }

    /// Queues what others are told in the place of whoever takes nothing: each once, and the same list once to each.
    package func queue(inSomebodysPlace copies: [Notification]) async throws(StoreError) {
        try await write { try $0.queue(inSomebodysPlace: copies) }
    }

    /// Queues what is asked for as often as somebody likes, within one second too: each asking has a number.
    package func queue(numbered make: @escaping @Sendable (Int) -> [Notification]) async throws(StoreError) {
        try await write { db in
            var number = 1
            while try make(number).contains(where: { try db.isQueued($0.id) }) { number += 1 }
            try db.queue(make(number))
        }
    }

    /// What the other side called a notification when it took it.
    package func externalIDs(of notificationID: String) async throws(StoreError) -> [String: String] {
        try await read { db in
            let text = try String.fetchOne(
                db, sql: "SELECT external_ids FROM outbox WHERE id = ?", arguments: [notificationID])
            return try text.map { try StoredJSON.value([String: String].self, from: $0) } ?? [:]
        }
    }

    /// Every try at sending a notification.
    package func deliveries(of notificationID: String) async throws(StoreError) -> [Delivery] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT delivery.* FROM delivery JOIN outbox ON outbox.number = delivery.outbox
                    WHERE outbox.id = ? ORDER BY attempt
                    """, arguments: [notificationID]
            ).map { Delivery(notificationID, $0) }
        }
    }

    private func json(_ value: some Encodable) throws(StoreError) -> String {
        do {
            return try StoredJSON.text(value)
        } catch {
            throw StoreError(error, file: directory.database)
        }
    }
}

/// Within one receiver, recipient and group nothing overtakes: a closing never arrives before its opening.
private let isFirstInLine = """
    NOT EXISTS (
        SELECT 1 FROM outbox AS earlier
        WHERE earlier.receiver = mine.receiver AND earlier.recipient = mine.recipient
            AND earlier.group_key = mine.group_key AND earlier.state IN ('pending', 'in_flight')
            AND earlier.number < mine.number)
    """

/// Whether its time has come, at the second parameter. What was queued or tried at a moment still to come, by a clock that
/// was set back since, waits for nothing: it would be until yesterday comes again.
private let isDue = """
    (next_attempt_at <= ?2 OR ?2 < CASE attempts WHEN 0 THEN queued_at
        ELSE (SELECT begun_at FROM delivery WHERE outbox = mine.number AND attempt = mine.attempts) END)
    """

/// Whether a rehearsal lets it go, if there is one: its stage is the first parameter. A test was asked for.
private let isOnStage = """
    (?1 IS NULL OR receiver = ?1 OR is_test)
    """

extension Database {
    fileprivate func due(
        at now: Moment, notFor blocked: String, _ resting: String, onlyTo stage: String?, atMost limit: Int
    ) throws -> [Int64] {
        try Int64.fetchAll(
            self,
            sql: """
                SELECT number FROM (
                    SELECT number, row_number() OVER (PARTITION BY receiver ORDER BY number) AS turn
                    FROM outbox AS mine INDEXED BY outbox_by_state
                    WHERE state = 'pending' AND \(isDue) AND \(isFirstInLine) AND \(isOnStage)
                        AND receiver NOT IN (SELECT value FROM json_each(?3))
                        AND (receiver NOT IN (SELECT value FROM json_each(?5)) OR is_test))
                ORDER BY turn, number LIMIT ?4
                """, arguments: [stage, now.seconds, blocked, limit, resting])
    }

    /// The message to probe a receiver with.
    func probe(of receiver: String, with wanted: Int?, at now: Moment, onlyTo stage: String?) throws -> Int64? {
        try Int64.fetchOne(
            self,
            sql: """
                SELECT number FROM outbox AS mine INDEXED BY outbox_by_state
                WHERE state = 'pending' AND receiver = ?3 AND \(isDue) AND \(isFirstInLine) AND \(isOnStage)
                ORDER BY number IS NOT ?4, attempts, number LIMIT 1
                """, arguments: [stage, now.seconds, receiver, wanted])
    }

    func lease(_ number: Int64, at now: Moment) throws -> OutboxItem {
        try execute(
            sql: "UPDATE outbox SET state = 'in_flight', attempts = attempts + 1 WHERE number = ?", arguments: [number])
        try execute(
            sql: """
                INSERT INTO delivery (outbox, attempt, begun_at) SELECT number, attempts, ? FROM outbox WHERE number = ?
                """, arguments: [now.seconds, number])
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT *, EXISTS (SELECT 1 FROM delivery WHERE outbox = number AND verdict = 'unknown') AS is_unknown
                FROM outbox JOIN outbox_body USING (number) WHERE number = ?
                """, arguments: [number])
        guard let row else { preconditionFailure("what is due is there") }
        return OutboxItem(
            number: row["number"], notification: try StoredJSON.value(Notification.self, from: row["notification"]),
            payload: row.bytes("payload"), attempt: row["attempts"],
            queuedAt: Moment(seconds: row["queued_at"]), dueAt: Moment(seconds: row["next_attempt_at"]),
            mayHaveArrived: row["is_unknown"])
    }

    fileprivate func settle(_ item: OutboxItem, _ settlement: Settlement, at now: Moment) throws {
        try execute(
            sql: """
                UPDATE outbox SET state = ?, next_attempt_at = ifnull(?, next_attempt_at), settled_at = ?,
                    last_error = ifnull(?, last_error), external_ids = ?
                WHERE number = ? AND state = 'in_flight' AND attempts = ?
                """,
            arguments: [
                settlement.state, settlement.nextAttempt?.seconds,
                settlement.nextAttempt == nil ? now.seconds : nil, settlement.reason,
                StoredJSON.text(settlement.externalIDs), item.number, item.attempt,
            ])
        precondition(changesCount == 1, "an outbox row is settled once, by who has the lease")
        try execute(
            sql: "UPDATE delivery SET ended_at = ?, verdict = ?, detail = ? WHERE outbox = ? AND attempt = ?",
            arguments: [now.seconds, settlement.verdict.rawValue, settlement.reason, item.number, item.attempt])
    }

    fileprivate func isQueued(_ id: String) throws -> Bool {
        try Bool.fetchOne(self, sql: "SELECT EXISTS (SELECT 1 FROM outbox WHERE id = ?)", arguments: [id]) ?? false
    }

    /// What somebody sent again, and went to the same fallback before, is there already.
    fileprivate func queue(inSomebodysPlace copies: [Notification]) throws {
        for copy in copies where try !isQueued(copy.id) && !isKnown(copy) { try queue([copy]) }
    }

    func queue(_ notifications: [Notification]) throws {
        for notification in notifications {
            try cachedStatement(
                sql: """
                    INSERT INTO outbox (
                        id, receiver, recipient, group_key, state, queued_at, next_attempt_at, events, is_test)
                    VALUES (?1, ?2, ?3, ?4, 'pending', ?5, ?5, ?6, ?7)
                    """
            ).execute(
                arguments: [
                    notification.id, notification.receiver, notification.recipient, notification.groupKey,
                    notification.createdAt.seconds, notification.events.count, notification.purpose == .test,
                ])
            try cachedStatement(sql: "INSERT INTO outbox_body (number, notification) VALUES (?, ?)")
                .execute(arguments: [lastInsertedRowID, StoredJSON.text(notification)])
        }
    }
}

extension Settlement {
    fileprivate var state: String {
        switch self {
        case .delivered: "delivered"
        case .retry, .unknown: "pending"
        case .dead: "dead"
        case .dropped: "dropped"
        }
    }

    fileprivate var verdict: Delivery.Verdict {
        switch self {
        case .delivered: .delivered
        case .retry: .retry
        case .unknown: .unknown
        case .dead: .dead
        case .dropped: .dropped
        }
    }

    fileprivate var nextAttempt: Moment? {
        switch self {
        case .retry(let moment, _), .unknown(let moment, _): moment
        case .delivered, .dead, .dropped: nil
        }
    }

    fileprivate var reason: String? {
        switch self {
        case .delivered: nil
        case .retry(_, let reason), .unknown(_, let reason), .dead(let reason), .dropped(let reason): reason
        }
    }

    fileprivate var externalIDs: [String: String] {
        switch self {
        case .delivered(let ids): ids
        case .retry, .unknown, .dead, .dropped: [:]
        }
    }
}

extension Delivery {
    fileprivate init(_ notification: String, _ row: Row) {
        self.init(
            notification: notification, attempt: row["attempt"], begunAt: Moment(seconds: row["begun_at"]),
            endedAt: Moment(row["ended_at"]), verdict: (row["verdict"] as String?).flatMap(Verdict.init),
            detail: row["detail"])
    }
}
