import BellwetherCore
import GRDB

extension Database {
    /// Writes what this turn changed of them. An episode ends before the next one of the same rule and subject begins.
    func keep(_ alerts: Alerts) throws {
        let drop = try cachedStatement(sql: "DELETE FROM alert WHERE id = ? AND state = 'pending'")
        for alert in alerts.dropped { try drop.execute(arguments: [alert.id]) }
        try keep(alerts.touched.filter(\.isOver) + alerts.touched.filter { !$0.isOver })
        try keep(alerts.rules)
    }

    private func keep(_ alerts: [Alert]) throws {
        let statement = try cachedStatement(
            sql: """
                INSERT INTO alert (id, rule, subject, account, opened_at, state, is_held, resolved_at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, is_held = excluded.is_held,
                    resolved_at = excluded.resolved_at, body = excluded.body
                """)
        for alert in alerts {
            try statement.execute(
                arguments: [
                    alert.id, alert.rule, alert.subject.id, alert.subject.account, alert.openedAt.seconds,
                    alert.stateName, alert.hold != nil, alert.resolvedAt?.seconds, StoredJSON.text(alert),
                ])
        }
    }

    private func keep(_ rules: [String: RuleMemory]) throws {
        let statement = try cachedStatement(
            sql: """
                INSERT INTO rule (id, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = ?2 WHERE body <> ?2
                """)
        for (id, rule) in rules { try statement.execute(arguments: [id, StoredJSON.text(rule)]) }
        let kept = try StoredJSON.text(rules.keys.sorted())
        try execute(sql: "DELETE FROM rule WHERE id NOT IN (SELECT value FROM json_each(?))", arguments: [kept])
    }

    func alerts(where condition: String, _ arguments: StatementArguments = []) throws -> [Alert] {
        try String.fetchAll(
            self, sql: "SELECT body FROM alert WHERE \(condition) ORDER BY id", arguments: arguments
        ).map { try StoredJSON.value(Alert.self, from: $0) }
    }

    func ruleMemories() throws -> [String: RuleMemory] {
        let rows = try Row.fetchAll(self, sql: "SELECT id, body FROM rule")
            .map { ($0[0] as String, try StoredJSON.value(RuleMemory.self, from: $0[1])) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}

extension Alert {
    fileprivate var isOver: Bool { resolvedAt != nil }

    fileprivate var resolvedAt: Moment? {
        switch state {
        case .resolved(let moment, _, _): moment
        case .pending, .firing, .recovering: nil
        }
    }

    fileprivate var stateName: String {
        switch state {
        case .pending: "pending"
        case .firing: "firing"
        case .recovering: "recovering"
        case .resolved: "resolved"
        }
    }
}
