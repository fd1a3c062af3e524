import BellwetherConfig
package import BellwetherCore
package import BellwetherStore

extension Inquiries {
    /// Who was told what of an account, and when.
    package struct ToldList: Sendable, Codable {
        package struct Entry: Sendable, Codable {
            package let rule: String
            /// What was said when it opened; today's words where that was cleaned away with the years.
            package let title: String
            package let receiver, recipient: String
            package let opened: Moment
            package let openedArrival: Arrival
            /// The oldest first.
            package let worsened: [Worsening]
            package let closed: Moment?
            package let closedArrival: Arrival?
            package let closingReason: String?
            /// What was said when it closed; nothing where nobody was told, or where it was cleaned away with the years.
            package let closing: String?
            /// Who was told that it opened in this reader's place.
            package let standIns: [StandIn]
        }

        package struct StandIn: Sendable, Codable {
            package let receiver, recipient: String
            package let arrival: Arrival
        }

        package struct Worsening: Sendable, Codable {
            package let at: Moment
            package let title: String
            package let arrival: Arrival
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
                        rule: alert.rule, title: try await titleTold(of: alert, in: row), receiver: row.receiver,
                        recipient: row.recipient, opened: row.openedAt,
                        openedArrival: try await store.arrival(of: row.openedBy),
                        worsened: try await worsenings(in: row), closed: row.closedAt, closedArrival: closedArrival,
                        closingReason: row.closingReason?.rawValue, closing: try await closingTold(in: row),
                        standIns: try await standIns(in: row)))
            }
        }
        entries.sort { ($1.opened, $0.receiver, $0.recipient) < ($0.opened, $1.receiver, $1.recipient) }
        return ToldList(version: 1, account: id, timezone: installation.policy.zone.name, told: entries)
    }

    private func standIns(in row: LedgerRow) async throws(StoreError) -> [ToldList.StandIn] {
        try await store.copies(of: row.openedBy).map { copy, arrival in
            ToldList.StandIn(receiver: copy.receiver, recipient: copy.recipient, arrival: arrival)
        }
    }

    /// What whoever was told of it read then.
    private func titleTold(of alert: Alert, in row: LedgerRow) async throws(StoreError) -> String {
        let opening = try await store.notification(row.openedBy)
        let events = (opening?.events ?? []) + (opening?.unchanged ?? [])
        return events.first { $0.isOf(row) && $0.kind != .closed }.map { Wording.title(of: $0) } ?? alert.story.title
    }

    /// What they read when it ended.
    private func closingTold(in row: LedgerRow) async throws(StoreError) -> String? {
        guard let closing = row.closedBy, closing != LedgerRow.nobody else { return nil }
        return try await store.notification(closing)?.ending(of: row)
    }

    private func worsenings(in row: LedgerRow) async throws(StoreError) -> [ToldList.Worsening] {
        var told: [ToldList.Worsening] = []
        for notification in try await store.worsenings(in: row) {
            guard let event = notification.events.first(where: { $0.isOf(row) && $0.kind == .worsened }) else {
                continue
            }
            told.append(
                ToldList.Worsening(
                    at: notification.createdAt, title: Wording.title(of: event),
                    arrival: try await store.arrival(of: notification.id)))
        }
        return told
    }
}
