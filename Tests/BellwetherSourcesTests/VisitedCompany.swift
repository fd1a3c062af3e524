import BellwetherCore
import BellwetherSources
import BellwetherStore
import Foundation
import Testing

/// The generated company as it was found at three visits: the state keeps what each of them brought.
struct VisitedCompany {
    /// After the last day of the data, and when more had happened.
    static let visits = ["2026-11-21T06:00:00Z", "2026-12-10T03:00:00Z", "2027-01-08T06:00:00Z"]

    /// What was found at each, as `moment@folder`.
    let folders: [String]
    let rejected: [RejectedRow]
    private let store: Store
    private let standings: [SourceStanding]
    private let folder: Folder

    init() async throws {
        folder = try Folder()
        let exports = folder.path + "/exports"
        try Independent.makeCompany(in: exports)
        let (sources, mistakes) = sources(try Independent.mapping(), in: folder.path)
        try #require(mistakes == [])
        store = try Store.open(at: try LoadedCompany.stateFolder(in: folder.path), as: .writer)
        standings = sources.map { SourceStanding(name: $0.name, kinds: $0.facts, state: .fresh) }
        var cursors: [String: SourceCursor] = [:]
        var polled = LoadedCompany.empty
        var folders: [String] = []
        for (number, visit) in Self.visits.enumerated() {
            let now = try #require(Moment(visit))
            if number > 0 { try Independent.change(exports, visit: number + 1) }
            for source in sources { try await polled.poll(source, from: &cursors, into: store, at: now) }
            let kept = "\(folder.path)/found-\(number)"
            try FileManager.default.copyItem(atPath: exports, toPath: kept)
            folders.append("\(now.seconds)@\(kept)")
        }
        (self.folders, rejected) = (folders, polled.rejected)
    }

    /// The accounts as they were known at a moment, with the prices that were seen to change.
    func accounts(knownAt moment: Moment, in zone: Zone) async throws -> Accounts {
        try await store.accounts(
            usageSince: Day(number: 0), knownAt: moment, sources: standings,
            priceChanges: PriceChanges(under: Independent.billing, in: zone))
    }
}
