import BellwetherTestSupport
import Foundation
import Testing

/// Whatever a company has, it comes to a first score, or to plain words for what is missing.
@Suite struct FirstScoreTests {
    /// Eight accounts and what one company knows of them; days count back from today.
    struct Company: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let files: [String: String]
        /// What the score is made of, in order.
        let measures: [String]
        let scored: Int

        init(_ name: String, _ files: [String: String], madeOf measures: [String], scored: Int = 8) {
            (testDescription, self.files, self.measures, self.scored) = (name, files, measures, scored)
        }
    }

    static let companies = [
        Company("invoices", ["accounts": accounts, "invoices": invoices], madeOf: ["payment"]),
        Company("tickets", ["accounts": accounts, "tickets": tickets], madeOf: ["tickets"]),
        Company(
            "tickets without a priority", ["accounts": accounts, "tickets": withoutPriority(tickets)],
            madeOf: ["open_tickets"]),
        Company("surveys", ["accounts": accounts, "nps": answers], madeOf: ["nps"], scored: 6),
        Company("usage without seats", ["accounts": accounts, "usage": usage], madeOf: ["usage"]),
        Company("one sheet with everything in it", ["customers": sheet], madeOf: ["licences", "nps"]),
        Company("when they renew", ["customers": ends], madeOf: ["renewal", "tenure"]),
        Company("what they pay and when they renew", ["customers": renewals], madeOf: ["renewal", "tenure"]),
        Company("how they stand", ["customers": standings], madeOf: ["standing", "tenure"]),
        Company(
            "everything",
            [
                "accounts": accounts, "invoices": invoices, "tickets": tickets, "nps": answers, "usage": usage,
                "seats": seats,
            ], madeOf: ["licences", "payment", "tickets", "nps"]),
    ]

    @Test(arguments: companies)
    func `a company's exports come to scores, and to a list of who needs somebody`(_ company: Company) async throws {
        try await withExports(company.files) { folder, begun in
            #expect(begun.code == 0, "\(begun.text)")
            #expect(begun.text.contains("check: 0 errors, 0 warnings"), "\(begun.text)")
            let made = try #require(begun.text.split(separator: "\n").first { $0.hasPrefix("Scores are made of ") })
            let named = made.split(separator: " ").filter { word in made.contains("\(word) (") }
            #expect(named.map(String.init) == company.measures, "\(made)")
            let list = begun.text.split(separator: "\n").drop { $0 != "Most at stake:" }.dropFirst().prefix(8)
            #expect(list.count { !$0.contains("no score") } == company.scored, "\(begun.text)")
            #expect(list.first?.contains(": \(company.measures[0]) −") == true, "\(begun.text)")

            let checked = try await run(["check", "--config", "out/bellwether.yaml"], in: folder)
            #expect(checked.code == 0, "\(checked.text)")
            #expect(!checked.text.contains("warning: "), "\(checked.text)")
        }
    }

    /// What companies keep in databases, and what their first score is made of.
    static let databases: [(name: String, schema: String, measures: [String])] = [
        (
            "customers, subscriptions and invoices",
            """
            CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL, email text, status text, plan text,
                account_manager text, created_at timestamptz);
            CREATE TABLE subscriptions (id serial PRIMARY KEY, customer_id int REFERENCES customers, plan text, status text,
                price_cents int, currency char(3), billing_interval text, quantity int, started_at timestamptz);
            CREATE TABLE invoices (id serial PRIMARY KEY, customer_id int REFERENCES customers, number text,
                amount_cents int, amount_paid_cents int, currency char(3), status text, issued_at timestamptz,
                due_at timestamptz, paid_at timestamptz);
            INSERT INTO customers (name, status, plan, account_manager, created_at)
                SELECT 'Company ' || i, 'active', 'Pro', 'kim', now() - i * interval '90 days' FROM generate_series(1, 8) i;
            INSERT INTO subscriptions (customer_id, plan, status, price_cents, currency, billing_interval, quantity, started_at)
                SELECT i, 'Pro', 'active', 4900, 'EUR', 'month', i, now() - i * interval '90 days'
                FROM generate_series(1, 8) i;
            INSERT INTO invoices (customer_id, number, amount_cents, amount_paid_cents, currency, status, issued_at, due_at)
                SELECT i, 'R' || i, 4900 * i, 0, 'EUR', 'open', now() - interval '30 days', now() - i * interval '3 days'
                FROM generate_series(1, 8) i;
            """, ["payment"]
        ),
        (
            "accounts, users and their events",
            """
            CREATE TABLE accounts (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text, plan text,
                created_at timestamptz);
            CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), account_id uuid REFERENCES accounts,
                email text, created_at timestamptz);
            CREATE TABLE events (id bigserial PRIMARY KEY, user_id uuid REFERENCES users, event_type text,
                created_at timestamptz);
            INSERT INTO accounts (name, plan, created_at)
                SELECT 'Company ' || i, 'Pro', now() - interval '200 days' FROM generate_series(1, 8) i;
            INSERT INTO users (account_id, email, created_at)
                SELECT id, 'ann@' || replace(name, ' ', '-') || '.example', created_at FROM accounts;
            INSERT INTO events (user_id, event_type, created_at) SELECT u.id, 'report', now() - d * interval '1 day'
                FROM users u, generate_series(1, 70) d WHERE d % length(u.email) < 9;
            """, ["usage"]
        ),
        (
            "a status and a day",
            """
            CREATE TABLE customers (id serial PRIMARY KEY, name text, status text, renewal_date date);
            INSERT INTO customers (name, status, renewal_date)
                SELECT 'Company ' || i, (ARRAY['active', 'paused'])[1 + i % 2], current_date + i * 20
                FROM generate_series(1, 8) i;
            """, ["standing", "renewal"]
        ),
        (
            "a table that somebody keeps like a sheet",
            """
            CREATE TABLE customers (id serial PRIMARY KEY, company_name text, csm text, nps int, last_contact date,
                active_users int, seats int, last_login timestamptz, deleted_at timestamptz);
            INSERT INTO customers (company_name, csm, nps, last_contact, active_users, seats)
                SELECT 'Company ' || i, 'kim', i, current_date - i * 3, i, 10 FROM generate_series(1, 8) i;
            INSERT INTO customers (company_name, nps, deleted_at) VALUES ('Gone', 1, now());
            """, ["licences", "nps"]
        ),
    ]

    @Test(
        .enabled(
            if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; this test starts one"))
    func `a company's database comes to scores, and the daemon begins with it`() async throws {
        let server = try LoopbackPostgres()
        for (index, database) in Self.databases.enumerated() {
            try server.execute("CREATE DATABASE company_\(index);\n\\c company_\(index)\n" + database.schema)
            let url = server.url(password: LoopbackPostgres.password, database: "company_\(index)")
            try await withFirstScore(of: url) { folder, begun in
                #expect(begun.code == 0, "\(database.name): \(begun.text)")
                #expect(begun.text.contains("check: 0 errors, 0 warnings"), "\(database.name): \(begun.text)")
                let made = begun.text.split(separator: "\n").first { $0.hasPrefix("Scores are made of ") } ?? ""
                let named = made.split(separator: " ").filter { word in made.contains("\(word) (") }
                #expect(named.map(String.init) == database.measures, "\(begun.text)")
                let list = begun.text.split(separator: "\n").drop { $0 != "Most at stake:" }.dropFirst().prefix(8)
                #expect(list.count { $0.contains("Company ") && !$0.contains("no score") } == 8, "\(begun.text)")
                let next = try #require(begun.text.split(separator: "\n").last { $0.hasPrefix("Next: ") })
                let words = next.split(separator: " ").map(String.init).drop { $0 != "run" }
                let (log, told) = (folder.appending(path: "log"), folder.appending(path: "told"))
                let daemon = try Child(
                    [Program.path] + words + Program.asWhoeverWeAre, writingTo: told, complainingTo: log)
                try await eventually("it works out scores of \(database.name)") {
                    try await run(["status", "--config", "out/bellwether.yaml"], in: folder).text.contains("8 accounts")
                }
                daemon.send(SIGTERM)
                #expect(try await daemon.end(within: .seconds(60)) == 0)
            }
        }
    }

    @Test func `a daemon begins with what was written, and tells of it`() async throws {
        try await withExports(["accounts": Self.accounts, "invoices": Self.invoices]) { folder, begun in
            let output = folder.appending(path: "told")
            let daemon = try Child(
                [Program.path, "run", "--config", folder.path + "/out/bellwether.yaml"] + Program.asWhoeverWeAre,
                writingTo: output, complainingTo: folder.appending(path: "log"))
            try await eventually("it tells of the first list") {
                try String(contentsOf: output, encoding: .utf8).contains("Company 1")
            }
            daemon.send(SIGTERM)
            #expect(try await daemon.end(within: .seconds(60)) == 0)
            let told = try String(contentsOf: output, encoding: .utf8)
            #expect(told.contains("owes"), "\(told)")
            #expect(!told.contains("no contact yet"), "nobody said when it was last spoken with: \(told)")
        }
    }

    @Test func `of names alone there is no score, and it says what to bring`() async throws {
        let names = "Account ID,Company\n" + Self.rows { "a\($0),Company \($0)" }
        try await withExports(["customers": names]) { _, begun in
            #expect(begun.code == 0, "\(begun.text)")
            #expect(
                begun.text.contains(
                    "No account has a score: what is here says who they are, and not how they are.\nBring one of these"),
                "\(begun.text)")
            #expect(!begun.text.contains("Most at stake:"))
        }
    }
}

// MARK: What companies have

extension FirstScoreTests {
    private static func day(_ ago: Int) -> String {
        Date(timeIntervalSinceNow: -86_400 * Double(ago)).formatted(.iso8601.year().month().day())
    }

    private static func rows(_ row: (Int) -> String) -> String {
        (1...8).map(row).joined(separator: "\n") + "\n"
    }

    private static var accounts: String {
        "Account ID,Company,Owner,Customer since\n" + rows { "a\($0),Company \($0),kim,\(day(200 + $0 * 40))" }
    }

    /// Every other one is late.
    private static var invoices: String {
        "Invoice ID,Account ID,Issued,Due date,Amount,Paid on,Currency,Status\n"
            + rows { n in
                let (paid, status) = n % 2 == 1 ? ("", "open") : (day(35), "paid")
                return "I\(n),a\(n),\(day(60)),\(day(30 - n * 2)),\(n * 300).00,\(paid),EUR,\(status)"
            }
    }

    private static var tickets: String {
        "Ticket ID,Account ID,Created,Solved,Status,Priority,Subject\n"
            + rows { n in
                (0..<5).map { k in
                    let (solved, status) = k < n - 3 ? ("", "open") : ("\(day(8)) 12:00", "solved")
                    let priority = k % 2 == 1 ? "urgent" : "normal"
                    return "T\(n)\(k),a\(n),\(day(10 + k)) 10:00,\(solved),\(status),\(priority),Hello"
                }.joined(separator: "\n")
            }
    }

    private static func withoutPriority(_ table: String) -> String {
        table.split(separator: "\n").map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return (cells.prefix(5) + cells.suffix(1)).joined(separator: ",")
        }.joined(separator: "\n") + "\n"
    }

    private static var answers: String {
        "Response ID,Account ID,Answered at,Score,Comment\n"
            + (1...6).map { "R\($0),a\($0),\(day($0 * 5)),\($0 + 2),fine\n" }.joined()
    }

    private static var usage: String {
        "Account ID,Date,Feature,Count\n"
            + rows { n in
                (1...70).filter { $0 % n == 0 }.map { "a\(n),\(day($0)),report,\(n * 3)" }.joined(separator: "\n")
            }
    }

    private static var seats: String {
        "Account ID,Date,Active users,Seats\n"
            + rows { n in (1..<40).map { "a\(n),\(day($0)),\(n * 2),20" }.joined(separator: "\n") }
    }

    private static var renewals: String {
        "Account ID,Company,CSM,MRR,Renewal date,Customer since\n"
            + rows { "a\($0),Company \($0),kim,\($0 * 200),\(day(-20 * $0)),\(day(200 + $0 * 150))" }
    }

    private static var sheet: String {
        "Account ID,Company,CSM,Customer since,Seats,NPS,Last contact,Active users,Health,Open tickets,Last login\n"
            + rows { n in
                let health = ["Red", "Yellow", "Green"][n % 3]
                return "a\(n),Company \(n),kim,\(day(300)),20,\(n),\(day(n * 9)),\(n * 2),\(health),\(n % 4),\(day(n))"
            }
    }

    private static var ends: String {
        "Account ID,Company,CSM,Renewal date,Customer since\n"
            + rows { "a\($0),Company \($0),kim,\(day(-20 * $0)),\(day(200 + $0 * 150))" }
    }

    private static var standings: String {
        "Account ID,Company,CSM,MRR,Status,Customer since\n"
            + rows { n in
                "a\(n),Company \(n),kim,\(n * 200),\(n % 3 == 0 ? "past due" : "active"),\(day(200 + n * 150))"
            }
    }

    private func run(_ arguments: [String], in folder: URL) async throws -> (code: Int, text: String) {
        let output = folder.appending(path: "output-\(UUID().uuidString)")
        let config = arguments.map { $0.hasPrefix("out/") ? folder.path + "/" + $0 : $0 }
        let child = try Child([Program.path] + config, writingTo: output)
        let code = try await child.end(within: .seconds(300))
        return (code, try String(contentsOf: output, encoding: .utf8))
    }

    private func withExports(
        _ files: [String: String], _ body: (URL, (code: Int, text: String)) async throws -> Void
    ) async throws {
        let exports = FileManager.default.temporaryDirectory.appending(path: "exports-\(UUID())")
        try FileManager.default.createDirectory(at: exports, withIntermediateDirectories: true)
        defer { remove(exports) }
        for (name, text) in files {
            let file = exports.appending(path: name + ".csv")
            try Data(text.utf8).write(to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: file.path)
        }
        try await withFirstScore(of: exports.path, body)
    }

    private func withFirstScore(
        of source: String, _ body: (URL, (code: Int, text: String)) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "first-score-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { remove(folder) }
        let rules = Program.checkout.appending(path: "rules").path
        try await body(
            folder, try await run(["init", source, "--out", folder.path + "/out", "--rules", rules], in: folder))
    }

    private func remove(_ folder: URL) {
        do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) stays: \(error)") }
    }
}
