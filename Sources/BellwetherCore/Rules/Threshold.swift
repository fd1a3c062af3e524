package import CEL
package import Diagnostics

/// A number of a rule that its writer may change without touching the condition.
///
/// It may differ by what an account is, layer upon layer: the base for everybody, then by any field, then by segment,
/// by tier, and for single accounts. The last layer that knows the account decides.
package struct Threshold: Sendable {
    static let prefix = "threshold."

    package let name: String
    package let base: Double
    /// The weakest first.
    package private(set) var layers: [Layer]
    package let place: Place
    /// Where the base is written.
    package let basePlace: Place

    /// Numbers by the value of one field.
    package struct Layer: Sendable {
        package let field: Reference
        package let entries: [Entry]
    }

    package struct Entry: Sendable {
        package let key: String
        package let value: Double
        package let place: Place
        package let keyPlace: Place
        /// The exception that it is; nothing for what the rule says itself.
        package let override: ThresholdOverride?

        func isInForce(on day: Day) -> Bool { override?.isInForce(on: day) ?? true }
    }

    package init(
        name: String, base: Double, layers: [Layer] = [], at place: Place, base basePlace: Place? = nil
    ) {
        self.name = name
        self.base = base
        self.layers = layers
        self.place = place
        self.basePlace = basePlace ?? place
    }

    /// As conditions write it: `threshold.floor`.
    package var path: String { Self.prefix + name }

    /// The fields that choose among its numbers.
    package var fields: [Reference] { layers.map(\.field) }

    package var overrides: [ThresholdOverride] { layers.flatMap(\.entries).compactMap(\.override) }

    /// The same with one more layer where it belongs: an exception goes over what the rule says of the same field.
    mutating func add(_ layer: Layer) {
        let place = layers.firstIndex { $0.strength > layer.strength } ?? layers.endIndex
        layers.insert(layer, at: place)
    }

    /// Differs where the numbers of that day do.
    func meaning(on day: Day) -> String {
        let layers = lookups(on: day).map { lookup in
            let values = lookup.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(lookup.field.name) \(values.joined(separator: ","))"
        }
        return ([name, "\(base)"] + layers).joined(separator: " ")
    }
}

extension Threshold.Layer {
    fileprivate var strength: Int { Self.order.firstIndex(of: field.name) ?? -1 }

    private static let order = ["account.segment", "account.tier", "account.id", "group.key"]
}

// MARK: What it is for somebody

extension Threshold {
    /// The numbers of one layer that are in force.
    package struct Lookup: Sendable {
        package let field: Reference
        package let values: [String: Double]
    }

    /// The layers as they are in force on a day, the weakest first.
    package func lookups(on day: Day) -> [Lookup] {
        layers.compactMap { layer in
            let entries = layer.entries.filter { $0.isInForce(on: day) }
            guard !entries.isEmpty else { return nil }
            return Lookup(
                field: layer.field, values: Dictionary(entries.map { ($0.key, $0.value) }) { _, last in last })
        }
    }

    /// Which number decides, and where it is written.
    package struct Effective: Sendable {
        package let value: Double
        package let place: Place
        /// What chose it: `account.tier` being `Enterprise`; nothing for the base.
        package let because: (field: String, key: String)?
        package let override: ThresholdOverride?
    }

    /// What it is on a day where fields read so; a layer whose field is not known says nothing.
    package func effective(on day: Day, reading read: (Reference) -> Value?) -> Effective {
        for layer in layers.reversed() {
            guard case .string(let key) = read(layer.field),
                let entry = layer.entries.last(where: { $0.key == key && $0.isInForce(on: day) })
            else { continue }
            return Effective(
                value: entry.value, place: entry.place, because: (layer.field.name, key), override: entry.override)
        }
        return Effective(value: base, place: basePlace, because: nil, override: nil)
    }

    func bound(in sight: Sight) -> Reader {
        let base = Value.double(base)
        let layers = lookups(on: sight.asOf.today).reversed().map { lookup in
            (read: sight.reader(of: lookup.field), values: lookup.values.mapValues(Value.double))
        }
        guard !layers.isEmpty else { return { _ in base } }
        return { row in
            for layer in layers {
                if case .string(let key) = layer.read(row), let value = layer.values[key] { return value }
            }
            return base
        }
    }
}
