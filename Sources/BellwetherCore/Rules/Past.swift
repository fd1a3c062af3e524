import Columns

/// What a field was, for every subject: reads one slot.
typealias PastReader = @Sendable (Int) -> Measured

/// One field at one past moment.
struct PastColumn: Sendable {
    let at: Moment
    let values: Numbers
    /// Under which health models; nothing for what does not hang on one.
    let models: Numbers?

    /// The value then, where it is of the same health model as the account's today.
    func value(_ slot: Int, under model: Measured) -> Measured {
        if let models, models.measured(slot) != model { return .absent(.noHistory) }
        return values.measured(slot)
    }
}

extension Sight {
    /// The field's values after `start` up to and with `end`, oldest first.
    func past(of path: String, after start: Moment, through end: Moment) -> [PastColumn] {
        history.snapshots(path, after: start, through: end).compactMap { snapshot in
            guard LookBack.isOfHealth(path) else {
                return PastColumn(at: snapshot.at, values: snapshot.column, models: nil)
            }
            let models = history.snapshot(LookBack.modelPath(of: path), at: snapshot.at)
            return PastColumn(
                at: snapshot.at, values: snapshot.column, models: models?.column ?? Numbers(chunks: []))
        }
    }

    /// The health model each account is under now.
    var models: PastReader { models(of: "health.score") }

    /// The model that made the score which the path belongs to.
    func models(of path: String) -> PastReader {
        let column = currentColumn(LookBack.modelPath(of: path))
        return { column.measured($0) }
    }

    /// The field now.
    func current(_ path: String) -> PastReader {
        let column = currentColumn(path)
        return { column.measured($0) }
    }

    private func currentColumn(_ path: String) -> Numbers {
        if let index = metrics.index(of: path) { return metrics.columns[index] }
        return health?.column(path) ?? inputNow(path) ?? Numbers(chunks: [])
    }

    /// The last value at or before the span's start, no older than its tolerance.
    func ago(_ path: String, _ span: Span) -> PastReader {
        let then = span.start(before: asOf)
        let candidates = Array(
            past(of: path, after: then - span.tolerance - .seconds(1), through: then).reversed())
        let models = models(of: path)
        return { slot in
            let model = models(slot)
            var first: Measured?
            for candidate in candidates {
                let value = candidate.value(slot, under: model)
                if case .known = value { return value }
                first = first ?? value
            }
            return first ?? .absent(.noHistory)
        }
    }
}
