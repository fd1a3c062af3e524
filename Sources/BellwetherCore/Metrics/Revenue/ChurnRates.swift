import Columns

/// How many of the customers like an account are lost a month (M20).
///
/// Like it are those of its segment that were in the same band as a month began. Over the last twelve whole months of the
/// calendar, `c = (lost + α·p0) ÷ (months + α)`: of so many customers' months so many were the last, and the segment's
/// own prior p0 counts as much as α = 120 of them, ten customers for a year. With no past it is p0. It stands still
/// within a month, unless more becomes known of those before.
package struct ChurnRates: Sendable {
    private static let priorMonths = 120.0

    private let billing: BillingPolicy
    private let counts: [Kind: Count]
    /// By chunk, to be taken over where nothing is new.
    private let parts: [Part]

    /// - Parameter paying: `PayingMonths.counted` of the accounts.
    init(
        of accounts: Accounts, paying: Numbers, given past: BandHistory, under billing: BillingPolicy, at asOf: AsOf,
        since before: ChurnRates? = nil
    ) {
        self.billing = billing
        let starts = PayingMonths.starts(before: asOf.today)
        let told = (1...PayingMonths.count).map { past.told(before: starts[$0], in: asOf.zone) }
        parts = zip(accounts.chunks, paying.chunks).enumerated().map { index, chunk in
            let told = told.map { $0?.part(index) }
            let known = before.flatMap { index < $0.parts.count ? $0.parts[index] : nil }
            if let known, known.holds(for: chunk.0, chunk.1, told) { return known }
            return Part(of: chunk.0, paying: chunk.1, told)
        }
        counts = parts.reduce(into: [:]) { sums, part in sums.merge(part.counts) { $0 + $1 } }
    }

    /// What an account of this MRR is expected to bring in; nothing without a margin.
    func lifetimeValue(ofMRR revenue: Double, inSegment segment: String?, band: String?) -> Double? {
        billing.grossMargin.map {
            revenue * $0 * LifetimeMonths.expected(monthlyChurn: monthly(inSegment: segment, band: band))
        }
    }

    /// As a share of 1; of an account whose band is not known, the segment's prior.
    func monthly(inSegment segment: String?, band: String?) -> Double {
        let prior = billing.monthlyChurn(inSegment: segment)
        guard let band, let count = counts[Kind(segment: segment, band: band)] else { return prior }
        return (Double(count.lost) + Self.priorMonths * prior) / (Double(count.months) + Self.priorMonths)
    }

    func agrees(with other: ChurnRates) -> Bool { billing == other.billing && counts == other.counts }

    private struct Kind: Hashable {
        let segment: String?
        let band: String
    }

    private struct Count: Hashable {
        var months = 0
        var lost = 0

        static func + (left: Count, right: Count) -> Count {
            Count(months: left.months + right.months, lost: left.lost + right.lost)
        }
    }

    /// What one chunk adds, and all that it was counted from.
    private struct Part: Sendable {
        private(set) var counts: [Kind: Count] = [:]
        private let paying: NumberChunk
        private let profiles: ProfileColumns
        /// By how many months ago, from the last one back.
        private let told: [BandHistory.Part?]

        init(of accounts: AccountChunk, paying: NumberChunk, _ told: [BandHistory.Part?]) {
            self.paying = paying
            self.told = told
            profiles = accounts.profileColumns
            for case (let month, let bands?) in told.enumerated() { count(bands, of: accounts, month: month + 1) }
        }

        func holds(for accounts: AccountChunk, _ paying: NumberChunk, _ told: [BandHistory.Part?]) -> Bool {
            profiles === accounts.profileColumns && self.paying.isAlike(paying)
                && zip(self.told, told).allSatisfy { BandHistory.Part.isSame($0, $1) }
        }

        private mutating func count(_ bands: BandHistory.Part, of accounts: AccountChunk, month: Int) {
            let cells = Cells(of: accounts, bands)
            var found = ContiguousArray(repeating: Count(), count: cells.count)
            for row in 0..<paying.count where paying.absences[row] == 0 {
                guard let cell = cells.cell(row) else { continue }
                let months = PayingMonths(column: paying.values[row])
                found[cell].months += months.paid(month: month) ? 1 : 0
                found[cell].lost += months.isLost(month: month) ? 1 : 0
            }
            for (cell, count) in found.enumerated() where count.months > 0 {
                let (segment, band) = cells.name(cell)
                let kind = Kind(segment: segment, band: band)
                counts[kind] = (counts[kind] ?? Count()) + count
            }
        }
    }
}

extension NumberChunk {
    /// Whether it says the same of every row; marks are whole numbers.
    fileprivate func isAlike(_ other: NumberChunk) -> Bool {
        self === other || absences == other.absences && values == other.values
    }
}

/// The accounts of one chunk by segment and band: each pair of them is a cell.
struct Cells {
    private let segments: TextChunk?
    private let bandOfRow: ContiguousArray<UInt8>
    private let bands: [String]

    init(of accounts: AccountChunk, _ bands: BandHistory.Part) {
        segments = accounts.profileColumns.texts(called: "account.segment")
        bandOfRow = bands.codes(rows: accounts.count)
        self.bands = bands.key.bands
    }

    private var segmentCount: Int { segments?.texts.count ?? 0 }

    /// One segment more than there are, for those without.
    var count: Int { (segmentCount + 1) * bands.count }

    /// Nothing for an account whose band is not known.
    func cell(_ row: Int) -> Int? {
        let band = bandOfRow[row]
        guard band != BandHistory.Key.none else { return nil }
        return segment(row) * bands.count + Int(band)
    }

    private func segment(_ row: Int) -> Int {
        guard let segments, row < segments.count, segments.codes[row] != TextChunk.absent else { return segmentCount }
        return Int(segments.codes[row])
    }

    func name(_ cell: Int) -> (segment: String?, band: String) {
        let segment = cell / bands.count
        return (segment < segmentCount ? segments?.texts[segment] : nil, bands[cell % bands.count])
    }
}
