import BellwetherCore
import BellwetherSources
import Foundation
import Testing

@Suite struct JSONSourceTests {
    private func billing(_ kind: String, in folder: Folder) throws -> SourceDefinition {
        let (sources, mistakes) = sources(
            """
            sources:
              - name: billing
                \(kind)
                facts:
                  invoice:
                    columns:
                      id: id
                      account_id: customer.id
                      status: status
                      total: amount.value
                      currency: amount.currency
                      due_date: due?
            """, in: folder.path)
        #expect(mistakes == [])
        return try #require(sources.first)
    }

    private static let one =
        #"{"id":"in_1","customer":{"id":"acme"},"status":"open","amount":{"value":12.1,"currency":"EUR"},"due":null}"#
    private static let two =
        #"{"id":"in_2","customer":{"id":"bolt"},"status":"paid","amount":{"value":"7","currency":"JPY"}}"#

    @Test(arguments: [
        ("json: { path: a.json }", "[\(one),\(two)]"), ("json: { path: a.json }", "\u{FEFF}[\(one),\n\(two)]\n"),
        ("json: { path: a.json, records: data.list }", #"{"data":{"list":["# + one + "," + two + "]}}"),
        ("ndjson: { path: a.json }", one + "\n\n" + two), ("ndjson: { path: a.json }", "\u{FEFF}\(one)\r\n\(two)\r\n"),
    ])
    func `reads records by paths into them`(kind: String, text: String) async throws {
        let folder = try Folder()
        try folder.write("a.json", text)
        let recorder = Recorder()
        let result = try await billing(kind, in: folder).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(result.tallies["invoice"]?.accepted == 2)
        #expect(await recorder.value("total", of: "in_1", .invoice) == .integer(1210))
        #expect(await recorder.value("total", of: "in_2", .invoice) == .integer(7))
        #expect(await recorder.value("due_date", of: "in_1", .invoice) == .absent)
        #expect(await recorder.rows["invoice"]?.map(\.account) == ["acme", "bolt"])

        let again = try await billing(kind, in: folder).source.poll(context(result.cursor), into: recorder)
        #expect(again.isUnchanged)
    }

    @Test func `quarantines a line that is no JSON, and one with an object for a value, and keeps the rest`()
        async throws
    {
        let folder = try Folder()
        try folder.write("a.json", Self.one + "\n{\"id\":\n" + #"{"id":"x","customer":{"id":"c"},"status":{"a":1}}"#)
        let recorder = Recorder()
        let result = try await billing("ndjson: { path: a.json }", in: folder).source.poll(context(), into: recorder)
        #expect(result.tallies["invoice"] == LoadTally(accepted: 1, rejected: 2))
        let path = folder.path + "/a.json"
        let rejected = await recorder.rejected.map(\.description)
        #expect(rejected.first?.hasPrefix("\(path):2: it is not JSON; ") == true)
        #expect(rejected.last == "\(path):3:5: status: it is an object; name a value in it")
    }

    @Test(arguments: [
        ("json: { path: a.json }", "{\"data\":[]}", ":1: it is no list; name one with `records`; it has 'data'"),
        ("json: { path: a.json, records: rows }", "{\"data\":[]}", ":1: there is no list at 'rows'; it has 'data'"),
        ("json: { path: a.json, records: rows }", "[]", ":1: there is no list at 'rows'"),
    ])
    func `says where it looked for records and what there is`(kind: String, text: String, message: String) async throws
    {
        let folder = try Folder()
        try folder.write("a.json", text)
        let error = await #expect(throws: PollError.self) {
            try await billing(kind, in: folder).source.poll(context(), into: Recorder())
        }
        #expect(error?.description == folder.path + "/a.json" + message)
    }

    @Test func `says which path no record has any more, and what it is called now`() async throws {
        let folder = try Folder()
        try folder.write("a.json", "[" + Self.one.replacingOccurrences(of: "\"status\"", with: "\"state\"") + "]")
        let error = await #expect(throws: PollError.self) {
            try await billing("json: { path: a.json }", in: folder).source.poll(context(), into: Recorder())
        }
        #expect(error?.description == "'\(folder.path)/a.json' has no column 'status'; did you mean 'state'?")
    }

    @Test func `reads every item of a list in each record, and what stands around it`() async throws {
        let folder = try Folder()
        try folder.write(
            "a.json",
            """
            [{"id": "sub_1", "customer": "acme", "items": {"data": [
               {"id": "si_1", "price": {"amount": 1000}}, {"id": "si_2", "price": {"amount": 250}}]},
              "tags": [{"key": "tier", "value": "Gold"}]},
             {"id": "sub_2", "customer": "bolt", "items": {"data": []}, "tags": []}]
            """)
        let (sources, mistakes) = sources(
            """
            sources:
              - name: billing
                json: { path: a.json }
                facts:
                  subscription:
                    each: items.data
                    key: [$.id, id]
                    columns: { account_id: $.customer, amount_minor: price.amount, product: "$.tags[key=tier].value" }
            """, in: folder.path)
        #expect(mistakes == [])
        let recorder = Recorder()
        _ = try await #require(sources.first).source.poll(context(), into: recorder)
        #expect(await recorder.rejected == [])
        #expect(await recorder.rows["subscription"]?.map(\.key) == ["sub_1|si_1", "sub_1|si_2"])
        #expect(await recorder.value("amount", of: "sub_1|si_2", .subscription) == .integer(250))
        #expect(await recorder.value("product", of: "sub_1|si_2", .subscription) == .text("Gold"))
    }

    @Test(arguments: [
        ("{ id: a..b, account_id: c, status: s, total: t }", "'a..b' must be a path"),
        ("{ id: 'a[b', account_id: c, status: s, total: t }", "'a[b' must be a path"),
    ])
    func `refuses a path that is none`(columns: String, message: String) throws {
        let mistakes = sources(
            """
            sources:
              - name: billing
                json: { path: a.json }
                facts: { invoice: { columns: \(columns) } }
            """
        ).mistakes
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.contains(message) == true)
    }
}
