import BellwetherCore
import CEL
import Diagnostics
import Documents

/// Numbers of thresholds that are for nobody, and exceptions whose end is near or past.
struct ThresholdMeaning {
    let rules: [Rule]
    /// Nothing where there is no state to look into.
    let census: Census?
    let today: Day

    var diagnostics: [Diagnostic] {
        strays + rules.flatMap(\.overrides).compactMap { end(of: $0) }
    }

    /// A key that stands in many thresholds is one finding.
    private var strays: [Diagnostic] {
        guard let census, census.watched > 0 else { return [] }
        var said: Set<Place> = []
        let found = rules.flatMap { rule in
            rule.variants.flatMap(\.thresholds).flatMap { strays(in: $0, census) }
        }.filter { said.insert($0.place).inserted }
        var first: [String] = []
        let byKey = Dictionary(grouping: found) { stray in
            let id = "\(stray.field.name) \(stray.key)"
            if !first.contains(id) { first.append(id) }
            return id
        }
        return first.compactMap { byKey[$0] }.compactMap { same in
            same.first.map {
                .matchesNobody(
                    $0.key, of: census.watched, among: census.texts(of: $0.field), at: $0.place, others: same.count - 1)
            }
        }
    }

    /// Calendars that are named as no account's region is, and nobody's in `people`, who keep one for themselves.
    static func strayCalendars(in main: Node?, _ people: People, _ census: Census) -> [Diagnostic] {
        guard let entries = main?["calendars"]?.value.entries, let counts = census.texts(ofAccountField: "region")
        else {
            return []
        }
        let kept = people.regions
        return entries.filter { $0.name != "default" && counts[$0.name] == nil && !kept.contains($0.name) }.map {
            .matchesNobody($0.name, of: census.watched, among: counts, at: $0.key.place)
        }
    }

    /// Of an invoice or a contract the deciding field may be its own.
    private func strays(
        in threshold: Threshold, _ census: Census
    ) -> [(field: Reference, key: String, place: Place)] {
        threshold.layers.filter { $0.field.name.hasPrefix("account.") }.flatMap { layer in
            let counts = census.texts(of: layer.field)
            // Where nobody has any, the default is for everybody, and no key is misspelt.
            let strays = counts.isEmpty ? [] : layer.entries.filter { counts[$0.key] == nil }
            return strays.map { (layer.field, $0.key, $0.keyPlace) }
        }
    }

    /// Two weeks ahead there is time to ask whether it is still wanted.
    private func end(of override: ThresholdOverride) -> Diagnostic? {
        let left = override.until - today
        if left < 0 { return .overrideEnded(override) }
        return left <= 14 ? .overrideEnds(override, in: left) : nil
    }
}

extension Diagnostic {
    fileprivate static func overrideEnded(_ override: ThresholdOverride) -> Diagnostic {
        warning(
            "the exception \(override.inWords) ended on \(override.until)", at: override.place,
            note: "\(Printable.name(override.owner)): \(Printable.name(override.reason))",
            help: "take it away, or give it another 'until'")
    }

    fileprivate static func overrideEnds(_ override: ThresholdOverride, in days: Int) -> Diagnostic {
        let when = days == 0 ? "today" : days == 1 ? "tomorrow" : "in \(days) days"
        return warning(
            "the exception \(override.inWords) ends \(when)", at: override.place,
            note: "\(Printable.name(override.owner)): \(Printable.name(override.reason))")
    }
}
