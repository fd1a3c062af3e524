/// Everything a message may say about one alert, as of one moment: plain values, so that every receiver can tell it
/// in its own form, and the same text can be told again later.
package struct Story: Sendable, Hashable, Codable {
    /// What an alert is about; where an account has several equally severe ones, the first of these is its headline.
    package enum Topic: String, Sendable, Hashable, CaseIterable, Codable {
        /// The customer has given notice.
        case leaving
        case health, renewal, invoice, other
    }

    /// One measure's part in the score, and in its change since thirty days ago.
    package struct Contribution: Sendable, Hashable, Codable {
        package var measure: String
        package var points: Double
        package var change: Double?

        package init(measure: String, points: Double, change: Double?) {
            self.measure = measure
            self.points = points
            self.change = change
        }
    }

    /// Something else that changed the score: coverage, limits, override, config.
    package struct OtherChange: Sendable, Hashable, Codable {
        package var term: String
        package var points: Double
        /// What came or went, where measures did: `payment counts now (invoice 12 is 33 days late)`.
        package var words: String?

        package init(term: String, points: Double, words: String? = nil) {
            self.term = term
            self.points = points
            self.words = words
        }
    }

    package struct Link: Sendable, Hashable, Codable {
        package var label: String
        package var url: String
        /// Whether it acts in the name of its reader, so that nobody else is to have it.
        package private(set) var isPersonal: Bool?

        package init(label: String, url: String, isPersonal: Bool = false) {
            self.label = label
            self.url = url
            self.isPersonal = isPersonal ? true : nil
        }
    }

    package var accountID: String
    package var accountName: String
    /// The key of `people` of who looks after it, and how that person is called.
    package var owner: String?
    package var ownerName: String?
    /// The account's first day as a customer.
    package var accountSince: Day?
    package var bandKey: String
    package var bandLabel: String
    package var bandColour: String
    package var score: Double?
    package var scoreThen: Double?
    /// The rule's `title`, rendered; true at any time. Falls back to built-in words.
    package var title: String
    /// The same in a few words beside another alert of the account, which has said the name: `decide by 1 Dec`. Where
    /// the rule has none, the title without the name.
    package var brief: String
    package var topic: Topic
    /// Why, in points or in facts: one line.
    package var reason: String
    /// Money and dates: one line; may be empty.
    package var stakes: String
    /// What to do: the rule's `play`, rendered; may be empty.
    package var play: String
    /// The same as tasks, where its rule has a playbook.
    package var plan: TaskPlan?
    package var contributions: [Contribution]
    /// What changed the score beside its measures; with their changes it adds up to the whole change.
    package var otherChanges: [OtherChange]
    /// MRR in minor units of the reporting currency.
    package var mrrMinor: Int64?
    /// Money at stake in minor units of the reporting currency: what orders lists.
    package var stakeMinor: Int64?
    package var currency: String
    /// Days until the nearest date that matters (renewal, notice); orders lists together with the money.
    package var urgencyDays: Int?
    /// That date in words, `notice by 1 Dec (9 days)`, `16 days late`; empty while it is far away.
    package var when: String
    package var links: [Link]
    /// The rule's other annotations, rendered.
    package var annotations: [String: String]
    /// The condition with its values, for `explain`: `48.2 < 60`.
    package var condition: String
    /// Where the rule stands: `rules/health.yaml:21:38`.
    package var rulePlace: String
    /// The step of its rule's ladder: `60` days before the term ends.
    package var step: Int?
    /// That it comes and goes: `third time in ten days; …`
    package var flapping: String?
    /// When all of this was so; a message of another day says it anew.
    package var asOf: Moment

    package init(accountID: String, accountName: String, title: String, currency: String) {
        self.accountID = accountID
        self.accountName = accountName
        self.title = title
        self.currency = currency
        owner = nil
        ownerName = nil
        accountSince = nil
        bandKey = HealthBand.unknown.key
        bandLabel = HealthBand.unknown.label
        bandColour = HealthBand.unknown.colour
        score = nil
        scoreThen = nil
        brief = ""
        topic = .other
        reason = ""
        stakes = ""
        play = ""
        contributions = []
        otherChanges = []
        mrrMinor = nil
        stakeMinor = nil
        urgencyDays = nil
        when = ""
        links = []
        annotations = [:]
        condition = ""
        rulePlace = ""
        step = nil
        flapping = nil
        asOf = .distantPast
    }
}

extension Story {
    /// The annotation by which a rule says what its end is, where that is no recovery.
    static let over = "over"

    /// Of an alert that is counted and told to nobody.
    static let untold = Story(accountID: "", accountName: "", title: "", currency: "")
}
