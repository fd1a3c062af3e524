/// A field over a span: what it was when the span began, each value since, and what it is now.
struct Window: Sendable {
    private let start: Moment
    private let asOf: AsOf
    private let columns: [PastColumn]
    private let models: PastReader
    private let now: PastReader

    init(_ path: String, _ span: Span, _ sight: Sight) {
        start = span.start(before: sight.asOf)
        asOf = sight.asOf
        columns = sight.past(of: path, after: start - span.tolerance - .seconds(1), through: sight.asOf.now)
        models = sight.models(of: path)
        now = sight.current(path)
        latestBeginning = start + span.tolerance
    }

    /// History that begins later than this does not cover the span.
    private let latestBeginning: Moment

    /// Folds the known values of one slot, oldest first and the present one last, each with the moment from which it
    /// held; values from before the span count as held since its start.
    ///
    /// Absent where it is absent now, where history does not reach back, and where the health model changed in between.
    func fold<Result>(
        _ slot: Int, into initial: Result, _ add: (inout Result, Double, Moment) -> Void
    ) -> (result: Result, absence: AbsenceReason?) {
        var result = initial
        guard case .known(let present) = now(slot) else { return (result, now(slot).reason) }
        let model = models(slot)
        var held: Double?
        var isCovered = false
        for column in columns where column.at < asOf.now {
            if let models = column.models, column.at >= start, models.measured(slot) != model {
                return (result, .noHistory)
            }
            guard case .known(let value) = column.value(slot, under: model) else { continue }
            if column.at < start {
                held = value
                continue
            }
            if let before = held {
                if column.at > start { add(&result, before, start) }
                held = nil
                isCovered = true
            }
            isCovered = isCovered || column.at <= latestBeginning
            guard isCovered else { return (result, .noHistory) }
            add(&result, value, column.at)
        }
        if let before = held {
            add(&result, before, start)
            isCovered = true
        }
        add(&result, present, asOf.now)
        return (result, isCovered ? nil : .noHistory)
    }
}
