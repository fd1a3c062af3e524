package import CEL
package import Diagnostics

/// All templates rendered for everybody they may ever speak of, before anything is sent: a template that fails does so
/// here first.
package struct TemplateTrial: Sendable {
    /// An expression that fails for somebody; their message would lack its value.
    package struct Failure: Sendable {
        /// Where the template stands.
        package let place: Place
        package let error: EvaluationError
        /// For whom it fails: the first account's id, and how many subjects there are in all.
        package let account: String
        package let count: Int
        /// A text that nobody has yet, where it fails for no account there is.
        package var odd: OddText?
    }

    package private(set) var templates = 0
    /// How many accounts rules are about.
    package let accounts: Int
    package private(set) var failures: [Failure] = []

    init(of book: RuleBook, in sight: Sight) {
        let watch = sight.bound(book.context.watch)
        let slots = (0..<sight.accounts.slotCount).filter { watch.truth(for: SubjectRow(slot: $0)) == .holds }
        accounts = slots.count
        let objects = ObjectRows(of: book.rules, among: slots, in: sight, people: book.context.people)
        for rule in book.rules {
            let rows = objects.rows(rule.target)
            let appliesTo = rule.appliesTo.map { sight.bound($0, under: rule.thresholds) }
            let told = rows.filter { appliesTo?.truth(for: $0) != .doesNotHold }
            for variant in rule.variants {
                for template in rule.templates { render(template, variant.thresholds, on: told, in: sight) }
            }
        }
        for link in book.context.links { render(link.url, [], on: slots.map { SubjectRow(slot: $0) }, in: sight) }
    }

    private mutating func render(
        _ template: Template, _ thresholds: [Threshold], on rows: [SubjectRow], in sight: Sight
    ) {
        templates += 1
        let readers = sight.readers(of: template.references, under: thresholds)
        var first: (error: EvaluationError, row: SubjectRow)?
        var count = 0
        for row in rows {
            guard let error = template.failure(reading: { readers[$0](row) }) else { continue }
            first = first ?? (error, row)
            count += 1
        }
        // What fails at one level mostly fails at all.
        guard !failures.contains(where: { $0.place == template.source.place }) else { return }
        guard let first else { return renderOddly(template, on: rows.first, readers) }
        let subject = sight.subject(of: first.row)
        let account = subject?.account ?? ""
        failures.append(Failure(place: template.source.place, error: first.error, account: account, count: count))
    }

    /// With texts that nobody has yet, and with nothing known at all.
    private mutating func renderOddly(_ template: Template, on row: SubjectRow?, _ readers: [Reader]) {
        let found = template.oddity { index in
            row.map { readers[index]($0) }
                ?? .unknown(template.references[index].name, because: AbsenceReason.noData.key)
        }
        guard let (odd, error) = found else { return }
        failures.append(Failure(place: template.source.place, error: error, account: "", count: 0, odd: odd))
    }
}

extension Turn {
    /// Tries all templates of a policy on the accounts of this turn.
    package func trial(of policy: Policy, given history: History) -> TemplateTrial {
        TemplateTrial(of: policy.rules, in: sight(under: policy, given: history))
    }

    /// What the rules of a policy see of this turn.
    package func sight(under policy: Policy, given history: History) -> Sight {
        let context = policy.rules.context
        let money = MeasuringContext(
            of: accounts, at: metrics.asOf, reporting: context.reporting, configuredRates: context.configuredRates,
            billing: context.billing, maxAgeDays: context.healthModels.maxAgeDays)
        return Sight(
            accounts: accounts, metrics: metrics, health: health, forecasts: forecasts, history: history,
            asOf: metrics.asOf, money: money)
    }
}
