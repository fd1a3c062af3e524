package import Diagnostics

/// Collects what is wrong while files are read, so that all of it is said at once.
package final class DiagnosticReport {
    package private(set) var diagnostics: [Diagnostic] = []

    package init() {}

    package func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    package func add(_ more: [Diagnostic]) { diagnostics += more }

    package var hasErrors: Bool { diagnostics.hasErrors }
}
