package import BellwetherCore
package import Diagnostics
import Documents

/// Rule files by themselves, without an installation around them: health models, rules, scenarios, and what is wrong with them.
package struct RuleFolder: Sendable {
    package struct File: Sendable, Hashable {
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    package let rules: [Rule]
    package let models: HealthModels
    package let scenarios: [Scenario]
    package let diagnostics: [Diagnostic]
    package let texts: [String: SourceText]

    package static func read(_ files: [File], zone: @escaping @Sendable (String) -> Zone? = { _ in nil }) -> RuleFolder
    {
        let report = DiagnosticReport()
        var texts: [String: SourceText] = [:]
        let documents = files.map { Document.read($0.bytes, named: $0.name) }
        for document in documents { texts[document.source.name] = document.source }
        let settings = documents.compactMap { $0.readableSettings(reportingTo: report) }
        let models = HealthModels.read(from: settings, via: report, zones: zone)
        let vocabulary = RuleVocabulary(metrics: Metric.all, models: models, zones: zone)
        let rules = RuleBook.rules(in: settings, against: vocabulary)
        let scenarios = Scenario.read(from: settings, about: rules, zone: zone)
        for file in settings { file.finish() }
        return RuleFolder(
            rules: rules, models: models, scenarios: scenarios, diagnostics: documents.told(of: report.diagnostics),
            texts: texts)
    }
}
