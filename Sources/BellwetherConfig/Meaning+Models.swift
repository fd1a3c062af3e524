import BellwetherCore
import Diagnostics
import Documents

/// Health models that grade what nobody has, and overrides that are for nobody, or over.
struct ModelMeaning {
    let written: WrittenFiles
    let overrides: [HealthOverride]
    let census: Census
    let today: Day

    var diagnostics: [Diagnostic] { written.healthModels.flatMap(strays) + overrides.compactMap(told) }

    /// Measures stand in a model, its groups or its stages.
    private func strays(in node: Node) -> [Diagnostic] {
        let below = node.entries.map(\.value) + node.items
        guard let field = node["field"]?.value.written, field.hasPrefix("account."),
            let values = node["map"]?.value.entries,
            let counts = census.texts(ofAccountField: String(field.dropFirst("account.".count))), !counts.isEmpty
        else { return below.flatMap(strays) }
        let possible = Self.choices(of: field.dropFirst("account.".count))
        return values.filter { counts[$0.name] == nil && !possible.contains($0.name) }.map {
            .matchesNobody($0.name, of: census.watched, among: counts, at: $0.key.place)
        }
    }

    /// All that a field can ever say: what nobody has today, somebody may have tomorrow.
    private static func choices(of field: Substring) -> [String] {
        guard case .choice(let choices)? = FactKind.account.fields.first(where: { $0.name == field })?.form else {
            return []
        }
        return choices
    }

    private func told(of override: HealthOverride) -> Diagnostic? {
        guard census.sight.accounts.slots[override.account] != nil else { return .overridesNobody(override) }
        return override.until < today ? .healthOverrideEnded(override) : nil
    }
}

extension Diagnostic {
    fileprivate static func overridesNobody(_ override: HealthOverride) -> Diagnostic {
        warning(
            "no account has the id \(Printable.quoted(override.account)); this override is for nobody",
            at: override.place, help: "take the id from where accounts come from; `bellwether explain NAME` shows it")
    }

    fileprivate static func healthOverrideEnded(_ override: HealthOverride) -> Diagnostic {
        warning(
            "the health override for \(Printable.quoted(override.account)) ended on \(override.until)",
            at: override.place, note: "\(Printable.name(override.author)): \(Printable.name(override.reason))",
            help: "take it away, or give it another 'until'")
    }
}
