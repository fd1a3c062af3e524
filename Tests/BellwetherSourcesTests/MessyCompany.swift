import BellwetherCore
import BellwetherSources
import BellwetherStore
import Diagnostics
import Documents
import Foundation
import Testing

/// The generated company twice over: once as it was, and once with the faults that `messy_manifest.json` lists.
///
/// Both tell the same story, so that every difference between them is a fault that nothing repaired.
struct MessyCompany {
    let folder: Folder
    let manifest: [MessyFault]
    /// By table and key, the faults that were made in the row.
    let faults: [String: [RowKey: [MessyFault]]]
    /// By table and key, what was refused.
    let refusals: [String: [RowKey: [RejectedRow]]]
    let clean: LoadedCompany
    let messy: LoadedCompany
    /// The messy files, row by row.
    let tables: MessyTables

    static let lastDay = "2026-11-20"
    static let morningAfter = Moment("2026-11-21T06:00:00Z") ?? .distantPast

    init(accounts: Int = 120, days: Int = 240, seed: String = "8") async throws {
        folder = try Folder()
        let size = ["--accounts", "\(accounts)", "--days", "\(days)", "--end", Self.lastDay, "--seed", seed]
        try GeneratedCompany.make(in: folder.path + "/clean/exports", size)
        try GeneratedCompany.make(in: folder.path + "/messy/exports", size + ["--messy"])
        let written = try Data(
            contentsOf: URL(filePath: folder.path + "/messy/exports/truth/messy_manifest.json"))
        manifest = try JSONDecoder().decode([MessyFault].self, from: written)
        faults = Dictionary(grouping: manifest, by: \.table).mapValues { faults in
            Dictionary(
                faults.flatMap { fault in Set(fault.rowKeys).map { ($0, [fault]) } }, uniquingKeysWith: { $0 + $1 })
        }
        let (cleanFolder, messyFolder) = (folder.path + "/clean", folder.path + "/messy")
        clean = try await LoadedCompany(in: cleanFolder, mapped: try Example.text("saas-exports"))
        messy = try await LoadedCompany(
            in: messyFolder, mapped: try Example.text("messy-exports"), late: messyFolder + "/exports/late")
        refusals = Dictionary(grouping: messy.rejected, by: \.table).mapValues { rows in
            Dictionary(grouping: rows) { RowKey($0.raw, in: $0.table) }
        }
        tables = try MessyTables(in: folder.path + "/messy/exports", refused: messy.rejected)
    }
}

/// One entry of the manifest: a kind of fault in one table, and the keys of the rows it was made in.
struct MessyFault: Decodable {
    let kind: String
    let table: String
    let column: String?
    let value: String?
    let rows: Int?
    let keys: [String]?

    var name: String { [kind, table, column].compactMap { $0 }.joined(separator: " ") }
    /// Each key's columns: the row's id, or day and account.
    var rowKeys: [RowKey] { (keys ?? []).map { RowKey($0, in: table) } }
}

/// What a table calls a row, read as the example's settings have it: trimmed, and accounts in upper case.
struct RowKey: Hashable {
    let text: String

    init(_ written: String, in table: String) {
        let parts = written.split(separator: ",", omittingEmptySubsequences: false)
        guard table == "usage_daily", parts.count > 1 else {
            text = String(parts.first ?? "")
            return
        }
        // Only a day of usage has no id of its own; everybody else's first column is one.
        text = parts[0] + "," + parts[1].trimmingCharacters(in: .whitespaces).uppercased()
    }
}

// MARK: Loading

/// One folder of exports, polled through every source of a configuration into a state of its own.
struct LoadedCompany {
    /// What the sources handed over, by kind and key; the last row of a key counts.
    private(set) var rows: [FactKind: [RowKey: FactRow]] = [:]
    private(set) var rejected: [RejectedRow] = []
    private(set) var unchangedAtSecondPoll: Set<String> = []
    let accounts: Accounts
    let unmatched: [UnmatchedRows]

    /// - Parameter late: a folder of files that come only between two polls.
    init(in folder: String, mapped configuration: String, late: String? = nil) async throws {
        let (sources, mistakes) = sources(configuration, in: folder)
        try #require(mistakes == [])
        let store = try Store.open(at: try Self.stateFolder(in: folder), as: .writer)
        var cursors: [String: SourceCursor] = [:]
        var polled = Self.empty
        if let late { try FileManager.default.moveItem(atPath: late, toPath: folder + "/late") }
        for source in sources { try await polled.poll(source, from: &cursors, into: store) }
        if let late {
            try FileManager.default.moveItem(atPath: folder + "/late", toPath: late)
            for source in sources { try await polled.poll(source, from: &cursors, into: store) }
        }
        let standings = sources.map { SourceStanding(name: $0.name, kinds: $0.facts, state: .fresh) }
        let accounts = try await store.accounts(usageSince: Day(number: 0), sources: standings)
        self.init(polled, accounts: accounts, unmatched: try await store.unmatched(reporting: .test))
    }

    static let empty = LoadedCompany(nil, accounts: Accounts(), unmatched: [])

    private init(_ polled: LoadedCompany?, accounts: Accounts, unmatched: [UnmatchedRows]) {
        rows = polled?.rows ?? [:]
        rejected = polled?.rejected ?? []
        unchangedAtSecondPoll = polled?.unchangedAtSecondPoll ?? []
        self.accounts = accounts
        self.unmatched = unmatched
    }

    static func stateFolder(in folder: String) throws -> String {
        let path = "\(folder)/state-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    mutating func poll(
        _ source: SourceDefinition, from cursors: inout [String: SourceCursor], into store: Store,
        at now: Moment = MessyCompany.morningAfter
    ) async throws {
        let context = PollContext(
            source: source.name, now: now, zone: .utc, reporting: .test, cursor: cursors[source.name] ?? .beginning,
            outside: .unreachable)
        let recorder = Recorder()
        let result = try await source.source.poll(context, into: recorder)
        guard !result.isUnchanged else {
            unchangedAtSecondPoll.insert(source.name)
            return
        }
        #expect(source.loadGuard.refusal(of: result.tallies, replacing: [:], example: { _ in nil }) == nil)
        cursors[source.name] = result.cursor
        let kinds = source.facts.compactMap(FactKind.named)
        let brought = await recorder.rows
        let load = try await store.begin(
            LoadPlan(
                source: source.name, kinds: kinds, mode: source.source.isWhole ? .snapshot : .append, loadedAt: now))
        for kind in kinds {
            let rows = brought[kind.name] ?? []
            try await load.stage(kind, rows)
            for row in rows { self.rows[kind, default: [:]][RowKey(row, kind)] = row }
        }
        _ = try await load.finish(LoadEnd())
        rejected += await recorder.rejected
    }
}

extension RowKey {
    init(_ row: FactRow, _ kind: FactKind) {
        guard kind.isDaily, let index = kind.index(of: "day"), let day = row.values[index].integer else {
            text = row.key
            return
        }
        let feature = kind.index(of: "feature").flatMap { row.values[$0].text }.map { "," + $0 } ?? ""
        text = "\(Day(number: Int32(clamping: day))),\(row.account)\(feature)"
    }
}

extension RejectedRow {
    /// `tickets` for `exports/tickets.csv`.
    var table: String { URL(filePath: origin).deletingPathExtension().lastPathComponent }
}

enum Example {
    static func text(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "deploy/examples/\(name).yaml"), encoding: .utf8)
    }

    static func shippedModels() throws -> HealthModels {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = Document.read(
            Array(try Data(contentsOf: root.appending(path: "rules/health.yaml"))), named: "rules/health.yaml")
        let report = DiagnosticReport()
        let files = document.root.map { [Settings($0, report: report)] } ?? []
        let models = HealthModels.read(from: files, via: report)
        try #require(report.diagnostics.isEmpty)
        return models
    }
}

// MARK: The files themselves

/// The rows of the messy files, to know what stands behind what was read.
struct MessyTables {
    struct Row {
        let cells: [String: String]
        let isRefused: Bool
    }

    private let rows: [String: [RowKey: [Row]]]
    /// By file, its lines as bytes.
    private(set) var lines: [String: [Data]] = [:]

    init(in folder: String, refused: [RejectedRow]) throws {
        let places = Set(refused.map { "\($0.origin):\($0.line)" })
        var rows: [String: [RowKey: [Row]]] = [:]
        for table in MessyCompany.kinds.keys {
            let path = "\(folder)/\(table).csv"
            let bytes = try Data(contentsOf: URL(filePath: path))
            lines[path] = bytes.split(separator: 10, omittingEmptySubsequences: false)
            let utf8 =
                table == "contacts" ? Data(try #require(String(data: bytes, encoding: .windowsCP1252)).utf8) : bytes
            let text = try CSVTableText(Array(utf8))
            let names = text.header.names.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            for record in text.rows where record.count == text.header.names.count {
                let cells = Dictionary(
                    zip(names, (0..<record.count).map(record.text)), uniquingKeysWith: { first, _ in first })
                let key = RowKey(record.text(0) + "," + record.text(1), in: table)
                let row = Row(cells: cells, isRefused: places.contains("\(path):\(record.line)"))
                rows[table, default: [:]][key, default: []].append(row)
            }
        }
        self.rows = rows
    }

    /// In the order of the file.
    func rows(_ key: RowKey, of table: String) -> [Row] { rows[table]?[key] ?? [] }

    func keys(of table: String) -> [RowKey] { rows[table].map { Array($0.keys) } ?? [] }
}
