/// A page in Prometheus' text form, version 0.0.4: each family once, with what it is, and its samples below.
struct MetricsPage {
    enum Kind: String {
        case counter, gauge, histogram
    }

    struct Sample {
        /// What is appended to the family's name, in a histogram.
        var suffix = ""
        var labels: [(name: String, value: String)] = []
        let value: Double
    }

    private(set) var text = ""

    /// A family without samples is left out.
    mutating func add(_ name: String, as kind: Kind = .gauge, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples { text += "\(name)\(sample.suffix)\(sample.written)\n" }
    }

    mutating func add(_ name: String, as kind: Kind = .gauge, _ help: String, _ value: Double?) {
        add(name, as: kind, help, value.map { [Sample(value: $0)] } ?? [])
    }

    /// A sample for each, in order of the label.
    mutating func add(
        _ name: String, as kind: Kind = .gauge, _ help: String, by label: String, _ values: [String: some BinaryInteger]
    ) {
        add(
            name, as: kind, help,
            values.sorted { $0.key < $1.key }.map { Sample(labels: [(label, $0.key)], value: Double($0.value)) })
    }

    mutating func add(_ name: String, _ help: String, _ histogram: Histogram) {
        let buckets = histogram.buckets.map {
            Sample(suffix: "_bucket", labels: [("le", $0.bound)], value: Double($0.count))
        }
        add(
            name, as: .histogram, help,
            buckets + [
                Sample(suffix: "_sum", value: histogram.sum), Sample(suffix: "_count", value: Double(histogram.count)),
            ])
    }
}

extension MetricsPage.Sample {
    fileprivate var written: String {
        let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        // A number without a fraction is written without one, where a double says it exactly.
        let isWhole = value.magnitude < 9e15 && value == value.rounded()
        return (pairs.isEmpty ? "" : "{\(pairs)}") + " " + (isWhole ? String(Int64(value)) : "\(value)")
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// How often something took how long, in seconds.
package struct Histogram: Sendable, Hashable {
    /// What takes longer than the last is counted in none of them.
    static let bounds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

    private(set) var sum = 0.0
    private(set) var count = 0
    private var counts = [Int](repeating: 0, count: bounds.count)

    mutating func take(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        sum += seconds
        count += 1
        if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { counts[place] += 1 }
    }

    /// How many took no longer than each bound.
    fileprivate var buckets: [(bound: String, count: Int)] {
        var below = 0
        let known = zip(Self.bounds, counts).map { bound, count in
            below += count
            return (bound: "\(bound)", count: below)
        }
        return known + [("+Inf", count)]
    }
}
