import CEL
import Diagnostics
import Documents

/// What a label of alerts can say, as far as rules tell it.
package struct LabelValues: Sendable {
    package private(set) var values: Set<String>
    /// Whether it can be anything: what accounts are called, or what a template makes of them.
    package private(set) var isOpen: Bool
    /// Whether alerts have it at all.
    package private(set) var isLabel = true

    package init(_ values: Set<String>) {
        self.values = values
        isOpen = false
    }

    private init(isOpen: Bool, isLabel: Bool) {
        values = []
        self.isOpen = isOpen
        self.isLabel = isLabel
    }

    package static let open = LabelValues(isOpen: true, isLabel: true)
    static let none = LabelValues(isOpen: false, isLabel: false)

    fileprivate mutating func form(_ others: LabelValues) {
        values.formUnion(others.values)
        isOpen = isOpen || others.isOpen
        isLabel = isLabel || others.isLabel
    }
}

extension RuleBook {
    /// Of what accounts say by themselves, and of names of sources, anything.
    package func values(of label: String) -> LabelValues {
        switch label {
        case "alert": return LabelValues(Set(rules.map(\.id)))
        case "band": return LabelValues(Set(context.healthModels.bands.map(\.key)))
        case "account", "owner", "tier", "segment", "source", "group": return .open
        default: return rules.reduce(into: .none) { $0.form($1.values(of: label)) }
        }
    }
}

extension Rule {
    /// The text of one of its own labels; of a template, every severity that its expressions name.
    package func values(of label: String) -> LabelValues {
        if label == "severity", !levels.isEmpty { return LabelValues(Set(levels.map(\.severity.rawValue))) }
        guard let template = labels.first(where: { $0.name == label })?.value else { return .none }
        guard template.source.text.contains("{{") else { return LabelValues([template.source.text]) }
        let severities = Set(AlertSeverity.allCases.map(\.rawValue))
        let named = label == "severity" ? severities.intersection(template.source.text.quotedTexts) : []
        return named.isEmpty ? .open : LabelValues(named)
    }
}

extension String {
    /// What stands between single quotes.
    fileprivate var quotedTexts: [String] {
        split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
}
