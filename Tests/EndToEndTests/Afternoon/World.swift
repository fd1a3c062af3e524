import BellwetherTestSupport
import Foundation

/// Where the company of the scripted afternoon keeps what it knows: a product database, Stripe, HubSpot, Zendesk, and a
/// folder of exports. Two daemons may read it at once.
final class World {
    let folder: URL
    let postgres: LoopbackPostgres
    let hubspot = LoopbackHubSpot()
    let zendesk = LoopbackZendesk()
    let stripe: LoopbackStripe
    let hubspotURL, zendeskURL: String
    private var tickets = 0

    static let password = LoopbackPostgres.password
    /// What may stand in no log, metric or page of errors.
    static let secrets = [
        password, LoopbackStripe.key, LoopbackHubSpot.key, LoopbackZendesk.token, "services/T0/B0/x9y8z7",
    ]

    init(at start: Instant, _ month: Month) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "afternoon-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "exports"), withIntermediateDirectories: true)
        postgres = try LoopbackPostgres()
        hubspotURL = try hubspot.start()
        zendeskURL = try zendesk.start()
        stripe = try await LoopbackStripe(in: folder, Self.customers(at: start, month))
        try settleIn(at: start, month)
    }

    func close() {
        hubspot.stop()
        zendesk.stop()
        stripe.stop()
        do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) stays: \(error)") }
    }

    /// A verb of the command line, to its end.
    func run(_ arguments: String...) async throws -> Ended { try await run(arguments) }

    func run(_ arguments: [String]) async throws -> Ended {
        let (output, errors) = (folder.appending(path: "output-\(UUID())"), folder.appending(path: "errors-\(UUID())"))
        let child = try Child([Program.path] + arguments, writingTo: output, complainingTo: errors)
        let code = try await child.end(within: .seconds(300))
        return Ended(
            code: code, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    private func settleIn(at start: Instant, _ month: Month) throws {
        for firm in Firm.all { introduce(firm, at: start) }
        try postgres.execute(Self.product(at: start))
        try export("contracts.csv", Self.contracts(at: start, month), at: start)
        try export("surveys.csv", Self.surveys(at: start), at: start)
        let people = Firm.owners.enumerated().map { "7\($0),\($1.capitalized) Stone,\($1)@fernhill.example" }
        try export("people.csv", (["key,name,email"] + people).joined(separator: "\n") + "\n", at: start)
        for (name, id) in [
            ("stripe-ids.csv", \Firm.customer), ("desk-ids.csv", \Firm.organisationText),
            ("product-ids.csv", \Firm.workspace),
        ] {
            let lines = Firm.all.map { "\($0[keyPath: id]),\($0.company)\n" }
            try export(name, "id,account\n" + lines.joined(), at: start)
        }
    }

    private func introduce(_ firm: Firm, at start: Instant) {
        let stage = [
            Firm.Standing.customer: "customer", .excluded: "customer", .trial: "opportunity", .churned: "former",
        ]
        hubspot.change(
            firm.company, at: start + -86_400 * 10,
            [
                "name": firm.name, "domain": "qorv\(firm.number).example", "lifecyclestage": stage[firm.standing] ?? "",
                "hubspot_owner_id": "7\(firm.number % 6)", "tier": firm.tier, "seats": "\(firm.seats)",
                "internal": "\(firm.standing == .excluded)", "createdate": "\((start + -86_400 * 700).seconds * 1000)",
                "notes_last_contacted": "\((start + -86_400 * 10).seconds * 1000)",
            ])
        if firm.isNeglected { complain(firm, times: 4, at: start + -86_400 * 5) }
    }

    // MARK: What happens

    func complain(_ firm: Firm, times: Int, at moment: Instant) {
        for _ in 0..<times {
            tickets += 1
            zendesk.add(
                .init(
                    id: tickets, organisation: firm.organisation, created: moment, status: "open", changed: moment))
        }
    }

    /// Writes an export that has lain there for an hour.
    func export(_ name: String, _ text: String, at moment: Instant) throws {
        let file = folder.appending(path: "exports/\(name)")
        try Data(text.utf8).write(to: file, options: .atomic)
        try FileManager.default.setAttributes([.modificationDate: (moment + -3600).date], ofItemAtPath: file.path)
    }

    func hide(_ name: String) throws {
        try FileManager.default.moveItem(
            at: folder.appending(path: "exports/\(name)"), to: folder.appending(path: "exports/.\(name).gone"))
    }

    func bringBack(_ name: String) throws {
        try FileManager.default.moveItem(
            at: folder.appending(path: "exports/.\(name).gone"), to: folder.appending(path: "exports/\(name)"))
    }

    /// A week's seats in use, as the product writes them down each Monday.
    func useSeats(at moment: Instant) throws {
        try postgres.execute(
            "INSERT INTO seat_days SELECT id, '\(moment.text)'::timestamptz::date, active, '\(moment.text)' FROM workspaces;"
        )
    }
}

// MARK: What is there at first

extension World {
    private static func customers(at start: Instant, _ month: Month) -> [LoopbackStripe.Customer] {
        let known = Firm.all.map { firm in
            var invoices: [LoopbackStripe.Invoice] = []
            if firm.number.isMultiple(of: 4) {
                let at = start + -86_400 * 60
                invoices.append(
                    .init(id: "in_\(firm.number)p", at: at.seconds, amount: firm.price, paid: at.seconds + 9))
            }
            if firm.owesFromTheStart {
                let at = start + -86_400 * 20
                invoices.append(.init(id: "in_\(firm.number)a", at: at.seconds, amount: firm.price * 2, paid: nil))
            }
            if let day = month.dayOfLateInvoice(of: firm) {
                // Due on the day it was issued, and told ten days after that.
                let at = start + 86_400 * (day - 10)
                invoices.append(.init(id: "in_\(firm.number)m", at: at.seconds, amount: firm.price * 3, paid: nil))
            }
            let hasLeft = firm.standing == .churned
            return LoopbackStripe.Customer(
                id: firm.customer, name: firm.name, email: "pay@qorv\(firm.number).example",
                start: (start + -86_400 * 600).seconds, amount: firm.price, status: hasLeft ? "canceled" : "active",
                ended: hasLeft ? (start + -86_400 * 40).seconds : nil, invoices: invoices)
        }
        // Paid for by somebody, but nobody noted by whom.
        let unknown = (0..<14).map { number in
            LoopbackStripe.Customer(
                id: "cus_lost\(number)", name: "\(Firm.nameMark)lost \(number)", email: "lost@qorv.example",
                start: (start + -86_400 * 300).seconds, amount: 10_000, status: "active", ended: nil,
                invoices: [
                    .init(id: "in_lost\(number)", at: (start + -86_400 * 15).seconds, amount: 165_000, paid: nil)
                ])
        }
        return known + unknown
    }

    private static func product(at start: Instant) -> String {
        let rows = Firm.all.map { firm in
            let share = firm.isNeglected ? 0.25 : firm.number % 50 == 31 ? 0.3 : 0.8
            return
                "('\(firm.workspace)','\(firm.name)','\(firm.tier)',\(firm.seats),\(Int(share * Double(firm.seats))))"
        }
        return """
            CREATE TABLE workspaces (id text PRIMARY KEY, name text, plan text, seats int, active int);
            INSERT INTO workspaces VALUES \(rows.joined(separator: ",\n"));
            CREATE TABLE seat_days (workspace text, day date, active int, changed_at timestamptz, PRIMARY KEY (workspace, day));
            INSERT INTO seat_days SELECT id, day, active, day + interval '1 day' FROM workspaces,
                generate_series('\(start.text)'::timestamptz::date - 77, '\(start.text)'::timestamptz::date - 7,
                    interval '7 days') day;

            """
    }

    private static func contracts(at start: Instant, _ month: Month) -> String {
        let lines = Firm.all.filter { $0.standing != .churned }.map { firm in
            // Two months' notice; Enterprise is asked a month before that, everybody else two weeks.
            let notice = month.dayOfNotice(of: firm).map { $0 + (firm.tier == "Enterprise" ? 30 : 14) } ?? 240
            let end = start + 86_400 * (notice + 60)
            return "ct\(firm.number),\(firm.company),\(day(end + -86_400 * 365)),\(day(end)),true,60,"
                + "\(firm.price * 12 / 100),EUR,active\n"
        }
        return "id,account,start,end,auto_renew,notice_days,amount,currency,status\n" + lines.joined()
    }

    private static func surveys(at start: Instant) -> String {
        let lines = Firm.all.map { "nps\($0.number),\($0.company),nps,\(day(start + -86_400 * 20)),9\n" }
        return "id,account,kind,at,value\n" + lines.joined()
    }

    static func day(_ moment: Instant) -> String { String(moment.text.prefix(10)) }
}

extension Firm {
    fileprivate var organisationText: String { "\(organisation)" }
}
