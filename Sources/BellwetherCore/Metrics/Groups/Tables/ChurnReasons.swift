/// Why accounts left in a period, by how many and by how much they paid (M38).
package struct ChurnReasons: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        /// As the team codes it; nothing where nobody said.
        package let reason: String?
        package let accounts: Int
        /// What they paid at the start, as far as it is known by now, in the reporting currency; absent where one has no rate.
        package let mrr: Measured
    }

    /// The most frequent first; the unknown last.
    package let rows: [Row]
}

extension AccountGroup {
    package var churnReasons: ChurnReasons {
        var counts: [String?: Int] = [:]
        var money: [String?: Int64] = [:]
        var lacksRate: Set<String?> = []
        for (account, ledger) in zip(accounts, ledgers) where ledger.isLost {
            let reason = account.churnReason
            counts[reason, default: 0] += 1
            switch ledger.opening {
            case .known(let open): money[reason, default: 0] += open
            case .absent: lacksRate.insert(reason)
            }
        }
        let rows = counts.map { reason, count in
            ChurnReasons.Row(
                reason: reason, accounts: count,
                mrr: lacksRate.contains(reason)
                    ? .absent(.noFxRate) : .known(context.major(tenThousandths: money[reason] ?? 0)))
        }
        return ChurnReasons(
            rows: rows.sorted { left, right in
                guard let leftReason = left.reason else { return false }
                guard let rightReason = right.reason else { return true }
                return (right.accounts, leftReason) < (left.accounts, rightReason)
            })
    }
}

extension AccountView {
    /// As the team codes it, else as the last of its subscriptions to end says.
    var churnReason: String? {
        if let own = profile?.churnReason { return own }
        let told = subscriptions.filter { $0.churnReason != nil }
        let last = told.max { ($0.ended?.number ?? .min, $0.identity) < ($1.ended?.number ?? .min, $1.identity) }
        return last?.churnReason
    }
}
