import BellwetherCore
import BellwetherSources

/// Tastes a source: takes its first rows, keeps a few of them to look at, and nothing in the state.
actor Taste: LoadSink {
    /// Enough was read.
    struct Enough: Error {}

    private let most: Int
    private let kept: Int
    private let isOneList: Bool
    private(set) var rows: [String: [FactRow]] = [:]
    private(set) var counts: [String: Int] = [:]
    private(set) var refused: [RejectedRow] = []
    private(set) var refusedCount = 0
    /// Whether it broke off by itself.
    private(set) var hasStopped = false

    /// - Parameters:
    ///   - most: after so many rows of a kind it is enough.
    ///   - isOneList: all kinds come from the same rows, so that enough of one is enough; else each has its turn.
    init(atMost most: Int, keeping kept: Int, isOneList: Bool) {
        self.most = most
        self.kept = kept
        self.isOneList = isOneList
    }

    /// Whether there may be more than was read.
    var isFull: Bool { hasStopped || counts.values.contains { $0 >= most } }

    func hasEnough(of kind: FactKind) -> Bool { counts[kind.name, default: 0] >= most }

    func stage(_ kind: FactKind, _ new: [FactRow]) throws {
        // All kinds that the same rows make are taken of them before it is enough.
        if isOneList, hasEnough(of: kind) { try stop() }
        counts[kind.name, default: 0] += new.count
        rows[kind.name, default: []] += new.prefix(max(0, kept - (rows[kind.name]?.count ?? 0)))
    }

    func quarantine(_ new: [RejectedRow]) throws {
        refusedCount += new.count
        refused += new.prefix(max(0, kept - refused.count))
        if refusedCount >= most { try stop() }
    }

    private func stop() throws {
        hasStopped = true
        throw Enough()
    }
}
