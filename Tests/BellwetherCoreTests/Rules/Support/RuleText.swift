import CEL
import Diagnostics
import Documents
import Foundation
import Testing

@testable import BellwetherCore

/// Rules as somebody wrote them, and what is said about them.
struct RuleText {
    let rules: [Rule]
    let report: DiagnosticReport
    let source: SourceText

    init(_ yaml: String, named name: String = "rules/a.yaml", vocabulary: RuleVocabulary = .full) {
        let document = Document.read(Array(yaml.utf8), named: name)
        let report = DiagnosticReport()
        report.add(document.diagnostics)
        source = document.source
        self.report = report
        guard let root = document.root else {
            rules = []
            return
        }
        let settings = Settings(root, report: report)
        rules = RuleBook.rules(in: [settings], against: vocabulary)
        settings.finish()
    }

    /// Each with its place and help, without the snippet of the file.
    var said: [String] {
        report.diagnostics.inOrder().map { diagnostic in
            ([diagnostic.description]
                + [diagnostic.note.map { "note: \($0)" }, diagnostic.help.map { "help: \($0)" }]
                .compactMap { $0 }).joined(separator: "\n")
        }
    }

    /// The only rule of a text without mistakes.
    static func rule(_ yaml: String) throws -> Rule {
        let text = RuleText("rules:\n" + yaml)
        try #require(text.said.isEmpty, "\(text.said)")
        return try #require(text.rules.first)
    }
}

extension RuleVocabulary {
    static let full = RuleVocabulary(metrics: Metric.all, bands: [.poor, .atRisk, .good])
}

extension HealthBand {
    static let poor = HealthBand(key: "poor", label: "At risk", colour: "red", fromTenths: 0, renews: 0.45)
    static let atRisk = HealthBand(key: "at_risk", label: "Watch", colour: "yellow", fromTenths: 500, renews: 0.75)
    static let good = HealthBand(key: "good", label: "Good", colour: "green", fromTenths: 750, renews: 0.95)
}

/// Files of the checkout.
enum Checkout {
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath)
        while url.path != "/", !FileManager.default.fileExists(atPath: url.appending(path: "rules/README.md").path) {
            url.deleteLastPathComponent()
        }
        return url
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func ruleFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "rules").path)
            .filter { $0.hasSuffix(".yaml") }.sorted().map { "rules/\($0)" }
    }
}
