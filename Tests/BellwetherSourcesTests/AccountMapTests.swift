import BellwetherCore
import Foundation
import Testing

@testable import BellwetherSources

@Suite struct AccountMapTests {
    private func map(_ text: String) throws -> AccountMap {
        let folder = try Folder()
        try folder.write("ids.csv", text)
        return try AccountMap(file: folder.path + "/ids.csv")
    }

    @Test func `a map without its header says what the header of a map is`() throws {
        let error = try #require(throws: PollError.self) { try map("customer,ours\ncus_1,acme\n") }
        #expect(error.description.hasPrefix("account_map '"), "\(error)")
        #expect(error.description.hasSuffix("it has 'customer' and 'ours'"), "\(error)")
        #expect(error.cure(of: "inv").contains("begins with a line `id,account`"))
        #expect(!error.cure(of: "inv").contains("`columns`"))
    }

    @Test func `gives a source's rows our accounts, and leaves alone what it does not know`() async throws {
        let folder = try Folder()
        try folder.write("invoices.csv", "id,customer,total,status\n1,cus_1,10,open\n2,cus_2,20,open\n")
        try folder.write("ids.csv", "id,account\ncus_1,acme\n")
        let (sources, mistakes) = sources(
            """
            sources:
              - name: billing
                account_map: ids.csv
                csv: { path: invoices.csv }
                facts: { invoice: { columns: { id: id, account_id: customer, total: total, status: status } } }
            """, in: folder.path)
        #expect(mistakes == [])
        let source = try #require(sources.first)
        #expect(source.accountMap == folder.path + "/ids.csv")
        let recorder = Recorder()
        let known = PollContext(
            source: "billing", now: noon, zone: .utc, reporting: .test, cursor: .beginning,
            accounts: try AccountMap(file: folder.path + "/ids.csv"), outside: .unreachable)
        _ = try await source.source.poll(known, into: recorder)
        #expect(await recorder.rows["invoice"]?.map(\.account) == ["acme", "cus_2"])
    }

    @Test func `a source that joins has its own names, but for those in the map`() async throws {
        let folder = try Folder()
        try folder.write(
            "customers.csv", "id,name,site\ncus_1,Acme,https://www.acme.com\ncus_2,Beta,kim@gmail.com\n")
        try folder.write("ids.csv", "id,account\ncus_1,acme\n")
        let (sources, mistakes) = sources(
            """
            sources:
              - name: billing
                account_map: ids.csv
                joins: true
                csv: { path: customers.csv }
                facts:
                  account: { columns: { id: id, name: name, domain: site, status: nothing } }
            """, in: folder.path)
        #expect(mistakes == [])
        let source = try #require(sources.first)
        #expect(source.facts == ["alias"])
        let recorder = Recorder()
        let context = PollContext(
            source: "billing", now: noon, zone: .utc, reporting: .test, cursor: .beginning,
            accounts: try AccountMap(of: source), outside: .unreachable)
        _ = try await source.source.poll(context, into: recorder)
        let rows = try #require(await recorder.rows["alias"])
        #expect(rows.map(\.key) == ["cus_1", "cus_2"])
        #expect(rows.map(\.account) == ["acme", Alias(source: "billing", id: "cus_2").name])
        let domain = try #require(FactKind.alias.index(of: "domain"))
        #expect(rows.map { $0.values[domain] } == [.text("acme.com"), .absent])
    }

    @Test func `facts of a source that joins carry its own names, and are known by the ids that it writes`()
        async throws
    {
        let folder = try Folder()
        try folder.write("touches.csv", "customer,day,kind\n77,2026-10-01,call\na\u{1F}x,2026-10-01,call\n")
        try folder.write("customers.csv", "customer,name\n77,Acme\n")
        let (sources, mistakes) = sources(
            """
            sources:
              - name: desk
                csv: { path: touches.csv }
                facts:
                  alias: { columns: { id: customer } }
                  touch: { key: [customer, day], columns: { account_id: customer, at: day, kind: kind } }
              - name: other
                joins: true
                csv: { path: touches.csv }
                facts: { touch: { key: [customer], columns: { account_id: customer, at: day } } }
            """, in: folder.path)
        #expect(mistakes.map { $0.hasPrefix("bellwether.yaml:8:") } == [true], "\(mistakes)")
        #expect(mistakes.first?.contains("a source that joins needs `account` among its facts") == true)
        let source = try #require(sources.first)
        let recorder = Recorder()
        let context = PollContext(
            source: "desk", now: noon, zone: .utc, reporting: .test, cursor: .beginning,
            accounts: try AccountMap(of: source), outside: .unreachable)
        _ = try await source.source.poll(context, into: recorder)
        #expect(await recorder.rows["touch"]?.map(\.account) == [Alias(source: "desk", id: "77").name])
        #expect(await recorder.rejected.map(\.reason).contains("'account_id' holds a control character"))
    }

    @Test func `the other exports of a system that joins call accounts as it does`() throws {
        func read(_ joins: String) -> (sources: [SourceDefinition], mistakes: [String]) {
            sources(
                """
                sources:
                  - name: invoices
                    joins: \(joins)
                    csv: { path: invoices.csv }
                    facts: { invoice: { columns: { id: id, account_id: customer, total: total, status: status } } }
                  - name: billing
                    joins: true
                    csv: { path: customers.csv }
                    facts: { account: { columns: { id: id, name: name } } }
                """)
        }
        let all = read("billing")
        #expect(all.mistakes == [])
        #expect(all.sources.map(\.joins) == ["billing", "billing"])
        #expect(all.sources.map(\.sharesNames) == [true, true])
        #expect(all.sources.map(\.bringsAlone) == [["invoice"], ["alias"]])
        let name = Alias(source: "billing", id: "cus_1").name
        #expect(try all.sources.map { try AccountMap(of: $0).account(called: "cus_1") } == [name, name])
        #expect(read("false").sources.map(\.joins) == [nil, "billing"])
        #expect(
            read("biling").mistakes == [
                "bellwether.yaml:3:12: error: 'joins' must be true, or a source that joins; 'biling' is none | did you mean 'billing'?"
            ])
    }

    @Test(arguments: [
        ("id,account\na,x\na,y\n", "ids.csv:3: 'a' cannot be both 'x' and 'y'"),
        ("id,acount\na,x\n", "ids.csv' has no column 'account'; did you mean 'acount'?"),
        ("", "ids.csv:1: it is empty; it has not even a header"),
    ])
    func `is refused where it is ambiguous or no map, and says why`(text: String, words: String) {
        let error = #expect(throws: PollError.self) { try map(text) }
        #expect(error?.description.hasSuffix(words) == true, "\(error?.description ?? "")")
    }

    @Test func `another map has everything read anew, though not for the first time`() throws {
        let one = try map("id,account\na,x\n")
        let two = try map("id,account\na,y\n")
        var cursor = SourceCursor(["file": "1"])
        cursor.note(one)
        #expect(cursor.read(with: one) == cursor)
        #expect(cursor.read(with: two).entries["file"] == nil)
        #expect(cursor.read(with: two) != .beginning)
        #expect(SourceCursor.beginning.read(with: two) == .beginning)
        #expect(SourceCursor(["file": "1"]).read(with: .none) == SourceCursor(["file": "1"]))
    }

    @Test func `who calls accounts as another source does is read with that one's map`() async throws {
        let folder = try Folder()
        try folder.write("ids.csv", "id,account\ncus_4,c4\n")
        try folder.write("billing.csv", "id,name\ncus_4,Delta\n")
        try folder.write("invoices.csv", "id,customer,total\nin_1,cus_4,10\n")
        let (sources, mistakes) = sources(
            """
            sources:
              - name: billing
                csv: { path: billing.csv }
                account_map: ids.csv
                joins: true
                facts: { account: { columns: { id: id, name: name } } }
              - name: invoices
                csv: { path: invoices.csv }
                joins: billing
                facts: { invoice: { columns: { id: id, account_id: customer, total: total } } }
            """, in: folder.path)
        #expect(mistakes.filter { $0.contains("error") } == [])
        let invoices = try #require(sources.last)
        #expect(try AccountMap(of: invoices).account(called: "cus_4") == "c4")
    }
}
