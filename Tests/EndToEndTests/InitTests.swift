import BellwetherTestSupport
import Foundation
import Glibc
import Testing

/// From a folder of exports to a first score, by the command line alone.
@Suite struct InitTests {
    private func run(_ arguments: [String], in folder: URL) async throws -> (code: Int, text: String) {
        let output = folder.appending(path: "output-\(UUID().uuidString)")
        let child = try Child([Program.path] + arguments, writingTo: output)
        let code = try await child.end(within: .seconds(300))
        return (code, try String(contentsOf: output, encoding: .utf8))
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "init-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("\(folder.path) stays: \(error)") }
        }
        try await body(folder)
    }

    @Test func `a folder of exports becomes a configuration, a state, and a list of who needs somebody`() async throws {
        try await withFolder { folder in
            let exports = folder.appending(path: "exports").path
            let made = try await run(["sample", exports, "--accounts", "60", "--days", "120"], in: folder)
            #expect(made.code == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: exports)
            for name in names {
                // As exports are that have lain there for a day.
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: exports + "/" + name)
            }
            let rules = Program.checkout.appending(path: "rules").path
            let out = folder.appending(path: "out").path
            let begun = try await run(["init", exports, "--out", out, "--rules", rules], in: folder)
            #expect(begun.code == 0, "\(begun.text)")
            #expect(begun.text.contains("check: 0 errors"))
            #expect(begun.text.contains("Most at stake:"))
            #expect(begun.text.contains("at stake: "))
            // What is told on other grounds is no answer to a survey, and no contact.
            for kind in [
                "sentiment", "advocacy", "payment", "cost", "order", "contact", "renewal", "fx_rate", "usage_day",
            ] {
                #expect(begun.text.split(separator: "\n").contains { $0.hasSuffix(" \(kind)") }, "\(begun.text)")
            }
            #expect(begun.text.contains("people.csv is taken for the list of the team"))

            let tasted = try await run(["sources", "test", "--config", out + "/bellwether.yaml"], in: folder)
            #expect(tasted.code == 0, "\(tasted.text)")
            #expect(tasted.text.contains("; 0 refused"))

            let again = try await run(["init", exports, "--out", out, "--rules", rules], in: folder)
            #expect(again.code == 78)
            #expect(again.text.contains("is there already, and stays as it is; name another folder with --out"))
        }
    }

    @Test(
        .enabled(
            if: LoopbackPostgres.isInstalled, "there is no PostgreSQL server on this machine; this test starts one"))
    func `a database is begun with, and run by the very command that comes next`() async throws {
        let server = try LoopbackPostgres()
        try server.execute(
            """
            CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL, created_at timestamptz);
            INSERT INTO customers (name, created_at) SELECT 'Company ' || i, '2025-03-01' FROM generate_series(1, 3) i;
            """)
        try await withFolder { folder in
            let out = folder.appending(path: "out").path
            let rules = Program.checkout.appending(path: "rules").path
            let wrong = try await run(["init", server.url(password: "x"), "--out", out, "--rules", rules], in: folder)
            #expect(wrong.code == 66)
            #expect(wrong.text.contains("refuses the user or the password; put the right ones into its URL"))
            let begun = try await run(["init", server.url, "--out", out, "--rules", rules], in: folder)
            #expect(begun.code == 0, "\(begun.text)")
            #expect(!begun.text.contains(LoopbackPostgres.password))
            let next = try #require(begun.text.split(separator: "\n").last { $0.hasPrefix("Next: ") })
            let words = next.split(separator: " ").map(String.init)
            let start = try #require(words.firstIndex(of: "run"))
            let told = Array(words[(start + 1)...])
            #expect(told == ["--config", out + "/bellwether.yaml", "--credentials", out + "/credentials"])
            let tasted = try await run(["sources", "test"] + told, in: folder)
            #expect(tasted.code == 0, "\(tasted.text)")
            #expect(tasted.text.contains("Company 1"))
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"),
            "there is no sqlite3 on this machine; this test makes a database with it"))
    func `a SQLite file is begun with, and run by the very command that comes next`() async throws {
        try await withFolder { folder in
            let (database, out) = (folder.path + "/crm.db", folder.path + "/out")
            let tables = """
                CREATE TABLE customers (id TEXT PRIMARY KEY, name TEXT, owner TEXT, created_at TEXT);
                CREATE TABLE invoices (id TEXT PRIMARY KEY, customer_id TEXT REFERENCES customers (id), due_date TEXT,
                  total REAL, currency TEXT, status TEXT);
                INSERT INTO customers VALUES ('c1', 'Acme', 'kim', '2024-03-01'), ('c2', 'Bee', 'kim', '2024-04-01');
                INSERT INTO invoices VALUES ('r1', 'c1', '2025-01-01', 99.5, 'USD', 'open');
                """
            let made = try Child(
                ["/usr/bin/sqlite3", database, tables], writingTo: folder.appending(path: "made"))
            let code = try await made.end(within: .seconds(60))
            let said = try String(contentsOf: folder.appending(path: "made"), encoding: .utf8)
            #expect(code == 0, "\(said)")
            let rules = Program.checkout.appending(path: "rules").path
            let begun = try await run(["init", "sqlite:" + database, "--out", out, "--rules", rules], in: folder)
            #expect(begun.code == 0, "\(begun.text)")
            #expect(begun.text.contains("  database: 2 account, 1 invoice\n"), "\(begun.text)")
            #expect(begun.text.contains("Acme"))
            #expect(
                begun.text.hasSuffix(
                    "Next: read \(out)/bellwether.yaml, then  bellwether run --config \(out)/bellwether.yaml\n"))
            let tasted = try await run(["sources", "test", "--config", out + "/bellwether.yaml"], in: folder)
            #expect(tasted.code == 0, "\(tasted.text)")
            #expect(tasted.text.contains("Bee") && tasted.text.contains("; 0 refused"))
        }
    }

    @Test func `rules are copied once, whatever leads back to them, and pipes among them are passed over`() async throws
    {
        try await withFolder { folder in
            try Data("Customer ID,Company,CSM\nc1,Acme,kim\n".utf8).write(to: folder.appending(path: "customers.csv"))
            let files = FileManager.default
            let rules = folder.path + "/given"
            for name in ["deep", "more"] {
                try files.createDirectory(atPath: rules + "/" + name, withIntermediateDirectories: true)
            }
            try files.copyItem(
                at: Program.checkout.appending(path: "rules/health.yaml"), to: URL(filePath: rules + "/health.yaml"))
            try files.createSymbolicLink(atPath: rules + "/more/up", withDestinationPath: rules)
            #expect(mkfifo(rules + "/more/pipe", 0o600) == 0)
            let out = folder.path + "/out"
            let begun = try await run(
                ["init", folder.path + "/customers.csv", "--out", out, "--rules", rules], in: folder)
            #expect(begun.code == 0, "\(begun.text)")
            #expect(begun.text.contains("  passed over: '\(rules)/more/pipe' is no ordinary file\n"), "\(begun.text)")
            let copied = try files.subpathsOfDirectory(atPath: out + "/rules").sorted()
            #expect(copied == ["deep", "health.yaml", "more"], "\(copied)")
        }
    }

    @Test func `where nothing can be written it says so at once, and no more`() async throws {
        try await withFolder { folder in
            try Data("Customer ID,Company,CSM\nc1,Acme,kim\n".utf8).write(to: folder.appending(path: "customers.csv"))
            try Data().write(to: folder.appending(path: "file"))
            let rules = Program.checkout.appending(path: "rules").path
            let customers = folder.appending(path: "customers.csv").path
            let below = try await run(
                ["init", customers, "--out", folder.path + "/file/out", "--rules", rules], in: folder)
            #expect(below.code == 73)
            #expect(
                below.text
                    == "bellwether: nothing can be written to '\(folder.path)/file'; it is no folder; name another folder with --out\n"
            )
            try FileManager.default.createDirectory(
                at: folder.appending(path: "out/rules"), withIntermediateDirectories: true)
            let there = try await run(["init", customers, "--out", folder.path + "/out", "--rules", rules], in: folder)
            #expect(there.code == 78)
            #expect(
                there.text
                    == "bellwether: '\(folder.path)/out/rules' is there already, and stays as it is; name another folder with --out\n"
            )
            let none = try await run(
                ["init", customers, "--out", folder.path + "/new", "--rules", folder.path], in: folder)
            #expect(none.code == 66)
            #expect(none.text == "bellwether: there are no rules in '\(folder.path)'\n")
            let own = folder.appending(path: "own").path
            try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: rules + "/health.yaml", toPath: own + "/health.yaml")
            for out in [own, own + "/out"] {
                let among = try await run(["init", customers, "--out", out, "--rules", own], in: folder)
                #expect(among.code == 78)
                #expect(
                    among.text
                        == "bellwether: '\(out)' lies among the rules in '\(own)', where every *.yaml is read as rules; name "
                        + "another folder with --out\n")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: own) == ["health.yaml"])
        }
    }

    @Test func `models are found in any folder of the rules, and changed in a copy that is one's own`() async throws {
        try await withFolder { folder in
            let text =
                "Customer ID,Company,CSM,Status,Customer since\nc1,Acme,kim,active,2024-03-01\nc2,Bee,kim,paused,2024-03-01\n"
            try Data(text.utf8).write(to: folder.appending(path: "customers.csv"))
            let (rules, deep) = (folder.appending(path: "given"), folder.appending(path: "given/models/ours"))
            try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
            let shipped = Program.checkout.appending(path: "rules/health.yaml")
            try FileManager.default.copyItem(at: shipped, to: deep.appending(path: "scores.yml"))
            for place in [deep.appending(path: "scores.yml"), deep, rules] {
                let mode = place.pathExtension == "yml" ? 0o444 : 0o555
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place.path)
            }
            let begun = try await run(
                ["init", folder.path + "/customers.csv", "--out", folder.path + "/out", "--rules", rules.path],
                in: folder)
            #expect(begun.code == 0, "\(begun.text)")
            #expect(begun.text.contains(", by the model in rules/models/ours/scores.yml."), "\(begun.text)")
            let written = folder.path + "/out/rules/models/ours/scores.yml"
            #expect(try String(contentsOfFile: written, encoding: .utf8).contains("# Made by `bellwether init`"))
            #expect(FileManager.default.isWritableFile(atPath: written))
            for place in [rules, deep] {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path)
            }
        }
    }

    @Test func `what was left of a copy that was stopped is no obstacle`() async throws {
        try await withFolder { folder in
            try Data("Customer ID,Company,CSM\nc1,Acme,kim\n".utf8).write(to: folder.appending(path: "customers.csv"))
            let left = folder.appending(path: "out/.rules-being-copied")
            try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: left.appending(path: "half.yaml"))
            let rules = Program.checkout.appending(path: "rules").path
            let begun = try await run(
                ["init", folder.path + "/customers.csv", "--out", folder.path + "/out", "--rules", rules], in: folder)
            #expect(begun.code == 0, "\(begun.text)")
            #expect(!FileManager.default.fileExists(atPath: left.path))
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/out/rules/half.yaml"))
        }
    }

    @Test func `one file is enough to begin with`() async throws {
        try await withFolder { folder in
            let exports = folder.appending(path: "exports")
            try FileManager.default.createDirectory(at: exports, withIntermediateDirectories: true)
            let file = exports.appending(path: "Kunden.csv")
            try Data("Kundennummer;Firma;Betreuer;Tarif;Kunde seit\nk1;Acme GmbH;kim;Gold;01.03.2024\n".utf8).write(
                to: file)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: file.path)
            let out = folder.appending(path: "out").path
            let rules = Program.checkout.appending(path: "rules").path
            let begun = try await run(["init", exports.path, "--out", out, "--rules", rules], in: folder)
            #expect(begun.code == 0, "\(begun.text)")
            #expect(begun.text.contains("1 account"))
            #expect(begun.text.contains("Acme GmbH"))
        }
    }
}
