import BellwetherCore
import Foundation
import Testing

@testable import BellwetherStore

/// A folder of its own for one test, gone with it.
final class TemporaryState: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "bellwether-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {}
    }

    func open(
        as role: Store.Role = .writer, faults: FaultPlan = .none, slices: Slices = Slices()
    ) throws -> Store {
        try Store.open(at: path, as: role, faults: faults, slices: slices)
    }
}

let monday = Moment(seconds: 1_795_420_800)
let tuesday = monday + .seconds(86_400)
let wednesday = tuesday + .seconds(86_400)

extension Store {
    /// A whole load at once.
    @discardableResult
    func load(
        _ rows: [(FactKind, [FactRow])], from source: String = "billing", _ mode: LoadPlan.Mode = .snapshot,
        at moment: Moment = monday, cursor: String? = nil, files: [FileState] = [], alone: Set<FactKind> = []
    ) async throws -> LoadOutcome {
        var plan = LoadPlan(source: source, kinds: rows.map(\.0), mode: mode, loadedAt: moment)
        plan.kindsAlone = alone
        let load = try await begin(plan)
        for (kind, rows) in rows { try await load.stage(kind, rows) }
        return try await load.finish(LoadEnd(cursor: cursor, newestRow: moment, files: files))
    }
}

extension FactRow {
    /// A row that says only what is given.
    static func of(
        _ kind: FactKind, _ key: String, account: String = "acme", at moment: Moment = monday, assumed: Bool = false,
        _ fields: [String: FactValue]
    ) -> FactRow {
        let values = kind.fields.map { fields[$0.name] ?? .absent }
        return FactRow(key: key, account: account, values: values, observed: moment, isAssumed: assumed)
    }

    static func account(_ id: String, name: String? = nil, at moment: Moment = monday) -> FactRow {
        of(.account, id, account: id, at: moment, ["name": .text(name ?? id)])
    }

    static func invoice(
        _ key: String, account: String = "acme", total: Int64 = 100, at moment: Moment = monday
    ) -> FactRow {
        of(.invoice, key, account: account, at: moment, ["total": .integer(total), "currency": .text("EUR")])
    }

    static func usage(_ account: String, day: Int32, feature: String? = nil, count: Int64) -> FactRow {
        of(
            .usageDay, "", account: account,
            ["day": .integer(Int64(day)), "feature": feature.map(FactValue.text) ?? .absent, "count": .integer(count)])
    }

    static func seats(_ account: String, day: Int32, seats: Int64?, active: Int64?) -> FactRow {
        of(
            .seatDay, "", account: account,
            [
                "day": .integer(Int64(day)), "seats": seats.map(FactValue.integer) ?? .absent,
                "active_users": active.map(FactValue.integer) ?? .absent,
            ])
    }
}

extension LoadOutcome {
    var facts: [Facts.Change]? {
        switch change {
        case .facts(let changes): changes
        case .reload: nil
        }
    }
}

extension Accounts {
    func view(_ id: String) -> AccountView? { slots[id].map { self[$0] } }

    func totals(of id: String) -> [Int64] { view(id)?.invoices.map(\.totalMinor) ?? [] }
}

extension Currency {
    static let euro = Currency("EUR") ?? { preconditionFailure("EUR is a currency's code") }()
}
