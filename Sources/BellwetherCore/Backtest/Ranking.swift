/// Months of accounts in the order of their scores, the worst first: how well the order tells who is lost.
struct Ranking: Sendable {
    struct Entry: Sendable {
        let score: Double
        let isLost: Bool
        /// By a number below how many accounts there are.
        let account: Int
    }

    private let entries: [Entry]
    /// Where each run of equal scores begins, and the end.
    private let edges: [Int]
    let accounts: Int

    init(_ entries: [Entry]) {
        let sorted = entries.sorted { ($0.score, $0.account) < ($1.score, $1.account) }
        self.entries = sorted
        edges = sorted.indices.filter { $0 == 0 || sorted[$0].score != sorted[$0 - 1].score } + [sorted.count]
        accounts = (entries.map(\.account).max() ?? -1) + 1
    }

    var lost: Int { entries.count(where: \.isLost) }
    var count: Int { entries.count }

    /// Of all pairs of a lost one and a kept one, the share in which the lost one stands lower; a tie counts half. One
    /// half is what chance gives; nothing where one of them is missing.
    var auc: Double? { auc(counting: [Double](repeating: 1, count: accounts)) }

    /// - Parameter weights: how often each account counts.
    func auc(counting weights: [Double]) -> Double? {
        var (lostBefore, kept, pairs) = (0.0, 0.0, 0.0)
        for place in 0..<max(0, edges.count - 1) {
            var (lostHere, keptHere) = (0.0, 0.0)
            for index in edges[place]..<edges[place + 1] {
                let weight = weights[entries[index].account]
                if entries[index].isLost { lostHere += weight } else { keptHere += weight }
            }
            pairs += keptHere * (lostBefore + lostHere / 2)
            lostBefore += lostHere
            kept += keptHere
        }
        return lostBefore > 0 && kept > 0 ? pairs / (lostBefore * kept) : nil
    }

    func interval(seed: UInt64) -> Interval? {
        Resampling(accounts: accounts, rows: count, seed: seed).interval { auc(counting: $0) }
    }
}

// MARK: Tenths

extension Ranking {
    /// How many of a tenth are lost, beside what a tenth drawn blindly would lose.
    struct Tenth: Sendable, Hashable {
        let rows, lost, lift: Double
    }

    /// The worst tenth first. Where a run of equal scores lies across an edge, each side has its part of the lost ones.
    var tenths: [Tenth] {
        let all = Double(count)
        let share = Double(lost) / max(1, all)
        guard count >= 10, lost > 0 else { return [] }
        var lost = [Double](repeating: 0, count: 10)
        for place in 0..<edges.count - 1 {
            let (start, end) = (Double(edges[place]), Double(edges[place + 1]))
            let here = Double(entries[edges[place]..<edges[place + 1]].count(where: \.isLost))
            guard here > 0 else { continue }
            for tenth in lost.indices {
                let (low, high) = (all * Double(tenth) / 10, all * Double(tenth + 1) / 10)
                let overlap = max(0, min(end, high) - max(start, low))
                lost[tenth] += here * overlap / (end - start)
            }
        }
        return lost.map { Tenth(rows: all / 10, lost: $0, lift: $0 / (all / 10) / share) }
    }
}
