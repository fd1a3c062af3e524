/// How customers and their money stand, for whoever reads it: the same values for a terminal, a table, JSON and a page.
package struct Report: Sendable, Codable {
    /// A value with the reason where there is none, and as people read it.
    package struct Figure: Sendable, Codable {
        package let value: Double?
        package let reason: String?
        package let text: String
    }

    package struct Band: Sendable, Codable {
        package let key, label, colour: String
        package let accounts: Int
        package let share: Double
        package let mrr: Figure
    }

    /// An account whose MRR cannot be told, which leaves every total with it unknown.
    package struct Unpriced: Sendable, Codable {
        package let account, name: String
        package let reason, text: String
    }

    /// One day of the past: how many accounts were in each band.
    package struct TrendDay: Sendable, Codable {
        package let day: String
        /// By the place of the band in `bands`.
        package let accounts: [Int]
        package let meanScore: Double?
    }

    package struct Metric: Sendable, Codable {
        package let name, help: String
        package let figure: Figure
    }

    /// An owner's, a tier's … accounts.
    package struct Group: Sendable, Codable {
        /// What tells it from others of one name: an account's id, an owner's or a parent's key, the tier as it is
        /// written; nothing for those without one.
        package internal(set) var id: String?
        package let name: String
        package let accounts: Int
        package let meanScore: Figure
        /// By the place of the band in `bands`.
        package let bands: [Int]
        /// Those of `groupMetrics`.
        package let figures: [Figure]
    }

    /// `close = open + new + expansion + reactivation − contraction − churn + fx + correction`, in major units.
    package struct Month: Sendable, Codable {
        package let month: String
        package let open, new, expansion, reactivation, contraction, churn, fx, correction, close: Double
    }

    /// Accounts that began to pay in one quarter: what share of them still pays so many months later.
    package struct Cohort: Sendable, Codable {
        package let quarter: String
        package let accounts: Int
        /// At 0, 3, 6 … months, as far as all of them have come.
        package let retained: [Double]
    }

    package struct CrossTab: Sendable, Codable {
        package struct Row: Sendable, Codable {
            /// As of a group.
            package internal(set) var id: String?
            package let name: String
            package let answers: Int
            /// Nothing where fewer than five gave it.
            package let counts: [Int?]
        }

        package let survey: String
        /// What was asked, where the survey does not say it.
        package let question: String?
        /// The survey and, where it is not the usual one, its scale: a name of its own.
        package let form: String
        /// `0 to 10`; nothing where the answers are words.
        package let scale: String?
        package let attribute: String
        package let answers: [String]
        /// Answers that are not on the scale, and in no row.
        package let rejected: Int
        package let rows: [Row]
    }

    package struct ChurnReason: Sendable, Codable {
        package let reason: String
        package let accounts: Int
        package let mrr: Figure
    }

    /// What people say came of the alerts of one rule.
    package struct RuleOutcomes: Sendable, Codable {
        package let rule: String
        /// By the place in `outcomeNames`.
        package let counts: [Int]
    }

    /// Somebody who may be asked for a reference.
    package struct Advocate: Sendable, Codable {
        package let account, name, owner: String
        package let daysInGood: Int
        /// How they answered the NPS question, 0 to 10: the mean of their people's latest answers.
        package let mark, mrr: Figure

        /// Farther back nobody counts.
        package var daysInGoodText: String {
            "\(daysInGood)" + (daysInGood >= Report.mostDaysInBand ? " or more" : "")
        }
    }

    /// What comes up for renewal in the next days (M24).
    package struct Renewals: Sendable, Codable {
        package let horizonDays, terms: Int
        /// All of it; `Σ p·amount`; how far off that may well be; what is as good as certain; what is not lost.
        package let due, expected, deviation, low, high: Figure
        /// The names of those that are more than a fifth of all by themselves: with them the deviation says little.
        package let concentrated: [String]
    }

    /// An account that brought less than half of what is usual among its like (M21).
    package struct LowValue: Sendable, Codable {
        package let account, name, owner, segment: String
        /// `clv.net`
        package let value, mrr: Figure
    }

    /// Somebody whose invoices are late.
    package struct Debtor: Sendable, Codable {
        package let account, name, owner: String
        package let invoices: Int
        /// Of the oldest.
        package let daysPastDue: Int
        package let overdue: Figure
        /// By the place in `bucketNames`.
        package let buckets: [Figure]
    }

    /// How many days past due, of the columns of a debtor.
    package static let bucketNames = InvoiceStanding.Bucket.allCases.map(\.rawValue)
    /// What can have come of an alert, of the columns of a rule.
    package static let outcomeNames = AlertOutcome.Kind.allCases.map(\.words)
    /// Longer lists are cut where people read them; whoever wants all takes the CSV or JSON.
    package static let listed = 20
    /// As far back as days in a band are counted.
    package static let mostDaysInBand = BandStays.reach

    /// A share as people read it.
    package static func percent(_ share: Double) -> String { DecimalText.fixed(share * 100, places: 0) + " %" }

    package let version: Int
    package let asOf: Moment
    package let day: String
    /// Of that day; nothing where it has just begun.
    package internal(set) var time: String?
    package let timezone, currency: String
    /// By what accounts are put together: `owner`, `tier` …
    package let scope: String
    package let periodStart, periodEnd: String
    package let accounts: Int
    package let bands: [Band]
    package let withoutMRR: [Unpriced]
    package let trend: [TrendDay]
    package let metrics: [Metric]
    package let groupMetrics: [String]
    package let groups: [Group]
    package let months: [Month]
    /// Why there are no movements, where there are none.
    package let monthsMissing: String?
    package let cohortMonths: [Int]
    package let cohorts: [Cohort]
    package let crossTabs: [CrossTab]
    package let churnReasons: [ChurnReason]
    package let renewals: Renewals
    package let lowValues: [LowValue]
    package let advocates: [Advocate]
    /// Since the period began; the store alone knows them.
    package internal(set) var outcomes: [RuleOutcomes] = []
    package let debtors: [Debtor]
    /// The choices behind the numbers about money, a sentence each.
    package let billing: [String]
    /// By the name of a list above, why it cannot be told: to be empty would be a claim.
    package let missing: [String: String]
    /// What was known when, as far as that changes a number.
    package let knowledge: [String]
}

// MARK: In words

extension Report {
    /// As of when bands, customers and mean scores are: `2026-11-28 14:05`, or the day alone as it began.
    package var instant: String { time.map { "\(day) \($0)" } ?? day }

    /// Of when the numbers about a period are: nothing that came since its last day began is in them.
    package var periodWords: String { "\(periodStart) up to \(time == nil ? "" : "the beginning of ")\(periodEnd)" }

    /// What groups are called: with their ids where several have one name.
    package var groupNames: [String] {
        let names = Dictionary(grouping: groups, by: \.name)
        return groups.map { group in
            guard let id = group.id, names[group.name, default: []].count > 1 else { return group.name }
            return "\(group.name) (\(id))"
        }
    }
}
