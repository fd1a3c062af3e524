import CEL
import Columns

extension Field {
    static let health: [Field] = [
        number("health.score", .score, "0 to 100, to a tenth of a point.", example: "48.2", \HealthScores.score),
        number(
            "health.coverage", .ratio, "The share of the model's weight that is known.", example: "0.8",
            \HealthScores.coverage),
        band,
    ]

    /// Where conditions run before there is health, its names are not known.
    private static let scopes = Set(RuleVocabulary.Scope.allCases).subtracting([.measures])

    private static func number(
        _ path: String, _ unit: Unit, _ help: String, example: String,
        _ column: any KeyPath<HealthScores, Numbers> & Sendable
    ) -> Field {
        let variable = Variable(path, .double, unit: unit.name, help: help, example: example)
        return Field(variable: variable, scopes: scopes, hangsOn: .health) { sight in
            sight.reader(ofColumn: sight.health?[keyPath: column] ?? Numbers(chunks: []), called: path)
        }
    }

    /// Absent where there is no score: a band named 'unknown' would make `health.band != 'good'` true of everybody
    /// whose data is late.
    private static let band = Field(
        variable: Variable(
            "health.band", .string, unit: Unit.band.name, help: "The key of its band.", example: "poor"),
        scopes: scopes, hangsOn: .health
    ) { sight in
        let absences = Absences(of: "health.band")
        guard let health = sight.health else { return { _ in absences[.noData] } }
        let keys = health.bands.map { Value.string($0.key) }
        return { row in
            if let reason = health.score.measured(row.slot).reason { return absences[reason] }
            guard let code = health.band.measured(row.slot).value, keys.indices.contains(Int(code)) else {
                return absences[.noData]
            }
            return keys[Int(code)]
        }
    }
}
