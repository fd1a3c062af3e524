import Columns

/// Lifetime values by how many of those like an account are lost (M20).
///
/// An account's own facts tell what it pays; how long it may stay is told by the bands that it and others were in. So
/// these metrics are measured with the segment's prior, and settled here. The band is the one as the day began: within a
/// day a value hangs on facts alone, and a health model may read it without going round in a circle.
struct ExpectedLifetimes: Sendable {
    fileprivate let rates: ChurnRates
    private let chunks: [Settled]

    private static let forward = "clv.forward"
    private static let total = "clv.total"
    private static let churn = "clv.monthly_churn"

    /// What has to be measured beside a catalogue for it.
    static func counted(for catalogue: [Metric]) -> [Metric] {
        catalogue.contains { [forward, total, churn].contains($0.name) } ? [PayingMonths.counted] : []
    }

    fileprivate init(
        of measurement: Measurement, _ accounts: Accounts, by rates: ChurnRates, bands: BandHistory.Telling?,
        since before: ExpectedLifetimes?
    ) {
        func column(_ name: String, _ chunk: Int) -> NumberChunk? {
            measurement.metrics.index(of: name).map { measurement.measured($0, chunk: chunk) }
        }
        let before = before.flatMap { $0.rates.agrees(with: rates) ? $0.chunks : nil } ?? []
        self.rates = rates
        chunks = accounts.chunks.enumerated().map { index, accounts in
            let measured = LifetimeColumns(
                forward: column(Self.forward, index), total: column(Self.total, index),
                churn: column(Self.churn, index))
            let bands = bands?.part(index)
            if index < before.count, before[index].holds(for: measured, bands, accounts) { return before[index] }
            return Settled(measured, accounts, bands, by: rates)
        }
    }

    /// Metrics with these columns in place of those they were measured with.
    fileprivate func settling(_ metrics: Metrics) -> Metrics {
        var columns = metrics.columns
        for (name, column) in [(Self.forward, \LifetimeColumns.forward), (Self.total, \.total), (Self.churn, \.churn)] {
            guard let place = metrics.index(of: name) else { continue }
            columns[place] = Numbers(chunks: chunks.compactMap { $0.columns[keyPath: column] })
        }
        return Metrics(asOf: metrics.asOf, catalogue: metrics.catalogue, columns: columns, churn: rates)
    }

    /// One chunk, and all that it was settled from.
    private struct Settled: Sendable {
        let columns: LifetimeColumns
        private let measured: LifetimeColumns
        private let bands: BandHistory.Part?
        private let profiles: ProfileColumns

        init(_ measured: LifetimeColumns, _ accounts: AccountChunk, _ bands: BandHistory.Part?, by rates: ChurnRates) {
            self.measured = measured
            self.bands = bands
            profiles = accounts.profileColumns
            columns = bands.map { measured.settled(Cells(of: accounts, $0), by: rates) } ?? measured
        }

        func holds(for measured: LifetimeColumns, _ bands: BandHistory.Part?, _ accounts: AccountChunk) -> Bool {
            self.measured.isSame(as: measured) && profiles === accounts.profileColumns
                && BandHistory.Part.isSame(self.bands, bands)
        }
    }
}

extension Measurement {
    /// The same with lifetime values settled.
    package func expecting(
        _ past: History, under models: HealthModels, of accounts: Accounts, since before: Before? = nil
    ) -> Measurement {
        guard let paying else { return self }
        let asOf = metrics.asOf
        let past = BandHistory(of: models, past)
        let known = before?.measurement?.lifetimes
        let rates = ChurnRates(
            of: accounts, paying: paying, given: past, under: context.billing, at: asOf, since: known?.rates)
        let lifetimes = ExpectedLifetimes(
            of: self, accounts, by: rates, bands: past.told(before: asOf.today, in: asOf.zone),
            since: known)
        var settled = self
        settled.lifetimes = lifetimes
        settled.metrics = lifetimes.settling(metrics)
        return settled
    }
}

extension Policy {
    /// The metrics of everybody at a moment, with all that the past tells of them.
    package func measurement(
        of accounts: Accounts, at now: Moment, given past: History, since before: Measurement.Before? = nil
    ) -> Measurement {
        metrics.measurement(of: accounts, at: now, since: before)
            .expecting(past, under: healthModels, of: accounts, since: before)
    }

    /// The churn that lifetime values of a moment go by, for days whose metrics are not measured again.
    package func churnRates(of accounts: Accounts, at now: Moment, given past: History) -> ChurnRates {
        let counted = metrics.measuring([PayingMonths.counted]).measured(on: accounts, at: now)
        return ChurnRates(
            of: accounts, paying: counted.columns[0], given: BandHistory(of: healthModels, past),
            under: metrics.billing, at: counted.asOf)
    }
}

/// The columns of one chunk that hang on how long accounts may stay; those that nobody asked for are not there.
private struct LifetimeColumns: Sendable {
    var forward, total, churn: NumberChunk?

    func isSame(as other: LifetimeColumns) -> Bool {
        forward === other.forward && total === other.total && churn === other.churn
    }

    /// - Parameter cells: the accounts by segment and band.
    func settled(_ cells: Cells, by rates: ChurnRates) -> LifetimeColumns {
        let expected = (0..<cells.count).map { Expectation(of: cells.name($0), by: rates) }
        func changed(_ column: NumberChunk?, _ change: (Double, Int, Expectation) -> Double) -> NumberChunk? {
            column.map { column in
                NumberChunk(rows: column.count) { row in
                    let measured = column.measured(row)
                    guard let cell = cells.cell(row) else { return measured }
                    return measured.map { change($0, row, expected[cell]) }
                }
            }
        }
        let settledForward = changed(forward) { value, _, expected in value * expected.ratio }
        return LifetimeColumns(
            forward: settledForward,
            total: changed(total) { value, row, _ in
                guard let forward, let settledForward, forward.absences[row] == 0 else { return value }
                return value + (settledForward.values[row] - forward.values[row])
            },
            churn: changed(churn) { _, _, expected in expected.churn })
    }
}

/// How long an account of one segment and band may stay.
private struct Expectation {
    let churn: Double
    /// The months it is expected to pay for, over those that the segment's prior gives it.
    let ratio: Double

    init(of cell: (segment: String?, band: String), by rates: ChurnRates) {
        let prior = rates.monthly(inSegment: cell.segment, band: nil)
        churn = rates.monthly(inSegment: cell.segment, band: cell.band)
        ratio =
            churn == prior
            ? 1 : LifetimeMonths.expected(monthlyChurn: churn) / LifetimeMonths.expected(monthlyChurn: prior)
    }
}
