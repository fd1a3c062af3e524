import BellwetherCore
import Columns
import Testing

@testable import BellwetherStore

@Suite struct StoreHistoryTests {
    let state: TemporaryState
    let store: Store

    init() throws {
        state = try TemporaryState()
        store = try state.open()
    }

    static func numbers(_ values: [Double], absent: [Int: UInt8] = [:]) -> Numbers {
        let chunks = stride(from: 0, to: values.count, by: Chunk.size).map { start in
            let rows = start..<min(start + Chunk.size, values.count)
            return NumberChunk(
                values: ContiguousArray(values[rows]), absences: ContiguousArray(rows.map { absent[$0] ?? 0 }))
        }
        return Numbers(chunks: chunks)
    }

    func turn(_ moment: Moment, _ columns: [String: Numbers]) async throws {
        let turn = try await store.begin(turnAsOf: moment)
        try await store.keep(columns, of: turn)
        try await store.commit(.of(), as: turn)
    }

    @Test func `columns come back value by value, absences with their reasons`() async throws {
        let values = (0..<Chunk.size + 3).map { Double($0) / 3 }
        let column = Self.numbers(values, absent: [1: AbsenceReason.stale.rawValue, Chunk.size + 1: 4])
        try await turn(monday, ["health.score": column])
        let history = try await store.history([LookBack("health.score", days: 1)], asOf: tuesday)
        let kept = try #require(history.snapshot("health.score", at: monday)?.column)
        #expect(kept.count == column.count)
        #expect((0..<column.count).allSatisfy { kept.measured($0) == column.measured($0) })
    }

    @Test func `reads the paths and days asked for, and the last before them`() async throws {
        for day in 0..<10 {
            let columns = ["a": Self.numbers([Double(day)]), "b": Self.numbers([-Double(day)])]
            try await turn(monday + .seconds(day * 86_400), columns)
        }
        let asOf = monday + .seconds(8 * 86_400 + 60)
        let history = try await store.history([LookBack("a", days: 2), LookBack("nothing", days: 9)], asOf: asOf)
        #expect(Array(history.snapshots.keys) == ["a"])
        #expect(history.snapshots["a"]?.map { $0.column.row(0).value } == [6, 7, 8])
    }

    @Test func `a series has the last of each day, by the calendar where it is`() async throws {
        let east = Zone(name: "East", firstOffset: 3_600)
        let days = (0..<5).map { east.start(of: east.day(of: monday) + $0) }
        let moments = [days[0], days[1] + .seconds(79_200), days[2], days[2] + .seconds(43_200), days[4]]
        for (index, moment) in moments.enumerated() {
            let known: [Int: UInt8] = index == 4 ? [1: AbsenceReason.stale.rawValue] : [:]
            try await turn(moment, ["health.score": Self.numbers([0, Double(index)], absent: known)])
        }
        let series = try await store.series(of: "health.score", for: 1, since: days[0], in: east)
        #expect(series.map(\.at) == [moments[0], moments[1], moments[3]])
        #expect(series.map(\.value) == [0, 1, 3])
        #expect(try await store.series(of: "health.score", for: 1, since: days[2], in: east).map(\.value) == [3])
        #expect(try await store.series(of: "nothing", for: 1, since: days[0], in: east).isEmpty)
    }

    @Test func `what a turn wrote is not seen before the turn is committed, nor ever without`() async throws {
        let wanted = [LookBack("a", days: 9)]
        let first = try await store.begin(turnAsOf: monday)
        try await store.keep(["a": Self.numbers([1])], of: first)
        #expect(try await store.history(wanted, asOf: tuesday).snapshots.isEmpty)
        try await turn(tuesday, ["a": Self.numbers([2])])
        #expect(try await store.history(wanted, asOf: tuesday).snapshots["a"]?.map(\.at) == [tuesday])
    }

    @Test func `keeps the past of a first start`() async throws {
        let past = (0..<5).map { day in
            PastTurn(asOf: monday + .seconds(day * 86_400), columns: ["a": Self.numbers([Double(day)])])
        }
        try await store.keep(past, under: "fingerprint")
        let history = try await store.history([LookBack("a", days: 9)], asOf: past[4].asOf)
        #expect(history.snapshots["a"]?.map { $0.column.row(0).value } == [0, 1, 2, 3, 4])
        #expect(try await store.lastTurn()?.asOf == past[4].asOf)
    }

    @Test func `of two turns as of one instant the later one counts`() async throws {
        try await turn(monday, ["a": Self.numbers([1])])
        try await turn(monday, ["a": Self.numbers([2])])
        let history = try await store.history([LookBack("a", days: 1)], asOf: monday)
        #expect(history.snapshots["a"]?.map { $0.column.row(0).value } == [2])
    }
}
