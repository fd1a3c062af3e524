/// Slips of the finger, made at every place of the good file where somebody can make them.
extension BrokenFile {
    /// Two letters of a key change places.
    static let keys: [BrokenFile] = found(#/(?:^|[{,\-] |^ +)([a-z_]{3,}):(?= |$)/#).compactMap { line, column, word in
        guard fixedKeys.contains(word) else { return nil }
        let wrong = word.slipped(at: 1)
        return BrokenFile(
            line: line, column: column, word, wrong, "unknown key '\(wrong)'", help: "did you mean '\(word)'?")
    }

    /// Two letters of a name that a condition or a text reads.
    static let names: [BrokenFile] = found(#/(?:[^a-z_.'\/]|^)([a-z]{2,}\.[a-z_]{4,})/#).compactMap {
        line, column, name in
        guard let dot = name.firstIndex(of: "."), !name.hasPrefix("threshold."), name != "invoices.exists",
            name != "tickets.filter"
        else { return nil }
        let wrong = name.slipped(at: name.distance(from: name.startIndex, to: dot) + 2)
        let isMetric = GoodFile.lines[line - 1].dropLast(GoodFile.lines[line - 1].count - column + 1).hasSuffix(
            "metric: ")
        return BrokenFile(
            line: line, column: column, name, wrong,
            isMetric ? "metric '\(wrong)' is not defined" : "unknown name '\(wrong)'",
            help: "did you mean '\(name)'?")
    }

    /// A threshold nobody has given.
    static let thresholds: [BrokenFile] = found(#/(threshold\.[a-z]+)/#).map { line, column, name in
        BrokenFile(line: line, column: column, name, name + "s_of_all", "unknown name '\(name)s_of_all'")
    }

    /// Two letters of a function.
    static let functions: [BrokenFile] = found(#/\b(never|drop|has|days_since|string)\(/#).map { line, column, name in
        let wrong = name.slipped(at: 1)
        return BrokenFile(
            line: line, column: column, name, wrong, "unknown function '\(wrong)'", help: "did you mean '\(name)'?")
    }

    /// Fields of elements of lists.
    static let elements: [BrokenFile] = found(#/[ !(]([it])\.([a-z_]{4,})/#).map { line, column, name in
        let thing = GoodFile.lines[line - 1].contains("invoices") ? "invoice" : "ticket"
        let field = String(name.dropFirst(2))
        let wrong = field.slipped(at: 1)
        return BrokenFile(
            line: line, column: column + 2, field, wrong, said: (line, column + 2), "\(thing) has no field '\(wrong)'",
            help: field == "open" ? nil : "did you mean '\(field)'?")
    }

    /// A word where a number belongs.
    static let numbers: [BrokenFile] = found(
        #/(?:weight|from|renews|min_coverage|default|Enterprise|Team|days|amount|zero_at|full_at|score|days_since|coverage): (-?[0-9.]+)(?=[ ,}]|$)/#
    ).map { line, column, number in
        let isThreshold = GoodFile.lines[line - 1].contains("thresholds: {")
        return BrokenFile(
            line: line, column: column, number, "many", isThreshold ? "must be a number, or a mapping" : "not 'many'")
    }

    /// Words where a duration belongs.
    static let durations: [BrokenFile] = found(#/(?:for|keep_firing_for|firing_after|max_age): ([0-9]+(?:d|bd))/#).map {
        line, column, duration in
        BrokenFile(line: line, column: column, duration, "'two days'", "not 'two days'")
    }

    /// One of a few words, mistyped.
    static let choices: [BrokenFile] = found(
        #/(?:colour|for_each|missing|band_at_most|severity): ([a-z]{4,})(?=[ ,}]|$)/#
    ).map { line, column, word in
        let wrong = word.slipped(at: 1)
        return BrokenFile(line: line, column: column, word, wrong, "not '\(wrong)'", help: "did you mean '\(word)'?")
    }

    /// A number compared with a text.
    static let comparisons: [BrokenFile] = found(#/[<>]=? ([0-9.]+)(?=[ \n)]|$)/#).map { line, column, number in
        let sign = GoodFile.lines[line - 1].prefix(column - 1).split(separator: " ").last.map(String.init) ?? ""
        return BrokenFile(
            line: line, column: column, number, "'\(number)'", said: (line, column - sign.count - 1),
            "'\(sign)' cannot compare")
    }

    static let all = keys + names + thresholds + functions + elements + numbers + durations + choices + comparisons

    private static let fixedKeys: Set = [
        "name", "applies_to", "measures", "metric", "linear", "zero_at", "full_at", "weight", "required", "max_age",
        "bands", "label", "colour", "from", "renews", "min_coverage", "caps", "when", "band_at_most", "why", "alert",
        "was", "summary", "for_each", "thresholds", "default", "values", "for", "clear_when", "keep_firing_for",
        "missing", "labels", "annotations", "tests", "given", "expect", "firing_after", "rules", "health_models",
    ]

    /// Where a pattern stands in the good file: line, column and text of what it catches.
    private static func found<Rest>(_ pattern: Regex<Rest>) -> [(Int, Int, String)] {
        GoodFile.lines.enumerated().flatMap { number, line in
            line.matches(of: pattern).compactMap { match -> (Int, Int, String)? in
                let caught = AnyRegexOutput(match).dropFirst().compactMap(\.range)
                guard let first = caught.first, let last = caught.last else { return nil }
                let range = first.lowerBound..<last.upperBound
                let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
                return (number + 1, column, String(line[range]))
            }
        }
    }
}

extension String {
    /// With two neighbouring letters in each other's place.
    fileprivate func slipped(at offset: Int) -> String {
        var letters = Array(self)
        var place = offset
        while place + 2 < letters.count, letters[place] == letters[place + 1] { place += 1 }
        letters.swapAt(place, place + 1)
        return String(letters)
    }
}
