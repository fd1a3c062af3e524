import CEL

/// The tables of the rule-writer's manual, drawn from the lists that conditions are checked against.
package enum Manual {
    package static func tables(metrics: [Metric] = Metric.all) -> String {
        let vocabulary = RuleVocabulary(metrics: metrics)
        let sections = [
            fields("Everywhere", of: .measures, in: vocabulary), added(vocabulary), groups, lists, functions,
        ]
        return sections.joined(separator: "\n\n")
    }

    private static func fields(_ title: String, of scope: RuleVocabulary.Scope, in vocabulary: RuleVocabulary) -> String
    {
        section(title, vocabulary.variables(in: scope).filter { !isList($0) })
    }

    /// What rules can read beyond conditions of health models, and under `for_each`.
    private static func added(_ vocabulary: RuleVocabulary) -> String {
        let everywhere = Set(vocabulary.variables(in: .measures).map(\.name))
        let account = vocabulary.variables(in: .account).filter { !everywhere.contains($0.name) && !isList($0) }
        let known = everywhere.union(account.map(\.name))
        let objects: [(String, RuleVocabulary.Scope)] = [
            ("Under `for_each: invoice`", .invoice), ("Under `for_each: contract`", .contract),
            ("Under `for_each: owner`, `tier` … and `portfolio`", .group),
        ]
        let parts = objects.map { title, scope in
            section(title, vocabulary.variables(in: scope).filter { !known.contains($0.name) && !isList($0) })
        }
        return ([section("In rules", account)] + parts).joined(separator: "\n\n")
    }

    private static var lists: String {
        let parts = FactList.all.map { list in
            section("Elements of `\(list.field.variable.name)`", list.object.fields)
        }
        let rows = FactList.all.map { list in
            "| `\(list.field.variable.name)` | \(list.field.variable.help ?? "") |"
        }
        let overview = ["### Lists of facts", "", "| list | what it holds |", "|---|---|"] + rows
        return ([overview.joined(separator: "\n")] + parts).joined(separator: "\n\n")
    }

    /// What is told of accounts together: of an owner's, of a tier's, of all.
    private static var groups: String {
        let rows = GroupMetric.all.map { metric in
            "| `\(metric.name)` | \(metric.unit.rawValue) | \(metric.help) | `\(metric.example.written)` |"
        }
        let head = [
            "### Of groups of accounts", "",
            "In reports over any period; where a rule looks at groups, over the three calendar months before the day.",
            "",
            "| name | unit | what it is | example |", "|---|---|---|---|",
        ]
        return (head + rows).joined(separator: "\n")
    }

    private static var functions: String {
        let rows = RuleFunction.all.map { "| `\($0.name)` | \($0.help) | `\($0.example)` |" }
        return (["### Functions of fields", "", "| function | what it tells | example |", "|---|---|---|"] + rows)
            .joined(separator: "\n")
    }

    private static func section(_ title: String, _ variables: [Variable]) -> String {
        let rows = variables.map { variable in
            "| `\(variable.name)` | \(variable.type) | \(variable.unit ?? "") | \(variable.help ?? "") | \(variable.example.map { "`\($0)`" } ?? "") |"
        }
        let head = ["### \(title)", "", "| name | type | unit | what it is | example |", "|---|---|---|---|---|"]
        return (head + rows).joined(separator: "\n")
    }

    private static func isList(_ variable: Variable) -> Bool {
        if case .list = variable.type { true } else { false }
    }
}
