import BellwetherCore
import BellwetherSources
import Foundation
import Testing

@Suite struct CSVSourceTests {
    private static let yaml = """
        sources:
          - name: crm
            csv: { path: accounts*.csv, SETTINGS }
            facts:
              account:
                columns: { id: Account ID, name: Name, seats: Seats, started_at: Since, currency: Currency }
        """

    private func crm(_ settings: String = "files: newest", in folder: Folder) throws -> SourceDefinition {
        let (sources, mistakes) = sources(
            Self.yaml.replacingOccurrences(of: "SETTINGS", with: settings), in: folder.path)
        #expect(mistakes == [])
        return try #require(sources.first)
    }

    @Test func `reads rows into facts by the declared mapping`() async throws {
        let folder = try Folder()
        try folder.write("accounts.csv", "Account ID,Name,Seats,Since,Currency\nacme,Acme GmbH,60,2024-03-01,eur\n")
        let recorder = Recorder()
        let result = try await crm(in: folder).source.poll(context(), into: recorder)

        #expect(!result.isUnchanged)
        #expect(result.tallies["account"]?.accepted == 1)
        #expect(await recorder.value("name", of: "acme", .account) == .text("Acme GmbH"))
        #expect(await recorder.value("seats", of: "acme", .account) == .integer(60))
        #expect(await recorder.value("currency", of: "acme", .account) == .text("EUR"))
        let row = try #require(await recorder.rows["account"]?.first)
        #expect(row.isAssumed)
        #expect(row.observed == Moment("2024-03-01T00:00:00Z"))
    }

    @Test func `what is yet to happen is known from the load that brought it`() async throws {
        let folder = try Folder()
        try folder.write("accounts.csv", "Account ID,Name,Seats,Since,Currency\nacme,Acme GmbH,60,2094-03-01,eur\n")
        let recorder = Recorder()
        let context = context()
        _ = try await crm(in: folder).source.poll(context, into: recorder)
        let row = try #require(await recorder.rows["account"]?.first)
        #expect(row.isAssumed && row.observed == context.now)
    }

    @Test(arguments: [
        ("encoding: cp1251", Data([0xC0, 0xEA, 0xEC, 0xE5]), "Акме"),
        ("encoding: windows-1252", Data([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x80]), "Müller€"),
        ("encoding: gb18030", Data([0xB0, 0xA2, 0xBF, 0xCB]), "阿克"),
        ("encoding: utf-8", Data([0xEF, 0xBB, 0xBF]) + Data("Zoë".utf8), "Zoë"),
    ])
    func `reads the declared encoding`(setting: String, bytes: Data, name: String) async throws {
        let folder = try Folder()
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.prefix(3) : Data()
        let text = mark + Data("Account ID,Name,Seats,Since,Currency\nacme,".utf8) + bytes.dropFirst(mark.count)
        try folder.write("accounts.csv", text + Data(",1,2024-03-01,EUR\r\n".utf8))
        let recorder = Recorder()
        _ = try await crm(setting, in: folder).source.poll(context(), into: recorder)
        #expect(await recorder.value("name", of: "acme", .account) == .text(name))
    }

    @Test(arguments: [
        ("delimiter: \";\"", "sep=;\n"), ("delimiter: \";\", skip_rows: 2", "sep=;\nAccounts;;;;\n\nas of today;;;;\n"),
        ("delimiter: \";\", skip_rows: 1", "\"Accounts; all\nof them\"\n"),
    ])
    func `leaves out what is declared to stand above the headers`(settings: String, above: String) async throws {
        let folder = try Folder()
        try folder.write("accounts.csv", above + "Account ID;Name;Seats;Since;Currency\nacme;Acme;60;2024-03-01;EUR\n")
        let recorder = Recorder()
        _ = try await crm(settings, in: folder).source.poll(context(), into: recorder)
        #expect(await recorder.value("seats", of: "acme", .account) == .integer(60))
        #expect(await recorder.rejected == [])
    }

    @Test func `refuses bytes that are not of the declared encoding, and says where`() async throws {
        let folder = try Folder()
        try folder.write(
            "accounts.csv",
            Data("Account ID,Name,Seats,Since,Currency\nacme,".utf8) + Data([0xC0, 0xEA])
                + Data(",1,2024-03-01,EUR\n".utf8))
        await #expect(throws: PollError.self) { try await crm(in: folder).source.poll(context(), into: Recorder()) }
    }

    /// Behind the first piece that is read, among letters that take several bytes, and behind line ends of every kind.
    @Test(arguments: [
        (
            "", Array("M".utf8) + [0xFC] + Array("ller".utf8), 2, 7,
            "byte 0xFC, character 7 of the line, is not utf-8, as which the file is read; it looks like windows-1252: write `encoding: windows-1252` beside the `path` of the source's `csv`"
        ),
        (
            String(repeating: "a0,Zoë,1,2024-03-01,EUR\r\n", count: 20_000), Array("Zo".utf8) + [0xC3], 20_002, 8,
            "byte 0xC3, character 8 of the line, is not utf-8, as which the file is read; what stands around it is: mend it there, or export the file anew"
        ),
    ])
    func `says where a byte stands that the encoding does not have, and what to do`(
        above: String, name: [UInt8], line: Int, character: Int, words: String
    ) async throws {
        let folder = try Folder()
        try folder.write(
            "accounts.csv",
            Data("Account ID,Name,Seats,Since,Currency\n\(above)acme,".utf8) + Data(name)
                + Data(",1,2024-03-01,EUR\n".utf8))
        do {
            _ = try await crm(in: folder).source.poll(context(), into: Recorder())
            Issue.record("it was read")
        } catch {
            #expect("\(error)".replacing(folder.path + "/", with: "") == "accounts.csv:\(line): \(words)")
        }
    }

    @Test func `says where a list of people is not UTF-8`() {
        let bytes = Array("id,account\nx,".utf8) + [0xE9] + Array("t\u{E9}\n".utf8)
        #expect(throws: CSVTableText.Mistake.self) { try CSVTableText(bytes) }
        do throws(CSVTableText.Mistake) { _ = try CSVTableText(bytes) } catch {
            #expect(error.line == 2)
            #expect(error.reason.hasPrefix("byte 0xE9, character 3 of the line, is not utf-8"), "\(error.reason)")
        }
    }

    @Test func `quarantines what cannot be read with file, line, column and reason, and keeps the rest`() async throws {
        let folder = try Folder()
        try folder.write(
            "accounts.csv",
            """
            Account ID,Name,Seats,Since,Currency
            a1,"Two
            lines",5,2024-03-01,EUR
            a2,Bad seats,-3,2024-03-01,EUR
            a3,Bad day,4,01.03.2024,EUR
            ,No id,4,2024-03-01,EUR
            a5,Short
            a6,Fine,4,2024-03-01,EUR
            """)
        let recorder = Recorder()
        let result = try await crm(in: folder).source.poll(context(), into: recorder)
        #expect(
            result.tallies["account"] == LoadTally(accepted: 2, rejected: 4, newest: Moment("2024-03-01T00:00:00Z")))
        let told = await recorder.rejected.map { $0.description.replacingOccurrences(of: folder.path + "/", with: "") }
        #expect(
            told == [
                "accounts.csv:4:3: Seats: '-3' is not 0 or more ('seats')",
                "accounts.csv:5:4: Since: '01.03.2024' is not a date in a declared format ('started_at')",
                "accounts.csv:6:1: Account ID: 'id' is empty",
                "accounts.csv:7: the row has 2 columns, the header 5",
            ])
        #expect(await recorder.value("name", of: "a1", .account) == .text("Two\nlines"))
    }

    @Test func `reads a file again only when its bytes have changed`() async throws {
        let folder = try Folder()
        let text = "Account ID,Name,Seats,Since,Currency\nacme,Acme,60,2024-03-01,EUR\n"
        try folder.write("accounts.csv", text)
        let source = try crm(in: folder).source
        let first = try await source.poll(context(), into: Recorder())
        #expect(try await source.poll(context(first.cursor), into: Recorder()).isUnchanged)

        // Touched, not changed.
        try folder.write("accounts.csv", Data(text.utf8), changed: Date(timeIntervalSince1970: 1_700_000_500))
        #expect(try await source.poll(context(first.cursor), into: Recorder()).isUnchanged)

        let changed = Data(text.replacingOccurrences(of: "60", with: "61").utf8)
        try folder.write("accounts.csv", changed, changed: Date(timeIntervalSince1970: 1_700_000_900))
        let recorder = Recorder()
        _ = try await source.poll(context(first.cursor), into: recorder)
        #expect(await recorder.value("seats", of: "acme", .account) == .integer(61))
    }

    @Test func `does not read a file that is still changing`() async throws {
        let folder = try Folder()
        let now = Date(timeIntervalSince1970: TimeInterval(noon.seconds) - 10)
        try folder.write("accounts.csv", Data("Account ID,Name,Seats,Since,Currency\n".utf8), changed: now)
        await #expect(throws: PollError.stillChanging(folder.path + "/accounts.csv")) {
            try await crm(in: folder).source.poll(context(), into: Recorder())
        }
        _ = try await crm("settle: 0s", in: folder).source.poll(context(), into: Recorder())
    }

    @Test func `takes the newest of several files`() async throws {
        let folder = try Folder()
        let header = "Account ID,Name,Seats,Since,Currency\n"
        try folder.write("accounts-1.csv", Data((header + "old,Old,1,2024-03-01,EUR\n").utf8))
        try folder.write(
            "accounts-0.csv", Data((header + "new,New,1,2024-03-01,EUR\n").utf8),
            changed: Date(timeIntervalSince1970: 1_700_000_900))
        let recorder = Recorder()
        _ = try await crm(in: folder).source.poll(context(), into: recorder)
        #expect(await recorder.rows["account"]?.map(\.key) == ["new"])
    }

    @Test func `says that a file is a web page`() async throws {
        let folder = try Folder()
        try folder.write("accounts.csv", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n")
        let error = await #expect(throws: PollError.self) {
            try await crm(in: folder).source.poll(context(), into: Recorder())
        }
        #expect(
            error?.description
                == "'\(folder.path)/accounts.csv' is a web page, and no table: look at it in a browser; most often it asks to sign in"
        )
    }

    @Test func `names the columns a file lacks, and the likely one`() async throws {
        let folder = try Folder()
        try folder.write("accounts.csv", "Account ID,Nmae,Seats,Since,Currency\n")
        let error = await #expect(throws: PollError.self) {
            try await crm(in: folder).source.poll(context(), into: Recorder())
        }
        #expect(error?.description == "'\(folder.path)/accounts.csv' has no column 'Name'; did you mean 'Nmae'?")
    }

    @Test func `says where a quote is opened and never closed`() async throws {
        let folder = try Folder()
        try folder.write(
            "accounts.csv", "Account ID,Name,Seats,Since,Currency\na1,Fine,1,2024-03-01,EUR\na2,\"Open,1,2024")
        let error = await #expect(throws: PollError.self) {
            try await crm(in: folder).source.poll(context(), into: Recorder())
        }
        #expect(error?.description == "\(folder.path)/accounts.csv:3: a quote is opened and never closed")
    }
}
