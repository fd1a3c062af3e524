import ArgumentParser
import BellwetherConfig
import BellwetherCore
import Foundation
import Trials

/// `test`: runs the tests that rules carry, and plays the scenarios beside them.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs the tests that rules carry, and the scenarios beside them.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "Rule files, or folders of them. Without any, the installation's rules are tested.")
    var paths: [String] = []

    @Flag(name: .long, help: "Lists what no test and no scenario has tried: rules, thresholds, severities, routes.")
    var coverage = false

    @Option(name: .long, help: ArgumentHelp("Also writes the results as JUnit XML.", valueName: "file"))
    var junit: String?

    func run() async throws {
        let report = try report()
        for failure in report.failures { print(failure) }
        if !report.untested.isEmpty { print("without a test: \(report.untested.joined(separator: ", "))") }
        if coverage { print(CoverageText(report.coverage).text) }
        print(summary(of: report))
        if let junit { try write(report.junit, to: junit) }
        if report.failedCount > 0 { throw Exit.findings }
    }

    private func summary(of report: TestReport) -> String {
        let rules = Set(report.tests.map(\.group)).union(report.untested).count
        let passed = report.cases.count - report.failedCount
        let scenarios = report.scenarios.isEmpty ? "" : ", \(counted(report.scenarios.count, "scenario"))"
        return "\(counted(rules, "rule"))\(scenarios): \(passed) passed, \(report.failedCount) failed"
    }

    private func report() throws -> TestReport {
        guard !paths.isEmpty else {
            let sound = try installation.sound()
            return TestReport(of: sound.policy, sound.scenarios, routing: sound.policy.routing)
        }
        let folder = try RuleFolder.read(paths)
        if folder.reading.errorCount > 0 {
            print(folder.reading.rendered)
            throw Exit.findings
        }
        return TestReport(of: .alone(folder.rules, folder.models), folder.scenarios, routing: nil)
    }
}

/// What is tried and what is not, a line for each rule.
struct CoverageText {
    private let coverage: Coverage

    init(_ coverage: Coverage) { self.coverage = coverage }

    var text: String {
        let width = coverage.parts.map(\.name.count).max() ?? 0
        let lines = coverage.parts.map { part in
            let name = part.name + String(repeating: " ", count: width - part.name.count)
            let share = "\(part.tried.count) of \(part.tried.count + part.untried.count)"
            let never = part.untried.isEmpty ? "" : "   never: \(part.untried.joined(separator: ", "))"
            return "  \(name)  \(share)\(never)"
        }
        return (["tried: \(coverage.triedCount) of \(counted(coverage.count, "branch", "branches"))"] + lines)
            .joined(separator: "\n")
    }
}
