import ArgumentParser
import BellwetherConfig
import BellwetherCore
import Foundation

/// `test`: runs the tests that rules carry.
struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs the tests that rules carry.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "Rule files, or folders of them. Without any, the installation's rules are tested.")
    var paths: [String] = []

    func run() async throws {
        let rules = try rules()
        var passed = 0
        var failed = 0
        for rule in rules {
            for test in rule.tests {
                let result = test.run(on: rule)
                if result.hasPassed { passed += 1 } else { failed += 1 }
                if !result.hasPassed { print("\(result.place): \(rule.id): \(result.words)") }
            }
        }
        let untested = rules.filter(\.tests.isEmpty).map(\.id)
        if !untested.isEmpty { print("without a test: \(untested.joined(separator: ", "))") }
        print("\(counted(rules.count, "rule")): \(passed) passed, \(failed) failed")
        if failed > 0 { throw Exit.findings }
    }

    private func rules() throws -> [Rule] {
        guard !paths.isEmpty else { return try installation.sound().policy.rules.rules }
        let files = try RuleFiles.read(paths)
        if files.reading.errorCount > 0 {
            print(files.reading.rendered)
            throw Exit.findings
        }
        return files.rules
    }
}
