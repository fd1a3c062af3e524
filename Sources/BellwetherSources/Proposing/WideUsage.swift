/// Days with a column for each feature, `ev_login` and `ev_report`: each becomes a fact of its own.
struct WideUsage: Sendable {
    /// `ev_*`
    let pattern: String
    let columns: [Int]

    /// The largest family of columns whose names begin the same and whose cells are counts; nothing where there is none.
    init?(_ columns: [Int], of sample: TableSample) {
        let counting = columns.filter { column in
            let texts = sample.values(column)
            return !texts.isEmpty && texts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        }
        let families = Dictionary(grouping: counting) { Self.beginning(of: sample.columns[$0]) }
        let best = families.filter { !$0.key.isEmpty && $0.value.count > 1 }
            .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
        guard let best else { return nil }
        // Nothing else may begin so: it would be taken along.
        guard sample.columns.filter({ $0.hasPrefix(best.key) }).count == best.value.count else { return nil }
        pattern = best.key + "*"
        self.columns = best.value
    }

    /// `ev_` of `ev_login`.
    private static func beginning(of column: String) -> String {
        guard let end = column.firstIndex(where: { "_-.: ".contains($0) }), !column.contains("*") else { return "" }
        return String(column[...end])
    }
}
