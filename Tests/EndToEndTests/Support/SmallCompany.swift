import BellwetherTestSupport
import Foundation

/// A company of a few accounts with an invoice each, small enough to know by heart who is how late.
struct SmallCompany {
    struct Account {
        var name: String
        var owner = "kim"
        /// Days past due today.
        var daysLate: Int
        var isPaid = false
    }

    var accounts: [Account]

    /// Amber is 5 days late, Birch 12, Cedar 20, Dune 30.
    static let usual = SmallCompany(accounts: [
        Account(name: "Amber", daysLate: 5), Account(name: "Birch", daysLate: 12),
        Account(name: "Cedar", owner: "lee", daysLate: 20), Account(name: "Dune", daysLate: 30),
    ])

    func write(to room: Room) throws {
        try room.write(accountsFile, to: "exports/accounts.csv")
        try room.write(invoicesFile, to: "exports/invoices.csv")
        try room.write(
            "key,name,email\nkim,Kim,kim@fernhill.example\nlee,Lee,lee@fernhill.example\n", to: "exports/people.csv")
    }

    private var accountsFile: String {
        accounts.reduce(into: "id,name,status,owner,started_at\n") { text, account in
            text += "\(account.id),\(account.name),active,\(account.owner),2024-01-01\n"
        }
    }

    private var invoicesFile: String {
        accounts.reduce(into: "id,account,status,issued,due,paid,total,currency\n") { text, account in
            let (issued, due) = (Self.day(-account.daysLate - 30), Self.day(-account.daysLate))
            let (status, paid) = account.isPaid ? ("paid", Self.day(-1)) : ("open", "")
            text += "inv-\(account.id),\(account.id),\(status),\(issued),\(due),\(paid),1000.00,EUR\n"
        }
    }

    /// A day so many days from today, as UTC counts.
    static func day(_ offset: Int) -> String {
        let day = Date(timeIntervalSinceNow: Double(offset) * 86_400)
        return day.formatted(.iso8601.year().month().day())
    }

    /// Reads the files every second, waits for nothing, and tells chat, and the operator.
    static func configuration(for room: Room, receivers: String? = nil, route: String = Self.route) -> String {
        """
        state: state
        rules: rules
        timezone: UTC
        currency: { reporting: EUR }
        evaluate_every: 1s
        first_start_days: 0
        people: { csv: exports/people.csv }
        operator: { receiver: operator }
        smtp:
          host: 127.0.0.1
          port: \(room.smtp.port)
          tls: none
          from: "Bellwether <bell@fernhill.example>"
          allow_addresses: [127.0.0.0/8]
        receivers:
        \(receivers ?? Self.webhook("chat", on: room))
        \(webhook("operator", on: room))
        \(route)
        sources:
          - name: crm
            csv: { path: exports/accounts.csv, settle: 0s }
            every: 1s
            facts:
              account: { columns: { id: id, name: name, status: status, owner: owner, started_at: started_at } }
          - name: billing
            csv: { path: exports/invoices.csv, settle: 0s }
            every: 1s
            facts:
              invoice:
                columns:
                  id: id
                  account_id: account
                  status: status
                  issued_at: issued
                  due_date: due
                  paid_at: paid
                  total: total
                  currency: currency

        """
    }

    static func webhook(_ name: String, on room: Room, and more: String = "") -> String {
        """
          - name: \(name)
            webhook: { url: "\(room.http.url)/\(name)", allow_addresses: [127.0.0.0/8] }\(more)
        """
    }

    static let route = """
        route:
          receiver: chat
          group_by: [alert]
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 7d
        """

    /// One rule: an invoice ten days late, whatever it is worth.
    static let rule = """
        rules:
          - alert: late
            summary: An invoice is late.
            for_each: invoice
            when: |
              invoice.days_past_due >= threshold.days
            thresholds:
              days: 10
            annotations:
              title: "{{ account.name }} is {{ invoice.days_past_due }} late"
              play: Ask.

        """
}

extension SmallCompany.Account {
    var id: String { name.lowercased() }
}

extension Room {
    /// Puts the usual company in place, and starts the daemon on it.
    func startUsual(
        _ company: SmallCompany = .usual, receivers: String? = nil, route: String = SmallCompany.route
    ) throws {
        try prepareUsual(company, receivers: receivers, route: route)
        try startDaemon()
    }

    func prepareUsual(
        _ company: SmallCompany = .usual, receivers: String? = nil, route: String = SmallCompany.route
    ) throws {
        try company.write(to: self)
        try write(SmallCompany.rule, to: "rules/late.yaml")
        try write(SmallCompany.configuration(for: self, receivers: receivers, route: route), to: "bellwether.yaml")
    }

    /// The accounts told of, in order, by what happened to them: `opened birch`.
    func story(at path: String = "/chat") throws -> [String] {
        try events(to: path).map { "\($0.kind) \($0.account)" }
    }

    func waitForStory(of count: Int, at path: String = "/chat", within limit: Duration = .seconds(60)) async throws {
        try await until("\(count) events came to \(path)", within: limit) { try events(to: path).count >= count }
    }
}
