import Testing

/// Reads Prometheus' text form as strictly as its documentation has it: each family is described once, before its samples,
/// which stand together, each once; counters end in `_total`, and a histogram's buckets grow.
struct Exposition {
    struct Mistake: Error, CustomStringConvertible {
        let line: String
        let why: String

        var description: String { "\(why): \(line)" }
    }

    private var types: [String: String] = [:]
    private var values: [String: [[String: String]: Double]] = [:]

    init(_ text: String) throws {
        guard text.hasSuffix("\n") else { throw Mistake(line: String(text.suffix(40)), why: "no line end at the end") }
        var (helps, family) = (Set<String>(), "")
        for line in text.split(separator: "\n").map(String.init) {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            switch (words[0], words.dropFirst().first) {
            case ("#", "HELP"):
                guard words.count == 4, helps.insert(words[2]).inserted else {
                    throw Mistake(line: line, why: "help twice")
                }
                family = words[2]
            case ("#", "TYPE"):
                guard words.count == 4, words[2] == family, types[family] == nil else {
                    throw Mistake(line: line, why: "a type that does not follow its help")
                }
                guard (words[3] == "counter") == family.hasSuffix("_total") else {
                    throw Mistake(line: line, why: "a counter is what ends in _total")
                }
                types[family] = words[3]
            default: try take(line, of: family)
            }
        }
    }

    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? { values[name]?[labels] }

    private mutating func take(_ line: String, of family: String) throws {
        let pattern = #/([a-z_][a-z0-9_]*)(?:\{(.*)\})? (\S+)/#
        guard let match = line.wholeMatch(of: pattern), let value = Double(match.3) else {
            throw Mistake(line: line, why: "no sample")
        }
        let name = String(match.1)
        let parts = types[family] == "histogram" ? ["_bucket", "_sum", "_count"].map { family + $0 } : [family]
        guard parts.contains(name) else { throw Mistake(line: line, why: "outside of its family") }
        var labels: [String: String] = [:]
        var rest = (match.2 ?? "")[...]
        while !rest.isEmpty {
            guard let label = rest.prefixMatch(of: #/([a-z_]+)="((?:[^"\\]|\\["\\n])*)"(?:,|$)/#),
                labels.updateValue(String(label.2), forKey: String(label.1)) == nil
            else { throw Mistake(line: line, why: "labels cannot be read") }
            rest = rest[label.range.upperBound...]
        }
        guard values[name, default: [:]].updateValue(value, forKey: labels) == nil else {
            throw Mistake(line: line, why: "the same sample twice")
        }
    }
}
