import CEL

extension StoryTeller {
    /// Why, in one line: for rules about health what moved the score, for others the values that decided.
    func reason(of rule: Rule, for row: SubjectRow, _ story: Story, lacking absent: [String]) -> String {
        guard isAboutHealth(rule), row.group == nil else {
            return values(deciding: rule, for: row).joined(separator: " · ")
        }
        let lost = losses(of: row.slot)
        // What made a score rise is no reason for it to be low.
        if story.hasRisen, healthHistory.bandsAbove(row.slot) > 0, !lost.isEmpty { return lost }
        let words = movements(story, lacking: absent)
        if !words.isEmpty { return words.joined(separator: " · ") }
        return lost.isEmpty ? values(deciding: rule, for: row).joined(separator: " · ") : lost
    }

    /// Where nothing has moved, or nothing is known of a month ago: `points lost to licences 31, NPS 10`.
    private func losses(of slot: Int) -> String {
        let words = healthHistory.losses(slot).prefix(3).map { "\($0.measure.spoken) \(Wording.rounded($0.points))" }
        return words.isEmpty ? "" : "Points lost to " + words.joined(separator: ", ")
    }

    /// `Licences −10.1`, `payment counts now (invoice 12 is 33 days late) −8.9`, `NPS not known`: the largest first.
    private func movements(_ story: Story, lacking absent: [String]) -> [String] {
        let ofMeasures = story.contributions.compactMap { part in part.change.map { (part.measure.spoken, $0) } }
        let others = story.otherChanges.map { ($0.words ?? HealthChange.inProse($0.term), $0.points) }
        let changes = (ofMeasures + others).filter { $0.1 != 0 }.sorted { (abs($0.1), $1.0) > (abs($1.1), $0.0) }
        let unit = Unit.score.change
        let words = changes.map { "\($0.0) \(printer.text(.double($0.1), unit: unit))" }
        return words.isEmpty ? [] : (words + absent.map { "\($0.spoken) not known" }).capitalisingFirst
    }

    /// `usage trend −32 %`: what the deciding parts of the condition read, each once.
    private func values(deciding rule: Rule, for row: SubjectRow) -> [String] {
        let references = rule.when.references
        let readers = readers(of: rule)
        var seen: Set<Int> = []
        let words = rule.when.decidingReadings(reading: { readers[$0](row) }).compactMap { index -> String? in
            let reference = references[index]
            guard !reference.name.hasPrefix(Threshold.prefix), seen.insert(index).inserted else { return nil }
            return "\(reference.spoken) \(printer.text(readers[index](row), of: reference))"
        }
        return words.capitalisingFirst
    }
}

extension Story {
    fileprivate var hasRisen: Bool {
        guard let score, let scoreThen else { return false }
        return score >= scoreThen
    }
}

extension Reference {
    /// `usage.trend` is said as "usage trend"; a look-back as what it looks back on, with its span.
    fileprivate var spoken: String {
        switch origin {
        case .variable: return name.spoken
        case .function(let function, of: let fields, with: let literals):
            let span = literals.first.map { "\(function.spoken) \(ValuePrinter.plain($0))" } ?? function.spoken
            // Of a band there is no field: "share in band red".
            return fields.first.map { "\($0.name.spoken), \(span):" } ?? "\(span):"
        }
    }
}

extension ValuePrinter {
    fileprivate static func plain(_ value: Value) -> String {
        if case .string(let text) = value { text } else { value.text }
    }
}

extension String {
    /// Names of files as words: dots and underscores become blanks, and what is spelled out stands in capitals.
    var spoken: String {
        let words = split { $0 == "_" || $0 == "." }
        return words.map { Self.spelledOut.contains(String($0)) ? $0.uppercased() : String($0) }.joined(separator: " ")
    }

    private static let spelledOut: Set = ["arr", "clv", "csat", "mrr", "nps"]

    package var capitalised: String {
        guard let first = unicodeScalars.first else { return self }
        return first.properties.uppercaseMapping + String(unicodeScalars.dropFirst())
    }
}

extension [String] {
    /// One line that begins like a sentence.
    fileprivate var capitalisingFirst: [String] { prefix(1).map(\.capitalised) + dropFirst() }
}

extension HealthChange {
    /// What changed a score, as a message says it; a measure by its own name.
    package static func inProse(_ term: String) -> String {
        switch term {
        case Cause.coverage.name: "data that came or went"
        case Cause.limits.name: "caps and floors"
        case Cause.config.name: "health model changed"
        default: term
        }
    }
}
