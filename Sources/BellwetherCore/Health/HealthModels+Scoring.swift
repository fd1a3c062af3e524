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

extension BoundHealthModels {
    /// The main score of everybody, with the others by name beside it.
    func scores() -> HealthScores {
        var scores = scores(making: nil)
        for name in models.scoreNames { scores.named[name] = self.scores(making: name) }
        return scores
    }

    /// Chunk by chunk, and within a chunk measure by measure: each is one loop along its column.
    private func scores(making score: String?) -> HealthScores {
        var chunks: [HealthRows] = []
        var derived: [String: [NumberChunk]] = [:]
        for (index, chunk) in sight.accounts.chunks.enumerated() {
            let base = index * Chunk.size
            let chosen = ContiguousArray(
                (0..<chunk.count).map { model(of: base + $0, making: score).map(Int32.init) ?? -1 })
            var rows = HealthRows(count: chunk.count)
            for place in models.places(making: score) {
                let read = inputs(of: place, chunk: index, chosen)
                for (path, column) in read.derived { derived[path, default: []].append(column) }
                fill(&rows, chosen, under: place, read, base: base)
            }
            chunks.append(rows)
        }
        rank(&chunks, making: score)
        return scores(chunks, derived, making: score)
    }

    /// One chunk of what a model reads: each measure's column, and those that had to be worked out by their paths.
    private struct Inputs {
        var measures: [NumberChunk] = []
        var stage: NumberChunk?
        var derived: [String: NumberChunk] = [:]
    }

    private func inputs(of place: Int, chunk index: Int, _ chosen: ContiguousArray<Int32>) -> Inputs {
        let model = models.models[place]
        var inputs = Inputs()
        for (measure, input) in parts[place].inputs.enumerated() {
            switch input {
            case .column(let column): inputs.measures.append(column.chunks[index])
            case .reader(let read):
                let chunk = workedOut(read, chunk: index, chosen, under: place)
                inputs.measures.append(chunk)
                inputs.derived[model.inputPath(of: measure)] = chunk
            }
        }
        inputs.stage = parts[place].stage.map { workedOut($0, chunk: index, chosen, under: place) }
        inputs.derived[model.stagePath] = inputs.stage
        return inputs
    }

    private func workedOut(
        _ read: PastReader, chunk index: Int, _ chosen: ContiguousArray<Int32>, under place: Int
    ) -> NumberChunk {
        var column = HealthRows.Column(count: chosen.count)
        for row in chosen.indices where chosen[row] == place {
            switch read(index * Chunk.size + row) {
            case .known(let value): column.set(row, value)
            case .absent(let reason): column.absences[row] = reason.rawValue
            }
        }
        return column.chunk
    }

    private func fill(
        _ rows: inout HealthRows, _ chosen: ContiguousArray<Int32>, under place: Int, _ inputs: Inputs, base: Int
    ) {
        let model = models.models[place]
        guard model.isPlain else {
            for row in chosen.indices where chosen[row] == place {
                let graded = zip(model.measures, inputs.measures).map { $0.graded($1.measured(row)) }
                let reached = inputs.stage.flatMap { $0.measured(row).value }.map { Int($0) }
                let weighed = model.weighed(graded, reached: reached)
                let enough = weighed.isEnough ? weighed.tenths : nil
                settle(&rows, row, slot: base + row, enough, coverage: weighed.coverage, under: place)
            }
            return
        }
        let tallies = tallied(model, chosen, place: place, inputs)
        let whole = Double(model.exactWeight)
        for row in chosen.indices where chosen[row] == place {
            let tally = tallies[row]
            settle(
                &rows, row, slot: base + row, model.isEnough(tally) ? tally.tenths : nil,
                coverage: Double(tally.exactWeight) / whole, under: place)
        }
    }

    private func tallied(
        _ model: HealthModel, _ chosen: ContiguousArray<Int32>, place: Int, _ inputs: Inputs
    ) -> ContiguousArray<HealthModel.Tally> {
        var tallies = ContiguousArray(repeating: HealthModel.Tally(), count: chosen.count)
        for (measure, chunk) in zip(model.measures, inputs.measures) {
            for row in chosen.indices where chosen[row] == place {
                tallies[row].add(measure, measure.graded(chunk.measured(row)))
            }
        }
        return tallies
    }

    /// Floors, caps and what somebody said over it; then the band.
    private func settle(
        _ rows: inout HealthRows, _ row: Int, slot: Int, _ tenths: Int?, coverage: Double, under place: Int
    ) {
        let model = models.models[place]
        rows.model.set(row, models.codes[place])
        rows.coverage.set(row, coverage)
        let computed = tenths.map { limited($0, of: slot, under: place).tenths }
        rows.computed.set(row, tenths: computed)
        let final = overrides[model.scoreName]?[slot]?.tenths(over: computed, in: model) ?? computed
        rows.score.set(row, tenths: final)
        rows.band.set(row, final.map { Double(models.bandCodes[place][model.band(ofTenths: $0)]) } ?? 0)
    }

    /// Where bands go by rank, all scores have to be there first.
    private func rank(_ chunks: inout [HealthRows], making score: String?) {
        for place in models.places(making: score) {
            guard let ranks = models.models[place].ranks else { continue }
            let code = models.codes[place]
            guard let cuts = RankCuts(chunks.flatMap { $0.tenths(ofModel: code) }, least: ranks.least) else { continue }
            for chunk in chunks.indices {
                for row in chunks[chunk].rows(ofModel: code) {
                    let rank = cuts.place(ofTenths: chunks[chunk].tenths(row))
                    chunks[chunk].band.set(row, Double(models.rankCodes[place][rank.rawValue]))
                }
            }
        }
    }

    private func scores(_ chunks: [HealthRows], _ inputs: [String: [NumberChunk]], making score: String?)
        -> HealthScores
    {
        func column(_ path: KeyPath<HealthRows, HealthRows.Column>) -> Numbers {
            Numbers(chunks: chunks.map { $0[keyPath: path].chunk })
        }
        let overridden = overrides[score] ?? [:]
        return HealthScores(
            asOf: sight.asOf, bands: models.bands, score: column(\.score), coverage: column(\.coverage),
            band: column(\.band), model: column(\.model), overrides: overridden,
            computed: overridden.isEmpty ? nil : column(\.computed), inputs: inputs.mapValues(Numbers.init(chunks:)),
            models: models)
    }
}

extension NumberChunk {
    fileprivate func measured(_ row: Int) -> Measured {
        guard absences[row] != 0 else { return .known(values[row]) }
        return .absent(AbsenceReason(rawValue: absences[row]) ?? .noData)
    }
}

/// The columns of one chunk while they are filled; rows nobody sets are `not_applicable`.
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

        mutating func set(_ row: Int, tenths: Int?) {
            guard let tenths else {
                absences[row] = AbsenceReason.insufficientSample.rawValue
                return
            }
            set(row, Double(tenths) / 10)
        }

        var chunk: NumberChunk { NumberChunk(values: values, absences: absences) }
    }

    var score, computed, coverage, band, model: Column

    init(count: Int) {
        let column = Column(count: count)
        (score, computed, coverage, band, model) = (column, column, column, column, column)
    }

    /// Those that the model gave a score.
    func rows(ofModel code: Double) -> [Int] {
        score.values.indices.filter { score.absences[$0] == 0 && model.values[$0] == code }
    }

    func tenths(ofModel code: Double) -> [Int] { rows(ofModel: code).map(tenths) }

    func tenths(_ row: Int) -> Int { Int((score.values[row] * 10).rounded()) }
}
