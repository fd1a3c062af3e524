import BellwetherCore
import CEL
import Diagnostics
import Documents
import Trials

/// Rules that hold for nobody or for everybody, and rules that tell the same people the same.
struct HoldingMeaning {
    let held: HeldDays
    let routing: Routing

    /// Fewer days say nothing.
    private static let fewestDays = 14

    var diagnostics: [Diagnostic] {
        guard held.days >= Self.fewestDays, held.watched >= HeldDays.fewest else { return [] }
        return zip(held.rules, held.records).compactMap(extremes) + overlaps
    }

    private func extremes(_ rule: Rule, _ record: HeldDays.Record) -> Diagnostic? {
        if record.someDays == 0 { return .neverHolds(rule, record.nearest, held) }
        return record.wholeDays == held.days ? .alwaysHolds(rule, held) : nil
    }

    /// On most of the days on which the second one held at all.
    private var overlaps: [Diagnostic] {
        let pairs = held.together.filter { pair, days in
            days >= Self.fewestDays / 2 && 2 * days > held.records[pair.second].someDays
                && receivers(of: held.rules[pair.first]) == receivers(of: held.rules[pair.second])
        }
        return pairs.map { .holdTogether(held.rules[$0.second], held.rules[$0.first], on: $1, held) }
    }

    private func receivers(of rule: Rule) -> Set<String> {
        let levels = rule.variants.compactMap(\.severity?.rawValue)
        let written = rule.labels.filter { !$0.value.source.text.contains("{{") }
        var labels = Dictionary(written.map { ($0.name, $0.value.source.text) }) { first, _ in first }
        labels["alert"] = rule.id
        let each = levels.isEmpty ? [labels] : levels.map { labels.merging(["severity": $0]) { $1 } }
        return Set(each.flatMap { routing.explanation(for: $0).steps.flatMap(\.reaches).map(\.receiver) })
    }
}

extension Diagnostic {
    fileprivate static func neverHolds(_ rule: Rule, _ nearest: Nearest?, _ held: HeldDays) -> Diagnostic {
        let near = nearest.map { "; nearest was \(Printable.quoted($0.subject.account)): \($0.gap.inWords)" } ?? ""
        return note(
            "'\(rule.id)' held for none of \(held.watched.inProse) accounts \(held.inWords)\(near)", at: rule.place,
            help: "where that is not what you want, move its threshold, and see with `bellwether diff` what comes of it"
        )
    }

    fileprivate static func alwaysHolds(_ rule: Rule, _ held: HeldDays) -> Diagnostic {
        warning(
            "'\(rule.id)' held for all \(held.watched.inProse) accounts \(held.inWords)", at: rule.place,
            help: "a rule that tells of everybody tells nothing; compare the other way round, or move the threshold")
    }

    fileprivate static func holdTogether(
        _ rule: Rule, _ other: Rule, on days: Int, _ held: HeldDays
    ) -> Diagnostic {
        note(
            "'\(rule.id)' and '\(other.id)' held for exactly the same on \(days) of \(held.days) days and go to the same "
                + "receivers", at: rule.namePlace,
            help: "people are told everything twice; keep one of them, or let one inhibit the other")
    }
}

extension HeldDays {
    /// `in 90 days`, where every day was looked at.
    fileprivate var inWords: String {
        days * 10 >= span * 9 ? "in \(days) days" : "on any of \(days) days of the last \(span)"
    }
}

extension Condition.Gap {
    /// `health.score 61 against 60`
    fileprivate var inWords: String { "\(text) \(value.short) against \(against.short)" }
}

extension Double {
    /// At most two places behind the point.
    fileprivate var short: String {
        let rounded = (self * 100).rounded() / 100
        return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
    }
}
