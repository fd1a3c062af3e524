/// Somebody's word on what came of one alert; a later word takes its place.
package struct AlertOutcome: Sendable, Hashable, Codable {
    /// What tells a rule that helps from one that only rings.
    package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// It was true, and the customer stays.
        case saved
        /// It was true, and the customer goes.
        case lost
        /// There was nothing.
        case falseAlarm = "false_alarm"
        /// It was true, and too early to do anything.
        case premature
        /// It was true, and nothing was to be done.
        case noAction = "no_action"

        package var words: String { rawValue.split(separator: "_").joined(separator: " ") }
    }

    package let alertID, rule, account: String
    package let outcome: Kind
    package let at: Moment
    package let author, note: String

    package init(of alert: Alert, _ outcome: Kind, at now: Moment, by author: String, note: String) {
        alertID = alert.id
        rule = alert.rule
        account = alert.subject.account
        self.outcome = outcome
        at = now
        self.author = author
        self.note = note
    }
}
