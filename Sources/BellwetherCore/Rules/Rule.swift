package import CEL
package import Diagnostics
package import Documents

/// A condition over a subject, with thresholds, durations, labels and words.
package struct Rule: Sendable {
    /// What a rule goes over.
    package enum Target: String, Sendable, Hashable, CaseIterable {
        case account
        /// Every invoice on which something is open.
        case invoice
        /// Every term ahead that comes up for renewal.
        case contract

        var scope: RuleVocabulary.Scope {
            switch self {
            case .account: .account
            case .invoice: .invoice
            case .contract: .contract
            }
        }
    }

    /// What an absence counts as, where it would leave the condition undecided.
    package enum Missing: String, Sendable, Hashable, CaseIterable {
        case fire, ok
    }

    /// Never changes; alerts, silences and closings hang on it.
    package let id: String
    /// Ids it had before.
    package let was: [String]
    package let summary: String
    package let target: Target
    package let appliesTo: Condition?
    package let when: Condition
    package let clearWhen: Condition?
    package let thresholds: [Threshold]
    package let hold: WrittenDuration
    package let keepFiringFor: WrittenDuration
    package let missing: Missing?
    package let labels: [Named<Template>]
    package let annotations: [Named<Template>]
    package let tests: [RuleTest]
    /// Where its id stands.
    package let namePlace: Place
    /// Where its condition stands.
    package var place: Place { when.source.place }

    /// Everything in it that decides what fires, as one text: differs where an edit may clear an alert.
    var meaning: String {
        let thresholds = thresholds.map { threshold in
            let values = threshold.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return
                "\(threshold.name) \(threshold.by?.name ?? "") \(threshold.fallback) \(values.joined(separator: ","))"
        }
        let conditions = [appliesTo, when, clearWhen].map { $0?.source.text ?? "" }
        return ([target.rawValue, missing?.rawValue ?? ""] + conditions + thresholds).joined(separator: "\n")
    }

    /// What its condition reads, thresholds and look-backs resolved to the fields under them.
    var fieldsRead: Set<String> {
        let conditions = [when, clearWhen, appliesTo].compactMap { $0?.references }.flatMap { $0 }
        return Set((conditions + thresholds.compactMap(\.by)).flatMap(\.fields))
    }

    /// The fields that decide whether it fires: without those that only choose whom it is about or a threshold.
    var decidingFields: Set<String> {
        Set([when, clearWhen].compactMap { $0?.references }.flatMap { $0 }.flatMap(\.fields))
    }

    var isAboutHealth: Bool { decidingFields.contains { $0.hasPrefix("health.") } }

    var isAboutRenewals: Bool {
        decidingFields.contains { $0.hasPrefix("forecast.") || $0.hasPrefix("contract.") }
    }

    var templates: [Template] { labels.map(\.value) + annotations.map(\.value) }

    func annotation(_ name: String) -> Template? { annotations.first { $0.name == name }?.value }

    /// What it needs of history.
    package var lookBacks: [LookBack] {
        let conditions = [when, clearWhen, appliesTo].compactMap { $0?.references }.flatMap { $0 }
        return (conditions + templates.flatMap(\.references)).lookBacks
    }
}

extension Reference {
    /// The declared names it hangs on.
    var fields: [String] {
        switch origin {
        case .variable: [name]
        case .function(_, of: let fields, with: _): fields.isEmpty ? impliedFields : fields.flatMap(\.fields)
        }
    }

    /// A function without a field speaks of the band.
    private var impliedFields: [String] { ["health.band"] }
}
