import Columns

/// A field over a span: what it was when the span began, each value since, and what it is now.
struct Window: Sendable {
    private let start: Moment
    private let asOf: AsOf
    /// Oldest first, none of now.
    private let columns: [PastColumn]
    private let models: Numbers
    private let now: Numbers
    /// History that begins later than this does not cover the span.
    private let latestBeginning: Moment

    init(_ path: String, _ span: Span, _ sight: Sight) {
        start = span.start(before: sight.asOf)
        asOf = sight.asOf
        columns = sight.past(of: path, after: start - span.tolerance - .seconds(1), through: asOf.now)
            .filter { $0.at < sight.asOf.now }
        models = sight.models(of: path)
        now = sight.currentColumn(path)
        latestBeginning = start + span.tolerance
    }

    /// A number of each account's known values, oldest first and the present one last, each with the moment from which
    /// it held; values from before the span count as held since its start.
    ///
    /// Absent where it is absent now, where history does not reach back, and where the health model changed in between.
    func folding<Result>(
        into initial: @escaping @Sendable () -> Result,
        _ add: @escaping @Sendable (inout Result, Double, Moment) -> Void,
        _ number: @escaping @Sendable (Result) -> Measured
    ) -> PastNumbers {
        PastNumbers { stretch in
            let model = models.rows(stretch)
            let present = now.rows(stretch)
            var rows = stretch.rows.indices.map { _ in WindowRow(initial()) }
            for row in rows.indices { rows[row].absence = present.absences[row] }
            for column in columns { self.take(column, of: stretch, under: model, into: &rows, add) }
            return NumberChunk(rows: rows.count) { row in
                rows[row].end(with: present.values[row], since: start, at: asOf.now, add)
                return AbsenceReason(rawValue: rows[row].absence).map(Measured.absent) ?? number(rows[row].result)
            }
        }
    }

    private func take<Result>(
        _ column: PastColumn, of stretch: Stretch, under model: NumberChunk, into rows: inout [WindowRow<Result>],
        _ add: (inout Result, Double, Moment) -> Void
    ) {
        let values = column.values.rows(stretch)
        let isOfOther = column.models?.rows(stretch).differences(to: model)
        for row in rows.indices where rows[row].absence == 0 {
            if isOfOther?[row] == 1 {
                if column.at >= start { rows[row].absence = AbsenceReason.noHistory.rawValue }
            } else if values.absences[row] == 0 {
                if column.at < start {
                    rows[row].held = values.values[row]
                } else {
                    rows[row].take(
                        values.values[row], at: column.at, since: start, latestBeginning: latestBeginning, add)
                }
            }
        }
    }
}

/// One account on its way through a window.
private struct WindowRow<Result> {
    var result: Result
    /// 0 as long as nothing speaks against a number.
    var absence: UInt8 = 0
    /// The last value from before the span, until the next one comes.
    var held: Double?
    private var isCovered = false

    init(_ result: Result) { self.result = result }

    mutating func take(
        _ value: Double, at moment: Moment, since start: Moment, latestBeginning: Moment,
        _ add: (inout Result, Double, Moment) -> Void
    ) {
        if let before = held {
            if moment > start { add(&result, before, start) }
            held = nil
            isCovered = true
        }
        isCovered = isCovered || moment <= latestBeginning
        guard isCovered else {
            absence = AbsenceReason.noHistory.rawValue
            return
        }
        add(&result, value, moment)
    }

    mutating func end(
        with present: Double, since start: Moment, at now: Moment, _ add: (inout Result, Double, Moment) -> Void
    ) {
        guard absence == 0 else { return }
        if let before = held {
            add(&result, before, start)
            isCovered = true
        }
        add(&result, present, now)
        if !isCovered { absence = AbsenceReason.noHistory.rawValue }
    }
}
