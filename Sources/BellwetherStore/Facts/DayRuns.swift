import BellwetherCore
import Foundation
import GRDB

/// Days of one kind on their way, in the order they came.
///
/// They are sorted a run at a time and kept in blocks; reading takes the least of all runs, again and again. A tree
/// that is always sorted would cost three times as much, and ten times where a file goes account by account.
struct DayRuns: Sendable {
    static let rowsInBlock = 4_096

    static func schema(of kind: FactKind) -> String {
        "CREATE TABLE \(DailyTable(kind).name) (run INTEGER, block INTEGER, body BLOB, PRIMARY KEY (run, block))"
    }

    let kind: FactKind
    private(set) var waiting: ContiguousArray<StagedDay> = []
    private(set) var runCount = 0

    init(_ kind: FactKind) { self.kind = kind }

    /// Where the next row stands among those that wait.
    var place: Int32 { Int32(waiting.count) }

    mutating func add(_ day: StagedDay) { waiting.append(day) }

    mutating func reserve(_ more: Int) {
        guard waiting.capacity < waiting.count + more else { return }
        waiting.reserveCapacity(max(2 * waiting.count, waiting.count + more))
    }

    /// Hands over what waits as a run to be written.
    mutating func takeRun() -> DayRun {
        defer {
            waiting.removeAll(keepingCapacity: true)
            runCount += 1
        }
        return DayRun(table: DailyTable(kind).name, number: runCount, unsorted: waiting)
    }
}

/// Days that are written sorted, each cell once.
struct DayRun: Sendable {
    let table: String
    let number: Int
    let unsorted: ContiguousArray<StagedDay>

    func write(to db: Database) throws {
        let days = sorted()
        let statement = try db.cachedStatement(sql: "INSERT INTO \(table) (run, block, body) VALUES (?, ?, ?)")
        try db.inTransaction {
            for (block, start) in stride(from: 0, to: days.count, by: DayRuns.rowsInBlock).enumerated() {
                let body = days[start..<min(start + DayRuns.rowsInBlock, days.count)].withUnsafeBytes { Data($0) }
                try statement.execute(arguments: [number, block, body])
            }
            return .commit
        }
    }

    /// Of a cell that comes more than once, the last counts.
    private func sorted() -> ContiguousArray<StagedDay> {
        var days = unsorted
        days.sort(by: StagedDay.isOrdered)
        var kept = 0
        for index in days.indices {
            if kept > 0, days[kept - 1].isSameCell(as: days[index]) { kept -= 1 }
            days[kept] = days[index]
            kept += 1
        }
        days.removeLast(days.count - kept)
        return days
    }
}

/// Reads all runs of one kind as one, in order, each cell once: the last run that has it counts.
struct DayReader: Sendable {
    private var runs: [RunReader]

    init(_ runs: DayRuns) {
        let table = DailyTable(runs.kind).name
        self.runs = (0..<runs.runCount).map { RunReader(table: table, run: $0) }
    }

    mutating func next(atMost limit: Int, from db: Database) throws -> [StagedDay] {
        var days: [StagedDay] = []
        while days.count < limit, let day = try next(from: db) { days.append(day) }
        return days
    }

    private mutating func next(from db: Database) throws -> StagedDay? {
        var least: (run: Int, day: StagedDay)?
        for run in runs.indices {
            guard let day = try runs[run].peek(db) else { continue }
            guard let before = least else {
                least = (run, day)
                continue
            }
            if before.day.isSameCell(as: day) {
                runs[before.run].skip()
                least = (run, day)
            } else if day.isBefore(cellOf: before.day) {
                least = (run, day)
            }
        }
        guard let least else { return nil }
        runs[least.run].skip()
        return least.day
    }
}

/// Where the reading of one run stands, with the block at hand.
private struct RunReader: Sendable {
    let table: String
    let run: Int
    private var block: ContiguousArray<StagedDay> = []
    private var position = 0
    private var nextBlock = 0
    private var isAtEnd = false

    init(table: String, run: Int) {
        self.table = table
        self.run = run
    }

    mutating func peek(_ db: Database) throws -> StagedDay? {
        if position == block.count, !isAtEnd { try readBlock(db) }
        return position < block.count ? block[position] : nil
    }

    mutating func skip() { position += 1 }

    private mutating func readBlock(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "SELECT body FROM \(table) WHERE run = ? AND block = ?")
        guard let body = try Data.fetchOne(statement, arguments: [run, nextBlock]) else { return isAtEnd = true }
        block = ContiguousArray(unsafeUninitializedCapacity: body.count / MemoryLayout<StagedDay>.stride) {
            days, count in
            count = body.copyBytes(to: days) / MemoryLayout<StagedDay>.stride
        }
        position = 0
        nextBlock += 1
    }
}
