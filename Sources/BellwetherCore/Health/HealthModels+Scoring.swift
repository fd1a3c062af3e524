import CEL
import Columns

extension HealthModels {
    package func scores(
        of accounts: Accounts, from metrics: Metrics, given history: History = History(), at asOf: AsOf
    ) -> HealthScores {
        bound(to: accounts, metrics, given: history, at: asOf).scores()
    }

    /// The models tied to one moment's columns, for scoring everybody and for explaining one.
    package func bound(
        to accounts: Accounts, _ metrics: Metrics, given history: History = History(), at asOf: AsOf
    ) -> BoundHealthModels {
        BoundHealthModels(self, in: Sight(accounts: accounts, metrics: metrics, history: history, asOf: asOf))
    }
}

/// Health models whose conditions and measures are tied to the columns of one moment.
package struct BoundHealthModels: Sendable {
    let models: HealthModels
    private let sight: Sight
    private let parts: [Part]

    private struct Part: Sendable {
        let appliesTo: BoundCondition?
        let caps: [(condition: BoundCondition, highestTenths: Int)]
        /// Where each measure's metric stands among the columns.
        let columns: [Int?]
    }

    init(_ models: HealthModels, in sight: Sight) {
        self.models = models
        self.sight = sight
        parts = models.models.map { model in
            Part(
                appliesTo: model.appliesTo.map { sight.bound($0) },
                caps: model.caps.map { (sight.bound($0.condition), model.highestTenths(under: $0)) },
                columns: model.measures.map { sight.metrics.index(of: $0.metric) })
        }
    }

    /// The place of the first model that applies; `nil` for whom none speaks of (churned, prospect, excluded).
    ///
    /// A condition that cannot be decided does not hold: the next model takes the account.
    func model(of slot: Int) -> Int? {
        guard sight.accounts[slot].watchedStatus(at: sight.asOf)?.isCustomer == true else { return nil }
        return parts.firstIndex { part in
            part.appliesTo.map { $0.truth(for: SubjectRow(slot: slot)) == .holds } ?? true
        }
    }

    /// The first cap that holds, which is the strictest, if it would lower the score at all.
    func cap(on tenths: Int, of slot: Int, under model: Int) -> (place: Int, tenths: Int)? {
        let caps = parts[model].caps
        guard
            let place = caps.firstIndex(where: { cap in
                cap.highestTenths < tenths && cap.condition.truth(for: SubjectRow(slot: slot)) == .holds
            })
        else { return nil }
        return (place, caps[place].highestTenths)
    }

    func value(of measure: Int, under model: Int, slot: Int) -> Measured {
        parts[model].columns[measure].map { sight.metrics.value($0, of: slot) } ?? .absent(.noData)
    }
}

// MARK: Scoring everybody

extension BoundHealthModels {
    /// Chunk by chunk, and within a chunk measure by measure: each is one loop along its column.
    func scores() -> HealthScores {
        var columns = HealthColumns()
        for (index, chunk) in sight.accounts.chunks.enumerated() {
            let base = index * Chunk.size
            let chosen = ContiguousArray((0..<chunk.count).map { model(of: base + $0).map(Int32.init) ?? -1 })
            let tallies = tallied(chunk: index, chosen)
            var rows = HealthRows(count: chunk.count)
            for row in 0..<chunk.count where chosen[row] >= 0 {
                settle(&rows, row, slot: base + row, tallies[row], under: Int(chosen[row]))
            }
            columns.append(rows)
        }
        return columns.scores(of: models, at: sight.asOf)
    }

    private func tallied(chunk index: Int, _ chosen: ContiguousArray<Int32>) -> ContiguousArray<HealthModel.Tally> {
        var tallies = ContiguousArray(repeating: HealthModel.Tally(), count: chosen.count)
        for (place, model) in models.models.enumerated() {
            for (measure, column) in zip(model.measures, parts[place].columns) {
                let chunk = column.map { sight.metrics.columns[$0].chunks[index] }
                for row in chosen.indices where chosen[row] == place {
                    let value = chunk.flatMap { $0.absences[row] == 0 ? $0.values[row] : nil }
                    tallies[row].add(measure, value.flatMap(measure.grading.score))
                }
            }
        }
        return tallies
    }

    private func settle(_ rows: inout HealthRows, _ row: Int, slot: Int, _ tally: HealthModel.Tally, under place: Int) {
        let model = models.models[place]
        rows.model.set(row, models.codes[place])
        rows.coverage.set(row, Double(tally.exactWeight) / Double(model.exactWeight))
        guard model.isEnough(tally) else {
            rows.score.absences[row] = AbsenceReason.insufficientSample.rawValue
            rows.band.set(row, 0)
            return
        }
        let tenths = cap(on: tally.tenths, of: slot, under: place)?.tenths ?? tally.tenths
        rows.score.set(row, Double(tenths) / 10)
        rows.band.set(row, Double(models.bandCodes[place][model.band(ofTenths: tenths)]))
    }
}

/// The four columns of one chunk while they are filled; rows nobody sets are `not_applicable`.
private struct HealthRows {
    struct Column {
        var values: ContiguousArray<Double>
        var absences: ContiguousArray<UInt8>

        init(count: Int) {
            values = ContiguousArray(repeating: 0, count: count)
            absences = ContiguousArray(repeating: AbsenceReason.notApplicable.rawValue, count: count)
        }

        mutating func set(_ row: Int, _ value: Double) {
            values[row] = value
            absences[row] = 0
        }

        var chunk: NumberChunk { NumberChunk(values: values, absences: absences) }
    }

    var score, coverage, band, model: Column

    init(count: Int) {
        let column = Column(count: count)
        (score, coverage, band, model) = (column, column, column, column)
    }
}

private struct HealthColumns {
    private var score: [NumberChunk] = []
    private var coverage: [NumberChunk] = []
    private var band: [NumberChunk] = []
    private var model: [NumberChunk] = []

    mutating func append(_ rows: HealthRows) {
        score.append(rows.score.chunk)
        coverage.append(rows.coverage.chunk)
        band.append(rows.band.chunk)
        model.append(rows.model.chunk)
    }

    func scores(of models: HealthModels, at asOf: AsOf) -> HealthScores {
        HealthScores(
            asOf: asOf, bands: models.bands, score: Numbers(chunks: score), coverage: Numbers(chunks: coverage),
            band: Numbers(chunks: band), model: Numbers(chunks: model))
    }
}
