package import BellwetherCore
package import Diagnostics

/// A story that rules are tried on, from the first day to who was told what: the history of some accounts, day by day,
/// and what must come of it.
///
/// It runs through the line as it is, with turns, routing and messages, on a clock of its own.
package struct Scenario: Sendable {
    /// What one stretch of the story gives: values and facts that hold from its moment on.
    package struct Step: Sendable {
        package let day: Day
        /// Seconds from midnight; facts and values come in then.
        package let second: Int
        package let given: [Given]
        package let facts: [ScenarioFact]
        /// The kinds of fact whose source is stale from here on; nothing where that stays as it was.
        package let stale: Set<String>?
        package let states: [ExpectedState]
        package let told: [ExpectedMessage]
        package let place: Place
    }

    /// A metric or the health score of one account, said instead of measured.
    package struct Given: Sendable {
        package let account: String
        /// `usage.trend`, or `health.score`.
        package let name: String
        package let value: Measured
    }

    package struct ExpectedState: Sendable {
        package let rule: String
        package let account: String
        package let state: State
        package let place: Place
    }

    /// How a rule stands with an account at the end of a day.
    package enum State: String, Sendable, Hashable, CaseIterable {
        case quiet, pending, firing, recovering, held
    }

    /// One message of a day; what is left out may be anything.
    package struct ExpectedMessage: Sendable {
        package let receiver: String?
        package let recipient: String?
        package let opens: [Mention]
        package let worsens: [Mention]
        package let closes: [Mention]
        package let reminds: [Mention]
        package let reason: ClosingReason?
        /// The whole text.
        package let says: String?
        package let contains: [String]
        package let lacks: [String]
        package let place: Place
    }

    /// A rule, or one account of a rule: `late-invoice`, `late-invoice/acme`.
    package struct Mention: Sendable, Hashable {
        package let rule: String
        package let account: String?

        func covers(_ event: Event) -> Bool {
            event.rule == rule && (account.map { $0 == event.subject.account } ?? true)
        }
    }

    package let name: String
    /// Whether messages that the story does not mention are mistakes.
    package let isExact: Bool
    package let accounts: [ScenarioAccount]
    package let steps: [Step]
    /// The last day that is looked at.
    package let until: Day
    /// Who hears what in this story, where its file says so itself.
    package let setting: ScenarioSetting?
    package let place: Place
}

/// An account of the story, and what its source says of it at the beginning.
package struct ScenarioAccount: Sendable {
    package let key: String
    package let values: [String: FactValue]
}

/// A row that a source brings.
package struct ScenarioFact: Sendable {
    package let kind: FactKind
    package let key: String
    package let account: String
    package let values: [String: FactValue]
}

/// What `bellwether.yaml` would say, as far as it decides who hears what.
package struct ScenarioSetting: Sendable {
    package let zone: Zone?
    package let people: People?
    package let receivers: [ReceiverProfile]?
    package let route: Route?
}
