@testable import Documents

/// Looks whether scalars can be followed back into their file, byte for byte.
enum ScalarSurvey {
    /// The texts that cannot.
    static func lost(in yaml: String) -> [String] {
        let bytes = Array(yaml.utf8)
        let layout = Layout(bytes)
        var stream = EventStream(bytes)
        var lost: [String] = []
        while let event = try? stream.next() {
            if case .streamEnd = event.step { break }
            guard case .scalar(let text, let style, _) = event.step else { continue }
            let start = layout.contentStart(from: event.start, to: event.end)
            if !ScalarTrace(of: text, style, from: start, in: layout).isExact { lost.append(text) }
        }
        return lost
    }
}
