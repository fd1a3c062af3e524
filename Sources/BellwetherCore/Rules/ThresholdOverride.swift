package import Diagnostics

/// An exception from a rule's threshold: who asked for it, why, and until when.
///
/// It always ends. What should hold for good belongs into the rule; what was meant for a while and stays for years is
/// how nobody hears of an account any more.
package struct ThresholdOverride: Sendable, Hashable {
    package let rule: String
    /// The only level it is for; all that have the threshold where it names none.
    package let level: AlertSeverity?
    package let threshold: String
    /// `account`, `tier`, `segment` or `group`.
    package let layer: Layer
    /// Which account, tier, segment or group.
    package let key: String
    package let value: Double
    package let reason: String
    package let owner: String
    /// The last day it holds.
    package let until: Day
    package let place: Place

    package init(
        rule: String, level: AlertSeverity?, threshold: String, layer: Layer, key: String, value: Double,
        reason: String, owner: String, until: Day, place: Place
    ) {
        self.rule = rule
        self.level = level
        self.threshold = threshold
        self.layer = layer
        self.key = key
        self.value = value
        self.reason = reason
        self.owner = owner
        self.until = until
        self.place = place
    }

    /// What an exception may be for, the weakest first.
    package enum Layer: String, Sendable, Hashable, CaseIterable {
        case segment, tier, account
        /// One owner, tier … of a rule that goes over groups.
        case group

        /// The field that tells whom it is for.
        package var field: String {
            switch self {
            case .segment, .tier: "account.\(rawValue)"
            case .account: "account.id"
            case .group: "group.key"
            }
        }
    }

    package func isInForce(on day: Day) -> Bool { day <= until }

    /// The same exception, whatever stands around it in the files; a new end makes it another.
    package var id: String {
        [rule, level?.rawValue ?? "", threshold, layer.rawValue, key, "\(until)"].joined(separator: "/")
    }

    /// `floor 40 for account 'acme'`
    package var inWords: String {
        "\(threshold) \(value.written) for \(layer.rawValue) '\(Printable.name(key))'"
    }
}
