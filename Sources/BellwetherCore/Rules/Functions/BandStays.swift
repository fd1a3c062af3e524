import CEL
import Columns

/// For how many days accounts have been in their bands, counted back over the days that are over.
///
/// Of each of those days the band counts that it ended with: within a day scores may come and go, and of days long past
/// nothing else is kept.
struct BandStays: Sendable {
    private let wanted: Set<Int>?
    private let today: Day
    private let zone: Zone
    private let rows: [Int]
    private let now: Numbers
    private let scores: Numbers
    private let models: Numbers
    /// How the days ended, the latest first.
    private let past: [PastColumn]

    static let lookBacks = [LookBack(path, days: reach), LookBack(LookBack.modelPath, days: reach)]

    private static let path = "health.band"
    static let reach = 180

    /// Of bands by their codes; of none, the band that each account is in.
    init(in wanted: Set<Int>?, _ sight: Sight) {
        self.wanted = wanted
        today = sight.asOf.today
        zone = sight.asOf.zone
        rows = sight.accounts.chunks.map(\.count)
        now = sight.currentColumn(Self.path)
        scores = sight.currentColumn("health.score")
        models = sight.models
        past = sight.dayEnds(of: Self.path, days: Self.reach)
    }

    var numbers: PastNumbers { PastNumbers { days(of: $0) } }

    private func days(of stretch: Stretch) -> NumberChunk {
        let rows = stretch.rows.count
        return days(of: stretch, anew: 0..<rows, .absent(.noData, rows: rows))
    }

    /// Of some rows; of the others it stays what is known.
    private func days(of stretch: Stretch, anew rows: some Sequence<Int>, _ known: NumberChunk) -> NumberChunk {
        var walk = BandWalk(
            from: now.rows(stretch), scores.rows(stretch), under: models.rows(stretch), of: rows, in: wanted, known)
        for day in past {
            if walk.isOver { break }
            walk.goBack(
                to: day.values.rows(stretch), under: day.models?.rows(stretch),
                daysAgo: today - zone.day(of: day.at))
        }
        return walk.days
    }

    // MARK: From turn to turn

    var columnReader: ColumnReader {
        ColumnReader(
            { chunk in .numbers(days(of: whole(chunk))) },
            renewing: { before in
                let before = BandStays(in: wanted, before)
                guard hasSamePast(as: before) else { return nil }
                return { chunk, then in renewed(chunk, then, since: before) }
            })
    }

    private func whole(_ chunk: Int) -> Stretch { Stretch(chunk: chunk, rows: 0..<rows[chunk]) }

    /// Where bands, scores and models are as they were at a turn of the same day, stays are too.
    private func renewed(_ chunk: Int, _ then: BatchColumn, since before: BandStays) -> BatchColumn {
        let stretch = whole(chunk)
        guard case .doubles(let values, let absences, from: 0) = then, values.count <= rows[chunk] else {
            return .numbers(days(of: stretch))
        }
        let anew = moved(in: stretch, since: before)
        if anew.isEmpty, values.count == rows[chunk] { return then }
        let beyond = rows[chunk] - values.count
        let known = NumberChunk(
            values: values + repeatElement(0, count: beyond),
            absences: (absences ?? ContiguousArray(repeating: 0, count: values.count))
                + repeatElement(AbsenceReason.noData.rawValue, count: beyond))
        return .numbers(days(of: stretch, anew: anew, known))
    }

    private func moved(in stretch: Stretch, since before: BandStays) -> [Int] {
        let (scored, scoredThen) = (scores.rows(stretch).absences, before.scores.rows(stretch).absences)
        let bands = now.rows(stretch).differences(to: before.now.rows(stretch))
        let others = models.rows(stretch).differences(to: before.models.rows(stretch))
        return (0..<stretch.rows.count).filter { row in
            scored[row] != scoredThen[row] || bands?[row] == 1 || others?[row] == 1
        }
    }

    private func hasSamePast(as other: BandStays) -> Bool {
        today == other.today && past.count == other.past.count
            && zip(past, other.past).allSatisfy { $0.isSame(as: $1) }
    }
}

/// How long some rows have been in their bands, as the days are gone back through.
private struct BandWalk {
    private let wanted: Set<Int>?
    private let band: NumberChunk
    private let model: NumberChunk
    private var numbers: ContiguousArray<Double>
    private var absences: ContiguousArray<UInt8>
    /// The rows whose stay may go further back.
    private var open: [Int] = []

    init(
        from band: NumberChunk, _ scores: NumberChunk, under model: NumberChunk, of rows: some Sequence<Int>,
        in wanted: Set<Int>?, _ known: NumberChunk
    ) {
        self.wanted = wanted
        self.band = band
        self.model = model
        (numbers, absences) = (known.values, known.absences)
        for row in rows {
            numbers[row] = 0
            absences[row] = scores.absences[row] != 0 ? scores.absences[row] : band.absences[row]
            if absences[row] == 0, belongs(band.values[row], of: row) { open.append(row) }
        }
    }

    var isOver: Bool { open.isEmpty }

    var days: NumberChunk { NumberChunk(values: numbers, absences: absences) }

    private func belongs(_ code: Double, of row: Int) -> Bool {
        wanted?.contains(Int(code)) ?? (code == band.values[row])
    }

    mutating func goBack(to then: NumberChunk, under models: NumberChunk?, daysAgo: Int) {
        let others = models?.differences(to: model)
        open = open.filter { row in
            // Without a score the stay had not begun, under whichever model; who was not there yet had none.
            guard then.absences[row] == 0 else { return false }
            if others?[row] == 1 {
                absences[row] = AbsenceReason.noHistory.rawValue
                return false
            }
            guard belongs(then.values[row], of: row) else { return false }
            numbers[row] = Double(daysAgo)
            return true
        }
    }
}
