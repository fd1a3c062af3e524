/// Finds what a writer probably meant.
package enum Suggestion {
    /// `did you mean 'days_until'?` where something close is known; else what is allowed, while that is a short list.
    package static func help(for written: String, among known: some Collection<String>, naming noun: String) -> String?
    {
        if let close = nearest(to: written, among: known) { return "did you mean \(Printable.quoted(close))?" }
        let sorted = known.sorted()
        guard !sorted.isEmpty, sorted.count <= 5 else { return nil }
        return sorted.count == 1 ? "it can only be \(inProse(sorted))" : "\(noun) are \(inProse(sorted))"
    }

    /// The closest known word, if at most a third of the written one would have to change; else the only one of which
    /// it is the beginning or the last part.
    package static func nearest(to written: String, among known: some Collection<String>) -> String? {
        closest(to: written, among: known) ?? onlyWhole(of: written, among: known)
    }

    /// `keep_firing` of 'keep_firing_for', `tier` of 'account.tier'.
    private static func onlyWhole(of written: String, among known: some Collection<String>) -> String? {
        guard written.utf8.count >= 3 else { return nil }
        let wholes = known.filter { $0.hasPrefix(written) || $0.hasSuffix("." + written) }
        return wholes.count == 1 ? wholes.first : nil
    }

    private static func closest(to written: String, among known: some Collection<String>) -> String? {
        let word = Array(written.lowercased().unicodeScalars.prefix(80))
        let limit = word.count / 3
        var best: (word: String, distance: Int)?
        for candidate in known.sorted() {
            let other = Array(candidate.lowercased().unicodeScalars.prefix(80))
            guard abs(other.count - word.count) <= limit else { continue }
            let distance = distance(from: word, to: other)
            if distance <= limit, distance < (best?.distance ?? .max) { best = (candidate, distance) }
        }
        return best?.word
    }

    /// `'a'`, `'a' and 'b'`, `'a', 'b' and 'c'`.
    package static func inProse(_ names: [String]) -> String { inProse(names, before: "and") }

    /// `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`.
    package static func alternatives(_ names: [String]) -> String { inProse(names, before: "or") }

    private static func inProse(_ names: [String], before word: String) -> String {
        let quoted = names.map(Printable.quoted)
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "none" }
        return quoted.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// Damerau-Levenshtein distance in its restricted form: a swap of neighbours is one change.
    private static func distance(from left: [Unicode.Scalar], to right: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...max(1, left.count) where row <= left.count {
            var current = [row]
            for column in 1...max(1, right.count) where column <= right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var value = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    value = min(value, before[column - 2] + 1)
                }
                current.append(value)
            }
            (before, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
