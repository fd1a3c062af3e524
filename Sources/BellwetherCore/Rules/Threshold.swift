package import CEL
package import Diagnostics

/// A number of a rule that its writer may change without touching the condition, and that may differ by a field.
package struct Threshold: Sendable {
    static let prefix = "threshold."

    package let name: String
    /// What decides among the values; nothing where there is one value for all.
    package let by: Reference?
    package let values: [String: Double]
    package let fallback: Double
    package let place: Place

    package init(
        name: String, by: Reference? = nil, values: [String: Double] = [:], default fallback: Double, at place: Place
    ) {
        self.name = name
        self.by = by
        self.values = values
        self.fallback = fallback
        self.place = place
    }

    /// As conditions write it: `threshold.floor`.
    package var path: String { Self.prefix + name }

    /// What it is where the deciding field has this value; the default where that is not known.
    package func value(for deciding: Value?) -> Double {
        guard case .string(let key) = deciding else { return fallback }
        return values[key] ?? fallback
    }

    func bound(in sight: Sight) -> Reader {
        let fallback = Value.double(fallback)
        guard let by, !values.isEmpty else { return { _ in fallback } }
        let deciding = sight.reader(of: by)
        let values = values.mapValues(Value.double)
        return { row in
            guard case .string(let key) = deciding(row) else { return fallback }
            return values[key] ?? fallback
        }
    }
}
