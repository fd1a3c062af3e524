import Diagnostics
import Documents

/// Reads settings out of a text, and gives all that was complained about as people see it, without the file's name.
func complaints(about yaml: String, reading read: (Settings) -> Void) -> [String] {
    let report = DiagnosticReport()
    if let settings = document(yaml).settings(reportingTo: report) {
        read(settings)
        settings.finish()
    }
    return report.diagnostics.inOrder().map(told)
}

/// What is complained about before any setting is read.
func complaints(about yaml: String) -> [String] { document(yaml).diagnostics.map(told) }

func document(_ yaml: String) -> Document { Document.read(Array(yaml.utf8), named: "file") }

/// The value under a key of the root.
func value(_ key: String, in yaml: String) -> Node? {
    guard case .mapping(let entries)? = document(yaml).root?.content else { return nil }
    return entries.first { $0.name == key }?.value
}

/// `3:5: 'for' must be …; help: …`
private func told(_ diagnostic: Diagnostic) -> String {
    let place = "\(diagnostic.place.line):\(diagnostic.place.column)"
    return "\(place): \(diagnostic.message)" + (diagnostic.help.map { " (\($0))" } ?? "")
}
