import BellwetherCore
import CEL
import Diagnostics
import Documents

/// Keys of thresholds that match nobody.
struct ThresholdMeaning {
    let rules: [Rule]
    let written: WrittenFiles
    let census: Census

    var diagnostics: [Diagnostic] { rules.flatMap { rule in rule.thresholds.flatMap { strays(in: $0, of: rule) } } }

    private func strays(in threshold: Threshold, of rule: Rule) -> [Diagnostic] {
        // Of an invoice or a contract the deciding field may be its own.
        guard let by = threshold.by, by.name.hasPrefix("account."), let node = written.rule(rule.id),
            let values = node["thresholds"]?.value[threshold.name]?.value["values"]?.value
        else { return [] }
        let counts = census.texts(of: by)
        return values.entries.filter { counts[$0.name] == nil }.map { entry in
            .matchesNobody(entry.name, of: census.watched, among: counts, at: entry.key.place)
        }
    }
}
