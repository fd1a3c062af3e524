import CEL

/// Texts that some source will send one day, whatever its accounts are called now: a template must bear them.
package struct OddText: Sendable, Hashable {
    /// What it is, in a few words.
    package let name: String
    package let text: String

    package static let all = [
        OddText(name: "of one letter", text: "Q"),
        OddText(name: "of nothing but a blank", text: " "),
        OddText(name: "of 300 letters", text: String(repeating: "Ab", count: 150)),
        OddText(name: "of emoji", text: "👩‍👩‍👧‍👦 🇪🇺 🎉"),
        OddText(name: "written from right to left", text: "שלום \u{202E}עולם"),
        OddText(name: "with markup", text: "<b>@here</b> *x* [y](https://example.com) {{ z }} <!channel>"),
        OddText(name: "with line breaks", text: "A\r\nBcc: b@example.com\n\nC"),
    ]

    /// No text at all, and nothing else known either.
    static let notKnown = OddText(name: "not known", text: "")
}

extension Reference {
    /// Whether what it reads is a text as some source wrote it.
    fileprivate var isSourceText: Bool {
        guard case .variable = origin, type == .string else { return false }
        return !name.hasPrefix("health.") && name != "account.status" && name != "forecast.category"
    }
}

extension Template {
    /// The first odd text that it fails for, and how; the values beside texts are those of somebody there is.
    func oddity(reading read: (Int) -> Value) -> (OddText, EvaluationError)? {
        for odd in OddText.all {
            let error = failure { references[$0].isSourceText ? .string(odd.text) : read($0) }
            if let error { return (odd, error) }
        }
        // With nothing known of anybody, what still fails is in the template itself.
        return failure { .unknown(references[$0].name, because: AbsenceReason.noData.key) }
            .map { (.notKnown, $0) }
    }

    /// The words it has where every text of a source is this one.
    func rendered(
        as odd: OddText, reading read: (Int) -> Value, printing print: (Value, Reference?) -> String
    ) -> String {
        rendered(
            reading: { index in
                if odd == .notKnown { return .unknown(references[index].name, because: AbsenceReason.noData.key) }
                return references[index].isSourceText ? .string(odd.text) : read(index)
            }, printing: print)
    }

    func failure(reading read: (Int) -> Value) -> EvaluationError? {
        var found: EvaluationError?
        _ = rendered(reading: read) { value, _ in
            if case .failure(let error) = value { found = found ?? error }
            return ""
        }
        return found
    }
}
