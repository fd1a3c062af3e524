import CEL
package import Columns

extension HealthModels {
    package func scores(
        of accounts: Accounts, from metrics: Metrics, given history: History = History(), at asOf: AsOf
    ) -> HealthScores {
        bound(to: accounts, metrics, given: history, at: asOf).scores()
    }

    /// The weighted means of everybody under plain models: the main score before it is rounded, limited, overridden, and
    /// refused where too little is known.
    package func means(
        of accounts: Accounts, from metrics: Metrics, given history: History = History(), at asOf: AsOf
    ) -> Numbers {
        let bound = bound(to: accounts, metrics, given: history, at: asOf)
        return Numbers(chunks: bound.means())
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
        let desk = HealthDesk(self)
        for index in sight.accounts.chunks.indices {
            desk.lay(chunk: index)
            var rows = HealthRows(count: desk.rows)
            for (place, taken) in desk.taken(making: score) {
                let read = desk.inputs(of: place, among: taken)
                for (path, column) in read.derived { derived[path, default: []].append(column) }
                guard taken.contains(1) else { continue }
                let limits = Limits(
                    models.models[place], caps: desk.caps(of: place, among: taken),
                    floors: desk.floors(of: place, among: taken))
                fill(&rows, taken, under: place, read, limits, base: index * Chunk.size)
            }
            chunks.append(rows)
        }
        rank(&chunks, making: score)
        return scores(chunks, derived, making: score)
    }

    private func fill(
        _ rows: inout HealthRows, _ taken: ContiguousArray<UInt8>, under place: Int, _ inputs: HealthDesk.Inputs,
        _ limits: Limits, base: Int
    ) {
        let model = models.models[place]
        guard model.isPlain else {
            for row in taken.indices where taken[row] == 1 {
                let graded = zip(model.measures, inputs.measures).map { $0.graded($1.measured(row)) }
                let reached = inputs.stage.flatMap { $0.measured(row).value }.map { Int($0) }
                let weighed = model.weighed(graded, reached: reached)
                settle(
                    &rows, row, slot: base + row, weighed.isEnough ? weighed.tenths : nil, limits,
                    coverage: weighed.coverage, under: model, at: place)
            }
            return
        }
        let tallies = tallies(of: model, inputs, rows: taken.count)
        let whole = Double(model.exactWeight)
        let least = model.leastExactWeight
        for row in taken.indices where taken[row] == 1 {
            let tally = tallies[row]
            settle(
                &rows, row, slot: base + row, tally.isEnough(least) ? tally.tenths : nil, limits,
                coverage: Double(tally.exactWeight) / whole, under: model, at: place)
        }
    }

    private func tallies(of model: HealthModel, _ inputs: HealthDesk.Inputs, rows: Int) -> HealthTallies {
        var tallies = HealthTallies(rows: rows)
        for (measure, chunk) in zip(model.measures, inputs.measures) { tallies.add(measure, chunk) }
        return tallies
    }

    /// A model's caps and floors with the accounts of a chunk for which each holds; `limited(_:of:under:)` tells the same
    /// of one account.
    private struct Limits {
        private let caps, floors: [(tenths: Int, holds: ContiguousArray<UInt8>)]

        init(_ model: HealthModel, caps: [ContiguousArray<UInt8>], floors: [ContiguousArray<UInt8>]) {
            self.caps = zip(model.caps, caps).map { ($0.tenths, $1) }
            self.floors = zip(model.floors, floors).map { ($0.tenths, $1) }
        }

        func limited(_ tenths: Int, _ row: Int) -> Int {
            let floor = floors.first { $0.tenths > tenths && $0.holds[row] == 1 }?.tenths ?? tenths
            return caps.first { $0.tenths < floor && $0.holds[row] == 1 }?.tenths ?? floor
        }

        /// The ranks that are left by what holds, whether it changed the score or not. A cap beats a floor.
        func places(_ row: Int, under model: HealthModel) -> ClosedRange<RelativeBands.Place> {
            func places(_ limits: [(tenths: Int, holds: ContiguousArray<UInt8>)]) -> ClosedRange<RelativeBands.Place>? {
                limits.first { $0.holds[row] == 1 }.map { model.places(ofTenths: $0.tenths) }
            }
            let most = places(caps)?.upperBound ?? .healthy
            return min(places(floors)?.lowerBound ?? .unhealthy, most)...most
        }
    }

    /// What floors and caps make of it, and what somebody said over it; then the band.
    private func settle(
        _ rows: inout HealthRows, _ row: Int, slot: Int, _ weighed: Int?, _ limits: Limits, coverage: Double,
        under model: HealthModel, at place: Int
    ) {
        let computed = weighed.map { limits.limited($0, row) }
        rows.isLimited = rows.isLimited || computed != weighed
        rows.model.set(row, models.codes[place])
        rows.coverage.set(row, coverage)
        rows.uncapped.set(row, tenths: weighed)
        rows.computed.set(row, tenths: computed)
        let overridden = overrides[model.scoreName]?[slot]?.tenths(over: computed, in: model)
        let final = overridden ?? computed
        if model.ranks != nil {
            rows.places[row] = overridden.map(model.places(ofTenths:)) ?? limits.places(row, under: model)
        }
        rows.score.set(row, tenths: final)
        rows.band.set(row, final.map { Double(models.bandCodes[place][model.band(ofTenths: $0)]) } ?? 0)
    }

    fileprivate func means() -> [NumberChunk] {
        let desk = HealthDesk(self)
        return sight.accounts.chunks.indices.map { index in
            desk.lay(chunk: index)
            var means = NumberChunk.absent(.notApplicable, rows: desk.rows)
            for (place, taken) in desk.taken(making: nil) where taken.contains(1) && models.models[place].isPlain {
                let some = tallies(of: models.models[place], desk.inputs(of: place, among: taken), rows: taken.count)
                    .means(among: taken)
                means = taken.contains(0) ? means.filled(from: some, in: taken) : some
            }
            return means
        }
    }

    /// Where bands go by rank, all scores have to be there first.
    private func rank(_ chunks: inout [HealthRows], making score: String?) {
        for place in models.places(making: score) {
            guard let ranks = models.models[place].ranks else { continue }
            let code = models.codes[place]
            guard let cuts = RankCuts(chunks.flatMap { $0.tenths(ofModel: code) }, least: ranks.least) else { continue }
            for chunk in chunks.indices {
                for row in chunks[chunk].rows(ofModel: code) {
                    let allowed = chunks[chunk].places[row] ?? .unhealthy ... .healthy
                    let rank = min(
                        max(cuts.place(ofTenths: chunks[chunk].tenths(row)), allowed.lowerBound), allowed.upperBound)
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
            computed: overridden.isEmpty ? nil : column(\.computed),
            uncapped: chunks.contains(where: \.isLimited) ? column(\.uncapped) : nil,
            inputs: inputs.mapValues(Numbers.init(chunks:)), models: models)
    }
}

extension NumberChunk {
    fileprivate func filled(from other: NumberChunk, in rows: ContiguousArray<UInt8>) -> NumberChunk {
        NumberChunk(
            values: ContiguousArray(rows.indices.map { rows[$0] == 1 ? other.values[$0] : values[$0] }),
            absences: ContiguousArray(rows.indices.map { rows[$0] == 1 ? other.absences[$0] : absences[$0] }))
    }
}

/// The columns of one chunk while they are filled; rows nobody sets are `not_applicable`.
struct HealthRows {
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

    var score, computed, uncapped, coverage, band, model: Column
    /// Whether a floor or a cap changed any of the scores.
    var isLimited = false
    /// By row, the ranks that floors, caps and overrides leave, where bands go by rank.
    var places: [Int: ClosedRange<RelativeBands.Place>] = [:]

    init(count: Int) {
        let column = Column(count: count)
        (score, computed, uncapped, coverage, band, model) = (column, column, column, column, column, column)
    }

    /// Those that the model gave a score.
    func rows(ofModel code: Double) -> [Int] {
        score.values.indices.filter { score.absences[$0] == 0 && model.values[$0] == code }
    }

    func tenths(ofModel code: Double) -> [Int] { rows(ofModel: code).map(tenths) }

    func tenths(_ row: Int) -> Int { Int((score.values[row] * 10).rounded()) }
}
