import Glibc
package import Logging

/// Writes log lines to stderr: for journald with a priority and no time, elsewhere with both in words; one event is
/// one line, whatever is in it.
package struct LogLines: LogHandler {
    package enum Form: String, Sendable, CaseIterable {
        case text, json
    }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let form: Form
    private let isForJournal: Bool

    package init(label: String, level: Logger.Level, form: Form, isForJournal: Bool) {
        self.label = label
        logLevel = level
        self.form = form
        self.isForJournal = isForJournal
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let line = form == .json ? json(event, fields) : text(event, fields)
        let bytes = Array((prefix(event.level) + line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// journald's `<N>`, which it takes off and makes the line's priority.
    private func prefix(_ level: Logger.Level) -> String {
        guard isForJournal else { return "" }
        switch level {
        case .trace, .debug: return "<7>"
        case .info: return "<6>"
        case .notice: return "<5>"
        case .warning: return "<4>"
        case .error: return "<3>"
        case .critical: return "<2>"
        }
    }

    private func text(_ event: LogEvent, _ fields: [(key: String, value: Logger.Metadata.Value)]) -> String {
        let values = fields.map { " \($0.key)=\(quoted("\($0.value)"))" }.joined()
        let message = escaped("\(event.message)")
        return isForJournal ? message + values : "\(Self.now()) \(event.level) \(message)\(values)"
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.Metadata.Value)]) -> String {
        var pairs = [
            "\"time\":\"\(Self.now())\"", "\"level\":\"\(event.level)\"", "\"message\":\(jsonText("\(event.message)"))",
        ]
        pairs += fields.map { "\(jsonText($0.key)):\(jsonText("\($0.value)"))" }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private func quoted(_ text: String) -> String {
        let safe = escaped(text)
        return safe.utf8.contains(UInt8(ascii: " ")) || safe.isEmpty ? "\"\(safe)\"" : safe
    }

    private func jsonText(_ text: String) -> String { "\"\(escaped(text))\"" }

    private func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20: result += "?"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether stderr is the journal's own stream, by systemd's word and the file's identity.
    package static func isJournal(environment: [String: String]) -> Bool {
        guard let stream = environment["JOURNAL_STREAM"] else { return false }
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }
}

extension String {
    /// Each line with journald's mark of an error.
    package var asErrorsInJournal: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { "<3>" + $0 }.joined(separator: "\n")
    }
}
