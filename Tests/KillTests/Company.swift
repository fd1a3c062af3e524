import Foundation

/// A made-up company in a folder of its own: its configuration, its rules, and the exports that change from scene to
/// scene. Gone with the folder when nobody holds it any more.
final class Company: Sendable {
    /// What the exports say at one time.
    enum Scene: CaseIterable {
        /// Two alerts hold from the first moment: the opening list.
        case opening
        /// Three more begin to hold, one of them only after a second.
        case trouble
        /// Nothing holds any more.
        case peace
    }

    static let receivers = ["hook-a", "hook-b"]
    static let accounts = ["acme", "borealis", "cobalt"]

    let folder: URL

    /// - Parameter interval: how often it looks at its exports.
    init(hooksAt url: String, lookingEvery interval: String = "1s") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "rules"), withIntermediateDirectories: true)
        try write(Self.configuration(url, interval), to: "bellwether.yaml")
        try write(Self.rules, to: "rules/all.yaml")
    }

    deinit {
        do { try FileManager.default.removeItem(at: folder) } catch {}
    }

    var configuration: String { folder.appending(path: "bellwether.yaml").path }
    var state: String { folder.appending(path: "state").path }

    /// Puts new exports in the place of the old ones, each at once.
    func show(_ scene: Scene) throws {
        try write(scene.accounts, to: "accounts.csv")
        try write(scene.invoices, to: "invoices.csv")
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    }
}

extension Company.Scene {
    /// What each receiver is told once this scene is on.
    var news: [Tale] {
        switch self {
        case .opening: Self.first.map { Tale(.opened, $0) }
        case .trouble: Self.second.map { Tale(.opened, $0) }
        case .peace: (Self.first + Self.second).map { Tale(.closed, $0) }
        }
    }

    private static let first = ["few-seats/account:acme", "late-invoice/invoice:acme/billing/i1"]
    private static let second = [
        "few-seats/account:borealis", "late-invoice/invoice:borealis/billing/i2", "small-plan/account:cobalt",
    ]

    fileprivate var accounts: String {
        let (acme, borealis, cobalt) =
            switch self {
            case .opening: ("5", "50", "Large")
            case .trouble: ("5", "5", "Small")
            case .peace: ("50", "50", "Large")
            }
        return """
            id,name,status,seats,plan
            acme,Acme,active,\(acme),Large
            borealis,Borealis,active,\(borealis),Large
            cobalt,Cobalt,active,50,\(cobalt)

            """
    }

    fileprivate var invoices: String {
        let (first, second) =
            switch self {
            case .opening: (Self.unpaid, Self.paid)
            case .trouble: (Self.unpaid, Self.unpaid)
            case .peace: (Self.paid, Self.paid)
            }
        return """
            id,account_id,number,status,issued_at,due_date,total,paid,currency
            i1,acme,INV-1,\(first)
            i2,borealis,INV-2,\(second)

            """
    }

    private static let unpaid = "open,2020-01-01,2020-02-01,1000,0,EUR"
    private static let paid = "paid,2020-01-01,2020-02-01,1000,1000,EUR"
}

extension Company {
    private static func configuration(_ url: String, _ interval: String) -> String {
        let hooks = receivers.map { name in
            "  - { name: \(name), webhook: { url: \"\(url)/\(name)\", allow_addresses: [127.0.0.0/8] } }"
        }
        return """
            state: state
            rules: rules
            first_start_days: 2
            receivers:
            \(hooks.joined(separator: "\n"))
            route:
              receivers: [\(receivers.joined(separator: ", "))]
              group_by: [alert]
              group_wait: 0s
              group_interval: 1s
            sources:
              - name: crm
                csv: { path: accounts.csv, settle: 0s }
                every: \(interval)
                facts:
                  account: { columns: { id: id, name: name, status: status, seats: seats, plan: plan } }
              - name: billing
                csv: { path: invoices.csv, settle: 0s }
                every: \(interval)
                facts:
                  invoice:
                    columns:
                      id: id
                      account_id: account_id
                      number: number
                      status: status
                      issued_at: issued_at
                      due_date: due_date
                      total: total
                      paid: paid
                      currency: currency

            """
    }

    private static let rules = """
        health_models:
          - name: payment
            measures:
              payment: { metric: invoices.days_past_due_max, linear: { zero_at: 45, full_at: 0 }, weight: 1 }
            bands:
              - { name: poor, label: At risk, colour: red, from: 0, renews: 0.5 }
              - { name: good, label: Good, colour: green, from: 50, renews: 0.9 }
        rules:
          - alert: few-seats
            summary: An account has few seats.
            when: account.seats < 10
            annotations: { title: "{{ account.name }} has few seats" }
          - alert: late-invoice
            summary: An invoice is late.
            for_each: invoice
            when: invoice.days_past_due >= 10
            annotations: { title: "{{ account.name }} pays late" }
          - alert: small-plan
            summary: An account has been on the small plan for a second.
            when: account.plan == 'Small'
            for: 1s
            annotations: { title: "{{ account.name }} has the small plan" }

        """
}
