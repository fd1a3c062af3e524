/// What a band promises, and what happened to those in it.
package struct Calibration: Sendable {
    package let band: HealthBand
    /// Months of accounts in the band, and how many of them were still kept when the horizon was over.
    package let rows, kept: Int
    /// Terms that came up for renewal as the horizon ended, and were decided; each counts once.
    package let terms, renewed: Int

    static func all(of rows: BacktestRows, _ bands: [HealthBand]) -> [Calibration] {
        bands.enumerated().map { place, band in
            let inBand = rows.rows.filter { $0.band == place }
            let terms = place < rows.terms.count ? rows.terms[place] : BacktestRows.BandTerms()
            return Calibration(
                band: band, rows: inBand.count, kept: inBand.count { !$0.isLost }, terms: terms.renewed + terms.lost,
                renewed: terms.renewed)
        }
    }

    /// The share that renewed, and between what it may lie by chance (Wilson).
    package var renewals: (share: Double, interval: Interval)? {
        guard terms > 0 else { return nil }
        let (n, p, z) = (Double(terms), Double(renewed) / Double(terms), 1.959963984540054)
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return (p, Interval(low: max(0, middle - half), high: min(1, middle + half)))
    }
}
