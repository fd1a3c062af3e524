import Foundation
import Testing

@testable import BellwetherCore

@Suite struct LedgerTests {
    private static func row(_ alert: String, _ recipient: String, group: String, level: Int = 0) -> LedgerRow {
        LedgerRow(
            alertID: alert, receiver: "mail", recipient: recipient, openedBy: "n1", openedAt: monday, levelTold: level,
            groupKey: group)
    }

    private static let rows = [
        row("a", "kim", group: "g1"), row("a", "lee", group: "g2"), row("b", "kim", group: "g1"),
    ]

    @Test func `finds rows by alert and by group`() {
        let ledger = Ledger(Self.rows)
        #expect(ledger.rows(about: "a").map(\.recipient) == ["kim", "lee"])
        #expect(ledger.rows(about: "c").isEmpty && !ledger.hasRows(about: "c"))
        #expect(Self.alerts(ledger, toldBy: "g1") == ["a", "b"] && Self.alerts(ledger, toldBy: "g2") == ["a"])
        #expect(ledger.hasRows(about: "a", besidesOf: ["g1"]) && !ledger.hasRows(about: "b", besidesOf: ["g1"]))
    }

    @Test func `forgets a row everywhere, and takes another in its place`() {
        var ledger = Ledger(Self.rows)
        ledger[Self.rows[1].id] = nil
        #expect(!ledger.hasRows(toldBy: "g2") && ledger.count == 2)
        ledger[Self.rows[0].id] = Self.row("a", "kim", group: "g3", level: 7)
        #expect(Self.alerts(ledger, toldBy: "g1") == ["b"] && Self.alerts(ledger, toldBy: "g3") == ["a"])
        #expect(ledger.rows(about: "a").map(\.levelTold) == [7] && ledger.count == 2)
        for id in ledger.rows.map(\.id) { ledger[id] = nil }
        #expect(ledger.isEmpty && ledger == Ledger() && !ledger.hasRows(about: "a"))
    }

    @Test func `is the same as one that was written and read`() throws {
        let ledger = Ledger(Self.rows)
        let read = try JSONDecoder().decode(Ledger.self, from: try JSONEncoder().encode(ledger))
        #expect(read == ledger && read != Ledger(Self.rows.dropLast()))
        var other = ledger
        other[Self.rows[0].id]?.levelTold = 5
        #expect(other != ledger)
    }

    private static func alerts(_ ledger: Ledger, toldBy group: String) -> [String] {
        var alerts: [String] = []
        ledger.forEachRow(toldBy: group) { alert, _ in alerts.append(alert) }
        return alerts.sorted()
    }
}
