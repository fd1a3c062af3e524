import BellwetherCore
import BellwetherSources

/// Tastes a source: takes its first rows, keeps a few of them to look at, and nothing in the state.
actor Taste: LoadSink {
    /// Enough was read.
    struct Enough: Error {}

    private let most: Int
    private let kept: Int
    private(set) var rows: [String: [FactRow]] = [:]
    private(set) var counts: [String: Int] = [:]
    private(set) var refused: [RejectedRow] = []
    private(set) var refusedCount = 0

    /// - Parameter most: after so many rows it is enough.
    init(atMost most: Int, keeping kept: Int) {
        self.most = most
        self.kept = kept
    }

    var isFull: Bool { counts.values.reduce(0, +) + refusedCount >= most }

    func stage(_ kind: FactKind, _ new: [FactRow]) throws {
        counts[kind.name, default: 0] += new.count
        rows[kind.name, default: []] += new.prefix(max(0, kept - (rows[kind.name]?.count ?? 0)))
        if isFull { throw Enough() }
    }

    func quarantine(_ new: [RejectedRow]) throws {
        refusedCount += new.count
        refused += new.prefix(max(0, kept - refused.count))
        if isFull { throw Enough() }
    }
}
