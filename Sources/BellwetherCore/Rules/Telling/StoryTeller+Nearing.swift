import CEL
import Documents

extension StoryTeller {
    /// How severe a rule's label would have it some days ago, all else being as it is now: only what counts down to a date
    /// was that much further from it. Nothing where the label says no severity.
    func severity(of rule: Rule, for row: SubjectRow, daysAgo days: Int) -> AlertSeverity? {
        guard rule.severity == nil, let label = rule.labels.first(where: { $0.name == "severity" })?.value else {
            return nil
        }
        let readers = sight.readers(of: label.references, under: rule.thresholds)
        let text = label.rendered { index in
            let value = readers[index](row)
            return label.references[index].countsDown ? value.adding(days) : value
        } printing: { value, reference in
            printer.text(value, of: reference)
        }
        return AlertSeverity(rawValue: text)
    }
}

extension Reference {
    /// Whether it gets less by one with each day, whatever becomes of the account.
    fileprivate var countsDown: Bool {
        switch origin {
        case .variable: name.split(separator: ".").last?.hasPrefix("days_to_") ?? false
        case .function(let function, of: _, with: _): function == RuleFunction.daysUntil.name
        }
    }
}

extension Value {
    fileprivate func adding(_ days: Int) -> Value {
        switch self {
        case .int(let number): .int(number + Int64(days))
        case .double(let number): .double(number + Double(days))
        case .null, .bool, .uint, .string, .bytes, .timestamp, .duration, .list, .map, .record, .type, .optional,
            .unknown, .failure:
            self
        }
    }
}
