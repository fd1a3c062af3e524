package import CEL

/// Who comes nearest to a rule that holds for nobody.
package struct Nearest: Sendable, Hashable {
    package let subject: Subject
    package let gap: Condition.Gap
}

extension Sight {
    /// Over all levels of the rule; nothing where no single number decides.
    func nearest(of rule: Rule, among rows: [SubjectRow]) -> Nearest? {
        let appliesTo = rule.appliesTo.map { bound($0, under: rule.thresholds) }
        let levels = rule.variants.map { bound($0.when, under: $0.thresholds) }
        var best: (gap: Condition.Gap, row: SubjectRow)?
        for row in rows where appliesTo.map({ $0.truth(for: row) == .holds }) ?? true {
            for gap in levels.compactMap({ $0.gap(for: row) }) where gap.distance < best?.gap.distance ?? .infinity {
                best = (gap, row)
            }
        }
        guard let best, let subject = subject(of: best.row) else { return nil }
        return Nearest(subject: subject, gap: best.gap)
    }
}

extension BoundCondition {
    fileprivate func gap(for row: SubjectRow) -> Condition.Gap? {
        condition.gap { readers[$0](row) }
    }
}
