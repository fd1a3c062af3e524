package import BellwetherCore

/// What an edit does to one rule, or to several together.
package struct RuleDifference: Sendable {
    /// Somebody for whom it begins or ends to fire.
    package struct Case: Sendable, Hashable {
        package let rule: String
        package let subject: Subject
        package let name: String
        package let title: String
    }

    package let rule: String
    package let wasThere, isThere: Bool
    /// For whom it would fire today and does not, and the other way round.
    package internal(set) var fires: [Case] = []
    package internal(set) var clears: [Case] = []
    /// What those pay for whom it would fire, each account once, in major units.
    package internal(set) var mrr = 0.0
    package internal(set) var mails: [PolicyDifference.Mail] = []
    /// How many may begin at once before messages wait to be confirmed; nothing where they do not.
    package internal(set) var beyondBreaker: Int?
    /// Alerts that began on the days that count.
    package internal(set) var before = Outcomes()
    package internal(set) var after = Outcomes()
    /// Those that there would only be now, and only before.
    package internal(set) var more = Outcomes()
    package internal(set) var fewer = Outcomes()

    /// How many more there are now of those that both have, in other pieces; less than none where they run together, or
    /// began before the days that count.
    package var regrouped: Int { after.alerts - before.alerts - more.alerts + fewer.alerts }

    /// Alerts, and how many of them came before the account left.
    package struct Outcomes: Sendable, Hashable {
        package internal(set) var alerts = 0
        package internal(set) var churned = 0

        /// For how long a loss counts as foretold.
        package static let days = 90
    }

    init(rule: String, wasThere: Bool, isThere: Bool) {
        self.rule = rule
        self.wasThere = wasThere
        self.isThere = isThere
    }

    package var isNothing: Bool {
        fires.isEmpty && clears.isEmpty && more.alerts == 0 && fewer.alerts == 0 && before == after
    }
}
