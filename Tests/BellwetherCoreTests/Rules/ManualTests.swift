import CEL
import Diagnostics
import Foundation
import Testing

@testable import BellwetherCore

/// The manual's tables are made from the lists that conditions are checked against.
@Suite struct ManualTests {
    private static let path = "rules/README.md"
    private static let start = "edit the lists in Sources/BellwetherCore instead -->\n"
    private static let end = "<!-- end of tables -->"

    @Test func `lists what there is; BELLWETHER_RECORD=1 writes it anew`() throws {
        let manual = try Checkout.text(Self.path)
        let start = try #require(manual.range(of: Self.start))
        let end = try #require(manual.range(of: Self.end))
        let wanted = "\n" + Manual.tables() + "\n\n"
        if ProcessInfo.processInfo.environment["BELLWETHER_RECORD"] == "1" {
            let recorded = manual[..<start.upperBound] + wanted + manual[end.lowerBound...]
            try recorded.write(to: Checkout.root.appending(path: Self.path), atomically: true, encoding: .utf8)
        } else {
            #expect(String(manual[start.upperBound..<end.lowerBound]) == wanted)
        }
    }

    @Test func `names every metric and every function`() {
        let tables = Manual.tables()
        for metric in Metric.all { #expect(tables.contains("| `\(metric.name)` |")) }
        for function in RuleFunction.all { #expect(tables.contains("| `\(function.name)` |")) }
    }

    @Test func `shows examples of the language that hold in rules`() {
        let names = RuleVocabulary(metrics: Metric.all).names(in: .account)
        for function in names.functions where function.help != nil {
            guard let example = function.example else {
                Issue.record("'\(function.name)' has no example")
                continue
            }
            let (condition, diagnostics) = Condition.checked(Fragment(example), against: names, expecting: nil)
            #expect(condition != nil && diagnostics.isEmpty, "\(diagnostics)")
        }
    }

    @Test func `has a help and an example for everything`() {
        let vocabulary = RuleVocabulary(metrics: Metric.all)
        for scope in RuleVocabulary.Scope.allCases {
            for variable in vocabulary.variables(in: scope) {
                #expect(variable.help?.isEmpty == false, "\(variable.name)")
                #expect(variable.example?.isEmpty == false, "\(variable.name)")
            }
        }
    }
}
