package import Columns

/// The scores of one name as they were at the start of a span, with what they were made of.
struct HealthPast: Sendable {
    private let models: HealthModels
    private let current: HealthScores?
    /// What measures read now, by path.
    private let inputs: [String: Numbers]
    /// Newest first.
    private let days: [PastDay]

    private struct PastDay: Sendable {
        let at: Moment
        let score: Numbers
        let model: Numbers
        let computed, uncapped: Numbers?
        let inputs: [String: Numbers]
    }

    init(_ models: HealthModels, making score: String? = nil, over span: Span, in sight: Sight) {
        self.models = models
        current = sight.health(making: score)
        let names = Set(models.places(making: score).flatMap { models.models[$0].inputPaths })
        inputs = Dictionary(uniqueKeysWithValues: names.compactMap { name in sight.inputNow(name).map { (name, $0) } })
        let then = span.start(before: sight.asOf)
        let base = HealthScores.prefix(of: score)
        let history = sight.history
        func column(_ path: String, at moment: Moment) -> Numbers? {
            history.snapshot(path, at: moment).flatMap { $0.at == moment ? $0.column : nil }
        }
        days = history.snapshots(base + "score", after: then - span.tolerance - .seconds(1), through: then).reversed()
            .map {
                snapshot in
                PastDay(
                    at: snapshot.at, score: snapshot.column,
                    model: column(base + "model", at: snapshot.at) ?? Numbers(chunks: []),
                    computed: column(base + "computed", at: snapshot.at),
                    uncapped: column(base + "uncapped", at: snapshot.at),
                    inputs: Dictionary(
                        uniqueKeysWithValues: names.compactMap { name in
                            column(name, at: snapshot.at).map { (name, $0) }
                        }))
            }
    }

    /// Why the score is not what it was then, whatever the model then; `nil` where either is not known.
    func change(of slot: Int) -> HealthChange? {
        guard let place = place(of: slot), let day = days.first(where: { $0.score.measured(slot).value != nil }) else {
            return nil
        }
        return change(of: slot, since: day, under: place)
    }

    /// How much lower it is than then by the customer's own numbers; 0 where it is not.
    ///
    /// A measure that expired or appeared changes the score without the customer having done anything: that part is
    /// left out, and so is what somebody's word over the score did.
    func drops(of stretch: Stretch) -> NumberChunk {
        guard let current else { return .absent(.noData, rows: stretch.rows.count) }
        let latest = days.first.map { day in models.models.indices.map { sameIsKnown(of: stretch, on: day, under: $0) }
        }
        var sides = StretchSides(of: self, stretch)
        return NumberChunk(rows: stretch.rows.count) { row in
            let slot = stretch.slot(row)
            if let reason = current.score.measured(slot).reason { return .absent(reason) }
            guard let place = place(of: slot), let day = day(of: slot, under: place) else { return .absent(.noHistory) }
            let isSame =
                day == 0 ? latest?[place][row] == 1 : sameIsKnown(of: slot, on: days[day], under: place)
            let own =
                isSame
                ? ownTenths(of: slot, current, since: days[day]) : sides.ownTenths(row, since: day, under: place)
            return own.map { .known(Double(max(0, -$0)) / 10) } ?? .absent(.noHistory)
        }
    }

    /// The newest day on which it had a score by the model of today.
    private func day(of slot: Int, under place: Int) -> Int? {
        let code = models.codes[place]
        return days.firstIndex { day in
            day.model.measured(slot) == .known(code) && day.score.measured(slot).value != nil
        }
    }

    private func ownTenths(of slot: Int, _ current: HealthScores, since day: PastDay) -> Int? {
        guard let now = tenths(current.computed ?? current.score, slot) ?? tenths(current.score, slot),
            let then = tenths(day.computed ?? day.score, slot) ?? tenths(day.score, slot)
        else { return nil }
        return now - then
    }

    private func place(of slot: Int) -> Int? {
        current?.model.measured(slot).value.flatMap(models.index)
    }

    /// Whether just those measures were known then that are known now: the usual case, and a quick one.
    private func sameIsKnown(of slot: Int, on day: PastDay, under place: Int) -> Bool {
        sameIsKnown(of: Stretch(slot: slot), on: day, under: place)[0] == 1
    }

    private func sameIsKnown(of stretch: Stretch, on day: PastDay, under place: Int) -> ContiguousArray<UInt8> {
        var marks = ContiguousArray<UInt8>(repeating: 1, count: stretch.rows.count)
        for path in models.models[place].inputPaths {
            guard let now = inputs[path]?.rows(stretch), let then = day.inputs[path]?.rows(stretch) else {
                return ContiguousArray(repeating: 0, count: marks.count)
            }
            if now === then { continue }
            for row in marks.indices { marks[row] &= now.absences[row] == then.absences[row] ? 1 : 0 }
        }
        return marks
    }

    /// The accounts of a stretch whose measures are not all as well known as they were: each day's are graded once.
    private struct StretchSides {
        private let past: HealthPast
        private let stretch: Stretch
        /// By the place of the model.
        private var changes: [OwnChange?]
        private var now: [OwnChange.Side?]
        private var then: [[OwnChange.Side?]]

        init(of past: HealthPast, _ stretch: Stretch) {
            self.past = past
            self.stretch = stretch
            let models = past.models.models
            changes = models.map { _ in nil }
            now = models.map { _ in nil }
            then = past.days.map { _ in models.map { _ in nil } }
        }

        mutating func ownTenths(_ row: Int, since day: Int, under place: Int) -> Int? {
            let slot = stretch.slot(row)
            guard past.models.models[place].isPlain else {
                return past.change(of: slot, since: past.days[day], under: place)?.ownTenths
            }
            guard let current = past.current, let after = past.computed(current.computed, current.score, slot),
                let before = past.computed(past.days[day].computed, past.days[day].score, slot)
            else { return nil }
            if now[place] == nil { now[place] = side(past.inputs, under: place) }
            if then[day][place] == nil { then[day][place] = side(past.days[day].inputs, under: place) }
            if changes[place] == nil { changes[place] = OwnChange(under: past.models.models[place]) }
            guard let now = now[place], let then = then[day][place] else { return nil }
            return changes[place]?.tenths(ofRow: row, from: then, computed: before, to: now, computed: after)
        }

        private func side(_ inputs: [String: Numbers], under place: Int) -> OwnChange.Side {
            OwnChange.Side(past.models.models[place], rows: stretch.rows.count) { inputs[$0]?.rows(stretch) }
        }
    }

    /// A score in tenths before anybody's word over it.
    private func computed(_ computed: Numbers?, _ score: Numbers, _ slot: Int) -> Int? {
        guard let final = tenths(score, slot) else { return nil }
        return computed.flatMap { tenths($0, slot) } ?? final
    }

    private func change(of slot: Int, since day: PastDay, under place: Int) -> HealthChange? {
        let model = models.models[place]
        guard let current, let then = side(of: slot, model, day.score, day.computed, day.uncapped, day.inputs),
            let now = side(of: slot, model, current.score, current.computed, current.uncapped, inputs)
        else { return nil }
        return HealthChange(
            under: model, from: then, at: day.at, to: now,
            isSameModel: day.model.measured(slot) == .known(models.codes[place]))
    }

    private func side(
        of slot: Int, _ model: HealthModel, _ score: Numbers, _ computed: Numbers?, _ uncapped: Numbers?,
        _ inputs: [String: Numbers]
    ) -> HealthChange.Side? {
        guard let final = tenths(score, slot) else { return nil }
        func value(_ path: String) -> Measured { inputs[path]?.measured(slot) ?? .absent(.noHistory) }
        return HealthChange.Side(
            values: model.measures.indices.map { value(model.inputPath(of: $0)) },
            stage: model.hasStages ? value(model.stagePath) : nil, tenths: final,
            computed: computed.flatMap { tenths($0, slot) } ?? final, uncapped: uncapped.flatMap { tenths($0, slot) })
    }

    private func tenths(_ column: Numbers, _ slot: Int) -> Int? {
        column.measured(slot).value.map { Int(($0 * 10).rounded()) }
    }
}

extension HealthModel {
    /// Everything its scores are made of, by the paths of history.
    var inputPaths: [String] { measures.indices.map(inputPath) + (hasStages ? [stagePath] : []) }
}

extension HealthScores {
    /// What stands before the names of one score: `health.`, or `health.adoption.`.
    static func prefix(of score: String?) -> String { score.map { "health.\($0)." } ?? "health." }

    /// Everything of these scores that history keeps, by path.
    package var columns: [String: Numbers] {
        columns(under: nil).merging(inputs) { first, _ in first }
            .merging(named.flatMap { name, scores in scores.columns(under: name).merging(scores.inputs) { $1 } }) { $1 }
    }

    private func columns(under score: String?) -> [String: Numbers] {
        let base = Self.prefix(of: score)
        var columns = [
            base + "score": self.score, base + "coverage": coverage, base + "band": band, base + "model": model,
        ]
        columns[base + "computed"] = computed
        columns[base + "uncapped"] = uncapped
        return columns
    }

    /// One of them, such as `health.adoption.score`.
    func column(_ path: String) -> Numbers? {
        guard LookBack.isOfHealth(path), let end = path.lastIndex(of: ".") else { return nil }
        let name = path[..<end].dropFirst("health.".count)
        guard let scores = name.isEmpty ? self : named[String(name)] else { return nil }
        switch path[path.index(after: end)...] {
        case "score": return scores.score
        case "coverage": return scores.coverage
        case "band": return scores.band
        case "model": return scores.model
        default: return nil
        }
    }
}

extension Sight {
    /// The scores of one name.
    func health(making score: String?) -> HealthScores? { score.map { health?.named[$0] } ?? health }

    /// What a measure reads now.
    func inputNow(_ path: String) -> Numbers? {
        if let index = metrics.index(of: path) { return metrics.columns[index] }
        return health?.inputs[path] ?? health?.named.values.lazy.compactMap { $0.inputs[path] }.first
    }
}
