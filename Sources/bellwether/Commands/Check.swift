import ArgumentParser
import BellwetherConfig
import BellwetherCore
import BellwetherDaemon
import BellwetherStore
import Diagnostics
import Documents
import Foundation

/// `check`: says everything that is wrong with an installation or with single rule files, at once.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks the configuration and all rules; or only the rule files and folders named.")

    @OptionGroup var installation: InstallationOptions

    @Argument(help: "Rule files, or folders of them. Without any, the whole installation is checked.")
    var paths: [String] = []

    func run() async throws {
        let reading = paths.isEmpty ? try installation.read() : try RuleFiles.read(paths).reading
        if !reading.diagnostics.isEmpty { print(reading.rendered) }
        print(summary(of: reading))
        if reading.errorCount > 0 { throw Exit.findings }
    }

    private func summary(of reading: InstallationReading) -> String {
        let errors = counted(reading.errorCount, "error")
        let warnings = counted(reading.warningCount, "warning")
        guard let installation = reading.installation else {
            let running = paths.isEmpty ? " The running rules are unchanged." : ""
            return "\(errors), \(warnings).\(reading.errorCount > 0 ? running : "")"
        }
        let rules = counted(installation.policy.rules.rules.count, "rule")
        let sources = counted(installation.sources.count, "source")
        return "\(errors), \(warnings); \(rules), \(sources), \(counted(installation.receivers.count, "receiver"))."
    }
}

func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// Rule files by themselves, without an installation around them.
struct RuleFiles {
    let rules: [Rule]
    let reading: InstallationReading

    static func read(_ paths: [String]) throws -> RuleFiles {
        let report = DiagnosticReport()
        var texts: [String: SourceText] = [:]
        var files: [Settings] = []
        for path in try expanded(paths) {
            let document = Document.read(try FileSystem.bytes(of: path), named: path)
            texts[path] = document.source
            if let settings = document.settings(reportingTo: report) { files.append(settings) }
        }
        let models = HealthModels.read(from: files, via: report)
        let vocabulary = RuleVocabulary(metrics: Metric.all, bands: models.bands)
        let rules = RuleBook.rules(in: files, against: vocabulary)
        for file in files { file.finish() }
        let reading = InstallationReading(
            installation: nil, diagnostics: report.diagnostics.inOrder(), texts: texts)
        return RuleFiles(rules: rules, reading: reading)
    }

    private static func expanded(_ paths: [String]) throws -> [String] {
        do {
            return try paths.flatMap { path in
                FileSystem.isFolder(path) ? try FileSystem.yamlFiles(below: path) : [path]
            }
        } catch {
            say("bellwether: \(error)")
            throw Exit.missingInput
        }
    }
}
