import CEL
import Columns

extension Field {
    static let health: [Field] = ofScore(nil) + [computed, overridden, overrideUntil, trend, daysInBand]

    /// The fields of one of an account's scores: `health.score`, or `health.adoption.score`.
    static func ofScore(_ name: String?) -> [Field] {
        [
            number(
                "score", of: name, .score, "0 to 100, to a tenth of a point.", example: "48.2", \HealthScores.score),
            number(
                "coverage", of: name, .ratio, "The share of the model's weight that is known.", example: "0.8",
                \HealthScores.coverage),
            band(of: name),
        ]
    }

    /// A field of a score that the rule files name themselves.
    static func ofNamedScore(_ path: String) -> Field? {
        let parts = path.split(separator: ".")
        guard parts.count == 3, parts[0] == "health" else { return nil }
        return ofScore(String(parts[1])).first { $0.variable.name == path }
    }

    /// Where conditions run before there is health, its names are not known.
    private static let scopes = RuleVocabulary.Scope.ofAccounts.subtracting([.measures])

    private static func number(
        _ key: String, of name: String?, _ unit: Unit, _ help: String, example: String,
        _ column: any KeyPath<HealthScores, Numbers> & Sendable
    ) -> Field {
        let path = HealthScores.prefix(of: name) + key
        let variable = Variable(path, .double, unit: unit.name, help: help, example: example)
        // Of a group it is the average.
        return Field(variable: variable, scopes: scopes.union([.group]), hangsOn: .health) { sight in
            sight.reader(
                ofColumn: sight.health(making: name)?[keyPath: column] ?? Numbers(chunks: []), called: path)
        }
        .inColumns { sight in
            sight.columnReader(of: sight.health(making: name)?[keyPath: column] ?? Numbers(chunks: []))
        }
    }

    /// Absent where there is no score: a band named 'unknown' would make `health.band != 'good'` true of everybody
    /// whose data is late.
    private static func band(of name: String?) -> Field {
        let path = HealthScores.prefix(of: name) + "band"
        return Field(
            variable: Variable(path, .string, unit: Unit.band.name, help: "The key of its band.", example: "poor"),
            scopes: scopes, hangsOn: .health
        ) { sight in
            let absences = Absences(of: path)
            guard let health = sight.health(making: name) else { return { _ in absences[.noData] } }
            let keys = health.bands.map { Value.string($0.key) }
            return { row in
                if let reason = health.score.measured(row.slot).reason { return absences[reason] }
                guard let code = health.band.measured(row.slot).value, keys.indices.contains(Int(code)) else {
                    return absences[.noData]
                }
                return keys[Int(code)]
            }
        }
        .inColumns { sight in
            guard let health = sight.health(making: name) else { return ColumnReader { _ in .rows } }
            return health.bandColumn(in: sight)
        }
    }
}

extension HealthScores {
    /// The keys of bands, absent where there is no score.
    fileprivate func bandColumn(in sight: Sight) -> ColumnReader {
        let keys = bands.map(\.key)
        return ColumnReader { chunk in
            let rows = sight.accounts.chunks[chunk].count
            guard chunk < band.chunks.count, band.chunks[chunk].count == rows, chunk < score.chunks.count,
                score.chunks[chunk].count == rows
            else { return .rows }
            let (bands, scores) = (band.chunks[chunk], score.chunks[chunk])
            let codes = bands.values.indices.map { row in
                let code = Int(bands.values[row])
                let isKnown = bands.absences[row] == 0 && scores.absences[row] == 0 && keys.indices.contains(code)
                return isKnown ? UInt16(code) : TextChunk.absent
            }
            return .texts(TextChunk(texts: keys, codes: ContiguousArray(codes)))
        }
    }
}

// MARK: Overrides

extension Field {
    private static let computed = Field(
        variable: Variable(
            "health.computed", .double, unit: Unit.score.name,
            help: "The score before anybody overrode it; the score itself where nobody did.", example: "48.2"),
        scopes: scopes, hangsOn: .health
    ) { sight in
        sight.reader(
            ofColumn: sight.health?.computed ?? sight.health?.score ?? Numbers(chunks: []), called: "health.computed")
    }

    private static let overridden = Field(
        variable: Variable(
            "health.overridden", .bool, unit: Unit.flag.name,
            help: "Whether somebody's word stands over the score today.",
            example: "false"),
        scopes: scopes, hangsOn: .nothing
    ) { sight in
        let slots = Set((sight.health?.overrides ?? [:]).keys)
        return { row in .bool(slots.contains(row.slot)) }
    }

    /// Known after it lapsed too, as long as the override stands in its file: a rule can say that it is over.
    private static let overrideUntil = Field(
        variable: Variable(
            "health.override_until", .timestamp, unit: Unit.day.name,
            help:
                "The last day of the override of its score, also when that is past; absent where there never was one.",
            example: "2026-12-31"),
        scopes: scopes, hangsOn: .nothing
    ) { sight in
        let absent = Absences(of: "health.override_until")[.noData]
        let begun = (sight.health?.models.overrides ?? []).filter { $0.scoreName == nil && $0.from <= sight.asOf.today }
        let days = Dictionary(
            begun.compactMap { entry in sight.accounts.slots[entry.account].map { ($0, entry.until) } },
            uniquingKeysWith: max)
        return { row in days[row.slot].map { .moment(sight.asOf.zone.start(of: $0)) } ?? absent }
    }
}

// MARK: Over time

extension Field {
    private static let trend: Field = {
        let reason = Absences(of: "health.trend")
        return Field(
            variable: Variable(
                "health.trend", .string, unit: Unit.text.name,
                help:
                    "Where the score went in thirty days: up, down, or flat as long as it is no more than two points.",
                example: "down"),
            scopes: scopes, hangsOn: .health, lookBacks: LookBack.over(HealthHistory.month, of: "health.score")
        ) { sight in
            let trends = HealthTrends(overDays: 30, in: sight)
            return { row in
                let trend = trends.trend(of: row.slot)
                return trend.direction.map { .string($0.rawValue) } ?? reason[trend.change.reason ?? .noHistory]
            }
        }
        .inColumns { sight in
            let trends = HealthTrends(overDays: 30, in: sight)
            return ColumnReader { chunk in
                let rows = trends.trends(of: Stretch(chunk: chunk, rows: 0..<sight.accounts.chunks[chunk].count))
                return .texts(HealthTrend.Direction.texts(of: rows.map(\.direction)))
            }
        }
    }()

    private static let daysInBand: Field = {
        let absences = Absences(of: "health.days_in_band")
        return Field(
            variable: Variable(
                "health.days_in_band", .double, unit: Unit.days.name,
                help: "For how many days, up to 180, it has been in its band.", example: "12"),
            scopes: scopes, hangsOn: .health, lookBacks: BandStays.lookBacks
        ) { sight in
            let days = BandStays(in: nil, sight).numbers
            return { row in absences.value(days(row.slot)) }
        }
        .inColumns { sight in BandStays(in: nil, sight).columnReader }
    }()
}

extension HealthTrend.Direction {
    fileprivate static func texts(of directions: [Self?]) -> TextChunk {
        let codes = directions.map { $0.flatMap(all.firstIndex).map { UInt16($0) } ?? TextChunk.absent }
        return TextChunk(texts: all.map(\.rawValue), codes: ContiguousArray(codes))
    }

    private static let all: [Self] = [.up, .flat, .down]
}
