package import CEL
package import Diagnostics
package import Documents

/// All rules, and what they need beside their own files.
package struct RuleBook: Sendable {
    package let rules: [Rule]
    package let context: RuleContext
    /// The same for copies, and another for what is read again: what rules found before holds for one edition.
    let edition = Edition()

    final class Edition: Sendable {}

    package init(_ rules: [Rule], in context: RuleContext) {
        self.rules = rules
        self.context = context
    }

    /// The rules of all files, in order; what is wrong is reported to each file's settings.
    ///
    /// - Parameter people: who may be given tasks; nothing where that is not known.
    package static func rules(
        in files: [Settings], against vocabulary: RuleVocabulary, people: People? = nil
    ) -> [Rule] {
        var first: [String: Rule] = [:]
        var rules: [Rule] = []
        var within: [(rule: String, sections: [Settings], file: Settings)] = []
        let playbooks = PlaybookShelf(in: files, people: people)
        let readers = files.map { RuleReader(vocabulary: vocabulary, playbooks: playbooks, settings: $0) }
        for (file, reader) in zip(files, readers) {
            for (rule, overrides) in reader.rules() {
                if let other = first[rule.id] {
                    file.report(.ruleTwice(rule.id, at: rule.namePlace, first: other.namePlace))
                    continue
                }
                first[rule.id] = rule
                rules.append(rule)
                within.append((rule.id, overrides, file))
            }
        }
        for rule in rules {
            for old in rule.was where first[old] != nil {
                files.first?.report(.takenOldID(old, by: rule.id, at: rule.namePlace))
            }
        }
        playbooks.warnOfUnused(besides: Set(readers.flatMap(\.namedPlaybooks)), reportingTo: files.first)
        var exceptions = OverrideReader(rules, written: Set(readers.flatMap(\.writtenNames)))
        for (rule, sections, file) in within { exceptions.readOverrides(sections, of: rule, in: file) }
        for file in files { exceptions.readOverrides(of: file) }
        return exceptions.rules
    }

    /// All exceptions from thresholds, those that have ended too.
    package var overrides: [ThresholdOverride] { rules.flatMap(\.overrides) }

    /// What history must hold for these rules and for what messages say.
    package var lookBacks: [LookBack] {
        let models = context.healthModels
        return LookBack.furthest(models.expanding(rules.flatMap(\.lookBacks) + StoryTeller.lookBacks(of: models)))
    }
}

/// What rules need beside their own files: who is watched, in which money and hours, and how health is explained.
package struct RuleContext: Sendable {
    package var reporting: Currency
    package var configuredRates: [Currency: Double]
    package var billing: BillingPolicy
    package var calendar: BusinessCalendar
    /// Other ones, by region.
    package var calendars: [String: BusinessCalendar]
    /// Whom rules and counts are about.
    package var watch: Condition
    package var links: [LinkTemplate]
    package var people: People
    package var healthModels: HealthModels
    /// False while the past is made up for: nothing is sent then, so nothing can flood.
    package var breaksFloods: Bool
    /// False where alerts are only counted: then none of them gets labels or words.
    package var tells = true

    package init(
        reporting: Currency, configuredRates: [Currency: Double] = [:], billing: BillingPolicy = BillingPolicy(),
        calendar: BusinessCalendar, calendars: [String: BusinessCalendar] = [:],
        watch: Condition = RuleContext.standardWatch, links: [LinkTemplate] = [],
        people: People = People(), healthModels: HealthModels, breaksFloods: Bool = true
    ) {
        self.reporting = reporting
        self.configuredRates = configuredRates
        self.billing = billing
        self.calendar = calendar
        self.calendars = calendars
        self.watch = watch
        self.links = links
        self.people = people
        self.healthModels = healthModels
        self.breaksFloods = breaksFloods
    }

    /// Paying customers, tests and internal ones aside.
    package static let standardWatch: Condition = {
        let text = "account.status in ['active', 'past_due', 'cancelling'] && !account.excluded"
        let names = RuleVocabulary(metrics: []).names(in: .measures)
        guard let condition = Condition.checked(Fragment(text), against: names).0 else {
            preconditionFailure("the standard watch names only account fields")
        }
        return condition
    }()
}

/// A link that messages carry: `account: "https://crm.example.com/{{ account.external.hubspot }}"`.
package struct LinkTemplate: Sendable {
    package let label: String
    package let url: Template

    package init(label: String, url: Template) {
        self.label = label
        self.url = url
    }
}

extension LinkTemplate {
    /// Reads `links:`; values go into the address percent-encoded, so that a name can never bend it.
    package static func read(_ links: [Named<Fragment>], reportingTo settings: Settings) -> [LinkTemplate] {
        let names = RuleVocabulary(metrics: []).names(in: .account)
        return links.compactMap { link in
            let (template, diagnostics) = Template.checked(link.value, against: names)
            for diagnostic in diagnostics { settings.report(diagnostic) }
            return template.map { LinkTemplate(label: link.name, url: $0) }
        }
    }
}
