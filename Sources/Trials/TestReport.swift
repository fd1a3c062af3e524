package import BellwetherCore
package import Diagnostics

/// Every test and every scenario, and what came of each.
package struct TestReport: Sendable {
    package struct Case: Sendable, Hashable {
        /// The rule, or the file of a scenario.
        package let group: String
        package let name: String
        package let place: Place
        /// Nothing where it has passed.
        package let failures: [String]
    }

    package let tests: [Case]
    package let scenarios: [Case]
    package let untested: [String]
    package let coverage: Coverage

    package init(of policy: Policy, _ scenarios: [Scenario], routing: Routing?) {
        let rules = policy.rules.rules
        let runs = scenarios.map { ScenarioRun(of: $0, under: policy) }
        tests = rules.flatMap { rule in
            rule.tests.enumerated().map { number, test in
                let result = test.run(on: rule)
                return Case(
                    group: rule.id, name: test.name ?? "test \(number + 1)", place: result.place,
                    failures: result.hasPassed ? [] : ["\(result.place): \(rule.id): \(result.words)"])
            }
        }
        self.scenarios = runs.map { run in
            Case(
                group: run.scenario.place.file, name: run.scenario.name, place: run.scenario.place,
                failures: run.failures.map { "\($0.place): '\(run.scenario.name)': \($0.words)" })
        }
        let tried = Set(runs.flatMap(\.changes).map(\.alert.rule))
        untested = rules.filter { $0.tests.isEmpty && !tried.contains($0.id) }.map(\.id)
        coverage = Coverage(of: rules, tests: runs, routing: routing)
    }

    package var cases: [Case] { tests + scenarios }
    package var failures: [String] { cases.flatMap(\.failures) }
    package var failedCount: Int { cases.count { !$0.failures.isEmpty } }

    /// As continuous integration reads it.
    package var junit: String {
        let groups = Dictionary(grouping: cases, by: \.group).sorted { $0.key < $1.key }
        let suites = groups.map { group, cases in
            let failed = cases.count { !$0.failures.isEmpty }
            return "  <testsuite name=\"\(group.xml)\" tests=\"\(cases.count)\" failures=\"\(failed)\">\n"
                + cases.map(\.junit).joined() + "  </testsuite>\n"
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bellwether\" tests=\"\(cases.count)\" "
            + "failures=\"\(failedCount)\">\n\(suites.joined())</testsuites>\n"
    }
}

extension TestReport.Case {
    fileprivate var junit: String {
        let open =
            "    <testcase classname=\"\(group.xml)\" name=\"\(name.xml)\" file=\"\(place.file.xml)\" line=\"\(place.line)\""
        guard let first = failures.first else { return open + "/>\n" }
        let summary = first.prefix { $0 != "\n" }
        return open + ">\n      <failure message=\"\(String(summary).xml)\">\(failures.joined(separator: "\n").xml)"
            + "</failure>\n    </testcase>\n"
    }
}

extension String {
    /// Escaped, and without what XML 1.0 has no place for.
    package var xml: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\n", "\t": text.unicodeScalars.append(scalar)
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                if isAllowed { text.unicodeScalars.append(scalar) }
            }
        }
    }
}
