/// A mistake in a file somebody wrote: where, what, why, and how to fix it.
///
/// The message is one lower-case phrase without a full stop, in the writer's words. Diagnostics are collected
/// and shown all at once, in order; they are never thrown one at a time.
package struct Diagnostic: Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable {
        /// The file cannot be used.
        case error
        /// The file works, but cannot be meant.
        case warning
        /// The file works, and may well be meant; what there is to know about it.
        case note
    }

    package var severity: Severity
    package var place: Place
    package var message: String
    /// Why, where the rule is not obvious.
    package var note: String?
    /// How to fix it, where we know.
    package var help: String?
    /// Whether the line may be shown; not where a secret stands on it.
    package var showsLine = true

    package init(_ severity: Severity, _ message: String, at place: Place, note: String? = nil, help: String? = nil) {
        self.severity = severity
        self.place = place
        self.message = message
        self.note = note
        self.help = help
    }

    package static func error(_ message: String, at place: Place, note: String? = nil, help: String? = nil) -> Self {
        Diagnostic(.error, message, at: place, note: note, help: help)
    }

    package static func warning(_ message: String, at place: Place, note: String? = nil, help: String? = nil) -> Self {
        Diagnostic(.warning, message, at: place, note: note, help: help)
    }

    package static func note(_ message: String, at place: Place, help: String? = nil) -> Self {
        Diagnostic(.note, message, at: place, help: help)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// One line: `rules/health.yaml:14:11: error: unknown function 'days_untill'`.
    package var description: String { "\(place): \(severity.rawValue): \(message)" }
}

extension Sequence<Diagnostic> {
    /// In the order of their places; the same thing said twice is said once.
    package func inOrder() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.sorted {
            ($0.place, $0.message) < ($1.place, $1.message)
        }
    }

    package var hasErrors: Bool { contains { $0.severity == .error } }
}
