import BellwetherConfig
package import BellwetherCore
package import BellwetherStore

extension Inquiries {
    /// Who was told what of an account, and when.
    package struct ToldList: Sendable, Codable {
        package struct Entry: Sendable, Codable {
            package let rule, title, receiver, recipient: String
            package let opened: Moment
            package let openedArrival: Arrival
            package let closed: Moment?
            package let closedArrival: Arrival?
            package let closingReason: String?
        }

        package let version: Int
        package let account: String
        package let timezone: String
        /// The newest first.
        package let told: [Entry]
    }

    package func told(_ account: String) async throws -> ToldList {
        let (memory, _) = try await Line.remembered(from: store, under: installation, at: now)
        let turnless = memory.accounts.ids(called: account)
        guard let id = turnless.first else { throw Refusal.nobody(account) }
        guard turnless.count == 1 else { throw Refusal.several(account, memory.accounts.named(turnless)) }
        var entries: [ToldList.Entry] = []
        for alert in try await store.alerts(of: id) {
            for row in try await store.ledger(of: alert.id) {
                let closedArrival: Arrival? =
                    if let closing = row.closedBy, closing != LedgerRow.nobody {
                        try await store.arrival(of: closing)
                    } else {
                        nil
                    }
                entries.append(
                    ToldList.Entry(
                        rule: alert.rule, title: alert.story.title, receiver: row.receiver, recipient: row.recipient,
                        opened: row.openedAt, openedArrival: try await store.arrival(of: row.openedBy),
                        closed: row.closedAt, closedArrival: closedArrival, closingReason: row.closingReason?.rawValue))
            }
        }
        entries.sort { ($1.opened, $0.receiver, $0.recipient) < ($0.opened, $1.receiver, $1.recipient) }
        return ToldList(version: 1, account: id, timezone: installation.policy.zone.name, told: entries)
    }
}
